//! The form, bound to the request.

use leptos::prelude::*;
use leptos::web_sys::Element;

use super::panel::{Panel, add, value_of};
use super::state::CompareState;
use crate::compare::presets::{ALL, ExperimentKind, ExperimentPreset};
use crate::compare::request::{ExperimentHost, ExperimentRequest};
use crate::compare::strategy::ConcurrencyModel;
use crate::protocol::{Access, CompareCommand};
use crate::web::page;
use crate::web::page::practice::NoPractice;
use crate::web::ui::state::State;

/// The default of the user's own way: requests in flight, overall and per host.
const OWN: (u32, u32) = (32, 6);

/// Which links are compared, as the form names it.
const PLACES: [(ExperimentHost, &str); 3] = [
    (ExperimentHost::List, "list"),
    (ExperimentHost::Practice, "practice"),
    (ExperimentHost::Given, "given"),
];

/// Fills the form and binds it to the request.
pub(super) fn bind(state: State, panel: Panel) {
    let compare = state.compare;
    build(panel);
    Effect::new(move |_| compare.request.with(|(_, request)| show(panel, request)));
    // Plans again on each change while the tab is in front; when the list changes, the desk does so by itself.
    Effect::new(move |_| {
        let settings = state.settings.values.get();
        if compare.is_shown.get() {
            let (number, request) = compare.request.get();
            let processors = page::processors();
            state.send_compare(CompareCommand::Plan {
                number,
                request: Box::new(request),
                settings,
                processors,
                has_preflights: state.access() != Access::Granted,
            });
        }
    });
}

fn build(panel: Panel) {
    if page::practice::refusal() == Some(NoPractice::Extension)
        && let Some(place) = panel.field("place")
        && let Ok(Some(practice)) = place.query_selector("[value=practice]")
    {
        practice.remove();
        Panel::show(panel.part("about-practice"), false);
    }
    if let Some(experiments) = panel.field("experiment") {
        for preset in &ALL {
            add(&experiments, "option", &[("value", preset.key)], preset.title);
        }
    }
    let Some(ways) = panel.part("ways") else { return };
    for strategy in ConcurrencyModel::ALL {
        let Some(way) = add(&ways, "label", &[("class", "way")], "") else { return };
        let name = format!("way-{}", strategy.key());
        add(&way, "input", &[("type", "checkbox"), ("data-field", &name), ("data-testid", &name)], "");
        add(&way, "span", &[], strategy.name());
        add(&way, "code", &[], strategy.python());
        add(&way, "small", &[], strategy.about());
    }
}

fn show(panel: Panel, request: &ExperimentRequest) {
    let preset = ExperimentPreset::at(request.preset);
    panel.fill("experiment", preset.key);
    Panel::set_text(panel.part("about"), preset.about);
    let place = PLACES.iter().find(|(place, _)| *place == request.place);
    panel.fill("place", place.map_or("list", |(_, name)| name));
    panel.fill("given", &request.given);
    Panel::show(panel.part("given"), request.place == ExperimentHost::Given);
    let has_ways = preset.shape == ExperimentKind::Strategies;
    Panel::show(panel.part("ways"), has_ways);
    Panel::show(panel.part("own"), has_ways);
    Panel::show(panel.part("levels"), preset.shape == ExperimentKind::Sweep);
    for strategy in ConcurrencyModel::ALL {
        panel.set_checked(&format!("way-{}", strategy.key()), request.strategies & strategy.bit() != 0);
    }
    panel.set_checked("own", request.own.is_some());
    Panel::show(panel.part("own-limits"), request.own.is_some());
    let (concurrency, per_origin) = request.own.unwrap_or(OWN);
    for (name, number) in [
        ("own-concurrency", concurrency),
        ("own-per-origin", per_origin),
        ("rounds", request.rounds),
        ("trial-requests", request.requests),
    ] {
        // 0 means text that is not a number: it stays as typed, and the plan says that it is invalid.
        if number > 0 {
            panel.fill(name, &number.to_string());
        }
    }
}

pub(super) fn typed(compare: CompareState, name: &str, field: &Element) {
    let value = value_of(field);
    let number = || value.trim().parse().unwrap_or(0);
    compare.change(|request| match name {
        "experiment" => {
            let place = ALL.iter().position(|preset| preset.key == value).unwrap_or(0);
            let chosen = ExperimentRequest::of(u8::try_from(place).unwrap_or(0));
            *request = ExperimentRequest {
                place: request.place,
                levels: core::mem::take(&mut request.levels),
                own: request.own,
                ..chosen
            };
        }
        "place" => {
            let named = PLACES.iter().find(|(_, name)| *name == value);
            request.place = named.map_or(ExperimentHost::List, |(place, _)| *place);
        }
        "own" => request.own = if request.own.is_some() { None } else { Some(OWN) },
        "own-concurrency" => request.own.get_or_insert(OWN).0 = number(),
        "own-per-origin" => request.own.get_or_insert(OWN).1 = number(),
        "rounds" => request.rounds = number(),
        "trial-requests" => request.requests = number(),
        "given" => request.given.clone_from(&value),
        "levels" => request.levels.clone_from(&value),
        _ => {
            let is_way = |strategy: &ConcurrencyModel| name.strip_prefix("way-") == Some(strategy.key());
            if let Some(strategy) = ConcurrencyModel::ALL.into_iter().find(is_way) {
                request.strategies ^= strategy.bit();
            }
        }
    });
}
