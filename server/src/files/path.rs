//! Where a file is, as a master or an agent names it.

use std::borrow::Cow;

use bytes::Bytes;

use crate::error::{Error, Result};

/// Linux knows no longer ones.
const LONGEST: usize = 4096;

/// A path as Mesos shows it: virtual ones as `/slave/log` or `/frameworks/…/runs/latest/stdout`, or one of the agent's disk. Bytes, not text:
/// a task may name its files as it likes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RemotePath(Bytes);

impl RemotePath {
    /// Takes a path from a browser. Whether there is such a file, and whether it may be read, Mesos decides.
    ///
    /// # Errors
    /// 400 for what is no path. A zero byte would end the path for a part of Mesos, and not for another.
    pub fn parse(path: impl Into<Bytes>) -> Result<Self> {
        let path = path.into();
        if path.is_empty() {
            return Err(Error::bad_request("`path` says which file or folder; it is missing"));
        }
        if path.contains(&0) || path.len() > LONGEST {
            return Err(Error::bad_request("no file has such a path"));
        }
        Ok(Self(path))
    }

    /// As it is.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.0
    }

    /// For people.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }

    /// The folder it is in, and its name there. `None` for the root and for a name alone.
    #[must_use]
    pub fn folder_and_name(&self) -> Option<(Self, &[u8])> {
        let path = self.0.trim_suffix_slashes();
        let at = path.iter().rposition(|byte| *byte == b'/')?;
        let (folder, name) = (&path[..at], &path[at + 1..]);
        let folder = if folder.is_empty() { &b"/"[..] } else { folder };
        (!name.is_empty())
            .then(|| (Self(self.0.slice_ref(if folder == b"/" { &self.0[..1] } else { folder })), name))
    }

    /// The name of what is there.
    #[must_use]
    pub fn name(&self) -> &[u8] {
        self.folder_and_name().map_or(&self.0, |(_, name)| name)
    }

    /// What is in this folder by that name.
    #[must_use]
    pub fn join(&self, name: &[u8]) -> Self {
        let mut path = self.0.trim_suffix_slashes().to_vec();
        path.push(b'/');
        path.extend_from_slice(name);
        Self(path.into())
    }

    /// What to call the content of this folder: an executor's sandbox by the executor, whose runs have no names of their own.
    #[must_use]
    pub fn folder_title(&self) -> &[u8] {
        let parts: Vec<&[u8]> = self.0.split(|byte| *byte == b'/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [.., b"executors", executor, b"runs", _] => executor,
            [.., name] => name,
            [] => b"files",
        }
    }
}

trait TrimSuffix {
    fn trim_suffix_slashes(&self) -> &[u8];
}

impl TrimSuffix for [u8] {
    fn trim_suffix_slashes(&self) -> &[u8] {
        let end = self.iter().rposition(|byte| *byte != b'/').map_or(0, |at| at + 1);
        &self[..end]
    }
}

#[cfg(test)]
mod tests {
    use super::RemotePath;

    fn path(path: &'static str) -> RemotePath {
        RemotePath::parse(path).unwrap()
    }

    #[test]
    fn a_path_is_a_folder_and_a_name() {
        let split = |of: &'static str| {
            path(of).folder_and_name().map(|(folder, name)| {
                (folder.text().into_owned(), String::from_utf8_lossy(name).into_owned())
            })
        };
        let is = |folder: &str, name: &str| Some((folder.to_owned(), name.to_owned()));
        assert_eq!(split("/slave/log"), is("/slave", "log"));
        assert_eq!(split("/a//b/"), is("/a/", "b"));
        assert_eq!(split("/a"), is("/", "a"));
        assert_eq!(split("a/.."), is("a", ".."));
        assert_eq!((split("/"), split("//"), split("a")), (None, None, None));
        assert_eq!(path("/a/").join(b"b").text(), "/a/b");
        assert_eq!(path("/").join(b"b").text(), "/b");
    }

    #[test]
    fn a_sandbox_is_called_by_its_executor() {
        let title = |of| String::from_utf8_lossy(path(of).folder_title()).into_owned();
        assert_eq!(title("/frameworks/f/executors/web.1/runs/latest"), "web.1");
        assert_eq!(title("/work/slaves/s/frameworks/f/executors/web.1/runs/1234/"), "web.1");
        assert_eq!(title("/frameworks/f/executors/web.1/runs/latest/tasks/t1"), "t1");
        assert_eq!(title("/"), "files");
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for bad in ["", "/a\0b"] {
            assert_eq!(RemotePath::parse(bad).unwrap_err().status(), 400, "{bad:?}");
        }
        assert!(RemotePath::parse(vec![b'/'; 4097]).is_err());
        assert!(RemotePath::parse(&b"/latin\xe9"[..]).is_ok());
    }
}
