//! From Start to sending: a state machine without I/O that sends only what the user confirmed.
//!
//! It keeps what was shown as a [`Proposal`]. Each answer, of the user or of the browser's local network prompt, comes with
//! what Start would send by then. If what was shown does not cover that, nothing is sent and the user is asked again.

use super::{LocalDenied, LocalTargets, Proposal};

/// The next step.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields are named for what they hold")]
pub enum ConsentStep {
    /// None.
    Nothing,
    /// Have the browser ask for access to all sites, in the click's own task; answered by [`Consent::access_settled`] of the
    /// press's number, also where no answer comes in time.
    AskAccess { press: u32 },
    /// Ask the user to confirm, perhaps because something changed since Start was pressed; answered by
    /// [`Consent::confirm`] or [`Consent::dismiss`] of the question's number.
    Ask { question: u32, changed: bool },
    /// Have the browser ask for permission; answered by [`Consent::browser_answered`].
    AskBrowser(LocalTargets),
    /// Send what Start would send now.
    Send(LocalDenied),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Idle,
    /// The browser asks for access to all sites.
    AwaitingAccess { press: u32, pressed: Proposal },
    /// The list is being read; a change of anything else needs a confirmation.
    Reading { input: u32, payload: u32, changed: bool },
    /// The user is asked to confirm this.
    Asked { question: u32, shown: Proposal },
    /// The browser asks for permission to reach the local network.
    BrowserAsks(Proposal),
}

/// Decides when Start asks before it starts. `now` is always what Start would send at that instant.
#[derive(Clone, Debug, Default)]
pub struct Consent {
    stage: Stage,
    /// What the user last confirmed: a big list needs it once.
    granted: Option<Proposal>,
    questions: u32,
    presses: u32,
}

impl Consent {
    /// Start was pressed; `wants_access` where the page could have access to all sites and the user was not asked yet. Ignored
    /// while an earlier press is pending; but one that waits for access goes on without it.
    pub fn press(&mut self, now: Proposal, wants_access: bool) -> ConsentStep {
        if let Stage::AwaitingAccess { press, .. } = self.stage {
            return self.access_settled(press, now);
        }
        if matches!(self.stage, Stage::Reading { input, .. } if input != now.input) {
            // It was pressed for another list.
            self.stage = Stage::Idle;
        }
        if self.stage != Stage::Idle || (now.is_read && now.targets == 0) {
            return ConsentStep::Nothing;
        }
        if wants_access {
            self.presses = self.presses.wrapping_add(1);
            self.stage = Stage::AwaitingAccess { press: self.presses, pressed: now };
            return ConsentStep::AskAccess { press: self.presses };
        }
        self.proceed(now, false)
    }

    /// The user has answered the browser, or has not in time: what was pressed for goes on, with access or without.
    pub fn access_settled(&mut self, press: u32, now: Proposal) -> ConsentStep {
        match core::mem::take(&mut self.stage) {
            Stage::AwaitingAccess { press: awaited, pressed } if awaited == press => {
                let changed = if pressed.is_read {
                    !now.is_covered_by(&pressed)
                } else {
                    (now.input, now.payload) != (pressed.input, pressed.payload)
                };
                self.proceed(now, changed)
            }
            other => {
                self.stage = other;
                ConsentStep::Nothing
            }
        }
    }

    /// The input, or how far it is read, changed.
    pub fn reading_changed(&mut self, now: Proposal) -> ConsentStep {
        let Stage::Reading { input, payload, changed } = self.stage else { return ConsentStep::Nothing };
        if now.input == input || changed {
            let changed = changed || now.payload != payload;
            return self.proceed(now, changed);
        }
        // Another list than the one that Start was pressed for.
        self.stage = Stage::Idle;
        ConsentStep::Nothing
    }

    /// The user said yes to this question; `denied`: to the targets on this machine and its network not.
    pub fn confirm(&mut self, question: u32, denied: LocalDenied, now: Proposal) -> ConsentStep {
        match core::mem::take(&mut self.stage) {
            Stage::Asked { question: asked, shown } if asked == question => {
                if !now.is_covered_by(&shown) {
                    return self.proceed(now, true);
                }
                self.granted = Some(shown);
                self.request_permission(now, denied)
            }
            other => {
                self.stage = other;
                ConsentStep::Nothing
            }
        }
    }

    /// The user said no to this question, or closed it.
    pub fn dismiss(&mut self, question: u32) {
        if matches!(self.stage, Stage::Asked { question: asked, .. } if asked == question) {
            self.stage = Stage::Idle;
        }
    }

    /// The user has answered the browser.
    pub fn browser_answered(&mut self, denied: LocalDenied, now: Proposal) -> ConsentStep {
        match core::mem::take(&mut self.stage) {
            Stage::BrowserAsks(shown) if now.is_covered_by(&shown) => ConsentStep::Send(denied),
            Stage::BrowserAsks(_) => self.proceed(now, true),
            other => {
                self.stage = other;
                ConsentStep::Nothing
            }
        }
    }

    /// Whether Start was pressed and the list is still being read.
    pub const fn waits_for_reading(&self) -> bool {
        matches!(self.stage, Stage::Reading { .. })
    }

    /// Whether the browser asks for access to all sites.
    pub const fn waits_for_access(&self) -> bool {
        matches!(self.stage, Stage::AwaitingAccess { .. })
    }

    /// Whether the browser's prompt about the local network is open.
    pub const fn waits_for_browser(&self) -> bool {
        matches!(self.stage, Stage::BrowserAsks(_))
    }

    fn proceed(&mut self, now: Proposal, changed: bool) -> ConsentStep {
        self.stage = Stage::Idle;
        if !now.is_read {
            self.stage = Stage::Reading { input: now.input, payload: now.payload, changed };
            return ConsentStep::Nothing;
        }
        if now.targets == 0 {
            return ConsentStep::Nothing;
        }
        let is_granted = !now.needs_question_each_time()
            && self.granted.as_ref().is_some_and(|granted| now.is_covered_by(granted));
        if changed || (now.needs_question() && !is_granted) {
            self.questions = self.questions.wrapping_add(1);
            self.stage = Stage::Asked { question: self.questions, shown: now };
            return ConsentStep::Ask { question: self.questions, changed };
        }
        self.request_permission(now, LocalDenied::default())
    }

    /// The user has confirmed, or need not.
    fn request_permission(&mut self, now: Proposal, denied: LocalDenied) -> ConsentStep {
        if now.asks_about_local || now.local == LocalTargets::default() {
            return ConsentStep::Send(denied);
        }
        let local = now.local.clone();
        self.stage = Stage::BrowserAsks(now);
        ConsentStep::AskBrowser(local)
    }
}

#[cfg(test)]
mod tests;
