//! What is to be tried: the form, kept in step with the wish.

use leptos::prelude::*;
use leptos::web_sys::Element;

use super::panel::{Panel, add, value_of};
use super::state::CompareState;
use crate::compare::presets::{ALL, Preset, Shape};
use crate::compare::strategy::Strategy;
use crate::compare::wish::{Place, Wish};
use crate::protocol::CompareCommand;
use crate::web::page::processors;
use crate::web::ui::state::State;

/// What a way of the user's own begins with: requests at a time, over all and to one host.
const OWN: (u32, u32) = (32, 6);

/// Fills the form, and keeps it in step.
pub(super) fn keep(state: State, panel: &Panel) {
    let compare = state.compare();
    build(panel);
    let own = panel.clone();
    Effect::new(move |_| compare.wish.with(|(_, wish)| show(&own, wish)));
    // What it costs is asked for whenever it or what it speaks of changes while the tab is in front.
    // Where the list changes, the desk plans again by itself.
    Effect::new(move |_| {
        let settings = state.settings.get();
        if compare.is_shown.get() {
            let (number, wish) = compare.wish.get();
            let processors = processors::count();
            state.tell_compare(CompareCommand::Plan { number, wish: Box::new(wish), settings, processors });
        }
    });
}

fn build(panel: &Panel) {
    if let Some(experiments) = panel.hook("experiment") {
        for preset in &ALL {
            add(&experiments, "option", &[("value", preset.key)], preset.title);
        }
    }
    let Some(ways) = panel.part("ways") else { return };
    for strategy in Strategy::ALL {
        let Some(way) = add(&ways, "label", &[("class", "way")], "") else { return };
        let hook = format!("way-{}", strategy.key());
        add(&way, "input", &[("type", "checkbox"), ("data-testid", &hook)], "");
        add(&way, "span", &[], strategy.name());
        add(&way, "code", &[], strategy.python());
        add(&way, "small", &[], strategy.about());
    }
}

fn show(panel: &Panel, wish: &Wish) {
    let preset = Preset::at(wish.preset);
    panel.fill("experiment", preset.key);
    Panel::say(panel.part("about"), preset.about);
    panel.fill("place", place_name(wish.place));
    panel.fill("given", &wish.given);
    Panel::show(panel.part("given"), wish.place == Place::Given);
    let has_ways = preset.shape == Shape::Strategies;
    Panel::show(panel.part("ways"), has_ways);
    Panel::show(panel.part("own"), has_ways);
    Panel::show(panel.part("levels"), preset.shape == Shape::Sweep);
    for strategy in Strategy::ALL {
        panel.tick(&format!("way-{}", strategy.key()), wish.strategies & strategy.bit() != 0);
    }
    panel.tick("own", wish.own.is_some());
    Panel::show(panel.part("own-limits"), wish.own.is_some());
    let (concurrency, per_origin) = wish.own.unwrap_or(OWN);
    for (hook, number) in [
        ("own-concurrency", concurrency),
        ("own-per-origin", per_origin),
        ("rounds", wish.rounds),
        ("trial-requests", wish.requests),
    ] {
        // What is typed and no number stays as it is; its wish is 0, which cannot be carried out and says so.
        if number > 0 {
            panel.fill(hook, &number.to_string());
        }
    }
}

/// The user changed a field.
pub(super) fn typed(compare: CompareState, hook: &str, field: &Element) {
    let value = value_of(field);
    let number = || value.trim().parse().unwrap_or(0);
    compare.change(|wish| match hook {
        "experiment" => {
            let place = ALL.iter().position(|preset| preset.key == value).unwrap_or(0);
            let chosen = Wish::of(u8::try_from(place).unwrap_or(0));
            *wish = Wish {
                place: wish.place,
                levels: core::mem::take(&mut wish.levels),
                own: wish.own,
                ..chosen
            };
        }
        "place" => {
            wish.place = match value.as_str() {
                "practice" => Place::Practice,
                "given" => Place::Given,
                _ => Place::List,
            };
        }
        "own" => wish.own = if wish.own.is_some() { None } else { Some(OWN) },
        "own-concurrency" => wish.own.get_or_insert(OWN).0 = number(),
        "own-per-origin" => wish.own.get_or_insert(OWN).1 = number(),
        "rounds" => wish.rounds = number(),
        "trial-requests" => wish.requests = number(),
        "given" => wish.given.clone_from(&value),
        "levels" => wish.levels.clone_from(&value),
        _ => {
            let is_way = |strategy: &Strategy| hook.strip_prefix("way-") == Some(strategy.key());
            if let Some(strategy) = Strategy::ALL.into_iter().find(is_way) {
                wish.strategies ^= strategy.bit();
            }
        }
    });
}

const fn place_name(place: Place) -> &'static str {
    match place {
        Place::List => "list",
        Place::Practice => "practice",
        Place::Given => "given",
    }
}
