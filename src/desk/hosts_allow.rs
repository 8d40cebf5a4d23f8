//! How many requests of a run its hosts allow at once: each as many as its targets, at most the limit per host, and one in
//! trouble what it is slowed down to. Where that is less than the limit over all, it is the limit.

use crate::input::list::LinkList;
use crate::schedule::lane_status::Trouble;

#[derive(Debug, Default)]
pub(super) struct HostsAllow {
    per_host: u32,
    /// Of all hosts, none of them in trouble; `None` until it is counted.
    healthy: Option<u32>,
}

impl HostsAllow {
    /// From now on a host gets as many.
    pub(super) fn set_per_host(&mut self, per_host: u32) {
        *self = Self { per_host, healthy: None };
    }

    /// What all hosts of the list allow, those `troubled` given by the number of their origin.
    pub(super) fn now(&mut self, list: &LinkList, troubled: impl Iterator<Item = (u32, Trouble)>) -> u32 {
        let per_host = self.per_host;
        let of = |origin: u32| list.targets_at(origin).min(per_host);
        let origins = u32::try_from(list.origins().len()).unwrap_or(u32::MAX);
        let healthy = *self.healthy.get_or_insert_with(|| (0..origins).map(of).fold(0, u32::saturating_add));
        troubled.fold(healthy, |all, (origin, trouble)| {
            let allowed = match trouble {
                Trouble::Slow { limit, .. } => limit,
                Trouble::Stopped { .. } => 0,
            };
            all.saturating_sub(of(origin).saturating_sub(allowed))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::reader::{ReadOptions, Reader};
    use crate::units::Millis;

    fn list(text: &str) -> LinkList {
        let mut reader = Reader::new(ReadOptions::default());
        reader.begin_source("", None);
        reader.push(text);
        reader.end_source();
        while reader.step() {}
        reader.list().clone()
    }

    #[test]
    fn hosts_allow_their_targets_up_to_the_limit_and_less_in_trouble() {
        let list = list("https://a.test/[1-9]\nhttps://b.test/[1-2]\nhttps://c.test/1\n");
        let mut hosts = HostsAllow::default();
        hosts.set_per_host(6);
        assert_eq!(hosts.now(&list, core::iter::empty()), 6 + 2 + 1);
        let slow = |limit| Trouble::Slow { closed_until: Millis::ZERO, limit, spacing: Millis::ZERO };
        assert_eq!(hosts.now(&list, [(0, slow(2))].into_iter()), 2 + 2 + 1);
        assert_eq!(
            hosts.now(&list, [(1, slow(9)), (2, Trouble::Stopped { failures: 5 })].into_iter()),
            6 + 2
        );
        assert_eq!(hosts.now(&list, [(99, slow(1))].into_iter()), 9, "an origin that the list does not have");
        hosts.set_per_host(1);
        assert_eq!(hosts.now(&list, core::iter::empty()), 3);
    }
}
