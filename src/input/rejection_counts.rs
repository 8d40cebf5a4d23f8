//! The links of a pattern while none of them could be sent: how many for each reason.

use super::normal::Rejection;

/// The first rejection for each reason, with how many there were.
#[derive(Clone, Debug, Default)]
pub(super) struct RejectionCounts(Vec<(Rejection, u64)>);

impl RejectionCounts {
    pub(super) fn add(&mut self, rejection: Rejection) {
        match self.0.iter_mut().find(|(known, _)| known.reason == rejection.reason) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => self.0.push((rejection, 1)),
        }
    }

    /// One rejection for each reason; says how many links it holds for when there are several.
    pub(super) fn into_rejections(self) -> impl Iterator<Item = Rejection> {
        self.0.into_iter().map(|(rejection, count)| match (count, &*rejection.detail) {
            (1, _) => rejection,
            (_, "") => Rejection::new(rejection.reason, format!("{} links", grouped(count))),
            (_, detail) => Rejection::new(rejection.reason, format!("{} links: {detail}", grouped(count))),
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
    fn each_reason_comes_once_with_its_count() {
        let mut counts = RejectionCounts::default();
        for detail in ["port 25", "port 6000"] {
            counts.add(Rejection::new(NotSent::BlockedPort, detail));
        }
        for _ in 0..1_234 {
            counts.add(Rejection::new(NotSent::Credentials, ""));
        }
        counts.add(Rejection::new(NotSent::Host, "no host"));
        let rejections: Vec<_> =
            counts.into_rejections().map(|it| (it.reason, it.detail.into_owned())).collect();
        let expected = [
            (NotSent::BlockedPort, "2 links: port 25"),
            (NotSent::Credentials, "1,234 links"),
            (NotSent::Host, "no host"),
        ];
        assert_eq!(rejections, expected.map(|(reason, detail)| (reason, detail.to_owned())));
    }
}
