//! What is checked in of generated code is what the generator makes today.

#[test]
fn messages_are_what_the_schema_says() {
    xtask::generate::run(true).expect("run `cargo xtask generate`");
}
