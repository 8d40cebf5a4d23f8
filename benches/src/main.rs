//! Measures the built page in a bare headless Chromium, and a plain JS pool in the same browser.
//!
//! `cargo xtask bench` builds the page and runs all of it; `cargo xtask bench -- rate million` runs the benches named.
//! What is measured is what a user has: the page as published, its whole UI live and visible, driven through its test
//! hooks by a driver page (`driver/`) from the same origin. No debugging protocol is attached, since that halves the
//! rate: the driver fetches its orders and posts its answers. Where a figure is compared, both sides run in fresh
//! pages of the same browser, taking turns, and the medians of the turns are compared.
//!
//! It prints one table and writes it as JSON to `target/bench/`. A missed bar fails nothing without `--strict`.

mod bench;
mod browser;
mod extension;
mod failure;
mod figure;
mod options;
mod orders;
mod report;
mod stage;
mod statistics;
mod turns;

#[path = "../../tests/codegen_run/mixed.rs"]
#[expect(dead_code, reason = "what only the tests check is theirs")]
mod mixed;
#[path = "../../tests/codegen_run/tool.rs"]
mod tool;

use std::process::ExitCode;

use failure::Failure;
use figure::Figure;
use options::Options;

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
    print!("{}", report::table(&figures));
    let file = report::write(&figures, load_before, options)?;
    println!("as JSON: {}", file.display());
    let missed = figures.iter().filter(|figure| figure.meets_bar() == Some(false)).count();
    if missed > 0 {
        println!("{missed} of the bars missed");
    }
    Ok(if options.strict && missed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
