//! Folders as archives.

use std::collections::BTreeMap;
use std::io::Read;

use crate::support::{Embedded, Folder, entry};

/// Every member by name, with its content; folders have none.
fn unpacked(bytes: &[u8]) -> BTreeMap<String, Option<Vec<u8>>> {
    let mut members = BTreeMap::new();
    for member in tar::Archive::new(bytes).entries().unwrap() {
        let mut member = member.unwrap();
        let name = String::from_utf8(member.path_bytes().into_owned()).unwrap();
        let mut content = Vec::new();
        member.read_to_end(&mut content).unwrap();
        assert_eq!(content.len() as u64, member.size(), "{name}");
        members.insert(name, member.header().entry_type().is_file().then_some(content));
    }
    assert!(bytes.len().is_multiple_of(512) && bytes.ends_with(&[0; 1024]), "it has an end");
    members
}

#[tokio::test]
async fn a_sandbox_is_an_archive() {
    let embedded = Embedded::start().await;
    let sandbox = embedded.sandbox().await;
    let got = embedded.console.get(&sandbox.door("files", "", "&as=tar")).await;
    assert_eq!((got.status.as_u16(), got.header("content-type")), (200, "application/octet-stream"));
    assert_eq!(got.header("content-disposition"), format!("attachment; filename=\"{}.tar\"", sandbox.task));
    assert!(got.header("content-security-policy").contains("sandbox"));
    let members = unpacked(&got.body);
    let names: Vec<_> = members.keys().map(|name| name.replace(&sandbox.task, "TASK")).collect();
    insta::assert_snapshot!(names.join("\n"));

    let content = |below: &str| members[&format!("{}/{below}", sandbox.task)].clone().unwrap();
    for below in ["heap.bin", "report.html", "conf/app.properties"] {
        let read = embedded.read(&sandbox.agent, &format!("{}/{below}", sandbox.path)).await;
        assert!(content(below) == read, "{below}");
    }
    let later = embedded.read(&sandbox.agent, &format!("{}/stdout", sandbox.path)).await;
    assert!(later.starts_with(&content("stdout")));
    let left_out = String::from_utf8(content("NOT-INCLUDED.txt")).unwrap();
    assert!(
        left_out.ends_with(&format!("\n\n{}/control: is a FIFO, not a regular file\n", sandbox.task)),
        "{left_out}"
    );
}

#[tokio::test]
async fn a_folder_within_has_its_own_name() {
    let embedded = Embedded::start().await;
    let sandbox = embedded.sandbox().await;
    let got = embedded.console.get(&sandbox.door("files", "/conf/", "&as=tar")).await;
    assert_eq!(got.header("content-disposition"), "attachment; filename=\"conf.tar\"");
    let members = unpacked(&got.body);
    assert!(members.contains_key("conf/app.properties") && members.keys().any(|name| name.len() > 100));
    assert!(!members.contains_key("conf/NOT-INCLUDED.txt"), "nothing was left out");
}

#[tokio::test]
async fn files_that_change_meanwhile_keep_the_archive_whole() {
    let read = |name: &str, offset: u64, length: u64| {
        let (size, real): (u64, u64) = match name {
            // Says it is longer than it turns out to be.
            "shorter" if offset == 0 => (200_000, 200_000),
            "shorter" => (70_000, 70_000),
            // Has grown by the time its next part is read.
            "longer" if offset == 0 => (100_000, 100_000),
            "longer" => (900_000, 900_000),
            _ => (5, 5),
        };
        let data = real.saturating_sub(offset).min(length);
        (size, vec![b'x'; usize::try_from(data).unwrap()])
    };
    let entries = ["longer", "shorter", "small", "NOT-INCLUDED.txt"].map(|name| entry(name, 0o100_644));
    let folder = Folder::of(entries.into(), read).await;
    let members = unpacked(&folder.console().await.get("/api/agents/a1/files?path=/files&as=tar").await.body);
    let content = |name: &str| members[&format!("files/{name}")].clone().unwrap();
    assert_eq!(content("longer"), vec![b'x'; 100_000]);
    let shorter = content("shorter");
    assert_eq!((shorter.len(), &shorter[..70_000]), (200_000, &*vec![b'x'; 70_000]));
    assert!(shorter[70_000..].iter().all(|byte| *byte == 0));
    assert_eq!(content("small"), b"xxxxx");
    assert_eq!(
        String::from_utf8(content("_NOT-INCLUDED.txt")).unwrap().lines().last().unwrap(),
        "files/shorter: became shorter while it was read: its last 130000 bytes here are zeros"
    );
}

#[tokio::test]
async fn what_is_no_folder_is_no_archive() {
    let embedded = Embedded::start().await;
    let sandbox = embedded.sandbox().await;
    for (below, more, status) in [
        ("/stdout", "&as=tar", 409),
        ("/nothing", "&as=tar", 404),
        ("", "&as=zip", 400),
        ("", "", 409),
        ("/control", "&as=tar", 409),
    ] {
        let got = embedded.console.get(&sandbox.door("files", below, more)).await;
        assert_eq!(got.status.as_u16(), status, "{below} {more}");
        assert!(!got.error().is_empty());
    }
}
