//! `GET …/files?path=&as=tar`: a folder with all that is in it, as a tar that is written while it is sent.
//!
//! Regular files and folders are in it; links are what they lead to, for Mesos shows them so. Whatever is left out is told in a text at the
//! end. A header says how long a file is before its bytes come: one that grows meanwhile is cut there, one that becomes shorter is filled up
//! with zeros, and the text says so.

mod left_out;
mod walk;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http::Method;
use tokio_util::task::AbortOnDropHandle;

use self::left_out::LeftOut;
use self::walk::{Folder, Walk};
use super::outlet::{self, Broken, Outlet};
use super::pages::{AHEAD, pages};
use super::remote::{self, Entry, PAGE, Part, Refusal};
use super::tar::{BLOCK, Member, header, padding};
use super::visit::Visit;
use super::{RemotePath, download, standing};
use crate::error::Result;
use crate::node::Node;

/// The answer to a request for a folder.
pub(super) async fn tar(method: &Method, visit: &Visit) -> Result<Response> {
    let (node, path) = (&visit.node, &visit.path);
    let turn = visit.take(&node.seat().files.downloads).await?;
    standing::expect_folder(node, path).await?;
    // What is wrong with the folder itself can still be told in a status.
    let entries = remote::list(node, path).await?;
    let title = path.folder_title().to_vec();
    let name = [&title, &b".tar"[..]].concat();
    let body = if *method == Method::HEAD {
        Body::empty()
    } else {
        let (node, path) = (node.clone(), path.clone());
        outlet::body("tar", |outlet| async move {
            let _turn = turn;
            Archive { node, outlet, left_out: LeftOut::default() }
                .write(Folder::root(path, title), entries)
                .await
        })
    };
    let mut response = Response::new(body);
    download::saved_as(response.headers_mut(), &name);
    Ok(response)
}

struct Archive {
    node: Node,
    outlet: Outlet,
    left_out: LeftOut,
}

impl Archive {
    async fn write(mut self, root: Folder, entries: Vec<Entry>) -> std::result::Result<(), Broken> {
        let note = self.left_out.name_in(&root, &entries);
        let mut walk = Walk::new(root, entries);
        while let Some((folder, known)) = walk.next() {
            let entries = match known {
                Some(entries) => entries,
                None => match remote::list(&self.node, &folder.path).await {
                    Ok(entries) => entries,
                    Err(refusal) if refusal.is_about_the_file() => {
                        self.left_out.add(&folder.name, &refusal.to_string());
                        continue;
                    }
                    Err(refusal) => return Err(Broken::Failed(refusal.to_string())),
                },
            };
            self.outlet.send(header(&folder.member())).await?;
            let files = walk.enter(&folder, entries, &mut self.left_out);
            self.files(&folder, files).await?;
        }
        if let Some(text) = self.left_out.text() {
            let member = Member { name: &note, folder: false, size: text.len() as u64, ..walk::ours() };
            self.outlet.send(header(&member)).await?;
            self.outlet.send(text.clone()).await?;
            self.zeros(padding(text.len() as u64) as u64).await?;
        }
        // Two empty blocks are the end.
        self.zeros(2 * BLOCK as u64).await
    }

    /// The files of a folder. The beginnings of the next ones are on their way while one is sent: most files are small.
    async fn files(&mut self, folder: &Folder, files: Vec<Entry>) -> std::result::Result<(), Broken> {
        let node = self.node.clone();
        let paths = files.into_iter().map(|entry| (folder.path.join(&entry.name), entry)).collect::<Vec<_>>();
        let mut beginnings = std::pin::pin!(
            stream::iter(paths)
                .map(|(path, entry)| {
                    let node = node.clone();
                    let reading = AbortOnDropHandle::new(tokio::spawn(async move {
                        let part = remote::read(&node, &path, 0, PAGE).await;
                        (path, part)
                    }));
                    async move { (entry, reading.await) }
                })
                .buffered(AHEAD)
        );
        while let Some((entry, read)) = beginnings.next().await {
            let (path, part) = read.map_err(|error| Broken::Failed(error.to_string()))?;
            match part {
                Ok(part) => self.file(folder, &path, &entry, part).await?,
                Err(refusal) if refusal.is_about_the_file() => {
                    self.left_out.add(&folder.inside(&entry.name), &refusal.to_string());
                }
                Err(refusal) => return Err(Broken::Failed(refusal.to_string())),
            }
        }
        Ok(())
    }

    async fn file(
        &mut self,
        folder: &Folder,
        path: &RemotePath,
        entry: &Entry,
        beginning: Part,
    ) -> std::result::Result<(), Broken> {
        let (size, name) = (beginning.size, folder.inside(&entry.name));
        self.outlet.send(header(&Member { folder: false, size, ..walk::member(&name, entry) })).await?;
        let data = beginning.data;
        let first = data.slice(..data.len().min(usize::try_from(size).unwrap_or(usize::MAX)));
        let mut sent = first.len() as u64;
        self.outlet.send(first).await?;
        let mut rest = std::pin::pin!(pages(self.node.clone(), path.clone(), sent..size));
        while let Some(page) = rest.next().await {
            let page: Bytes = match page {
                Ok(page) => page,
                Err(refusal) if refusal.is_about_the_file() => Bytes::new(),
                Err(Refusal::Unanswered(error)) => return Err(Broken::Failed(error.to_string())),
                Err(refusal) => return Err(Broken::Failed(refusal.to_string())),
            };
            let wanted = PAGE.min(size - sent);
            sent += page.len() as u64;
            let shorter = (page.len() as u64) < wanted;
            self.outlet.send(page).await?;
            if shorter {
                break;
            }
        }
        if sent < size {
            let missing = size - sent;
            self.left_out.add(
                &name,
                &format!("became shorter while it was read: its last {missing} bytes here are zeros"),
            );
            self.zeros(missing).await?;
        }
        self.zeros(padding(size) as u64).await
    }

    async fn zeros(&self, mut count: u64) -> std::result::Result<(), Broken> {
        static ZEROS: [u8; 64 << 10] = [0; 64 << 10];
        while count > 0 {
            let now = usize::try_from(count).unwrap_or(ZEROS.len()).min(ZEROS.len());
            self.outlet.send(Bytes::from_static(&ZEROS[..now])).await?;
            count -= now as u64;
        }
        Ok(())
    }
}
