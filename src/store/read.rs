//! Reading: the whole file into a model in one pass per table, by column index, and the few things
//! the model leaves on disk. What a hostile or damaged file says about ids is checked before memory
//! is taken for it.

use std::mem::size_of;
use std::path::Path;
use std::sync::mpsc::{SyncSender, channel, sync_channel};

use rusqlite::{Connection, OptionalExtension};

use super::Store;
use super::error::{Fault, StoreError};
use super::files::FileId;
use super::journal::Head;
use super::scan::scan;
use super::table::Stored;
use crate::domain::change::{Edit, Step};
use crate::domain::ids::Id;
use crate::domain::model::{Model, Table, TableOf};
use crate::domain::rows::*;
use crate::every_table;

/// Bytes that one table, and bytes that all tables may take in memory by their greatest ids: tables
/// are dense. An honest file of 100,000 creators and a million touches stays below a tenth of it.
const TABLE_BYTES: u64 = 1 << 30;
const ALL_BYTES: u64 = 2 << 30;
/// From so many touches on, other threads read.
const WORTH_SHARING: u32 = 20_000;
/// Pages that a connection keeps which reads each of them once.
const PAGES: i32 = 64;
/// So many batches of rows may wait for the model.
const BATCHES: usize = 16;

impl Store {
    /// All rows, without the words of touches. From here on the model follows by the steps that the
    /// writing methods and `catch_up` return.
    ///
    /// # Errors
    /// `Damaged` names the first cell that cannot be read; `Outgrown` when a newer program changed
    /// the tables meanwhile; `Busy` when another process kept the file for two seconds.
    pub fn load(&mut self) -> Result<Model, StoreError> {
        self.load_inner().map_err(|fault| fault.reading(&self.path))
    }

    fn load_inner(&mut self) -> Result<Model, Fault> {
        let tx = self.conn.unchecked_transaction()?;
        self.still_ours(&tx)?;
        let seen = super::journal::data_version(&tx)?;
        let head = super::journal::head(&tx)?;
        let model = load_shared(&tx, &self.path, self.file, &head)?;
        drop(tx);
        (self.seen, self.head) = (Some(seen), head);
        Ok(model)
    }

    /// The words of all touches of a creator, by time.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn words(&self, creator: Id<Creator>) -> Result<Vec<(Id<Touch>, Text)>, StoreError> {
        words(&self.conn, creator).map_err(|fault| fault.reading(&self.path))
    }

    /// Hands over every note, creator by creator: the model has touches without their words.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn each_note(&self, note: impl FnMut(Id<Creator>, &str)) -> Result<(), StoreError> {
        each_note(&self.conn, note).map_err(|fault| fault.reading(&self.path))
    }

    /// A whole touch, with its words; `None` if there is none of that id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn touch(&self, id: Id<Touch>) -> Result<Option<Touch>, StoreError> {
        one(&self.conn, id).map_err(|fault| fault.reading(&self.path))
    }

    /// Gives touches that a step took from the model their words back, so that `commit` finds the
    /// rows it compares with and undo restores them whole. A step that holds the words already is
    /// left as it is.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn complete(&self, step: &mut Step) -> Result<(), StoreError> {
        for edit in &mut step.edits.touches {
            complete(&self.conn, edit).map_err(|fault| fault.reading(&self.path))?;
        }
        Ok(())
    }
}

fn complete(conn: &Connection, edit: &mut Edit<Touch>) -> Result<(), Fault> {
    let Some(before) = edit.before.as_mut().filter(|row| row.words.is_empty()) else {
        return Ok(());
    };
    let Some(on_disk) = one(conn, before.id)? else {
        return Ok(());
    };
    match &mut edit.after {
        // New words on top of words never looked at: not for us to decide. The commit will call it
        // stale.
        Some(after) if !after.words.is_empty() => return Ok(()),
        Some(after) => after.words.clone_from(&on_disk.words),
        None => {}
    }
    before.words = on_disk.words;
    Ok(())
}

fn words(conn: &Connection, creator: Id<Creator>) -> Result<Vec<(Id<Touch>, Text)>, Fault> {
    let mut touches =
        conn.prepare_cached("SELECT id, words FROM touch WHERE creator = ?1 ORDER BY at, id")?;
    let rows = touches.query_map([creator.raw()], |row| {
        Ok((Id::new(row.get(0)?), row.get(1)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn each_note(conn: &Connection, mut note: impl FnMut(Id<Creator>, &str)) -> Result<(), Fault> {
    let mut notes =
        conn.prepare_cached("SELECT creator, words FROM touch WHERE direction = ?1 ORDER BY id")?;
    let mut rows = notes.query([Direction::Note.word()])?;
    while let Some(row) = rows.next()? {
        note(Id::new(row.get(0)?), &row.get::<_, Text>(1)?);
    }
    Ok(())
}

/// A whole row.
pub(super) fn one<T: Stored>(conn: &Connection, id: Id<T>) -> Result<Option<T>, Fault> {
    let row = conn
        .prepare_cached(T::SELECT_ONE)?
        .query_row([id.raw()], |row| Ok(T::read(row)))
        .optional()?;
    Ok(row.transpose()?)
}

macro_rules! load_tables {
    ($($plural:ident: $type:ident,)+) => {
        /// Notes the ids used in each table, and refuses those that no honest file has.
        fn note_ids(conn: &Connection, model: &mut Model) -> Result<(), Fault> {
            let mut bytes = 0u64;
            $(bytes = bytes.saturating_add(note_used::<$type>(conn, &mut model.$plural)?);)+
            if bytes > ALL_BYTES {
                return Err(Fault::Wrong("its ids are too great for the rows it has".into()));
            }
            Ok(())
        }

        /// Every row of the file into the model.
        fn load_tables(conn: &Connection, model: &mut Model) -> Result<(), Fault> {
            let doors = Doors::of(model);
            $(load_table::<$type>(conn, model, doors)?;)+
            Ok(())
        }

        /// Sends the rows of one half of the file: of touches, or of all other tables.
        fn send_half(touches: bool, conn: &Connection, to: &Sender) -> Result<(), Fault> {
            $(if (<$type as Row>::TABLE == Touch::TABLE) == touches {
                send_table::<$type>(conn, to)?;
            })+
            Ok(())
        }
    };
}
every_table!(load_tables);

/// Every row of the file, without what the model does not keep.
pub(super) fn load(conn: &Connection) -> Result<Model, Fault> {
    let mut model = Model::default();
    note_ids(conn, &mut model)?;
    load_tables(conn, &mut model)?;
    Ok(model)
}

/// What a batch of rows does to the model.
type Batch = Box<dyn FnOnce(&mut Model, Doors) -> Result<(), Fault> + Send>;
type Sender = SyncSender<Result<Batch, Fault>>;

/// The same. Most rows are touches; when there are many, a second connection reads them while a
/// third one reads the rest. They see the same file: as long as this transaction is open, nobody
/// can commit.
fn load_shared(conn: &Connection, path: &Path, file: FileId, head: &Head) -> Result<Model, Fault> {
    let mut model = Model::default();
    note_ids(conn, &mut model)?;
    if model.touches.next_id().raw() < WORTH_SHARING {
        load_tables(conn, &mut model)?;
        return Ok(model);
    }
    let doors = Doors::of(&model);
    let (sender, batches) = sync_channel(BATCHES);
    let done = std::thread::scope(|scope| {
        for touches in [true, false] {
            let to: Sender = sender.clone();
            scope.spawn(move || {
                if let Err(fault) = read_half(touches, path, file, head, &to) {
                    // Nobody listens any more when the other half could not be read.
                    let _ = to.send(Err(fault));
                }
            });
        }
        drop(sender);
        batches
            .into_iter()
            .try_for_each(|batch| batch?(&mut model, doors))
    });
    // Whatever is in the way over there is named from here.
    done.map(|()| model).or_else(|_| load(conn))
}

fn read_half(
    touches: bool,
    path: &Path,
    file: FileId,
    head: &Head,
    to: &Sender,
) -> Result<(), Fault> {
    let conn = super::open::connection(path, false)?;
    conn.pragma_update(None, "cache_size", PAGES)?;
    let tx = conn.unchecked_transaction()?;
    if FileId::of(path) != Some(file) || super::journal::head(&tx)? != *head {
        return Err(Fault::Mismatch);
    }
    send_half(touches, &tx, to)
}

fn send_table<T: Stored + Send + 'static>(conn: &Connection, to: &Sender) -> Result<(), Fault>
where
    Model: TableOf<T>,
{
    let to = to.clone();
    let hand_over = move |rows: Vec<T>| {
        let batch: Batch = Box::new(move |model, doors| doors.let_in(model, rows));
        to.send(Ok(batch)).is_ok()
    };
    scan(conn, Box::new(hand_over))
}

fn load_table<T: Stored + Send + 'static>(
    conn: &Connection,
    model: &mut Model,
    doors: Doors,
) -> Result<(), Fault>
where
    Model: TableOf<T>,
{
    let (sender, batches) = channel();
    scan::<T>(conn, Box::new(move |rows| sender.send(rows).is_ok()))?;
    batches
        .into_iter()
        .try_for_each(|rows| doors.let_in(model, rows))
}

/// Up to which ids owners can be: the model's lists per owner are dense too.
#[derive(Clone, Copy)]
struct Doors {
    creators: Id<Creator>,
    campaigns: Id<Campaign>,
}

impl Doors {
    fn of(model: &Model) -> Self {
        Self {
            creators: model.creators.next_id(),
            campaigns: model.campaigns.next_id(),
        }
    }

    fn let_in<T: Stored>(self, model: &mut Model, rows: Vec<T>) -> Result<(), Fault>
    where
        Model: TableOf<T>,
    {
        for row in rows {
            let strange = row.creator().is_some_and(|id| id >= self.creators)
                || row.campaign().is_some_and(|id| id >= self.campaigns);
            if strange {
                return Err(Fault::Wrong(format!(
                    "{} {} belongs to a row that is not there",
                    T::TABLE,
                    row.id()
                )));
            }
            model.load(row);
        }
        Ok(())
    }
}

/// Notes the ids used in a table; returns the bytes that so many rows take.
fn note_used<T: Stored>(conn: &Connection, table: &mut Table<T>) -> Result<u64, Fault> {
    let greatest = greatest_used::<T>(conn)?;
    match u32::try_from(greatest) {
        Ok(id) if fits::<T>(Id::new(id)) => table.make_room(id),
        _ => {
            return Err(Fault::Wrong(format!(
                "{} {greatest} has an id that is too great",
                T::TABLE
            )));
        }
    }
    Ok(bytes_upto::<T>(greatest.unsigned_abs()))
}

/// The greatest id in use, or ever used.
pub(super) fn greatest_used<T: Stored>(conn: &Connection) -> Result<i64, Fault> {
    let present: Option<i64> = conn
        .prepare_cached(T::GREATEST)?
        .query_row([], |row| row.get(0))?;
    let used: Option<i64> = conn
        .prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = ?1")?
        .query_row([T::TABLE], |row| row.get(0))
        .optional()?;
    Ok(present.max(used).unwrap_or(0))
}

/// Whether a row of this id has room in memory.
pub(super) fn fits<T: Stored>(id: Id<T>) -> bool {
    bytes_upto::<T>(id.raw().into()) <= TABLE_BYTES
}

fn bytes_upto<T>(id: u64) -> u64 {
    id.saturating_mul(size_of::<Option<T>>() as u64)
}
