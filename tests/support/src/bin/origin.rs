//! The origin server on its own: prints its addresses as one line of JSON and runs until Ctrl-C.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::json;
use tokio::sync::oneshot;
use volley_origin::{Origin, OriginConfig};

const USAGE: &str = "origin [--http PORT] [--https PORT] [--dist DIR] [--until-stdin-closes]";

type Problem = Box<dyn std::error::Error>;

struct Options {
    config: OriginConfig,
    until_stdin_closes: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let result = match read_options(std::env::args_os().skip(1)) {
        Ok(options) => run(options).await,
        Err(problem) => Err(format!("{problem}\nusage: {USAGE}").into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{}", with_causes(&*problem));
            ExitCode::FAILURE
        }
    }
}

fn read_options(mut arguments: impl Iterator<Item = OsString>) -> Result<Options, Problem> {
    let mut options = Options { config: OriginConfig::default(), until_stdin_closes: false };
    while let Some(argument) = arguments.next() {
        let name = argument.to_string_lossy().into_owned();
        let mut value = || arguments.next().ok_or_else(|| format!("{name} lacks its value"));
        match name.as_str() {
            "--http" => options.config.http_port = port(&name, &value()?)?,
            "--https" => options.config.https_port = port(&name, &value()?)?,
            "--dist" => options.config.dist = Some(PathBuf::from(value()?)),
            "--until-stdin-closes" => options.until_stdin_closes = true,
            _ => return Err(format!("unknown option {name}").into()),
        }
    }
    Ok(options)
}

fn port(name: &str, value: &OsString) -> Result<u16, Problem> {
    let text = value.to_string_lossy();
    text.parse().map_err(|problem| format!("{name} {text}: {problem}").into())
}

async fn run(options: Options) -> Result<(), Problem> {
    let origin = Origin::start(options.config).await?;
    let addresses = json!({
        "http": format!("http://{}", origin.http_addr()),
        "https": format!("https://{}", origin.https_addr()),
    });
    writeln!(io::stdout(), "{addresses}")?;
    if options.until_stdin_closes {
        tokio::select! {
            result = tokio::signal::ctrl_c() => result?,
            () = stdin_closed() => {}
        }
    } else {
        tokio::signal::ctrl_c().await?;
    }
    origin.shutdown().await;
    Ok(())
}

/// Returns the problem's text and those of its causes, joined by colons.
fn with_causes(problem: &(dyn std::error::Error + 'static)) -> String {
    let causes = std::iter::successors(Some(problem), |problem| problem.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// Returns when standard input ends or breaks.
async fn stdin_closed() {
    let (closed, waiting) = oneshot::channel::<()>();
    // A thread that nobody waits for: a blocked read would hold up the end of the runtime.
    std::thread::spawn(move || {
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        drop(closed);
    });
    // The sender is only ever dropped.
    let _ = waiting.await;
}
