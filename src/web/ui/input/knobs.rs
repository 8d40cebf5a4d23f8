//! The settings of a run, those that few need folded away.

use leptos::prelude::*;

use super::limits::{CHOICES, LIMITS, MORE_LIMITS};
use super::{choice_field, number_field};
use crate::format::{count, counted};
use crate::protocol::ReadingView;
use crate::settings::{DEFAULT_BODY_CAP_BYTES, Limits, Method, RunSettings};
use crate::units::Millis;
use crate::web::ui::part::Part;
use crate::web::ui::state::State;

/// Binds all settings.
pub(super) fn bind(card: &Part, state: State) {
    let values = state.settings.values;
    let at_once = move || {
        state.list.reading.with(|reading| values.with(|it| AtOnce::of(reading, &it.limits.in_force())))
    };
    card.part("knobs-now").redraw(
        move || (values.with(in_short), at_once()),
        |line, (chips, at_once)| {
            line.add("span", &[("class", "visually-hidden")], "Settings: ");
            for (value, what) in chips {
                let chip = line.add("span", &[], "");
                chip.add("b", &[], value);
                chip.add_text(what);
            }
            if let Some(fewer) = at_once.in_short() {
                line.add("span", &[("class", "unsure")], &fewer);
            }
        },
    );
    card.part("effective-limit").text(move || at_once().in_words());
    card.part("more-now").text(move || values.with(|settings| more_in_short(&settings.limits)));
    for knob in CHOICES {
        choice_field::bind(card, state, knob);
    }
    for knob in LIMITS.iter().chain(MORE_LIMITS) {
        number_field::bind(card, state, knob.knob(state));
    }
    number_field::bind_rate(card, state);
    card.field("back-off").tick(
        move || values.with(|settings| settings.limits.back_off),
        move |on| state.change_settings(|settings| settings.limits.back_off = on),
    );
    card.field("probe-hidden").tick(
        move || values.with(|settings| settings.limits.probe),
        move |on| state.change_settings(|settings| settings.limits.probe = on),
    );
    card.field("whole").tick(
        move || values.with(|settings| settings.body_cap.is_none()),
        move |on| {
            state.change_settings(|settings| settings.body_cap = (!on).then_some(DEFAULT_BODY_CAP_BYTES));
        },
    );
    card.on_press("reset", move || {
        state.change_settings(|settings| *settings = RunSettings::default());
        state.settings.replaced.update(|given| *given += 1);
    });
}

/// The settings that matter most, each its value and what it is of.
fn in_short(settings: &RunSettings) -> [(String, &'static str); 4] {
    let limits = settings.limits.in_force();
    let timeout = limits.timeout();
    let seconds = timeout.seconds_down();
    let is_whole = Millis::new(f64::from(seconds) * 1_000.0) == timeout;
    let timeout = if is_whole { format!("{} s", count(seconds)) } else { timeout.to_string() };
    let method = match settings.method {
        Method::Get => "GET",
        Method::Head => "HEAD",
        Method::HeadThenGet => "HEAD, then GET",
    };
    [
        (count(limits.concurrency), " at once"),
        (count(limits.per_origin), " per host"),
        (timeout, " timeout"),
        (method.to_owned(), ""),
    ]
}

/// How many requests can be in flight of a list, and how many are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct AtOnce {
    allowed: u32,
    per_host: u32,
    hosts: u32,
    /// The most that can be; 0 before there is a list.
    most: u32,
}

impl AtOnce {
    fn of(reading: &ReadingView, limits: &Limits) -> Self {
        let most = if reading.done { reading.most_in_flight(limits) } else { 0 };
        Self { allowed: limits.concurrency, per_host: limits.per_origin, hosts: reading.hosts, most }
    }

    /// `None` where all that is allowed can be, or little is known.
    fn in_short(self) -> Option<String> {
        (1..self.allowed).contains(&self.most).then(|| format!("list allows {}", count(self.most)))
    }

    fn in_words(self) -> String {
        let most = count(self.most);
        match self.in_short() {
            None if self.most == 0 => String::new(),
            None => format!("This list: {most} at once."),
            Some(_) if self.hosts.saturating_mul(self.per_host) <= self.most => {
                let hosts = counted(self.hosts, "host", "hosts");
                format!("This list: {most} at once, for {hosts} × {} per host.", count(self.per_host))
            }
            Some(_) => format!("This list: {most} at once, since it has no more to send at a time."),
        }
    }
}

/// What is set other than by default, in a few words, for when the fields are folded away.
fn more_in_short(limits: &Limits) -> String {
    let rate = limits.rate.map(|rate| format!("{rate} a second"));
    let back_off = (!limits.back_off).then(|| "no slowing down".to_owned());
    let probe = limits.probe.then(|| "probes".to_owned());
    let words = MORE_LIMITS.iter().map(|knob| knob.in_short(limits));
    [rate].into_iter().chain(words).chain([back_off, probe]).flatten().collect::<Vec<_>>().join(" · ")
}
