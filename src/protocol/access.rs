//! Whether the page may see all sites: only an extension may, and only while the user lets it. A state machine without I/O.

/// How long a press on Start waits for the user's answer to the browser, in milliseconds; then it goes on without access.
pub const ACCESS_WAIT_MS: u32 = 20_000;

/// What the page may see of other sites.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// It is a web page: what each site lets it see.
    #[default]
    Web,
    /// It is an extension without access: the same.
    None,
    /// The browser asks the user.
    Pending,
    /// Everything.
    Granted,
    /// It had access, and the user took it back.
    Revoked,
}

impl Access {
    /// The value of `data-access`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::None => "none",
            Self::Pending => "pending",
            Self::Granted => "granted",
            Self::Revoked => "revoked",
        }
    }

    /// Whether the page is an extension's.
    pub const fn is_extension(self) -> bool {
        !matches!(self, Self::Web)
    }

    /// Whether the page could have access and has none.
    pub const fn is_missing(self) -> bool {
        matches!(self, Self::None | Self::Revoked)
    }
}

/// Follows the access of one page: what the browser says of it, what the user is asked and answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AccessState {
    access: Access,
    had_access: bool,
    was_refused: bool,
}

impl AccessState {
    /// That of an extension's page, until the browser has said more.
    pub const fn extension() -> Self {
        Self { access: Access::None, had_access: false, was_refused: false }
    }

    /// What the page may see now.
    pub const fn access(self) -> Access {
        self.access
    }

    /// Whether Start asks for access, or waits for the answer where it is asked for: not after a no.
    pub const fn is_asked_for_at_start(self) -> bool {
        matches!(self.access, Access::Pending) || (self.access.is_missing() && !self.was_refused)
    }

    /// The browser is asked to ask; nothing while it does, or where there is nothing to ask for.
    pub const fn request(&mut self) {
        if self.access.is_missing() {
            self.access = Access::Pending;
        }
    }

    /// The user answered the browser, or the browser would not ask.
    pub fn answer(&mut self, is_granted: bool) {
        if is_granted {
            return self.found(true);
        }
        self.was_refused = self.access != Access::Granted;
        self.give_up();
    }

    /// The user has not answered in time. A late answer counts all the same.
    pub fn give_up(&mut self) {
        if self.access == Access::Pending {
            self.access = self.without();
        }
    }

    /// The browser says whether there is access: at the start, and each time that changes, whoever changed it.
    pub fn found(&mut self, is_granted: bool) {
        self.access = match (self.access, is_granted) {
            (Access::Web, _) => Access::Web,
            (_, true) => Access::Granted,
            // The question is still open.
            (Access::Pending, false) => Access::Pending,
            (_, false) => self.without(),
        };
        if self.access == Access::Granted {
            (self.had_access, self.was_refused) = (true, false);
        }
    }

    const fn without(self) -> Access {
        if self.had_access { Access::Revoked } else { Access::None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(events: &[fn(&mut AccessState)]) -> AccessState {
        let mut state = AccessState::extension();
        for event in events {
            event(&mut state);
        }
        state
    }

    const REQUEST: fn(&mut AccessState) = AccessState::request;
    const YES: fn(&mut AccessState) = |state| state.answer(true);
    const NO: fn(&mut AccessState) = |state| state.answer(false);
    const LATE: fn(&mut AccessState) = AccessState::give_up;
    const GIVEN: fn(&mut AccessState) = |state| state.found(true);
    const TAKEN: fn(&mut AccessState) = |state| state.found(false);

    #[test]
    fn each_sequence_ends_where_the_browser_stands() {
        for (events, access) in [
            (&[][..], Access::None),
            (&[TAKEN], Access::None),
            (&[REQUEST], Access::Pending),
            (&[REQUEST, REQUEST], Access::Pending),
            (&[REQUEST, YES], Access::Granted),
            (&[REQUEST, NO], Access::None),
            // The browser tells of the change before it answers the request, or after.
            (&[REQUEST, GIVEN, YES], Access::Granted),
            (&[REQUEST, YES, GIVEN], Access::Granted),
            (&[REQUEST, TAKEN], Access::Pending),
            (&[REQUEST, LATE], Access::None),
            (&[REQUEST, LATE, YES], Access::Granted),
            (&[REQUEST, LATE, REQUEST], Access::Pending),
            // In the browser's own settings.
            (&[GIVEN], Access::Granted),
            (&[GIVEN, TAKEN], Access::Revoked),
            (&[GIVEN, TAKEN, TAKEN], Access::Revoked),
            (&[GIVEN, TAKEN, GIVEN], Access::Granted),
            (&[GIVEN, TAKEN, REQUEST], Access::Pending),
            (&[GIVEN, TAKEN, REQUEST, NO], Access::Revoked),
            (&[GIVEN, REQUEST], Access::Granted),
            // Given elsewhere while the question was open, which is then closed.
            (&[REQUEST, GIVEN, NO], Access::Granted),
        ] {
            assert_eq!(after(events).access(), access, "{} events", events.len());
        }
    }

    #[test]
    fn start_asks_once_and_not_again_after_a_no() {
        assert!(after(&[]).is_asked_for_at_start());
        assert!(
            after(&[REQUEST]).is_asked_for_at_start(),
            "it waits for the answer to the button at the top"
        );
        assert!(!after(&[REQUEST, NO]).is_asked_for_at_start());
        assert!(!after(&[REQUEST, YES]).is_asked_for_at_start());
        assert!(after(&[REQUEST, YES, TAKEN]).is_asked_for_at_start());
        assert!(!after(&[REQUEST, NO, GIVEN]).is_asked_for_at_start());
        assert!(after(&[REQUEST, NO, GIVEN, TAKEN]).is_asked_for_at_start());
        assert!(after(&[REQUEST, GIVEN, NO, TAKEN]).is_asked_for_at_start());
    }

    #[test]
    fn a_web_page_has_none_to_ask_for() {
        let mut state = AccessState::default();
        state.found(true);
        state.request();
        state.answer(true);
        assert_eq!((state.access(), state.is_asked_for_at_start()), (Access::Web, false));
    }
}
