//! Which tab of the table is in front: all rows while a run goes on, its problems once it is over; what the user chooses, stays.

/// Who chose the tab in front.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OpeningTab {
    /// Nobody: all rows are shown.
    #[default]
    All,
    /// The end of a run, for its problems.
    Problems,
    /// The user.
    OfUser,
}

impl OpeningTab {
    /// A run begins; returns whether all rows are to be shown again.
    pub fn run_begins(&mut self) -> bool {
        let is_to_return = *self == Self::Problems;
        if is_to_return {
            *self = Self::All;
        }
        is_to_return
    }

    /// The run, or a retry in it, is over; returns the tab to go to, if that is another. `is_in_use`: the user looks at something
    /// in the table, which is not to be taken away.
    pub fn run_is_over(&mut self, has_problems: bool, is_in_use: bool) -> Option<Self> {
        let next = match self {
            Self::All if has_problems && !is_in_use => Self::Problems,
            // What was retried works now: nothing is left to be shown there.
            Self::Problems if !has_problems => Self::All,
            _ => return None,
        };
        *self = next;
        Some(next)
    }

    /// The user chose a tab.
    pub fn user_chose(&mut self) {
        *self = Self::OfUser;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_ends_on_its_problems_and_the_next_shows_all_again() {
        let mut tab = OpeningTab::default();
        assert!(!tab.run_begins());
        assert_eq!(tab.run_is_over(true, false), Some(OpeningTab::Problems));
        assert_eq!(tab.run_is_over(true, false), None, "a retry in the same run");
        assert!(tab.run_begins());
        assert_eq!(tab.run_is_over(false, false), None, "without problems there is nothing to go to");
        assert!(!tab.run_begins());
    }

    #[test]
    fn a_retry_that_leaves_no_problem_shows_all() {
        let mut tab = OpeningTab::Problems;
        assert_eq!(tab.run_is_over(false, true), Some(OpeningTab::All));
        assert_eq!(tab.run_is_over(true, false), Some(OpeningTab::Problems));
    }

    #[test]
    fn what_the_user_does_stays() {
        let mut tab = OpeningTab::default();
        assert_eq!(tab.run_is_over(true, true), None, "something in the table is looked at");
        tab.user_chose();
        assert_eq!((tab.run_is_over(true, false), tab.run_begins()), (None, false));
        let mut tab = OpeningTab::Problems;
        tab.user_chose();
        assert!(!tab.run_begins(), "a tab that was chosen over the problems is kept");
    }
}
