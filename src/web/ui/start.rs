//! What happens on Start: nothing without a reason said, a wait for the reading, the questions, the run.
//!
//! What is asked when, and that nothing is sent but what was shown, is [`Consent`]'s; here it is joined to the page.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::{PageState, State};
use super::{access, confirm, controls};
use crate::format::counted;
use crate::protocol::{
    Consent, ConsentStep, LocalDenied, LocalTargets, Proposal, ReadingView, is_click_meant,
};
use crate::web::page::local_network;

/// Starts runs. Asks before a big one, once for each change of the input, and before each that may change data.
#[derive(Clone, Copy, Debug)]
pub(super) struct Starter {
    state: State,
    phase: Memo<PageState>,
    questions: RwSignal<Questions>,
}

/// How far the press on Start has come.
#[derive(Debug)]
struct Questions {
    consent: Consent,
    /// Whether a press is at work, and whether something had the focus at the last one.
    at_once: bool,
    had_focus: bool,
    /// The owner of questions: they outlive their trigger, which may be another question.
    owner: Owner,
}

impl Starter {
    pub(super) fn new(state: State, phase: Memo<PageState>) -> Self {
        let owner = Owner::current().unwrap_or_default();
        let questions =
            RwSignal::new(Questions { consent: Consent::default(), at_once: false, had_focus: false, owner });
        let this = Self { state, phase, questions };
        let moved = Memo::new(move |_| {
            (state.list.input.get(), state.list.reading.with(|reading| (reading.done, reading.input)))
        });
        Effect::new(move |_| {
            // Read, not only tracked: a memo that nobody reads never learns that it changed.
            moved.get();
            if this.questions.with_untracked(|asked| asked.consent.waits_for_reading()) {
                this.take(Consent::reading_changed);
            }
        });
        this
    }

    pub(super) fn has_targets(self) -> bool {
        self.state.list.reading.with(|reading| reading.targets > 0 && !has_unread_choice(reading))
    }

    /// What Start is called: what it would do.
    pub(super) fn words(self) -> String {
        if self.waits_for_access() {
            return "Start without access".to_owned();
        }
        if matches!(self.phase.get(), PageState::Done | PageState::Stopped) && !self.state.run.is_imported() {
            return "Run again".to_owned();
        }
        let links = self
            .state
            .list
            .reading
            .with(|reading| reading.links.saturating_sub(reading.rejected + reading.left_out));
        if links == 0 {
            "Check links".to_owned()
        } else {
            format!("Check {}", counted(links, "link", "links"))
        }
    }

    /// What is to be said next to Start: why it does nothing, or what it will do beyond starting.
    pub(super) fn remark(self) -> Option<&'static str> {
        if self.state.compare.is_running.get() {
            return Some("A comparison is running: stop it on the Compare tab, or wait for its end.");
        }
        if self.waits_for_access() && self.has_targets() {
            return Some(
                "Waits up to 20 seconds for your answer to the browser: with your permission Volley sees the answers of all sites.",
            );
        }
        if self.questions.with(|asked| asked.consent.waits_for_reading()) {
            return Some("Starts when the list is read.");
        }
        if self.state.list.reading.with(has_unread_choice) {
            return Some("What links are to hold, or not, cannot be read: see “Filter and repeat”.");
        }
        if self.questions.with(|asked| asked.consent.waits_for_browser()) {
            return Some("Waits for your answer to the browser, which asks about your local network.");
        }
        match self.phase.get() {
            PageState::Ready if !self.has_targets() => Some("None of these links can be sent."),
            PageState::Reading | PageState::Done | PageState::Stopped if !self.has_targets() => {
                Some("Nothing to send yet.")
            }
            PageState::Reading | PageState::Ready if self.state.run.has_run() => {
                Some("Replaces the rows of the last run.")
            }
            PageState::Done if self.state.run.is_imported() => {
                Some("Checks the list above, and replaces the imported rows.")
            }
            _ => None,
        }
    }

    /// Start was pressed, for the `in_a_row`th time in a row.
    pub(super) fn press(self, in_a_row: i32) {
        // The second click of a double click would go on without the access that the first has the browser ask for.
        let is_meant = is_click_meant(in_a_row) || !untrack(|| self.waits_for_access());
        if is_meant && !self.is_busy() {
            let had_focus = !controls::is_focus_lost();
            self.questions.update_untracked(|asked| (asked.at_once, asked.had_focus) = (true, had_focus));
            let wants_access = self.state.access.get_untracked().is_asked_for_at_start()
                && !untrack(|| self.state.list.is_practice());
            self.take(|consent, now| consent.press(now, wants_access));
            self.questions.update_untracked(|asked| asked.at_once = false);
        }
    }

    /// Whether something had the focus when Start was last pressed.
    pub(super) fn had_focus(self) -> bool {
        self.questions.with_untracked(|asked| asked.had_focus)
    }

    /// Whether Start was pressed and the browser asks for access.
    pub(super) fn waits_for_access(self) -> bool {
        self.questions.with(|asked| asked.consent.waits_for_access())
    }

    /// The user said yes to question number `question`; `denied`: to the targets on this machine and its network not.
    pub(super) fn confirm(self, question: u32, denied: LocalDenied) {
        self.take(|consent, now| consent.confirm(question, denied, now));
    }

    /// The user said no to question number `question`, or closed it.
    pub(super) fn dismiss(self, question: u32) {
        self.questions.update(|asked| asked.consent.dismiss(question));
    }

    fn is_busy(self) -> bool {
        self.state.compare.is_running.get_untracked() || self.phase.get_untracked().is_active()
    }

    /// Passes what Start would send now to `hear`, and does what follows.
    fn take(self, hear: impl FnOnce(&mut Consent, Proposal) -> ConsentStep) {
        let mut now = self.state.proposal();
        if !now.asks_about_local && !local_network::may_be_asked(&now.local) {
            now.local = LocalTargets::default();
        }
        self.follow(
            self.questions.try_update(|asked| hear(&mut asked.consent, now)).unwrap_or(ConsentStep::Nothing),
        );
    }

    fn follow(self, step: ConsentStep) {
        match step {
            ConsentStep::Nothing => {}
            ConsentStep::Ask { question, changed } => {
                let (owner, at_once) =
                    self.questions.with_untracked(|asked| (asked.owner.clone(), asked.at_once));
                owner.with(|| confirm::ask(self.state, self, question, changed, at_once));
            }
            ConsentStep::AskAccess { press } => {
                let answer = self.state.request_access();
                spawn_local(async move {
                    let words = access::settle(self.state, answer).await;
                    let before = self.state.run.last.get_untracked();
                    self.take(|consent, now| consent.access_settled(press, now));
                    if let Some(words) = words.filter(|_| self.state.run.last.get_untracked() != before) {
                        // After the start, which drops the notes of the run before.
                        self.state
                            .notifications
                            .note(words, "Allow access at the top of the page at any time.");
                    }
                });
            }
            ConsentStep::AskBrowser(targets) => spawn_local(async move {
                let denied = local_network::ask(&targets).await;
                self.take(|consent, now| consent.browser_answered(denied, now));
            }),
            // A comparison may have begun while the list was read or the browser asked.
            ConsentStep::Send(_) if self.is_busy() => {}
            ConsentStep::Send(denied) => self.run(denied),
        }
    }

    fn run(self, denied: LocalDenied) {
        self.state.start_run(denied);
    }
}

/// Whether the user wants links chosen by an expression that cannot be read: then any might be meant.
fn has_unread_choice(reading: &ReadingView) -> bool {
    reading.include_problem.is_some() || reading.exclude_problem.is_some()
}
