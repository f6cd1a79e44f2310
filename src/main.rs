//! Entry.
use std::path::PathBuf;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let demo = args.iter().any(|a| a == "--demo");
    let db = args.iter().position(|a| a == "--db").and_then(|i| args.get(i + 1)).map(PathBuf::from);
    let run = || -> Result<String, String> {
        let own = touchbase::paths::Paths::find(db.as_deref(), None)?;
        let paths = if demo { own.with_db(&own.demo) } else { own };
        if demo {
            touchbase::desk::make_demo(&paths, &Default::default())?;
        }
        touchbase::runtime::run(touchbase::runtime::Machine::open(paths, demo, None)?)
    };
    match run() {
        Ok(line) => println!("{line}"),
        Err(why) => eprintln!("{why}"),
    }
}
