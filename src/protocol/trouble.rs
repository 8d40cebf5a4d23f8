//! The state of a slow or stopped host, in words.

use super::decisions::is_negligible;
use crate::format::{count, counted};
use crate::schedule::lane_status::{LaneStatus, Trouble};
use crate::units::Millis;

/// `status` in words that follow the host's name; `elapsed` is the running time.
pub fn describe_trouble(status: &LaneStatus, elapsed: Millis) -> String {
    let words = match status.trouble {
        Trouble::Stopped { failures } => {
            format!("stopped after {} in a row", counted(failures, "failure", "failures"))
        }
        Trouble::Slow { closed_until, limit, spacing } => {
            let pace = if spacing > Millis::ZERO {
                format!("one every {spacing}")
            } else {
                format!("{} at a time", count(limit))
            };
            let pause = closed_until.since(elapsed);
            let pause = if is_negligible(pause) { String::new() } else { format!(", paused for {pause}") };
            format!("slowed down to {pace}{pause}")
        }
    };
    if status.waiting > 0 {
        let left = status.time_left.filter(|left| !is_negligible(*left));
        let left = left.map_or_else(String::new, |left| format!(", for about {left} in all"));
        format!("{words}; {}{left}", counted(status.waiting, "link waits", "links wait"))
    } else if status.in_flight > 0 {
        format!("{words}; {} in flight", count(status.in_flight))
    } else {
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::LaneId;

    fn slow(waiting: u32, in_flight: u32, closed_until: f64, time_left: Option<f64>) -> String {
        let (closed_until, spacing) = (Millis::new(closed_until), Millis::ZERO);
        let trouble = Trouble::Slow { closed_until, limit: 2, spacing };
        let time_left = time_left.map(Millis::new);
        describe_trouble(
            &LaneStatus { lane: LaneId(0), trouble, waiting, in_flight, time_left },
            Millis::new(1_000.0),
        )
    }

    #[test]
    fn what_is_zero_is_not_told() {
        assert_eq!(slow(0, 0, 0.0, Some(0.0)), "slowed down to 2 at a time");
        assert_eq!(slow(0, 2, 0.0, Some(400.0)), "slowed down to 2 at a time; 2 in flight");
        assert_eq!(slow(3, 1, 1_020.0, Some(20.0)), "slowed down to 2 at a time; 3 links wait");
    }

    #[test]
    fn a_slow_host_has_its_pace_its_pause_and_what_is_left() {
        assert_eq!(
            slow(1_200, 2, 3_000.0, Some(90_000.0)),
            "slowed down to 2 at a time, paused for 2.00 s; 1,200 links wait, for about 1 min 30 s in all"
        );
    }

    #[test]
    fn a_stopped_host_has_its_failures() {
        let trouble = Trouble::Stopped { failures: 30 };
        let status = LaneStatus { lane: LaneId(0), trouble, waiting: 1, in_flight: 0, time_left: None };
        assert_eq!(
            describe_trouble(&status, Millis::ZERO),
            "stopped after 30 failures in a row; 1 link waits"
        );
        let alone = LaneStatus { waiting: 0, ..status };
        assert_eq!(describe_trouble(&alone, Millis::ZERO), "stopped after 30 failures in a row");
    }
}
