//! What the user confirms before addresses are visited, and how it is said.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use serde::{Deserialize, Serialize};

use crate::format::counted;
use crate::network::Transport;

/// Most hosts and most addresses that are named.
pub const MOST_NAMED: usize = 8;

/// What would be visited: answers a [`Command::OfferVisits`](super::Command::OfferVisits).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitOffer {
    /// Its number, which [`RetryScope::Offered`](super::RetryScope::Offered) names.
    pub number: u32,
    pub transport: Transport,
    /// Addresses that would be visited, each once.
    pub targets: u32,
    /// The hosts with the most of them, at most [`MOST_NAMED`], with their numbers; of one that is watched its address, masked.
    pub hosts: Vec<(String, u32)>,
    /// Number of the others.
    pub more_hosts: u32,
    /// Addresses left out since they are this machine or its network.
    pub private: u32,
    /// Addresses left out since their request may act.
    pub acting: u32,
    /// The first of those, masked, at most [`MOST_NAMED`].
    pub examples: Vec<String>,
}

impl VisitOffer {
    /// What it asks.
    pub fn title(&self) -> String {
        match self.transport {
            Transport::WatchedTab => "Open and watch this address?".to_owned(),
            _ => format!("Visit {} in this browser?", counted(self.targets, "address", "addresses")),
        }
    }

    /// What happens, and its side effects.
    pub const fn about(&self) -> &'static str {
        match self.transport {
            Transport::WatchedTab => {
                "It opens in front of you with your cookies, is loaded and run, and may set cookies and redirect. Pass any check of the \
                 site’s: its last answer within a minute becomes the verdict. The tab stays open."
            }
            _ => {
                "You learn what your own browser gets. Each opens in a tab behind this one, at most four at a time, and is closed at \
                 its first answer, before the page loads; one with a service worker may begin to. The sites get your cookies, and may \
                 set some. Redirects are followed, to other hosts too. Stop ends it."
            }
        }
    }

    /// What the button that does it is called.
    pub const fn action(&self) -> &'static str {
        if matches!(self.transport, Transport::WatchedTab) { "Open" } else { "Visit" }
    }

    /// What is left out and why; `None` where nothing is.
    pub fn left_out(&self) -> Option<String> {
        let private = (self.private > 0).then(|| {
            format!("{} on this machine or its network", counted(self.private, "address", "addresses"))
        });
        let acting = (self.acting > 0).then(|| {
            let addresses = counted(self.acting, "address", "addresses");
            format!(
                "{addresses} that may log you out, delete, unsubscribe or confirm: {}",
                self.examples.join(", ")
            )
        });
        let parts: Vec<String> = private.into_iter().chain(acting).collect();
        (!parts.is_empty()).then(|| format!("Left out: {}.", parts.join("; ")))
    }

    /// Why there is nothing to ask, where nothing is left to be visited.
    pub fn nothing(&self) -> Option<(&'static str, String)> {
        let why = || {
            self.left_out().unwrap_or_else(|| {
                "No link was answered 403, 429, 503 or 999, by which sites turn scripts away.".to_owned()
            })
        };
        (self.targets == 0).then(|| ("There is nothing to visit.", why()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_said() {
        let offer = VisitOffer {
            targets: 2,
            private: 1,
            acting: 2,
            examples: vec!["https://a.test/logout".to_owned(), "https://a.test/delete".to_owned()],
            ..VisitOffer::default()
        };
        assert_eq!(offer.title(), "Visit 2 addresses in this browser?");
        assert_eq!(
            offer.left_out().as_deref(),
            Some(
                "Left out: 1 address on this machine or its network; 2 addresses that may log you out, delete, \
                 unsubscribe or confirm: https://a.test/logout, https://a.test/delete."
            )
        );
        assert_eq!(offer.nothing(), None);
    }

    #[test]
    fn an_offer_of_nothing_says_why() {
        let nothing = VisitOffer::default();
        assert!(nothing.nothing().is_some_and(|(_, why)| why.contains("403")));
        let private = VisitOffer { private: 1, ..VisitOffer::default() };
        assert!(
            private.nothing().is_some_and(|(_, why)| why.starts_with("Left out: 1 address on this machine"))
        );
    }
}
