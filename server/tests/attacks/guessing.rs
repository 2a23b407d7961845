//! Guessing passwords: without a limit at Argo CD (CVE-2020-8827). Five failures of a name or of an address, and there is a pause.

use std::net::IpAddr;
use std::time::Duration;

use mesoscope_server::access::login::{Gate, Limits};
use mesoscope_server::access::moment::Moment;

use crate::tally::Tally;

const START: Moment = Moment::from_millis(1_800_000_000_000);

/// A day of guessing at one name from ever new addresses, four a second.
#[tokio::test]
async fn a_day_of_guessing_is_some_hundred_guesses() {
    let mut tally = Tally::of("guesses at one name");
    let gate = Gate::new(Limits::default());
    let mut hashed = 0;
    for guess in 0..4 * 86_400_u32 {
        let now = START.after(Duration::from_millis(250) * guess);
        let address = IpAddr::from((0x0a00_0000 + guess).to_be_bytes());
        // What is let in to try, and fails: dropped without a word.
        let passes = gate.enter("ada", address, now).is_ok();
        hashed += usize::from(passes);
        let most = 5 * (1 + guess as usize / (4 * 300));
        tally.tried(hashed <= most, || format!("{hashed} after {guess}"));
    }
    assert_eq!(hashed, 5 * 24 * 12);
    tally.end();
}

/// One password for many names.
#[test]
fn one_address_has_as_few_for_all_names_together() {
    let mut tally = Tally::of("names tried by one address");
    let gate = Gate::new(Limits::default());
    let address = IpAddr::from([203, 0, 113, 9]);
    for name in 0..10_000 {
        let passes = gate.enter(&format!("user{name}"), address, START).is_ok();
        tally.tried(passes == (name < 5), || format!("user{name}"));
    }
    tally.end();
}
