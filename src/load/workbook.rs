//! Workbooks are read in a child process of the same program: two kilobytes of one can ask for half
//! a terabyte, which no program survives. The child takes the bytes from its input, limits its own
//! memory and time, and writes the rows to its output; whatever becomes of it, the parent only says
//! that this file could not be read.

use std::io::{self, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, setrlimit};

use crate::exchange::limits::{Limits, Refused};
use crate::exchange::workbook::{self, Tab};

/// The hidden verb of the child.
const VERB: &str = "read-workbook";
/// Memory the child may ask for beyond what it reads and gives out: the program itself, and the
/// reader's own tables.
const OWN_BYTES: u64 = 192 << 20;
/// How often it is looked whether the reading should stop.
const LOOK: Duration = Duration::from_millis(50);

/// Reads a workbook in a child process, for so long at most, unless `stop` is set.
pub fn read(
    bytes: &[u8],
    limits: &Limits,
    patience: Duration,
    stop: &AtomicBool,
) -> Result<Vec<Tab>, Refused> {
    if bytes.len() > limits.file {
        return Err(Refused::TooBig {
            found: bytes.len(),
            limit: limits.file,
        });
    }
    if unpacked(bytes) > u64::try_from(limits.unpacked).unwrap_or(u64::MAX) {
        return Err(Refused::TooManyCells {
            limit: limits.cells,
        });
    }
    let mut child = start(limits, patience).map_err(|err| Refused::Workbook {
        why: err.to_string(),
    })?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    thread::scope(|scope| {
        scope.spawn(move || {
            // A child that ends early closes the pipe; what it has to say then comes out at the
            // other end.
            let _ = input.map(|mut input| input.write_all(bytes));
        });
        let (send, receive) = channel();
        scope.spawn(move || {
            let tabs = output.map_or(Err(Refused::Cut), |out| {
                workbook::decode(BufReader::new(out), limits)
            });
            let _ = send.send(tabs);
        });
        let until = Instant::now() + patience;
        let tabs = loop {
            match receive.recv_timeout(LOOK) {
                Ok(tabs) => break tabs,
                Err(RecvTimeoutError::Disconnected) => break Err(Refused::Cut),
                Err(RecvTimeoutError::Timeout) if stop.load(Ordering::Relaxed) => {
                    break Err(Refused::Said("the reading was stopped".into()));
                }
                Err(RecvTimeoutError::Timeout) if Instant::now() > until => {
                    break Err(Refused::Cut);
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        };
        end(&mut child);
        tabs
    })
}

fn start(limits: &Limits, patience: Duration) -> io::Result<Child> {
    let numbers = [
        limits.file,
        limits.rows,
        limits.columns,
        limits.cells,
        limits.unpacked,
    ];
    let mut words: Vec<String> = numbers.iter().map(usize::to_string).collect();
    words.push(patience.as_secs().to_string());
    Command::new(std::env::current_exe()?)
        .args([VERB, &words.join(",")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

/// How large the parts of a packed workbook say they are. They may lie; then the child's limits
/// hold. What has no list of parts is not packed so, and is left to the reader.
fn unpacked(bytes: &[u8]) -> u64 {
    const END: &[u8] = b"PK\x05\x06";
    const PART: &[u8] = b"PK\x01\x02";
    let short = |at: usize| {
        bytes
            .get(at..at + 2)?
            .try_into()
            .ok()
            .map(u16::from_le_bytes)
            .map(usize::from)
    };
    let long = |at: usize| {
        bytes
            .get(at..at + 4)?
            .try_into()
            .ok()
            .map(u32::from_le_bytes)
    };
    let Some(end) = memchr::memmem::rfind(bytes, END) else {
        return 0;
    };
    let Some(mut at) = long(end + 16).and_then(|at| usize::try_from(at).ok()) else {
        return 0;
    };
    let mut sum = 0u64;
    while bytes.get(at..at + 4) == Some(PART) {
        // The greatest number stands for one that does not fit here: more than four gigabytes.
        let (Some(size), Some(name), Some(extra), Some(comment)) = (
            long(at + 24),
            short(at + 28),
            short(at + 30),
            short(at + 32),
        ) else {
            break;
        };
        sum = sum.saturating_add(size.into());
        at += 46 + name + extra + comment;
    }
    sum
}

/// Kills the child if it still runs, and waits for it.
fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

/// The child's side: limits itself by the parent's numbers, reads the workbook from its input,
/// writes the rows.
///
/// # Errors
/// A sentence, when the numbers are not those the parent gives or the pipe breaks.
pub fn serve(numbers: &[u64], out: &mut impl Write) -> Result<(), String> {
    let [file, rows, columns, cells, unpacked, seconds] = numbers else {
        return Err("Six numbers are needed.".into());
    };
    let most = file
        .saturating_add(unpacked.saturating_mul(2))
        .saturating_add(OWN_BYTES);
    limit(Resource::As, most);
    limit(Resource::Cpu, *seconds);
    limit(Resource::Core, 0);
    let number = |n: &u64| usize::try_from(*n).unwrap_or(usize::MAX);
    let limits = Limits {
        file: number(file),
        rows: number(rows),
        columns: number(columns),
        cells: number(cells),
        unpacked: number(unpacked),
        ..Limits::default()
    };
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(file.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|e| e.to_string())?;
    let tabs = workbook::read(&bytes, &limits);
    drop(bytes);
    workbook::encode(&tabs, out).map_err(|e| e.to_string())
}

/// Where a system knows no such limit there is still the time the parent waits.
fn limit(what: Resource, most: u64) {
    let _ = setrlimit(
        what,
        Rlimit {
            current: Some(most),
            maximum: Some(most),
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_packed_file_are_summed() {
        let mut zip = b"PK\x03\x04 data ".to_vec();
        let list = u32::try_from(zip.len()).unwrap();
        for (size, name) in [(1_000u32, "a"), (u32::MAX, "xl/b")] {
            let mut part = [0u8; 46];
            part[..4].copy_from_slice(b"PK\x01\x02");
            part[24..28].copy_from_slice(&size.to_le_bytes());
            part[28] = u8::try_from(name.len()).unwrap();
            zip.extend(part);
            zip.extend(name.bytes());
        }
        zip.extend(b"PK\x05\x06\0\0\0\0\x02\0\x02\0\0\0\0\0");
        zip.extend(list.to_le_bytes());
        zip.extend([0, 0]);
        assert_eq!(unpacked(&zip), 1_000 + u64::from(u32::MAX));
        for cut in 0..zip.len() {
            unpacked(&zip[..cut]);
        }
        assert_eq!(unpacked(b"\xd0\xcf\x11\xe0 old"), 0);
    }
}
