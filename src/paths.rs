//! Where files live. The one place that asks the system for folders; everything else is handed its
//! paths.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

/// Folders and files of this user.
#[derive(Debug, Clone)]
pub struct Paths {
    /// The database.
    pub db: PathBuf,
    /// The folder of copies.
    pub copies: PathBuf,
    /// `config.toml`.
    pub config: PathBuf,
    /// `keys.toml`.
    pub keys: PathBuf,
    /// Sessions, drafts, reports, what the screen remembers.
    pub state: PathBuf,
    /// The demo's own database.
    pub demo: PathBuf,
}

impl Paths {
    /// The paths, with the database and config of the command line where it names them.
    pub fn find(db: Option<&Path>, config: Option<&Path>) -> Result<Self, String> {
        let dirs = ProjectDirs::from("", "", "touchbase").ok_or(
            "There is no home folder to keep files in; set HOME, or name a file with --db.",
        )?;
        let data = dirs.data_local_dir().to_path_buf();
        let state = dirs
            .state_dir()
            .map_or_else(|| data.join("state"), Path::to_path_buf);
        let config_dir = dirs.config_dir().to_path_buf();
        let db = db.map_or_else(|| data.join("touchbase.db"), Path::to_path_buf);
        let copies = copies_beside(&db);
        Ok(Self {
            copies,
            config: config.map_or_else(|| config_dir.join("config.toml"), Path::to_path_buf),
            keys: config_dir.join("keys.toml"),
            demo: state.join("demo.db"),
            state,
            db,
        })
    }

    /// The same paths over another database.
    pub fn with_db(&self, db: &Path) -> Self {
        Self {
            db: db.to_path_buf(),
            copies: copies_beside(db),
            ..self.clone()
        }
    }
}

/// Copies stand in a folder beside their database, so that they are found with it.
fn copies_beside(db: &Path) -> PathBuf {
    let name = db
        .file_stem()
        .map_or_else(|| "touchbase".into(), |n| n.to_string_lossy().into_owned());
    db.with_file_name(format!("{name}-copies"))
}

/// The path with the home folder as `~`, for people.
pub fn shown(path: &Path) -> String {
    let home = directories::BaseDirs::new().map(|d| d.home_dir().to_path_buf());
    match home.and_then(|h| path.strip_prefix(&h).ok().map(Path::to_path_buf)) {
        Some(rest) => format!("~/{}", rest.display()),
        None => path.display().to_string(),
    }
}
