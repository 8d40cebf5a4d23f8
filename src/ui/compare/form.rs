//! What is to be tried.

use leptos::prelude::*;

use super::ask;
use super::state::CompareState;
use crate::compare::presets::{ALL, Preset, Shape};
use crate::compare::strategy::Strategy;
use crate::compare::wish::{Place, Wish};
use crate::page::processors;
use crate::protocol::CompareCommand;
use crate::ui::state::State;

/// The form, with Start and Stop.
pub(super) fn form(state: State) -> AnyView {
    let compare = state.compare();
    plan_when_it_changes(state, compare);
    let preset = Memo::new(move |_| compare.wish.with(|(_, wish)| wish.preset));
    let shape = move || Preset::at(preset.get()).shape;
    let cost = move || compare.plan.with(|plan| plan.problem.clone().unwrap_or_else(|| plan.words.clone()));
    let is_on = move || compare.is_on.get();
    // Neither cost nor Start, while one is on or the question is open.
    let is_away = move || is_on() || compare.asking.get() != 0;
    view! {
        <form class="card compare-form" aria-label="Experiment" on:submit=|event| event.prevent_default()>
            {whom_and_what(compare, preset)}
            <fieldset class="ways" hidden=move || shape() != Shape::Strategies>
                <legend>"Ways of asking"</legend>
                {Strategy::ALL.map(|strategy| way(compare, strategy)).into_iter().collect::<Vec<_>>()}
                {own_way(compare)}
            </fieldset>
            <div class="field" hidden=move || shape() != Shape::Sweep>
                <label for="levels">"Levels, in flight"</label>
                <input
                    id="levels"
                    data-testid="levels"
                    type="text"
                    autocomplete="off"
                    placeholder="1, 2, 4, 6, 8, 12, 16, 24, 32, 48, 60, 80, 100, 150, 200"
                    on:input=move |event| {
                        let levels = event_target_value(&event);
                        compare.change(|wish| wish.levels = levels);
                    }
                />
            </div>
            <div class="knob-grid">
                {number(compare, "rounds", "Rounds", |wish| &mut wish.rounds)}
                {number(compare, "requests", "Requests a trial", |wish| &mut wish.requests)}
            </div>
            <p
                class="compare-cost note"
                class:unsure=move || compare.plan.with(|plan| plan.problem.is_some())
                data-testid="compare-cost"
                role="status"
                hidden=is_away
            >
                {cost}
            </p>
            {ask::question(state)}
            <div class="compare-actions">
                <button
                    class="button primary"
                    type="button"
                    data-testid="compare-start"
                    hidden=is_away
                    disabled=move || !compare.is_ready()
                    on:click=move |_| ask::press(state)
                >
                    "Compare"
                </button>
                <button
                    class="button"
                    type="button"
                    data-testid="compare-stop"
                    hidden=move || !is_on()
                    on:click=move |_| state.tell_compare(CompareCommand::Stop)
                >
                    "Stop"
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// Which experiment, and who is asked.
fn whom_and_what(compare: CompareState, preset: Memo<u8>) -> AnyView {
    view! {
            <div class="field">
                <label for="experiment">"Experiment"</label>
                <select
                    id="experiment"
                    data-testid="experiment"
                    on:change=move |event| choose(compare, &event_target_value(&event))
                >
                    {ALL.iter().map(|preset| option(preset.key, preset.title)).collect::<Vec<_>>()}
                </select>
                <p class="note">{move || Preset::at(preset.get()).about}</p>
            </div>
            <div class="field">
                <label for="place">"Asks"</label>
                <select
                    id="place"
                    data-testid="place"
                    prop:value=move || place_name(compare.wish.with(|(_, wish)| wish.place))
                    on:change=move |event| {
                        let place = place_of(&event_target_value(&event));
                        compare.change(|wish| wish.place = place);
                    }
                >
                    {option("list", "The list of the Check tab")}
                    {option("practice", "Practice: a server inside this browser")}
                    {option("given", "The links given here")}
                </select>
            </div>
            <div class="field" hidden=move || compare.wish.with(|(_, wish)| wish.place != Place::Given)>
                <label for="given">"Links, patterns as in the list"</label>
                <textarea
                    id="given"
                    data-testid="given"
                    rows="3"
                    spellcheck="false"
                    prop:value=move || compare.wish.with(|(_, wish)| wish.given.clone())
                    on:input=move |event| {
                        let given = event_target_value(&event);
                        compare.change(|wish| wish.given = given);
                    }
                ></textarea>
            </div>
    }
    .into_any()
}

/// Has the desk say what the wish costs, whenever it or what it speaks of changes while the tab is in front.
fn plan_when_it_changes(state: State, compare: CompareState) {
    let list = Memo::new(move |_| state.reading.with(|reading| (reading.done, reading.input)));
    Effect::new(move |_| {
        list.track();
        let settings = state.settings.get();
        if compare.is_shown.get() {
            let (number, wish) = compare.wish.get();
            let processors = processors::count();
            state.tell_compare(CompareCommand::Plan { number, wish: Box::new(wish), settings, processors });
        }
    });
}

fn choose(compare: CompareState, key: &str) {
    let Some(place) = ALL.iter().position(|preset| preset.key == key) else { return };
    compare.change(|wish| {
        let chosen = Wish::of(u8::try_from(place).unwrap_or(0));
        *wish =
            Wish { place: wish.place, levels: core::mem::take(&mut wish.levels), own: wish.own, ..chosen };
    });
}

fn option(value: &'static str, words: &'static str) -> AnyView {
    view! { <option value=value>{words}</option> }.into_any()
}

const fn place_name(place: Place) -> &'static str {
    match place {
        Place::List => "list",
        Place::Practice => "practice",
        Place::Given => "given",
    }
}

fn place_of(name: &str) -> Place {
    match name {
        "practice" => Place::Practice,
        "given" => Place::Given,
        _ => Place::List,
    }
}

fn way(compare: CompareState, strategy: Strategy) -> AnyView {
    let bit = strategy.bit();
    view! {
        <label class="way" title=strategy.about()>
            <input
                type="checkbox"
                data-testid=format!("way-{}", strategy.key())
                prop:checked=move || compare.wish.with(|(_, wish)| wish.strategies & bit != 0)
                on:change=move |_| compare.change(|wish| wish.strategies ^= bit)
            />
            <span>{strategy.name()}</span>
            <code>{strategy.python()}</code>
            <small>{strategy.about()}</small>
        </label>
    }
    .into_any()
}

/// What a way of the user's own begins with.
const OWN: (u32, u32) = (32, 6);

fn own_way(compare: CompareState) -> AnyView {
    let is_own = move || compare.wish.with(|(_, wish)| wish.own.is_some());
    view! {
        <label class="way">
            <input
                type="checkbox"
                data-testid="own"
                prop:checked=is_own
                on:change=move |_| compare.change(|wish| wish.own = if wish.own.is_some() { None } else { Some(OWN) })
            />
            <span>"Your own"</span>
        </label>
        <div class="knob-grid" hidden=move || !is_own()>
            {number(compare, "own-concurrency", "In flight", |wish| &mut wish.own.get_or_insert(OWN).0)}
            {number(compare, "own-per-origin", "Per host", |wish| &mut wish.own.get_or_insert(OWN).1)}
        </div>
    }
    .into_any()
}

/// A field for a whole number. What is none is taken as 0, which no wish may have: its cost says so.
fn number(
    compare: CompareState,
    name: &'static str,
    label: &'static str,
    field: fn(&mut Wish) -> &mut u32,
) -> AnyView {
    let value = move || {
        let mut wish = compare.wish.with(|(_, wish)| Wish { given: String::new(), ..wish.clone() });
        field(&mut wish).to_string()
    };
    let type_in = move |event| {
        let typed = event_target_value(&event);
        let number = typed.trim().parse().unwrap_or(0);
        compare.change(|wish| *field(wish) = number);
    };
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <input
                id=name
                data-testid=name
                type="text"
                inputmode="numeric"
                autocomplete="off"
                prop:value=value
                on:change=type_in
            />
        </div>
    }
    .into_any()
}
