//! The tabs above the table: each shows the rows of one total, with its count. Those that are empty are left out.

use leptos::ev;
use leptos::prelude::*;

use crate::chart::opening_tab::OpeningTab;
use crate::format::count;
use crate::result::verdict::Total;
use crate::web::ui::part::{Part, follow};
use crate::web::ui::state::{PageState, State};
use crate::web::ui::totals::{hook, tone};

/// Binds the tabs, and how many links wait.
pub(super) fn bind(results: &Part, state: State, phase: Memo<PageState>) {
    let tabs = results.part("chips");
    tabs.on(ev::click, move |_| {
        state.table.tab.update_value(OpeningTab::user_chose);
    });
    open_on_problems(state, phase);
    let links = move |total| state.run.summary.with(|summary| summary.count(total));
    let chosen = state.table.totals;
    let problems = add(&tabs, "problems", None, "Problems");
    let problem_links = move || Total::PROBLEMS.into_iter().map(links).sum::<u32>();
    let are_problems = move || chosen.with(|chosen| chosen.as_slice() == Total::PROBLEMS);
    bind_tab(&problems, problem_links, are_problems);
    problems.on(ev::click, move |_| {
        state.table.set_totals(if untrack(are_problems) { Vec::new() } else { Total::PROBLEMS.to_vec() });
    });
    for total in Total::SHOWN {
        let tab = add(&tabs, hook(total), Some(total), total.title());
        let is_chosen = move || chosen.with(|chosen| chosen.contains(&total)) && !are_problems();
        bind_tab(&tab, move || links(total), is_chosen);
        tab.on(ev::click, move |event| {
            let is_added = event.ctrl_key() || event.meta_key() || event.shift_key();
            let before = chosen.get_untracked();
            // In one order, whatever that of the presses.
            let is_to_be = |other: &Total| {
                let is_this = *other == total;
                if is_added {
                    before.contains(other) != is_this
                } else {
                    is_this && before.as_slice() != [total]
                }
            };
            state.table.set_totals(Total::ALL.into_iter().filter(is_to_be).collect());
        });
    }
    let all = add(&tabs, "all", None, "All");
    bind_tab(
        &all,
        move || state.run.summary.with(|summary| summary.links),
        move || chosen.with(Vec::is_empty),
    );
    all.on(ev::click, move |_| state.table.set_totals(Vec::new()));
    let waiting = results.part("waiting");
    let left = move || state.run.summary.with(|summary| summary.links.saturating_sub(summary.done));
    waiting.shown(move || left() > 0 && state.run.has_run());
    waiting.text(move || format!("{} to come", count(left())));
}

/// Brings the problems to the front once a run is over, and all rows when the next begins.
fn open_on_problems(state: State, phase: Memo<PageState>) {
    let table = state.table;
    follow(move || {
        state.run.last.track();
        if table.tab.try_update_value(OpeningTab::run_begins) == Some(true) {
            table.set_totals(Vec::new());
        }
    });
    follow(move || {
        if !matches!(phase.get(), PageState::Done | PageState::Stopped) || untrack(|| state.run.is_imported())
        {
            return;
        }
        let has_problems = state
            .run
            .summary
            .with_untracked(|summary| Total::PROBLEMS.iter().any(|total| summary.count(*total) > 0));
        let is_in_use = untrack(|| table.is_in_use());
        match table.tab.try_update_value(|tab| tab.run_is_over(has_problems, is_in_use)).flatten() {
            Some(OpeningTab::Problems) => table.set_totals(Total::PROBLEMS.to_vec()),
            Some(_) => table.set_totals(Vec::new()),
            None => {}
        }
    });
}

fn add(tabs: &Part, name: &str, total: Option<Total>, title: &str) -> Part {
    let hook = format!("chip-{name}");
    let class = total.map_or("verdict-tab", |_| "verdict-tab has-sign");
    let tab = tabs.add("button", &[("class", class), ("type", "button"), ("data-testid", &hook)], "");
    if let Some(total) = total {
        tab.add("i", &[("aria-hidden", "true"), ("class", tone(Some(total)))], total.sign());
    }
    tab.add_text(title);
    tab
}

fn bind_tab(
    tab: &Part,
    links: impl Fn() -> u32 + Copy + 'static,
    is_chosen: impl Fn() -> bool + Copy + 'static,
) {
    tab.add("span", &[], "").text(move || format!(" {}", count(links())));
    tab.attribute("aria-pressed", move || Some(if is_chosen() { "true" } else { "false" }));
    tab.shown(move || links() > 0 || is_chosen());
}
