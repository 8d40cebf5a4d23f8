//! From the press on Start to what is sent: a state machine without I/O that sends only what the user said yes to.
//!
//! What was shown is remembered as a [`Proposal`]. Whoever answers (the user, the browser for its local network) does so
//! later, and each answer comes with what Start would send by then. Where that is not covered by what was shown, nothing
//! is sent: the user is asked, and told that it changed.

use super::{LocalDenied, LocalTargets, Proposal};

/// What is to be done next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsentStep {
    /// Nothing.
    Nothing,
    /// Ask the user about what Start would send now. The answer is [`Consent::confirm`] or [`Consent::dismiss`].
    Ask {
        /// The question's number.
        question: u32,
        /// Whether it is asked because something changed since Start was pressed.
        changed: bool,
    },
    /// Have the browser ask about these. The answer is [`Consent::browser_answered`].
    AskBrowser(LocalTargets),
    /// Send what Start would send now.
    Send(LocalDenied),
}

/// How far a press on Start has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Idle,
    /// The list is being read. It is asked about if anything else has changed by then.
    Reading { input: u32, payload: u32, changed: bool },
    /// The user is asked about this.
    Asked { question: u32, shown: Proposal },
    /// The browser asks the user about its local network, for this.
    BrowserAsks(Proposal),
}

/// The way of a press on Start. `now` is always what Start would send at that instant.
#[derive(Clone, Debug, Default)]
pub struct Consent {
    stage: Stage,
    /// What the user last said yes to: a big list is asked about once.
    granted: Option<Proposal>,
    questions: u32,
}

impl Consent {
    /// Start was pressed. Nothing while an earlier press is on its way.
    pub fn press(&mut self, now: Proposal) -> ConsentStep {
        if self.stage != Stage::Idle || now.targets == 0 {
            return ConsentStep::Nothing;
        }
        self.go_on(now, false)
    }

    /// The input, or how far it is read, changed.
    pub fn reading_moved(&mut self, now: Proposal) -> ConsentStep {
        let Stage::Reading { input, payload, changed } = self.stage else { return ConsentStep::Nothing };
        if now.input == input || changed {
            let changed = changed || now.payload != payload;
            return self.go_on(now, changed);
        }
        // Another list than the one that Start was pressed for.
        self.stage = Stage::Idle;
        ConsentStep::Nothing
    }

    /// The user said yes to this question.
    pub fn confirm(&mut self, question: u32, now: Proposal) -> ConsentStep {
        match core::mem::take(&mut self.stage) {
            Stage::Asked { question: asked, shown } if asked == question => {
                if !now.is_covered_by(&shown) {
                    return self.go_on(now, true);
                }
                self.granted = Some(shown);
                self.cleared(now)
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
            Stage::BrowserAsks(_) => self.go_on(now, true),
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

    /// Whether the browser asks the user.
    pub const fn waits_for_browser(&self) -> bool {
        matches!(self.stage, Stage::BrowserAsks(_))
    }

    fn go_on(&mut self, now: Proposal, changed: bool) -> ConsentStep {
        self.stage = Stage::Idle;
        if !now.is_read {
            self.stage = Stage::Reading { input: now.input, payload: now.payload, changed };
            return ConsentStep::Nothing;
        }
        if now.targets == 0 {
            return ConsentStep::Nothing;
        }
        let is_granted =
            now.write.is_none() && self.granted.as_ref().is_some_and(|granted| now.is_covered_by(granted));
        if changed || (now.needs_question() && !is_granted) {
            self.questions = self.questions.wrapping_add(1);
            self.stage = Stage::Asked { question: self.questions, shown: now };
            return ConsentStep::Ask { question: self.questions, changed };
        }
        self.cleared(now)
    }

    /// Nothing is left to ask the user.
    fn cleared(&mut self, now: Proposal) -> ConsentStep {
        if now.local == LocalTargets::default() {
            return ConsentStep::Send(LocalDenied::default());
        }
        let local = now.local.clone();
        self.stage = Stage::BrowserAsks(now);
        ConsentStep::AskBrowser(local)
    }
}

#[cfg(test)]
mod tests;
