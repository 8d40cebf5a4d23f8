//! Finds out which thread is the desk: Chromium gives all workers' threads the same name.

use std::fmt::Write as _;
use std::time::Duration;

use crate::failure::Failure;
use crate::processor::DeskThread;
use crate::stage::Stage;

/// Enough for the desk to be busy for some milliseconds, and less than a text area holds.
const LINES: u32 = 1_500;
/// How often to look whether the workers rest, and how many times at most.
const LOOK_EVERY: Duration = Duration::from_millis(50);
const MOST_LOOKS: usize = 40;

/// Has the page, which was just loaded, read a list: nobody but the desk works on that, once all workers have started.
/// `None` where the system reports no times, or they do not tell.
pub(crate) async fn find(stage: &Stage) -> Result<Option<DeskThread>, Failure> {
    stage.read_links(&lines(LINES), LINES).await?;
    rest(stage).await;
    let before = stage.times();
    stage.read_links(&lines(LINES + 1), LINES + 1).await?;
    let desk = before.and_then(|before| stage.times()?.desk_since(&before));
    if desk.is_none() {
        eprintln!("bench: which thread is the desk cannot be told in this turn");
    }
    Ok(desk)
}

/// Waits until the workers have nothing to do, but not forever.
async fn rest(stage: &Stage) {
    for _ in 0..MOST_LOOKS {
        let Some(before) = stage.times() else { return };
        tokio::time::sleep(LOOK_EVERY).await;
        if stage.times().is_none_or(|now| now.workers_rested_since(&before)) {
            return;
        }
    }
}

fn lines(count: u32) -> String {
    let mut text = String::new();
    for line in 0..count {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "https://h{}.example.org/some/path/{line}", line % 100);
    }
    text
}
