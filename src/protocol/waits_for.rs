//! What a run waits for, by name: for a user who sees nothing move.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::LinkId;
use crate::result::waiting::Stage;

/// The target that has been in flight for longest, or the next attempt where nothing is in flight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WaitsFor {
    /// Its first link.
    pub link: LinkId,
    /// Host and path, as people write them, masked and shortened.
    pub address: String,
    /// That attempt, from 1.
    pub attempt: u8,
    /// Most attempts that a target gets for failures that may pass.
    pub attempts: u8,
    /// Where it is.
    pub stage: Stage,
}

impl fmt::Display for WaitsFor {
    /// `Waiting for wiki.example.org/page · attempt 2 of 3 · 4 s`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { address, attempt, attempts, stage, .. } = self;
        match stage {
            Stage::InFlight(_) => write!(out, "Waiting for {address}")?,
            Stage::Backoff(left) => write!(out, "Retrying {address} in {} s", left.seconds_up())?,
            Stage::Later => write!(out, "Retrying {address} later")?,
        }
        // The limit may have been lowered since.
        match (attempt, attempts) {
            (1, 1) => {}
            (attempt, attempts) if attempt <= attempts => write!(out, " · attempt {attempt} of {attempts}")?,
            (attempt, _) => write!(out, " · attempt {attempt}")?,
        }
        match stage {
            Stage::InFlight(lasting) => write!(out, " · {} s", lasting.seconds_down()),
            Stage::Backoff(_) | Stage::Later => Ok(()),
        }
    }
}

/// Most letters of a path that are worth their place.
const PATH_LETTERS: usize = 40;

/// `url` without its scheme; a long path gives way at its start, since its end tells links of one site apart.
pub fn short_address(url: &str) -> String {
    let address = url.split_once("://").map_or(url, |(_, address)| address);
    let (host, path) = address.find(['/', '?']).map_or((address, ""), |at| address.split_at(at));
    if path == "/" {
        return host.to_owned();
    }
    let cut = path.char_indices().rev().nth(PATH_LETTERS - 1).map_or(0, |(at, _)| at);
    if cut == 0 { address.to_owned() } else { format!("{host}/…{}", &path[cut..]) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Millis;

    #[test]
    fn an_address_keeps_its_host_and_the_end_of_its_path() {
        assert_eq!(short_address("https://a.test/"), "a.test");
        assert_eq!(short_address("http://a.test:81?q=1"), "a.test:81?q=1");
        let forty = format!("/{}", "é".repeat(39));
        assert_eq!(short_address(&format!("https://a.test{forty}")), format!("a.test{forty}"));
        assert_eq!(short_address(&format!("https://a.test/x{forty}")), format!("a.test/…{forty}"));
        assert_eq!(short_address("no address"), "no address");
    }

    #[test]
    fn it_is_one_line_in_whole_seconds() {
        let line = |attempt, attempts, stage| {
            let address = "wiki.example.org/page".to_owned();
            WaitsFor { link: LinkId(7), address, attempt, attempts, stage }.to_string()
        };
        let in_flight = Stage::InFlight(Millis::new(4_900.0));
        assert_eq!(line(2, 3, in_flight), "Waiting for wiki.example.org/page · attempt 2 of 3 · 4 s");
        assert_eq!(line(1, 1, in_flight), "Waiting for wiki.example.org/page · 4 s");
        assert_eq!(line(4, 3, in_flight), "Waiting for wiki.example.org/page · attempt 4 · 4 s");
        let retry = Stage::Backoff(Millis::new(2_100.0));
        assert_eq!(line(2, 3, retry), "Retrying wiki.example.org/page in 3 s · attempt 2 of 3");
    }
}
