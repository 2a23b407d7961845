//! Starts the app in the page that Trunk made of `index.html`.

fn main() {
    mesoscope_frontend::start();
}
