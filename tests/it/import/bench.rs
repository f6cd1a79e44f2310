//! A machine over a new file, driven by keys, for the tests of the import.

use std::path::PathBuf;
use std::sync::Arc;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tempfile::TempDir;

use touchbase::app::Msg;
use touchbase::app::keys::Key;
use touchbase::app::modal::Modal;
use touchbase::app::modal::import::Import;
use touchbase::app::start::StartOptions;
use touchbase::domain::rows::*;
use touchbase::exchange::grid::Grid;
use touchbase::exchange::limits::Limits;
use touchbase::exchange::workbook::Tab;
use touchbase::load::{Loaded, Source};
use touchbase::paths::Paths;
use touchbase::runtime::Machine;
use touchbase::ui;

/// A machine over a new file, in a window.
pub(super) struct Bench {
    pub(super) machine: Machine,
    pub(super) folder: TempDir,
}

impl Bench {
    pub(super) fn new(w: u16, h: u16) -> Self {
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        let paths = Paths {
            db: at("touchbase.db"),
            copies: at("copies"),
            config: at("config.toml"),
            keys: at("keys.toml"),
            state: at("state"),
            demo: at("demo.db"),
        };
        let mut bench = Self {
            machine: Machine::open(paths, false, StartOptions::default()).unwrap(),
            folder,
        };
        bench.machine.app.leave_welcome();
        bench.machine.feed(Msg::Resize(w, h));
        bench.fit();
        bench
    }

    pub(super) fn fit(&mut self) {
        let app = &mut self.machine.app;
        let regions = ui::layout::regions(app.regions.size, app);
        app.fit(regions);
    }

    pub(super) fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.machine.feed(Msg::Key(Key::parse(key).unwrap()));
            self.fit();
        }
        self
    }

    pub(super) fn file(&mut self, name: &str, text: &str) -> &mut Self {
        let path: PathBuf = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        self.machine.feed(Msg::Paste(path.display().to_string()));
        self.fit();
        self
    }

    pub(super) fn book(&mut self, tabs: &[(&str, &[&[&str]])]) -> &mut Self {
        let tab = |(name, rows): &(&str, &[&[&str]])| {
            let mut grid = Grid::default();
            for (line, row) in (1..).zip(rows.iter()) {
                row.iter().for_each(|cell| grid.cell(cell));
                grid.end_row(line);
            }
            Tab {
                name: (*name).to_string(),
                grid,
            }
        };
        let source = Source::Book(tabs.iter().map(tab).collect());
        let loaded = Loaded {
            file: "book.xlsx".into(),
            source,
            limits: Limits::default(),
            pasted: false,
            notes: Arc::default(),
        };
        self.machine.feed(Msg::Sheet(Ok(Box::new(loaded))));
        self.fit();
        self
    }

    pub(super) fn import(&self) -> &Import {
        match self.machine.app.modals.last() {
            Some(Modal::Import(import)) => import,
            other => panic!("no import on top but {other:?}"),
        }
    }

    pub(super) fn status(&self) -> String {
        self.machine
            .app
            .status
            .now()
            .map(|a| a.text.clone())
            .unwrap_or_default()
    }

    pub(super) fn names(&self) -> Vec<&str> {
        self.machine
            .app
            .model
            .creators
            .iter()
            .map(|c| &*c.name)
            .collect()
    }

    pub(super) fn creator(&self, name: &str) -> &Creator {
        self.machine
            .app
            .model
            .creators
            .iter()
            .find(|c| &*c.name == name)
            .unwrap()
    }

    pub(super) fn deal(&self, name: &str) -> &Collaboration {
        self.machine
            .app
            .model
            .of::<Collaboration>(self.creator(name).id)
            .next()
            .unwrap()
    }

    pub(super) fn screen(&self) -> Vec<String> {
        let (w, h) = self.machine.app.regions.size;
        let mut terminal = Terminal::new(TestBackend::new(w, h)).unwrap();
        terminal
            .draw(|frame| {
                ui::draw(frame, &self.machine.app);
            })
            .unwrap();
        let buffer = terminal.backend().buffer().clone();
        (0..h)
            .map(|y| (0..w).map(|x| buffer[(x, y)].symbol()).collect::<String>())
            .collect()
    }

    #[track_caller]
    pub(super) fn shows(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(
            screen.iter().any(|l| l.contains(text)),
            "{text:?} is not on\n{}",
            screen.join("\n")
        );
        self
    }

    #[track_caller]
    pub(super) fn agree(&mut self) {
        let fresh = self.machine.fresh().unwrap();
        assert_eq!(self.machine.app.model.first_difference(&fresh), None);
    }
}
