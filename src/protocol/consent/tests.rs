//! Sequences of presses, answers and changes: what was confirmed is what runs.

use super::*;
use crate::protocol::ReadingView;
use crate::request::WriteMethod;
use crate::settings::{Limits, RunSettings};

/// A form as the page holds it.
#[derive(Clone, Debug)]
struct Form {
    input: u32,
    reading: ReadingView,
    settings: RunSettings,
    write: Option<WriteMethod>,
    payload: u32,
}

impl Form {
    fn of(targets: u32) -> Self {
        let mut form = Self {
            input: 0,
            reading: ReadingView::default(),
            settings: RunSettings::default(),
            write: None,
            payload: 0,
        };
        form.give(targets);
        form.read();
        form
    }

    /// Another list is given, and not read yet.
    fn give(&mut self, targets: u32) {
        self.input += 1;
        self.reading.done = false;
        self.reading.targets = targets;
        self.reading.hosts = 1;
        self.reading.busiest = vec![("a.test".to_owned(), targets)];
    }

    fn read(&mut self) {
        self.reading.input = self.input;
        self.reading.done = true;
    }

    fn set_write(&mut self, write: Option<WriteMethod>) {
        self.write = write;
        self.payload += 1;
    }

    fn now(&self) -> Proposal {
        Proposal::of(&self.reading, self.input, &self.settings, self.write, self.payload)
    }
}

fn private(form: &mut Form) -> LocalTargets {
    form.reading.local = LocalTargets { machine: Some("http://localhost/".to_owned()), network: None };
    form.reading.local.clone()
}

const YES: LocalDenied = LocalDenied { machine: false, network: false };
const SENT: ConsentStep = ConsentStep::Send(YES);

fn asked(question: u32) -> ConsentStep {
    ConsentStep::Ask { question, changed: false }
}

fn asked_again(question: u32) -> ConsentStep {
    ConsentStep::Ask { question, changed: true }
}

#[test]
fn a_small_list_is_sent_and_a_big_one_is_asked_about_once() {
    let mut consent = Consent::default();
    assert_eq!(consent.press(Form::of(3).now(), false), SENT);
    let form = Form::of(1_001);
    assert_eq!(consent.press(form.now(), false), asked(1));
    assert_eq!(consent.press(form.now(), false), ConsentStep::Nothing, "it is asked already");
    consent.dismiss(1);
    assert_eq!(consent.press(form.now(), false), asked(2));
    assert_eq!(consent.confirm(2, YES, form.now()), SENT);
    consent.dismiss(2);
    assert_eq!(consent.press(form.now(), false), SENT, "once for each list");
    assert_eq!(consent.press(Form::of(0).now(), false), ConsentStep::Nothing);
}

#[test]
fn a_list_that_is_not_read_at_all_yet_is_sent_when_it_is() {
    let (mut consent, mut form) = (Consent::default(), Form::of(0));
    assert_eq!(consent.press(form.now(), false), ConsentStep::Nothing);
    assert!(!consent.waits_for_reading(), "an empty list stays one");
    form.input += 1;
    form.reading.done = false;
    assert_eq!(consent.press(form.now(), false), ConsentStep::Nothing);
    form.reading.targets = 3;
    form.read();
    assert_eq!(consent.reading_changed(form.now()), SENT);
    // Another list is given and pressed for, before the effect of the first is heard of.
    form.give(3);
    assert_eq!(consent.press(form.now(), false), ConsentStep::Nothing);
    form.give(3);
    assert_eq!(consent.press(form.now(), false), ConsentStep::Nothing);
    form.read();
    assert_eq!(consent.reading_changed(form.now()), SENT, "the last is meant");
    form.give(0);
    assert_eq!(consent.press(form.now(), false), ConsentStep::Nothing);
    form.read();
    assert_eq!(consent.reading_changed(form.now()), ConsentStep::Nothing, "nothing to send was in it");
    assert!(!consent.waits_for_reading());
}

#[test]
fn a_write_is_asked_about_each_time() {
    let (mut consent, mut form) = (Consent::default(), Form::of(3));
    form.set_write(Some(WriteMethod::Post));
    for question in 1..4 {
        assert_eq!(consent.press(form.now(), false), asked(question));
        assert_eq!(consent.confirm(question, YES, form.now()), SENT);
    }
}

#[test]
fn cookies_are_asked_about_each_time_and_covered_by_no_other_yes() {
    let (mut consent, mut form) = (Consent::default(), Form::of(2_000));
    let with_cookies = |form: &Form| Proposal { with_cookies: true, ..form.now() };
    assert_eq!(consent.press(form.now(), false), asked(1));
    assert_eq!(consent.confirm(1, YES, with_cookies(&form)), asked_again(2), "chosen behind the question");
    assert_eq!(consent.confirm(2, YES, with_cookies(&form)), SENT);
    assert_eq!(consent.press(with_cookies(&form), false), asked(3));
    assert_eq!(consent.confirm(3, YES, with_cookies(&form)), SENT);
    form.payload += 1;
    assert_eq!(consent.press(form.now(), false), asked(4), "nor is a yes with them one without");
}

#[test]
fn what_changes_while_the_browser_asks_is_asked_about() {
    // A9 (a): small, public page, private target; the box is ticked behind the browser's prompt.
    let (mut consent, mut form) = (Consent::default(), Form::of(3));
    let local = private(&mut form);
    assert_eq!(consent.press(form.now(), false), ConsentStep::AskBrowser(local.clone()));
    assert!(consent.waits_for_browser());
    assert_eq!(consent.press(form.now(), false), ConsentStep::Nothing);
    form.set_write(Some(WriteMethod::Delete));
    assert_eq!(consent.browser_answered(LocalDenied::default(), form.now()), asked_again(1));
    assert_eq!(consent.confirm(1, YES, form.now()), ConsentStep::AskBrowser(local));
    // Headers too.
    form.payload += 1;
    assert_eq!(consent.browser_answered(LocalDenied::default(), form.now()), asked_again(2));
    consent.dismiss(2);
    assert_eq!(consent.browser_answered(LocalDenied::default(), form.now()), ConsentStep::Nothing);
}

#[test]
fn what_the_browser_was_told_is_sent_along() {
    let (mut consent, mut form) = (Consent::default(), Form::of(3));
    private(&mut form);
    consent.press(form.now(), false);
    let denied = LocalDenied { machine: true, network: false };
    assert_eq!(consent.browser_answered(denied, form.now()), ConsentStep::Send(denied));
    assert_eq!(consent.browser_answered(denied, form.now()), ConsentStep::Nothing, "once");
}

#[test]
fn a_list_that_grows_behind_the_question_is_asked_about_when_it_is_read() {
    // A9 (b): a dropped folder is still being opened when the question about the small list is answered.
    let (mut consent, mut form) = (Consent::default(), Form::of(120));
    assert_eq!(consent.press(form.now(), false), asked(1));
    form.give(40_000);
    assert_eq!(consent.confirm(1, YES, form.now()), ConsentStep::Nothing);
    assert!(consent.waits_for_reading());
    form.give(50_000);
    assert_eq!(consent.reading_changed(form.now()), ConsentStep::Nothing);
    form.read();
    assert_eq!(consent.reading_changed(form.now()), asked_again(2));
    consent.dismiss(1);
    assert_eq!(consent.confirm(1, YES, form.now()), ConsentStep::Nothing, "the old question is over");
    assert_eq!(consent.confirm(2, YES, form.now()), SENT);
    assert_eq!(consent.press(form.now(), false), SENT);
}

#[test]
fn more_than_was_shown_is_asked_about_and_less_is_not() {
    let (mut consent, mut form) = (Consent::default(), Form::of(1_001));
    consent.press(form.now(), false);
    let change: [fn(&mut Form); 4] = [
        |form| form.settings.limits.per_origin = 60,
        |form| form.settings.limits.retries += 1,
        |form| form.reading.preflights = 1_001,
        |form| form.settings.method = crate::settings::Method::HeadThenGet,
    ];
    for (question, change) in (2..).zip(change) {
        change(&mut form);
        assert_eq!(consent.confirm(question - 1, YES, form.now()), asked_again(question));
    }
    form.settings.limits = Limits { per_origin: 1, retries: 0, ..form.settings.limits };
    assert_eq!(consent.confirm(5, YES, form.now()), SENT);
}

#[test]
fn a_press_while_reading_starts_that_list_alone() {
    let (mut consent, mut form) = (Consent::default(), Form::of(3));
    form.give(4);
    assert_eq!(consent.press(form.now(), false), ConsentStep::Nothing);
    form.reading.busiest.clear();
    assert_eq!(consent.reading_changed(form.now()), ConsentStep::Nothing, "it is still being read");
    form.read();
    assert_eq!(consent.reading_changed(form.now()), SENT);
    form.give(5);
    consent.press(form.now(), false);
    form.give(6);
    assert_eq!(consent.reading_changed(form.now()), ConsentStep::Nothing);
    form.read();
    assert_eq!(consent.reading_changed(form.now()), ConsentStep::Nothing, "another list was given");
    form.give(7);
    consent.press(form.now(), false);
    form.set_write(Some(WriteMethod::Patch));
    form.set_write(None);
    form.read();
    assert_eq!(consent.reading_changed(form.now()), asked_again(1), "headers, method or body may be others");
    consent.dismiss(1);
    form.give(8);
    consent.press(form.now(), false);
    form.reading.include_problem = Some("…".to_owned());
    form.read();
    assert_eq!(consent.reading_changed(form.now()), ConsentStep::Nothing, "any link might be meant");
}

#[test]
fn a_press_waits_for_access_and_goes_on_with_it_or_without() {
    let (mut consent, form) = (Consent::default(), Form::of(3));
    let ask = |consent: &mut Consent| consent.press(form.now(), true);
    assert_eq!(ask(&mut consent), ConsentStep::AskAccess { press: 1 });
    assert!(consent.waits_for_access());
    assert_eq!(consent.access_settled(1, form.now()), SENT);
    assert_eq!(consent.access_settled(1, form.now()), ConsentStep::Nothing, "once");
    // The browser never answers: a second press goes on, and a late answer or the end of the wait changes nothing.
    assert_eq!(ask(&mut consent), ConsentStep::AskAccess { press: 2 });
    assert_eq!(ask(&mut consent), SENT);
    assert_eq!(consent.access_settled(2, form.now()), ConsentStep::Nothing);
    assert_eq!(ask(&mut consent), ConsentStep::AskAccess { press: 3 });
    assert_eq!(consent.access_settled(2, form.now()), ConsentStep::Nothing, "the answer to an earlier press");
    assert!(consent.waits_for_access());
}

#[test]
fn what_changes_while_access_is_asked_for_is_asked_about() {
    let (mut consent, mut form) = (Consent::default(), Form::of(3));
    consent.press(form.now(), true);
    form.set_write(Some(WriteMethod::Delete));
    assert_eq!(consent.access_settled(1, form.now()), asked_again(1));
    consent.dismiss(1);
    form.set_write(None);
    // The list was still being read when Start was pressed, and still is.
    form.give(4);
    assert_eq!(consent.press(form.now(), true), ConsentStep::AskAccess { press: 2 });
    assert_eq!(consent.access_settled(2, form.now()), ConsentStep::Nothing);
    assert!(consent.waits_for_reading());
    form.read();
    assert_eq!(consent.reading_changed(form.now()), SENT);
}

#[test]
fn the_extension_asks_about_this_machine_before_each_run_and_the_browser_does_not() {
    let (mut consent, mut form) = (Consent::default(), Form::of(3));
    private(&mut form);
    let now = Proposal { asks_about_local: true, ..form.now() };
    for question in [1, 2] {
        assert_eq!(consent.press(now.clone(), false), asked(question));
        assert_eq!(consent.confirm(question, YES, now.clone()), SENT);
    }
    let denied = LocalDenied { machine: true, network: true };
    assert_eq!(consent.press(now.clone(), false), asked(3));
    assert_eq!(consent.confirm(3, denied, now), ConsentStep::Send(denied));
}

/// Something that happens to a form while a question may be open.
type Event = fn(&mut Consent, &mut Form, &mut Option<u32>) -> Option<ConsentStep>;

const EVENTS: [Event; 8] = [
    |consent, form, _| Some(consent.press(form.now(), false)),
    |consent, form, open| open.take().map(|question| consent.confirm(question, YES, form.now())),
    |consent, _, open| {
        consent.dismiss(open.take()?);
        None
    },
    |consent, form, _| Some(consent.browser_answered(LocalDenied::default(), form.now())),
    |consent, form, _| {
        form.give(if form.reading.targets == 1_001 { 5 } else { 1_001 });
        Some(consent.reading_changed(form.now()))
    },
    |consent, form, _| {
        form.read();
        Some(consent.reading_changed(form.now()))
    },
    |_, form, _| {
        form.set_write(if form.write.is_some() { None } else { Some(WriteMethod::Put) });
        None
    },
    |_, form, _| {
        form.reading.local = if form.reading.local == LocalTargets::default() {
            LocalTargets { machine: None, network: Some("http://10.0.0.1/".to_owned()) }
        } else {
            LocalTargets::default()
        };
        None
    },
];

/// The same in an extension without access, whose browser asks nothing else.
fn events_of_an_extension() -> [Event; EVENTS.len()] {
    let mut events = EVENTS;
    events[0] = |consent, form, _| Some(consent.press(form.now(), true));
    events[3] = |consent, form, _| Some(consent.access_settled(consent.presses, form.now()));
    events
}

#[test]
fn no_sequence_of_six_sends_what_was_not_shown_or_pressed_for() {
    for events in [EVENTS, events_of_an_extension()] {
        check_all_sequences(&events);
    }
}

fn check_all_sequences(events: &[Event; EVENTS.len()]) {
    const LENGTH: u32 = 6;
    let mut sends = 0;
    for sequence in 0..EVENTS.len().pow(LENGTH) {
        let (mut consent, mut form, mut open) = (Consent::default(), Form::of(5), None);
        // What the user last confirmed, and what the form held at the last press.
        let (mut seen, mut confirmed, mut pressed) = (None, Vec::new(), None);
        let mut rest = sequence;
        for _ in 0..LENGTH {
            let event = rest % EVENTS.len();
            rest /= EVENTS.len();
            if event == 0 && consent.stage == Stage::Idle {
                pressed = Some(form.now());
            }
            if event == 1 && open.is_some() {
                confirmed.extend(seen.take());
            }
            match events[event](&mut consent, &mut form, &mut open) {
                Some(ConsentStep::Ask { question, .. }) => {
                    open = Some(question);
                    seen = Some(form.now());
                }
                Some(ConsentStep::Send(_)) => {
                    sends += 1;
                    let now = form.now();
                    assert!(now.is_read && now.targets > 0, "{sequence}: {now:?}");
                    let was_seen = confirmed.contains(&now);
                    let was_pressed = pressed.as_ref().is_some_and(|pressed| {
                        (pressed.input, pressed.payload, pressed.write) == (now.input, now.payload, now.write)
                    });
                    assert!(was_seen || (was_pressed && !now.needs_question()), "{sequence}: {now:?}");
                    (pressed, confirmed) = (None, if now.write.is_some() { Vec::new() } else { confirmed });
                }
                _ => {}
            }
        }
    }
    assert!(sends > 1_000, "{sends} prove little");
}
