//! The terminal's messages: what is written is read again, and what is no message is refused, never a panic.

use cluster_model::terminal::{Asked, Channel, Exit, NoMessage, Notice, Open, Reason, Told, Window};
use proptest::prelude::*;

fn window() -> impl Strategy<Value = Window> {
    (any::<u16>(), any::<u16>()).prop_map(|(rows, columns)| Window { rows, columns })
}

fn open() -> impl Strategy<Value = Open> {
    (
        prop::collection::vec(".{0,12}", 0..4),
        prop::option::of(".{0,40}"),
        prop::collection::vec(".{0,12}", 0..4),
        prop::option::of("[a-z]{1,8}"),
        prop::collection::btree_map("[A-Z_]{1,8}", ".{0,12}", 0..4),
        any::<bool>(),
        prop::option::of(window()),
    )
        .prop_map(|(container, command, arguments, user, environment, tty, window)| Open {
            container,
            command,
            arguments,
            user,
            environment,
            tty,
            window,
        })
}

proptest! {
    #[test]
    fn what_a_page_writes_is_read(
        open in open(), bytes in prop::collection::vec(any::<u8>(), 0..200), size in window(), signal: u8, drawn: u64,
    ) {
        for asked in [
            Asked::Open(Box::new(open)),
            Asked::Input(&bytes),
            Asked::Resize(size),
            Asked::End,
            Asked::Signal(signal),
            Asked::Drawn(drawn),
            Asked::Stay,
            Asked::TakeInput,
            Asked::Close,
        ] {
            let written = asked.to_vec();
            prop_assert_eq!(Asked::read(&written), Ok(asked.clone()));
        }
    }

    #[test]
    fn what_the_console_writes_is_read(bytes in prop::collection::vec(any::<u8>(), 0..200), skipped: u64, status: i32, words: String) {
        for told in [
            Told::Output(Channel::Out, &bytes),
            Told::Output(Channel::Err, &bytes),
            Told::Skipped(skipped),
            Told::Notice(Box::new(Notice::Exited(Exit::of(status)))),
            Told::Notice(Box::new(Notice::Ended { reason: Reason::Refused, status: Some(500), words: words.clone() })),
            Told::Notice(Box::new(Notice::Started { container: vec![words.clone()] })),
            Told::Notice(Box::new(Notice::InputYours)),
        ] {
            let written = told.to_vec();
            prop_assert_eq!(Told::read(&written), Ok(told.clone()));
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if let Ok(asked) = Asked::read(&bytes) {
            let written = asked.to_vec();
            prop_assert_eq!(Asked::read(&written), Ok(asked.clone()));
        }
        if let Ok(told) = Told::read(&bytes) {
            let written = told.to_vec();
            prop_assert_eq!(Told::read(&written), Ok(told.clone()));
        }
    }

    #[test]
    fn an_exit_is_a_code_or_a_signal(code: u8, signal in 1u8..=64) {
        prop_assert_eq!(Exit::of(i32::from(code) << 8).code, Some(code));
        prop_assert_eq!(Exit::of(i32::from(signal)).signal, Some(signal));
        prop_assert_eq!(Exit::of(i32::from(signal)).code, None);
    }
}

#[test]
fn the_bytes_are_these() {
    let open = Open { container: vec!["a".to_owned(), "b".to_owned()], tty: true, ..Open::default() };
    let told = |told: Told<'_>| String::from_utf8_lossy(&told.to_vec()[1..]).into_owned();
    let notice = |notice| told(Told::Notice(Box::new(notice)));
    let lines = [
        String::from_utf8(Asked::Open(Box::new(open)).to_vec()[1..].to_vec()).unwrap(),
        format!("{:?}", Asked::Input(b"ls\r").to_vec()),
        format!("{:?}", Asked::Resize(Window { rows: 24, columns: 300 }).to_vec()),
        format!("{:?}", Asked::Drawn(1_000_000).to_vec()),
        format!("{:?}", Told::Output(Channel::Err, b"no").to_vec()),
        format!("{:?}", Told::Skipped(70_000).to_vec()),
        notice(Notice::Exited(Exit::of(1792))),
        notice(Notice::Exited(Exit::of(9))),
        notice(Notice::Started { container: vec!["a".to_owned(), "b".to_owned()] }),
        notice(Notice::Ended { reason: Reason::Idle, status: None, words: "nobody".to_owned() }),
    ];
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn what_is_no_message_says_why() {
    assert_eq!(Asked::read(&[]), Err(NoMessage::Empty));
    assert_eq!(Asked::read(&[77]), Err(NoMessage::Unknown(77)));
    assert_eq!(Asked::read(&[2, 1, 0, 1]), Err(NoMessage::Length { kind: 2, length: 3 }));
    assert_eq!(Asked::read(&[3, 0]), Err(NoMessage::Length { kind: 3, length: 1 }));
    let unknown = Asked::read(b"\0{\"container\":[],\"privileged\":true}").unwrap_err().to_string();
    assert!(unknown.starts_with("unknown field `privileged`"), "{unknown}");
    assert_eq!(Told::read(&[1]), Err(NoMessage::Unknown(1)));
}
