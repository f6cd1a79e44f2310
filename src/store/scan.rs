//! All rows of a table in one step of SQLite, which hands each row to a function of ours. Asked for
//! from outside, a row is a step and a cell up to four calls: with a million touches that was half
//! of the start.

use std::marker::PhantomData;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::functions::{Aggregate, Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Error};

use super::error::{BadCell, Fault};
use super::table::{Source, Stored};

/// About so many bytes of rows are handed over at once: little enough to be taken from memory that
/// is there already.
const BATCH_BYTES: usize = 64 << 10;
/// The function's name in `TAKE_KEPT`.
const NAME: &str = "take";
/// It takes any number of columns.
const ANY: i32 = -1;

/// Takes rows; false when no more are wanted.
pub(super) type Take<T> = Box<dyn Fn(Vec<T>) -> bool + Send>;

/// Hands over all rows of a table, in any order, without what the model does not keep.
pub(super) fn scan<T: Stored + Send + 'static>(
    conn: &Connection,
    take: Take<T>,
) -> Result<(), Fault> {
    let bad = Arc::new(Mutex::new(None));
    let taker = Taker {
        take,
        bad: Arc::clone(&bad),
        of: PhantomData,
    };
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DIRECTONLY;
    conn.create_aggregate_function(NAME, ANY, flags, taker)?;
    let done = conn.query_row(T::TAKE_KEPT, [], |_| Ok(()));
    conn.remove_function(NAME, ANY)?;
    let bad: Option<BadCell> = bad.lock().unwrap_or_else(PoisonError::into_inner).take();
    match bad {
        Some(cell) => Err(cell.into()),
        None => Ok(done?),
    }
}

struct Taker<T> {
    take: Take<T>,
    /// The first cell that is not what it should be.
    bad: Arc<Mutex<Option<BadCell>>>,
    of: PhantomData<fn() -> T>,
}

/// So many rows are handed over at once.
const fn batch<T>() -> usize {
    let rows = BATCH_BYTES / size_of::<T>();
    if rows == 0 { 1 } else { rows }
}

impl<T: Stored + Send> Aggregate<AssertUnwindSafe<Vec<T>>, Option<i64>> for Taker<T> {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<AssertUnwindSafe<Vec<T>>> {
        Ok(AssertUnwindSafe(Vec::with_capacity(batch::<T>())))
    }

    fn step(
        &self,
        row: &mut Context<'_>,
        rows: &mut AssertUnwindSafe<Vec<T>>,
    ) -> rusqlite::Result<()> {
        match T::read(row) {
            Ok(row) => rows.push(row),
            Err(cell) => {
                *self.bad.lock().unwrap_or_else(PoisonError::into_inner) = Some(cell);
                return Err(over());
            }
        }
        if rows.len() == batch::<T>()
            && !(self.take)(std::mem::replace(
                &mut rows.0,
                Vec::with_capacity(batch::<T>()),
            ))
        {
            return Err(over());
        }
        Ok(())
    }

    fn finalize(
        &self,
        _: &mut Context<'_>,
        rows: Option<AssertUnwindSafe<Vec<T>>>,
    ) -> rusqlite::Result<Option<i64>> {
        if let Some(AssertUnwindSafe(rows)) = rows {
            (self.take)(rows);
        }
        Ok(None)
    }
}

/// Ends the scan; why is known elsewhere.
fn over() -> Error {
    Error::UserFunctionError("no more rows are wanted".into())
}

impl Source for Context<'_> {
    fn cell(&self, at: usize) -> Option<ValueRef<'_>> {
        (at < self.len()).then(|| self.get_raw(at))
    }
}
