//! What a reader of the terminal sees between the lines of the tools: headings, durations, notes.

use crate::failure::Failure;
use std::time::{Duration, Instant};

/// Prints one line about what is being done.
pub(crate) fn say(line: &str) {
    println!("xtask: {line}");
}

/// Runs a step between its heading and its duration.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    println!("\n━━ {name}");
    let start = Instant::now();
    let result = work();
    let verdict = if result.is_ok() { "done" } else { "FAILED" };
    println!("━━ {name}: {verdict} in {}", seconds(start.elapsed()));
    result
}

/// Returns the duration as text: "0.4 s", "2 min 5 s".
fn seconds(duration: Duration) -> String {
    let whole = duration.as_secs();
    if whole < 60 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        format!("{} min {} s", whole / 60, whole % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        assert_eq!(seconds(Duration::from_millis(420)), "0.4 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 5 s");
    }

    #[test]
    fn a_step_hands_its_result_on() {
        assert_eq!(step("ok", || Ok(3)).unwrap(), 3);
        assert!(step("bad", || Err::<(), _>(Failure::new("no"))).is_err());
    }
}
