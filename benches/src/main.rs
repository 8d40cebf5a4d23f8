//! Measures the built page in a bare headless Chromium, and a plain JS pool in the same browser.
//!
//! `cargo xtask bench` builds the page and runs all of it; `cargo xtask bench -- rate million` runs the benches named.
//! What is measured is what a user has: the page as published, its whole UI live and visible, driven through its test
//! hooks by a driver page (`driver/`) from the same origin. No debugging protocol is attached, since that halves the
//! rate: the driver fetches its orders and posts its answers. Where a figure is compared, both sides run in fresh
//! pages of the same browser, taking turns; the figure is the median of the turns' ratios, with its interval.
//!
//! It prints one table and writes it as JSON to `target/bench/`. A missed bar fails nothing without `--strict`. With it the
//! program ends with 1 where a bar is missed, and with 2 where the machine was too noisy to tell of one.

mod bench;
mod browser;
mod desk_thread;
mod extension;
mod failure;
mod figure;
mod noise;
mod options;
mod orders;
mod processes;
mod processor;
mod report;
mod stage;
mod statistics;
mod turns;
mod windows;

#[path = "../../tests/codegen_run/mixed.rs"]
#[expect(dead_code, reason = "what only the tests check is theirs")]
mod mixed;
#[path = "../../tests/codegen_run/tool.rs"]
mod tool;

use std::process::ExitCode;

use failure::Failure;
use figure::{Figure, Verdict};
use options::Options;

/// How the program ends where no bar is missed, but of some it cannot tell.
const CANNOT_TELL: u8 = 2;
/// A machine with a greater load has other things to do.
const BUSY_LOAD: f64 = 1.0;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match Options::read(&words).and_then(|options| measure(&options)) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("bench: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn measure(options: &Options) -> Result<ExitCode, Failure> {
    if options.help {
        print!("{}", options::help());
        return Ok(ExitCode::SUCCESS);
    }
    let load_before = report::load();
    if let Some(load) = load_before.filter(|&load| load > BUSY_LOAD) {
        eprintln!(
            "bench: this machine is busy (load {load}): absolute figures say little, ratios a little more"
        );
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::system("start a runtime", &error))?;
    let mut figures: Vec<Figure> = Vec::new();
    for bench in &options.benches {
        eprintln!("bench: {} ({})", bench.name, bench.about);
        let measured = runtime.block_on((bench.run)(options))?;
        figures.extend(measured.into_iter().map(|figure| Figure { bench: bench.name, ..figure }));
    }
    print!("{}{}", report::table(&figures), report::tables_of_parts(&figures));
    let file = report::write(&figures, load_before, options)?;
    println!("\nas JSON: {}", file.display());
    let count = |verdict| figures.iter().filter(|figure| figure.verdict() == Some(verdict)).count();
    let (missed, unclear) = (count(Verdict::Miss), count(Verdict::CannotTell));
    if missed > 0 {
        println!("{missed} of the bars missed");
    }
    if unclear > 0 {
        println!("of {unclear} of the bars this machine was too noisy to tell");
    }
    Ok(match (missed, unclear) {
        _ if !options.strict => ExitCode::SUCCESS,
        (0, 0) => ExitCode::SUCCESS,
        (0, _) => ExitCode::from(CANNOT_TELL),
        _ => ExitCode::FAILURE,
    })
}
