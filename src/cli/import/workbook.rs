//! Workbooks are read in a child process of the same program: two kilobytes of one can ask for half a terabyte, which no
//! program survives. The child takes the bytes from its input, limits its own memory and time, and writes the rows to
//! its output; whatever becomes of it, the parent only says that this file could not be read.

use std::io::{self, BufReader, Read, Write};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, setrlimit};

use crate::cli::Outcome;
use crate::cli::out::{Failure, Out};
use crate::exchange::limits::{Limits, Refused};
use crate::exchange::workbook::{self, Tab};

/// The hidden verb of the child.
const VERB: &str = "read-workbook";
/// Memory the child may ask for beyond what it reads and gives out: the program itself, and the reader's own tables.
const OWN_BYTES: u64 = 192 << 20;
/// How often it is looked whether the reading should stop.
const LOOK: Duration = Duration::from_millis(50);

/// Reads a workbook from standard input for the process that started this one
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// Bytes of the file, rows, columns, cells, bytes unpacked, seconds
    #[arg(value_delimiter = ',', required = true)]
    limits: Vec<u64>,
}

/// Reads a workbook in a child process, for so long at most, unless `stop` is set.
pub(super) fn read(bytes: &[u8], limits: &Limits, patience: Duration, stop: &AtomicBool) -> Result<Vec<Tab>, Refused> {
    if bytes.len() > limits.file {
        return Err(Refused::TooBig { found: bytes.len(), limit: limits.file });
    }
    let mut child = start(limits, patience).map_err(|err| Refused::Workbook { why: err.to_string() })?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let tabs = thread::scope(|scope| {
        scope.spawn(move || {
            // A child that ends early closes the pipe; what it has to say then comes out at the other end.
            let _ = input.map(|mut input| input.write_all(bytes));
        });
        let (send, receive) = channel();
        scope.spawn(move || {
            let tabs = output.map_or(Err(Refused::Cut), |out| workbook::decode(BufReader::new(out), limits));
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
                Err(RecvTimeoutError::Timeout) if Instant::now() > until => break Err(Refused::Cut),
                Err(RecvTimeoutError::Timeout) => {}
            }
        };
        end(&mut child);
        tabs
    });
    tabs
}

fn start(limits: &Limits, patience: Duration) -> io::Result<Child> {
    let numbers = [limits.file, limits.rows, limits.columns, limits.cells, limits.unpacked];
    let mut words: Vec<String> = numbers.iter().map(usize::to_string).collect();
    words.push(patience.as_secs().to_string());
    Command::new(std::env::current_exe()?)
        .args([VERB, &words.join(",")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

/// Kills the child if it still runs, and waits for it.
fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

/// The child.
pub(in crate::cli) fn run(args: &Args, out: &mut Out) -> Outcome {
    let [file, rows, columns, cells, unpacked, seconds] = args.limits.as_slice() else {
        return Err(Failure::Misused("Six numbers are needed.".into()));
    };
    let most = file.saturating_add(unpacked.saturating_mul(2)).saturating_add(OWN_BYTES);
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
    io::stdin().lock().take(file.saturating_add(1)).read_to_end(&mut bytes)?;
    let tabs = workbook::read(&bytes, &limits);
    drop(bytes);
    workbook::encode(&tabs, out)?;
    Ok(ExitCode::SUCCESS)
}

/// Where a system knows no such limit there is still the time the parent waits.
fn limit(what: Resource, most: u64) {
    let _ = setrlimit(what, Rlimit { current: Some(most), maximum: Some(most) });
}
