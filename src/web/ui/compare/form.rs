//! The form, bound to the request.

use leptos::prelude::*;

use super::state::CompareState;
use super::{cards, draw};
use crate::compare::presets::{ExperimentKind, ExperimentPreset};
use crate::compare::request::{ExperimentHost, ExperimentRequest};
use crate::compare::strategy::ConcurrencyModel;
use crate::protocol::{Access, CompareCommand};
use crate::web::page;
use crate::web::page::practice::NoPractice;
use crate::web::ui::header;
use crate::web::ui::part::{Part, follow};
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
pub(super) fn bind(state: State, panel: &Part) {
    let compare = state.compare;
    build(panel);
    cards::bind(state, panel);
    let form = panel.clone();
    follow(move || compare.request.with(|(_, request)| show(&form, request)));
    let ways = move || compare.request.with(|(_, request)| ways_of(request));
    panel.part("lesson").redraw(ways, |list, ways| {
        for way in ConcurrencyModel::of_bits(*ways) {
            about_way(&list.add("li", &[("class", "strategy")], ""), way);
        }
    });
    let (known, figures) = (panel.part("known"), panel.part("known-figures"));
    known.shown(move || compare.plan.with(|plan| !plan.published.is_empty()));
    figures.redraw(
        move || compare.plan.with(|plan| plan.published.clone()),
        |table, lines| draw::published(table, lines, "Nearest here"),
    );
    // Plans again on each change while the tab is in front; when the list changes, the desk does so by itself.
    follow(move || {
        let settings = state.settings.values.get();
        if compare.is_shown.get() {
            let (number, request) = compare.request.get();
            let processors = page::processors();
            state.send_compare(CompareCommand::Plan {
                number,
                lines: ExperimentPreset::at(request.preset).lines(request.place, &request.given),
                request: Box::new(request),
                settings,
                processors,
                has_preflights: state.access() != Access::Granted,
            });
        }
    });
}

fn build(panel: &Part) {
    if page::practice::refusal() == Some(NoPractice::Extension) {
        panel.part("practice").remove();
        panel.part("about-practice").show(false);
    }
    for strategy in ConcurrencyModel::ALL {
        let way = panel.part("ways").add("label", &[("class", "strategy")], "");
        let name = format!("way-{}", strategy.key());
        way.add("input", &[("type", "checkbox"), ("data-field", &name), ("data-testid", &name)], "");
        about_way(&way, strategy);
    }
}

/// Says what `strategy` is, with the picture of it.
fn about_way(way: &Part, strategy: ConcurrencyModel) {
    let svg = way.add_svg("svg", &[("viewBox", "0 0 48 24"), ("aria-hidden", "true")], "");
    svg.add_svg("path", &[("d", strategy.picture())], "");
    way.add("span", &[], strategy.name());
    way.add("code", &[], strategy.python());
    way.add("small", &[], strategy.about());
}

/// The strategies that a request compares, each a bit.
fn ways_of(request: &ExperimentRequest) -> u16 {
    if request.shape() == ExperimentKind::Strategies { request.strategies } else { 0 }
}

fn show(panel: &Part, request: &ExperimentRequest) {
    let preset = ExperimentPreset::at(request.preset);
    let is_pattern = preset.shape == ExperimentKind::Pattern;
    panel.part("chosen").set_text(preset.title);
    panel.part("about").set_text(preset.about);
    let place = PLACES.iter().find(|(place, _)| *place == request.place);
    panel.field("place").set_value(place.map_or("list", |(_, name)| name));
    panel.field("given").set_value(&request.given);
    panel.part("given").show(request.place == ExperimentHost::Given);
    panel.part("caution").set_text(if page::access::is_extension() { "" } else { preset.caution });
    panel.part("customise").show(!is_pattern);
    let has_ways = preset.shape == ExperimentKind::Strategies;
    panel.part("ways").show(has_ways);
    panel.part("own").show(has_ways);
    panel.part("levels").show(preset.shape == ExperimentKind::Sweep);
    panel.button("use-pattern").show(is_pattern);
    for strategy in ConcurrencyModel::ALL {
        panel.field(&format!("way-{}", strategy.key())).set_checked(request.strategies & strategy.bit() != 0);
    }
    panel.field("own").set_checked(request.own.is_some());
    panel.part("own-limits").show(request.own.is_some());
    let (concurrency, per_origin) = request.own.unwrap_or(OWN);
    for (name, number) in [
        ("own-concurrency", concurrency),
        ("own-per-origin", per_origin),
        ("rounds", request.rounds),
        ("trial-requests", request.requests),
    ] {
        // 0 means text that is not a number: it stays as typed, and the plan says that it is invalid.
        if number > 0 {
            panel.field(name).set_value(&number.to_string());
        }
    }
}

pub(super) fn typed(compare: CompareState, name: &str, field: &Part) {
    let value = field.get_value();
    if name == "experiment" {
        return compare.choose(&value);
    }
    let number = || value.trim().parse().unwrap_or(0);
    compare.change(|request| match name {
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

/// Puts the pattern of the place chosen into the list of the Check tab, whose own text is kept, and goes there: it says what
/// the pattern costs, and sends nothing before Start.
pub(super) fn use_pattern(state: State) {
    let request = state.compare.request.with_untracked(|(_, request)| request.clone());
    let refusal = page::practice::refusal();
    let folder = page::practice::folder().filter(|_| refusal.is_none());
    let preset = ExperimentPreset::at(request.preset);
    match preset.lines_for_list(request.place, &request.given, folder.as_deref()) {
        Some(lines) => {
            if state.give_pattern(lines) {
                header::go_to(state.compare.is_shown, false);
            }
        }
        None if request.place == ExperimentHost::Practice => {
            state.notify_no_practice(&refusal.unwrap_or(NoPractice::NotOffered));
        }
        None => {
            state.notifications.trouble("There is no pattern here.", "Give one, or choose another place.");
        }
    }
}
