//! Where the file lies, as far as it can harm it: a folder that a service copies to other machines,
//! a disk on the network, and second files such a service left beside it. Said once, and again only
//! when there is something new to say.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use crate::paths::{Paths, shown};

/// File in the state folder with what was said.
const SAID: &str = "said.txt";

/// Folders of services, by the beginning of their names, with what to call them.
const SERVICES: &[(&str, &str)] = &[
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("icloud", "iCloud"),
    ("mobile documents", "iCloud"),
    ("cloudstorage", "a cloud service"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("syncthing", "Syncthing"),
    ("pcloud", "pCloud"),
    ("mega", "MEGA"),
    ("box sync", "Box"),
    ("seafile", "Seafile"),
    ("tresorit", "Tresorit"),
];

/// Files that a service keeps in the folder it copies, with what to call it.
const MARKS: &[(&str, &str)] = &[
    (".dropbox", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".owncloudsync.log", "ownCloud"),
    (".nextcloudsync.log", "Nextcloud"),
    (".sync", "Resilio Sync"),
];

/// Words by which services call the second file when two machines changed one.
const CONFLICTS: &[&str] = &[
    "conflicted copy",
    "sync-conflict",
    "conflict",
    "case conflict",
    "_conf(",
];

/// File systems on other machines, by the number the system gives them (`statfs(2)`).
#[cfg(target_os = "linux")]
const NETWORKS: &[(u32, &str)] = &[
    (0x6969, "NFS"),
    (0x517B, "SMB"),
    (0xFF53_4D42, "SMB"),
    (0xFE53_4D42, "SMB"),
    (0x0102_1997, "9P"),
    (0x5346_414F, "AFS"),
    (0x7375_7245, "Coda"),
    (0x00C3_6400, "Ceph"),
];

/// What is risky about where a file lies, in sentences; `None` when nothing is.
pub fn warning(db: &Path) -> Option<String> {
    let mut said = Vec::new();
    let whole = db
        .canonicalize()
        .or_else(|_| std::path::absolute(db))
        .unwrap_or_else(|_| db.to_path_buf());
    if let Some(service) = service(&whole) {
        said.push(format!(
            "{} lies in a folder of {service}: change it on one computer at a time, and let it finish copying before you \
             open it on the next.",
            shown(db)
        ));
    }
    if let Some(network) = network(&whole) {
        said.push(format!(
            "{} lies on a network disk ({network}): two computers must not have it open at once. A folder of this computer is \
             safer.",
            shown(db)
        ));
    }
    for other in conflicts(&whole) {
        said.push(format!(
            "{} is a second version that a sync service made of your file. Look into it with `touchbase --db`, then remove it.",
            shown(&other)
        ));
    }
    (!said.is_empty()).then(|| said.join(" "))
}

/// The same, unless it was said before.
pub fn warning_once(paths: &Paths) -> Option<String> {
    let warning = warning(&paths.db)?;
    let file = paths.state.join(SAID);
    let before = fs::read_to_string(&file).unwrap_or_default();
    if before.lines().any(|line| line == warning) {
        return None;
    }
    // One that cannot be remembered is said again.
    let _ = fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&paths.state);
    let opened = fs::OpenOptions::new()
        .append(true)
        .create(true)
        .mode(0o600)
        .open(&file);
    let _ = opened.and_then(|mut file| writeln!(file, "{warning}"));
    Some(warning)
}

fn service(path: &Path) -> Option<&'static str> {
    let folders = path.parent()?.ancestors();
    folders.into_iter().find_map(|folder| {
        let name = folder.file_name()?.to_string_lossy().to_lowercase();
        // "Dropbox", "Dropbox (Personal)", "OneDrive - Juniper", and not "megaphone".
        let is = |begins: &str| {
            name.strip_prefix(begins)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        };
        let named = SERVICES.iter().find(|(begins, _)| is(begins));
        let marked = || MARKS.iter().find(|(mark, _)| folder.join(mark).exists());
        named.or_else(marked).map(|(_, service)| *service)
    })
}

#[cfg(target_os = "linux")]
fn network(path: &Path) -> Option<&'static str> {
    let folder = path.parent()?;
    let kind = rustix::fs::statfs(folder).ok()?.f_type;
    // Numbers of 32 bits, wherever the system keeps them in more.
    let kind = u32::try_from(i128::from(kind) & 0xFFFF_FFFF).ok()?;
    NETWORKS
        .iter()
        .find(|(number, _)| *number == kind)
        .map(|(_, name)| *name)
}

#[cfg(not(target_os = "linux"))]
fn network(_: &Path) -> Option<&'static str> {
    None
}

fn conflicts(path: &Path) -> Vec<std::path::PathBuf> {
    let (Some(folder), Some(stem)) = (path.parent(), path.file_stem()) else {
        return Vec::new();
    };
    let stem = stem.to_string_lossy().to_lowercase();
    let entries = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let is = |other: &std::path::PathBuf| {
        let name = other
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .to_lowercase();
        let second = name
            .strip_prefix(&stem)
            .is_some_and(|rest| CONFLICTS.iter().any(|word| rest.contains(word)));
        second && name.ends_with(".db")
    };
    let mut all: Vec<_> = entries.filter(is).collect();
    all.sort();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_a_service_is_known_by_its_name_or_its_mark() {
        let home = tempfile::tempdir().unwrap();
        let check = |folder: &str, service: Option<&str>| {
            let folder = home.path().join(folder);
            fs::create_dir_all(&folder).unwrap();
            let said = warning(&folder.join("touchbase.db"));
            assert_eq!(said.is_some(), service.is_some(), "{folder:?}: {said:?}");
            assert!(
                said.unwrap_or_default()
                    .contains(service.unwrap_or_default()),
                "{folder:?}"
            );
        };
        check("data", None);
        check("megaphone/boxes", None);
        check("Dropbox/work", Some("Dropbox"));
        check("Dropbox (Personal)", Some("Dropbox"));
        check("OneDrive - Juniper Tea/a/b", Some("OneDrive"));
        fs::create_dir_all(home.path().join("shared/.stfolder")).unwrap();
        check("shared/deep", Some("Syncthing"));
    }

    #[test]
    fn a_conflicted_copy_is_named() {
        let home = tempfile::tempdir().unwrap();
        for name in [
            "touchbase.db",
            "touchbase-2026-11-20.db",
            "other (conflicted copy).db",
            "touchbase conflict.txt",
        ] {
            fs::write(home.path().join(name), "x").unwrap();
        }
        let db = home.path().join("touchbase.db");
        assert_eq!(warning(&db), None);
        for name in [
            "touchbase (Mia's conflicted copy 2026-11-20).db",
            "touchbase.sync-conflict-20261120-0900-AB.db",
        ] {
            fs::write(home.path().join(name), "x").unwrap();
            assert!(warning(&db).unwrap().contains(name), "{name}");
        }
    }

    #[test]
    fn it_is_said_once_and_again_when_there_is_news() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("Dropbox");
        fs::create_dir_all(&folder).unwrap();
        let at = |name: &str| home.path().join(name);
        let paths = Paths {
            db: folder.join("touchbase.db"),
            copies: at("copies"),
            config: at("config.toml"),
            keys: at("keys.toml"),
            state: at("state"),
            demo: at("state/demo.db"),
        };
        assert!(warning_once(&paths).is_some());
        assert_eq!(warning_once(&paths), None);
        fs::write(folder.join("touchbase (conflicted copy).db"), "x").unwrap();
        assert!(warning_once(&paths).unwrap().contains("conflicted copy"));
        assert_eq!(warning_once(&paths), None);
    }
}
