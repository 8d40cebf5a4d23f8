//! The links of a pattern while none of them could be sent: how many for each reason.

use super::normal::Rejection;

/// A refusal for each reason, the first that was given, with how often there was one. At most one entry for each of the
/// few reasons.
#[derive(Clone, Debug, Default)]
pub(super) struct Refusals(Vec<(Rejection, u64)>);

impl Refusals {
    /// Counts a refusal.
    pub(super) fn add(&mut self, refusal: Rejection) {
        match self.0.iter_mut().find(|(known, _)| known.reason == refusal.reason) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => self.0.push((refusal, 1)),
        }
    }

    /// One refusal for each reason, which tells of how many links when there is more than one.
    pub(super) fn into_told(self) -> impl Iterator<Item = Rejection> {
        self.0.into_iter().map(|(refusal, count)| match (count, &*refusal.detail) {
            (1, _) => refusal,
            (_, "") => Rejection::new(refusal.reason, format!("{} links", grouped(count))),
            (_, detail) => Rejection::new(refusal.reason, format!("{} links: {detail}", grouped(count))),
        })
    }
}

/// `count` with a comma after every three digits.
pub(super) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::not_sent::NotSent;

    #[test]
    fn each_reason_is_told_once_with_its_count() {
        let mut refusals = Refusals::default();
        for detail in ["port 25", "port 6000"] {
            refusals.add(Rejection::new(NotSent::BlockedPort, detail));
        }
        for _ in 0..1_234 {
            refusals.add(Rejection::new(NotSent::Credentials, ""));
        }
        refusals.add(Rejection::new(NotSent::Host, "no host"));
        let told: Vec<_> = refusals.into_told().map(|it| (it.reason, it.detail.into_owned())).collect();
        let expected = [
            (NotSent::BlockedPort, "2 links: port 25"),
            (NotSent::Credentials, "1,234 links"),
            (NotSent::Host, "no host"),
        ];
        assert_eq!(told, expected.map(|(reason, detail)| (reason, detail.to_owned())));
    }
}
