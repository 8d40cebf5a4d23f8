//! The hosts of a comparison: a list may have ten thousand, and a result names the first.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::format::counted;

const NAMED: usize = 100;
const SHOWN: usize = 3;

/// The hosts of a comparison: some by name, the others by their number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hosts {
    /// The first of them.
    pub named: Vec<String>,
    /// How many more there are.
    pub more: u32,
}

impl Hosts {
    /// Of the hosts of all origins.
    pub fn of<'h>(all: impl Iterator<Item = &'h str>) -> Self {
        let mut hosts = Self::default();
        for host in all {
            if hosts.named.iter().any(|named| named == host) {
                continue;
            }
            if hosts.named.len() < NAMED {
                hosts.named.push(host.to_owned());
            } else {
                hosts.more = hosts.more.saturating_add(1);
            }
        }
        hosts
    }
}

/// `a.example, b.example, c.example and 4 more hosts`; nothing where there are none.
impl fmt::Display for Hosts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.named.len().min(SHOWN);
        f.write_str(&self.named.get(..shown).unwrap_or_default().join(", "))?;
        let kept = u32::try_from(self.named.len() - shown).unwrap_or(u32::MAX);
        match self.more.saturating_add(kept) {
            0 => Ok(()),
            more => write!(f, " and {}", counted(more, "more host", "more hosts")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_are_named_and_the_rest_is_counted() {
        for (all, shown) in [
            (&[][..], ""),
            (&["a", "b", "c"], "a, b, c"),
            (&["a", "b", "c", "d"], "a, b, c and 1 more host"),
            (&["a", "b", "c", "d", "e"], "a, b, c and 2 more hosts"),
        ] {
            assert_eq!(Hosts::of(all.iter().copied()).to_string(), shown);
        }
    }
}
