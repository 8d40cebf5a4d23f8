//! Starting other programs: each with its line printed first, so that a reader can run it by hand.

use crate::failure::{Doing, Failure};
use crate::tally::Tally;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, ExitStatus, Stdio};

/// Runs a program to its end, its output going straight to the terminal.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    announce(command);
    let status = command.status().doing(|| start_text(command))?;
    ensure_success(command, status)
}

/// Runs tests to their end: hands their output on line by line and counts the verdicts in it.
///
/// # Errors
/// When the program cannot start or ends badly; what it said until then is counted.
pub(crate) fn run_tests(command: &mut Command, tally: &mut Tally) -> Result<(), Failure> {
    announce(command);
    let mut child = command.stdout(Stdio::piped()).spawn().doing(|| start_text(command))?;
    if let Some(output) = child.stdout.take() {
        let mut lines = BufReader::new(output);
        let mut terminal = std::io::stdout();
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).doing(|| "read the tests' output".into())? > 0 {
            terminal.write_all(&line).doing(|| "print".into())?;
            tally.handle_line(&String::from_utf8_lossy(&line));
            line.clear();
        }
    }
    let status = child.wait().doing(|| "wait for the tests".into())?;
    ensure_success(command, status)
}

/// Returns what a program prints, or `None` when it is not there or ends badly. Prints nothing itself.
pub(crate) fn probe(program: impl AsRef<OsStr>, args: &[&str]) -> Option<String> {
    output(Command::new(program).args(args)).ok()
}

/// Returns what a program prints; its complaints go to the failure.
pub(crate) fn output(command: &mut Command) -> Result<String, Failure> {
    let output = command.stdin(Stdio::null()).output().doing(|| start_text(command))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let complaint = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Failure::new(format!("`{}` failed ({}): {complaint}", line(command), output.status)))
}

/// Becomes another program: a signal meant for this process then reaches it, and none is left behind.
///
/// # Errors
/// When it cannot start; elsewhere than on Unix also when it ends badly, because there it runs as a child.
pub(crate) fn become_program(command: &mut Command) -> Result<(), Failure> {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        announce(command);
        Err(command.exec()).doing(|| start_text(command))
    }
    #[cfg(not(unix))]
    run(command)
}

fn ensure_success(command: &Command, status: ExitStatus) -> Result<(), Failure> {
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("`{}` failed ({status})", line(command))).code(status.code()))
    }
}

fn announce(command: &Command) {
    println!("$ {}", line(command));
}

fn start_text(command: &Command) -> String {
    format!("start {}", command.get_program().to_string_lossy())
}

/// Returns the command as a reader would type it: the program's bare name, arguments quoted where they need it.
fn line(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let program = program.file_stem().unwrap_or(program.as_os_str());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| quoted(&word.to_string_lossy())).collect::<Vec<_>>().join(" ")
}

fn quoted(word: &str) -> String {
    if word.is_empty() || word.contains(char::is_whitespace) { format!("'{word}'") } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_can_be_typed_again() {
        let mut command = Command::new("/usr/bin/cargo");
        command.args(["test", "--", "two words"]);
        assert_eq!(line(&command), "cargo test -- 'two words'");
    }

    #[test]
    fn a_probe_of_nothing_is_none() {
        assert_eq!(probe("volley-has-no-such-program", &[]), None);
    }

    #[test]
    fn output_carries_the_program_s_complaint() {
        let failure = output(Command::new("cargo").arg("no-such-command")).unwrap_err();
        assert!(failure.to_string().contains("no-such-command"), "{failure}");
    }
}
