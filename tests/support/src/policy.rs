//! What each host lets other origins see, where the path does not say.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use crate::sharing::Sharing;
use crate::steady_hash::steady_hash;

/// What each host lets other origins see, where the path does not say. `localhost`, `127.0.0.1` and
/// `[::1]` are always [open](Sharing::OPEN). The default is [`Policy::open`].
#[derive(Clone)]
pub struct Policy(Arc<dyn Fn(&str) -> Sharing + Send + Sync>);

impl Policy {
    /// Every host is [open](Sharing::OPEN).
    pub fn open() -> Self {
        Self::by(|_| Sharing::OPEN)
    }

    /// One of `n` hosts, by a hash of the name that never changes, is [closed](Sharing::CLOSED) and
    /// the rest are open. 0 closes none.
    pub fn share_closed(n: u32) -> Self {
        Self::by(move |host| match steady_hash(&[host]).checked_rem(u64::from(n)) {
            Some(0) => Sharing::CLOSED,
            _ => Sharing::OPEN,
        })
    }

    /// Hosts by name, without port, in lower case; those not named get `otherwise`.
    pub fn table(hosts: HashMap<String, Sharing>, otherwise: Sharing) -> Self {
        Self::by(move |host| hosts.get(host).copied().unwrap_or(otherwise))
    }

    /// Whatever the function says of a host's name, without port, in lower case.
    pub fn by(decide: impl Fn(&str) -> Sharing + Send + Sync + 'static) -> Self {
        Self(Arc::new(decide))
    }

    /// Returns what the host's answers let other origins see. The name is without port, in lower
    /// case.
    pub fn for_host(&self, host: &str) -> Sharing {
        if is_local(host) { Sharing::OPEN } else { (self.0)(host) }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::open()
    }
}

impl fmt::Debug for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Policy").finish_non_exhaustive()
    }
}

/// Returns whether the name is this machine's own, so that no test can have mapped it here.
pub(crate) fn is_local(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::{Policy, Sharing};

    #[test]
    fn share_closed_closes_the_same_hosts_each_time_and_about_the_given_share() {
        let hosts: Vec<String> = (0..1_000).map(|n| format!("h{n}.test")).collect();
        let closed = |policy: &Policy| -> Vec<bool> {
            hosts.iter().map(|host| policy.for_host(host) == Sharing::CLOSED).collect()
        };
        let first = closed(&Policy::share_closed(4));
        assert_eq!(first, closed(&Policy::share_closed(4)));
        let count = first.iter().filter(|closed| **closed).count();
        assert!((200..300).contains(&count), "{count} of 1,000");
    }

    #[test]
    fn zero_closes_none_and_one_closes_all_but_this_machine() {
        assert_eq!(Policy::share_closed(0).for_host("a.test"), Sharing::OPEN);
        assert_eq!(Policy::share_closed(1).for_host("a.test"), Sharing::CLOSED);
        assert_eq!(Policy::share_closed(1).for_host("localhost"), Sharing::OPEN);
    }

    #[test]
    fn a_table_names_hosts_and_has_one_rule_for_the_rest() {
        let table = [("a.test".to_owned(), Sharing::SEALED)].into();
        let policy = Policy::table(table, Sharing::CORS_ONLY);
        assert_eq!(policy.for_host("a.test"), Sharing::SEALED);
        assert_eq!(policy.for_host("b.test"), Sharing::CORS_ONLY);
    }
}
