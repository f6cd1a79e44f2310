//! The file as a file, before and beside SQLite: what lies at a path (read without changing a
//! byte), whether it may be written, which file exactly it is, and modes that keep it to its owner
//! whatever the umask.
//!
//! Closing any handle of a file drops all POSIX locks the process holds on it. So nothing here
//! opens a database that this process may be writing to at the moment: looking is done before
//! SQLite opens it, later questions only `stat`.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Read};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::Access as Ask;
use rustix::io::Errno;

use super::error::StoreError;
use super::schema::{APPLICATION_ID, newest};

/// First bytes of every SQLite file.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// Bytes of the header at the start of the first page.
const HEADER: usize = 100;

/// Whether the file may be written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// It may.
    Full,
    /// It may only be read.
    ReadOnly {
        /// Why, as the end of a sentence: "the file may not be written to".
        why: String,
    },
}

/// What lies at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing, or a file without a byte.
    Nothing,
    /// A file of ours, of a version this program knows, as far as its header tells.
    Ours,
}

/// Which file it is, whatever it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FileId {
    device: u64,
    inode: u64,
}

impl FileId {
    /// The file that the path leads to now; `None` if there is none, or one without a byte.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let meta = fs::metadata(path).ok()?;
        (meta.len() > 0).then(|| Self {
            device: meta.dev(),
            inode: meta.ino(),
        })
    }
}

/// Looks at what lies at the path and refuses what is not ours. Changes nothing, also not by
/// recovering it.
pub(super) fn inspect(path: &Path) -> Result<Found, StoreError> {
    let meta = match fs::metadata(path) {
        Ok(meta) => meta,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(e) => return Err(StoreError::io("Looking at", path, e)),
    };
    if meta.is_dir() {
        return Err(StoreError::NotAFile {
            path: path.into(),
            what: "a folder",
        });
    }
    if !meta.is_file() {
        return Err(StoreError::NotAFile {
            path: path.into(),
            what: "a device or pipe",
        });
    }
    if meta.len() == 0 {
        return Ok(Found::Nothing);
    }
    let mut header = Vec::with_capacity(HEADER);
    File::open(path)
        .and_then(|file| file.take(HEADER as u64).read_to_end(&mut header))
        .map_err(|e| StoreError::io("Reading", path, e))?;
    judge(path, &header, meta.len())
}

fn judge(path: &Path, header: &[u8], length: u64) -> Result<Found, StoreError> {
    if header.iter().all(|b| *b == 0) && journal_of(path).exists() {
        return Ok(Found::Ours); // power went while the file was being made; SQLite takes it back to nothing
    }
    if header.len() < HEADER || !header.starts_with(MAGIC) {
        return Err(StoreError::NotADatabase { path: path.into() });
    }
    if number(header, 68) != Some(APPLICATION_ID) {
        return Err(StoreError::Foreign { path: path.into() });
    }
    let version = number(header, 60).unwrap_or_default();
    if i64::from(version) > newest() {
        return Err(StoreError::Newer {
            path: path.into(),
            found: version.into(),
            known: newest(),
        });
    }
    // The header's count of pages is good if these two numbers agree; an unfinished transaction may
    // have changed the length and will put it right.
    let counted = number(header, 24) == number(header, 92) && !journal_of(path).exists();
    let page = match header.get(16..18) {
        Some(&[0, 1]) => 65_536,
        Some(&[a, b]) => u64::from(u16::from_be_bytes([a, b])),
        _ => 0,
    };
    if counted && length < u64::from(number(header, 28).unwrap_or_default()) * page {
        return Err(StoreError::Damaged {
            path: path.into(),
            what: "its end is missing".into(),
        });
    }
    Ok(Found::Ours)
}

fn number(header: &[u8], at: usize) -> Option<u32> {
    header
        .get(at..at + 4)?
        .try_into()
        .ok()
        .map(u32::from_be_bytes)
}

/// The rollback journal that SQLite keeps beside a file while it writes.
pub(super) fn journal_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-journal");
    name.into()
}

/// Whether an existing file may be written to. A file or folder without any write permission counts
/// as read-only for the administrator too, who could write to it nevertheless: somebody meant it.
pub(super) fn access(path: &Path) -> Access {
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.into());
    let folder = folder_of(&real);
    let refused = may_write(&real, "the file").or_else(|| may_write(&folder, "its folder"));
    refused.map_or(Access::Full, |why| Access::ReadOnly { why })
}

fn may_write(path: &Path, what: &str) -> Option<String> {
    let locked = fs::metadata(path).is_ok_and(|meta| meta.permissions().readonly());
    match rustix::fs::access(path, Ask::WRITE_OK) {
        Err(Errno::ROFS) => Some("it is on a disk that may not be written to".into()),
        Err(_) => Some(format!("{what} may not be written to")),
        Ok(()) if locked => Some(format!("{what} may not be written to")),
        Ok(()) => None,
    }
}

/// The folder a file lies in.
pub(super) fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.into(),
        _ => PathBuf::from("."),
    }
}

/// Makes a folder and those above it, for the owner only. Folders already there are left as they
/// are.
pub(super) fn make_folder(path: &Path) -> Result<(), StoreError> {
    let missing: Vec<&Path> = path
        .ancestors()
        .take_while(|p| !p.as_os_str().is_empty() && !p.exists())
        .collect();
    for folder in missing.into_iter().rev() {
        match fs::DirBuilder::new().mode(0o700).create(folder) {
            Ok(()) => fs::set_permissions(folder, Permissions::from_mode(0o700)),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            Err(e) => Err(e),
        }
        .map_err(|e| StoreError::io("Making the folder", folder, e))?;
    }
    Ok(())
}

/// Makes an empty file that was not there, for the owner only.
pub(super) fn make_file(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.set_permissions(Permissions::from_mode(0o600))?; // whatever the umask took away
    Ok(file)
}

/// A file being written beside its final place. Removed again unless it was put there.
pub(super) struct Part {
    path: PathBuf,
}

impl Part {
    /// An empty file beside `to`, with a name that nobody reads.
    pub(super) fn beside(to: &Path) -> Result<Self, StoreError> {
        make_folder(&folder_of(to))?;
        let name = to.file_name().unwrap_or_default().to_string_lossy();
        let path = folder_of(to).join(format!(".{name}.{}.part", std::process::id()));
        let _ = fs::remove_file(&path); // left behind by a killed process that had our number
        make_file(&path).map_err(|e| StoreError::io("Writing", &path, e))?;
        Ok(Self { path })
    }

    /// Where it is written.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Puts it in its place without ever overwriting what is there.
    pub(super) fn place(self, to: &Path) -> Result<(), StoreError> {
        match fs::hard_link(&self.path, to) {
            Ok(()) => {}
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                return Err(StoreError::InTheWay { path: to.into() });
            }
            // No hard links on this file system (memory sticks): the gap between looking and
            // renaming has to do.
            Err(_) if to.exists() => return Err(StoreError::InTheWay { path: to.into() }),
            Err(_) => fs::rename(&self.path, to).map_err(|e| StoreError::io("Writing", to, e))?,
        }
        sync_folder(to)
    }

    /// Puts it in its place instead of what is there.
    pub(super) fn replace(self, to: &Path) -> Result<(), StoreError> {
        fs::rename(&self.path, to).map_err(|e| StoreError::io("Writing", to, e))?;
        sync_folder(to)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Gone already after `replace`; after `place` this is the second name of the finished file.
        let _ = fs::remove_file(&self.path);
        let _ = fs::remove_file(journal_of(&self.path));
    }
}

/// Writes a file's content through to the disk.
pub(super) fn sync_file(path: &Path) -> Result<(), StoreError> {
    File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(|e| StoreError::io("Writing", path, e))
}

/// Writes a file's name through to the disk.
fn sync_folder(of: &Path) -> Result<(), StoreError> {
    let folder = folder_of(of);
    File::open(&folder)
        .and_then(|file| file.sync_all())
        .map_err(|e| StoreError::io("Writing", &folder, e))
}

/// The path, or the first of `name-2.db`, `name-3.db`… that is free.
pub(super) fn free_name(path: &Path) -> PathBuf {
    let stem = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let ending = path
        .extension()
        .map(|e| format!(".{}", e.to_string_lossy()))
        .unwrap_or_default();
    let mut free = path.to_path_buf();
    let mut n = 2u32;
    while fs::symlink_metadata(&free).is_ok() {
        free = path.with_file_name(format!("{stem}-{n}{ending}"));
        n = n.saturating_add(1);
    }
    free
}
