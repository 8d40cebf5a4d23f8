//! From Compare to the first request of a comparison: one question, and a second one for many requests to others.

/// Which question is open. Each is answered by a click of its own: both have their button at the same place, where the
/// second click of a double click would answer what nobody has read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CompareConsent {
    /// None.
    #[default]
    Idle,
    /// The first: what it costs.
    Asked,
    /// The second: whether so many may be sent to servers of others.
    AskedAgain,
    /// None: it is confirmed, and waits for the practice server or a permission.
    Starting,
}

impl CompareConsent {
    /// Compare was pressed. What stays in this browser costs nobody anything: it needs no question.
    #[must_use]
    pub fn press(self, is_meant: bool, is_practice: bool) -> Self {
        match self {
            Self::Idle if is_meant && is_practice => Self::Starting,
            Self::Idle if is_meant => Self::Asked,
            same => same,
        }
    }

    /// The open question was answered with yes; `is_more_to_ask` where the plan has a warning that must be seen too.
    #[must_use]
    pub const fn confirm(self, is_meant: bool, is_more_to_ask: bool) -> Self {
        match self {
            Self::Asked if is_meant && is_more_to_ask => Self::AskedAgain,
            Self::Asked | Self::AskedAgain if is_meant => Self::Starting,
            same => same,
        }
    }

    /// Whether a question is open.
    pub const fn is_asked(self) -> bool {
        matches!(self, Self::Asked | Self::AskedAgain)
    }
}

/// Whether a click means what it lands on: it is no later one of a double click, which began on what was there before.
/// `in_a_row` is the event's `detail`: 0 from a key.
pub const fn is_click_meant(in_a_row: i32) -> bool {
    in_a_row <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compare, and then clicks with these numbers in a row.
    fn after(clicks: &[i32], is_more_to_ask: bool) -> CompareConsent {
        let asked = CompareConsent::default().press(true, false);
        clicks.iter().fold(asked, |consent, click| consent.confirm(is_click_meant(*click), is_more_to_ask))
    }

    #[test]
    fn a_double_click_answers_one_question() {
        assert_eq!(after(&[1, 2, 3], true), CompareConsent::AskedAgain);
        assert_eq!(after(&[1, 2, 1], true), CompareConsent::Starting);
        assert_eq!(after(&[0, 0], true), CompareConsent::Starting, "a key, pressed twice");
        assert_eq!(after(&[2], false), CompareConsent::Asked, "a double click on Compare");
        assert_eq!(after(&[1], false), CompareConsent::Starting);
    }

    #[test]
    fn nothing_is_sent_to_a_site_without_a_question() {
        let idle = CompareConsent::default();
        assert_eq!(idle.confirm(true, false), idle);
        assert_eq!(idle.press(false, false), idle);
        assert_eq!(idle.press(false, true), idle, "the second click of a double click");
        assert_eq!(idle.press(true, true), CompareConsent::Starting);
        for consent in [CompareConsent::Asked, CompareConsent::AskedAgain, CompareConsent::Starting] {
            assert_eq!([consent.press(true, false), consent.press(true, true)], [consent; 2]);
        }
        assert_eq!(CompareConsent::Starting.confirm(true, true), CompareConsent::Starting);
    }
}
