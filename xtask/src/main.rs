//! Volley's own commands, `cargo xtask …`: one language for all of them, on any system.
//!
//! Every command first installs what is missing ([`setup`]), says so, and costs next to nothing when nothing is
//! missing. A tool of the right version on `PATH` is used as it is; any other goes into a cache of ours, keyed by
//! version, under the user's cache folder and never over the user's own tools.

mod bench;
mod build;
mod build_number;
mod command;
mod extension;
mod failure;
mod imports;
mod lint;
mod lookup;
mod modules;
mod paths;
mod process;
mod purity;
mod report;
mod script;
mod serve;
mod setup;
mod size;
mod style;
mod tally;
mod test;
mod versions;

use command::Command;
use failure::Failure;
use paths::Project;
use std::process::ExitCode;

fn main() -> ExitCode {
    match command::parse(std::env::args().skip(1)).and_then(|command| run(&command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nerror: {failure}");
            failure.exit_code()
        }
    }
}

fn run(command: &Command) -> Result<(), Failure> {
    let project = Project::find()?;
    match command {
        Command::Help => {
            println!("{}", command::USAGE);
            Ok(())
        }
        Command::Serve { port, build } => serve::run(&project, *port, *build),
        Command::Announce { port } => {
            serve::announce(*port);
            Ok(())
        }
        Command::Test { scope, rest } => test::run(&project, *scope, rest),
        Command::Build => build::run(&project),
        Command::Style => style::run(&project),
        Command::Script => script::run(),
        Command::Extension => extension::run(&project),
        Command::Bench { rest } => bench::run(&project, rest),
        Command::Lint => lint::run(&project),
        Command::Size => size::run(&project),
    }
}
