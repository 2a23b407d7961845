//! The messages of `LIST_FILES` and `READ_FILE`, the same for masters and agents, with paths and data as bytes: those of
//! [`operator_api::v1`] have paths as text, which a file of another name than in UTF-8 would make unreadable.

use bytes::Bytes;
use operator_api::v1::TimeInfo;
use operator_api::v1::agent::call::Type;

/// The numbers of the calls.
pub const LIST_FILES: i32 = Type::ListFiles as i32;
pub const READ_FILE: i32 = Type::ReadFile as i32;

#[derive(Clone, PartialEq, prost::Message)]
pub struct Call {
    #[prost(int32, optional, tag = "1")]
    pub kind: Option<i32>,
    #[prost(message, optional, tag = "4")]
    pub list_files: Option<ListFiles>,
    #[prost(message, optional, tag = "5")]
    pub read_file: Option<ReadFile>,
}

impl Call {
    pub fn of(kind: i32) -> Self {
        Self { kind: Some(kind), ..Self::default() }
    }
}

#[derive(Clone, PartialEq, prost::Message)]
pub struct ListFiles {
    #[prost(bytes = "bytes", required, tag = "1")]
    pub path: Bytes,
}

#[derive(Clone, PartialEq, prost::Message)]
pub struct ReadFile {
    #[prost(bytes = "bytes", required, tag = "1")]
    pub path: Bytes,
    #[prost(uint64, required, tag = "2")]
    pub offset: u64,
    #[prost(uint64, optional, tag = "3")]
    pub length: Option<u64>,
}

#[derive(Clone, PartialEq, prost::Message)]
pub struct Response {
    #[prost(message, optional, tag = "7")]
    pub list_files: Option<Listed>,
    #[prost(message, optional, tag = "8")]
    pub read_file: Option<Part>,
}

#[derive(Clone, PartialEq, prost::Message)]
pub struct Listed {
    #[prost(message, repeated, tag = "1")]
    pub files: Vec<File>,
}

#[derive(Clone, PartialEq, prost::Message)]
pub struct File {
    #[prost(bytes = "bytes", required, tag = "1")]
    pub path: Bytes,
    #[prost(int32, optional, tag = "2")]
    pub nlink: Option<i32>,
    #[prost(uint64, optional, tag = "3")]
    pub size: Option<u64>,
    #[prost(message, optional, tag = "4")]
    pub mtime: Option<TimeInfo>,
    #[prost(uint32, optional, tag = "5")]
    pub mode: Option<u32>,
    #[prost(string, optional, tag = "6")]
    pub uid: Option<String>,
    #[prost(string, optional, tag = "7")]
    pub gid: Option<String>,
}

#[derive(Clone, PartialEq, prost::Message)]
pub struct Part {
    #[prost(uint64, required, tag = "1")]
    pub size: u64,
    #[prost(bytes = "bytes", required, tag = "2")]
    pub data: Bytes,
}

#[cfg(test)]
mod tests {
    use operator_api::v1::{self, agent, master};
    use prost::Message;

    use super::{Call, LIST_FILES, ListFiles, READ_FILE, ReadFile, Response};

    #[test]
    fn they_are_those_of_both_halves_of_the_api() {
        let list = Call { list_files: Some(ListFiles { path: "/a".into() }), ..Call::of(LIST_FILES) }
            .encode_to_vec();
        let wanted = ReadFile { path: "/a".into(), offset: 7, length: Some(9) };
        let read = Call { read_file: Some(wanted), ..Call::of(READ_FILE) }.encode_to_vec();
        let (at_master, at_agent) =
            (master::Call::decode(&*list).unwrap(), agent::Call::decode(&*list).unwrap());
        assert_eq!(at_master.r#type, Some(master::call::Type::ListFiles as i32));
        assert_eq!(
            (at_master.list_files.unwrap().path, at_agent.list_files.unwrap().path),
            ("/a".into(), "/a".into())
        );
        let (at_master, at_agent) = (
            master::Call::decode(&*read).unwrap().read_file.unwrap(),
            agent::Call::decode(&*read).unwrap().read_file.unwrap(),
        );
        assert_eq!((at_master.offset, at_master.length), (7, Some(9)));
        assert_eq!((at_agent.offset, at_agent.length), (7, Some(9)));
    }

    #[test]
    fn so_are_their_answers() {
        let file = v1::FileInfo {
            path: "/a/b".into(),
            nlink: Some(1),
            size: Some(5),
            mtime: Some(v1::TimeInfo { nanoseconds: 3 }),
            mode: Some(0o100_644),
            uid: Some("u".into()),
            gid: Some("g".into()),
        };
        let listed = agent::response::ListFiles { file_infos: vec![file.clone()] };
        let of_agent =
            agent::Response { list_files: Some(listed), ..agent::Response::default() }.encode_to_vec();
        let listed = master::response::ListFiles { file_infos: vec![file] };
        let of_master =
            master::Response { list_files: Some(listed), ..master::Response::default() }.encode_to_vec();
        for answer in [of_agent, of_master] {
            let listed = Response::decode(&*answer).unwrap().list_files.unwrap();
            assert_eq!(&*listed.files[0].path, b"/a/b");
            assert_eq!((listed.files[0].size, listed.files[0].mode), (Some(5), Some(0o100_644)));
            assert_eq!(listed.files[0].uid.as_deref(), Some("u"));
        }
        let part = agent::response::ReadFile { size: 9, data: vec![0xff, 0] };
        let answer = agent::Response { read_file: Some(part), ..agent::Response::default() }.encode_to_vec();
        let part = Response::decode(&*answer).unwrap().read_file.unwrap();
        assert_eq!((part.size, &*part.data), (9, &[0xff, 0][..]));
    }
}
