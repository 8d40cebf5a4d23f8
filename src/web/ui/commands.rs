//! The list of all commands, by Ctrl+K: every button of the page that can be pressed now, found by its name.
//!
//! A button joins by being in the page. It is called by its `data-command`, its label or its text, after the `data-commands` of
//! what it is in; its key is that of `aria-keyshortcuts`. A field joins by `data-command`, and gets the focus.

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::{Element, HtmlElement};
use wasm_bindgen::JsCast as _;

use super::controls;
use super::part::{Part, follow, on_window};

/// What can be pressed and would change something.
const PRESSABLE: &str =
    "button:not(:disabled, [aria-selected=true], [aria-pressed=true]), summary, [data-command]";
/// What has keys of its own, or is gone once the list is open.
const APART: &str = "[role=grid], dialog, .menu-panel, .problem-list";
/// In this order: what starts and stops a run comes first.
const PLACES: [&str; 3] = [".actions", "main", "body"];

/// Has Ctrl+K (on a Mac Command+K) open the list, but not over an open question.
pub(super) fn open_by_key() {
    on_window(ev::keydown, move |event| {
        let is_held = if controls::has_command_key() { event.meta_key() } else { event.ctrl_key() };
        let is_alone = is_held && !event.shift_key() && !event.alt_key();
        if is_alone && event.key().eq_ignore_ascii_case("k") {
            // Else the browser goes to its own search.
            event.prevent_default();
            if !event.repeat() && !controls::is_dialog_open() {
                controls::show_dialog("commands", bind, || ());
            }
        }
    });
}

fn bind(dialog: &Part) {
    let (text, list, none) = (dialog.field("text"), dialog.part("list"), dialog.part("none"));
    let typed = RwSignal::new(String::new());
    let listed = StoredValue::new_local(Vec::<(HtmlElement, Part)>::new());
    let chosen = RwSignal::new(0_usize);
    let asked = dialog.clone();
    let run = move |place: usize| {
        let element = listed.with_value(|listed| listed.get(place).map(|(element, _)| element.clone()));
        // The focus is back where it was, from where a button that opens something takes it.
        controls::close_dialog(&asked);
        // The page has gone on meanwhile.
        if let Some(element) = element.filter(|element| can_be_pressed(element)) {
            controls::focus(Some(&element));
            element.click();
        }
    };
    let run_chosen = run.clone();
    list.redraw(
        move || typed.get(),
        move |list, typed| {
            let found = found(&typed.to_ascii_lowercase());
            none.show(found.is_empty());
            let options = found.into_iter().enumerate().map(|(place, (element, name))| {
                let (id, run) = (format!("command-{place}"), run.clone());
                let option =
                    list.add("li", &[("role", "option"), ("id", &id), ("data-testid", "command")], "");
                option.add("span", &[], &name);
                if let Some(key) = element.get_attribute("aria-keyshortcuts") {
                    option.add("kbd", &[], &controls::key_name(&key));
                }
                option.on(ev::click, move |_| run(place));
                (element, option)
            });
            listed.set_value(options.collect());
            chosen.set(0);
        },
    );
    let (field, scrolled) = (text.clone(), list);
    follow(move || {
        let chosen = chosen.get();
        listed.with_value(|listed| {
            for (place, (_, option)) in listed.iter().enumerate() {
                option.set("aria-selected", Some(if place == chosen { "true" } else { "false" }));
            }
            let option = listed.get(chosen).map(|(_, option)| option);
            field.set("aria-activedescendant", option.and_then(|option| option.get("id")).as_deref());
            scroll_to(&scrolled, option);
        });
    });
    text.on_input(move |text| typed.set(text));
    text.on(ev::keydown, move |event| {
        let count = listed.with_value(Vec::len);
        let go = |step: usize| {
            chosen.update(|chosen| *chosen = (*chosen + step).checked_rem(count).unwrap_or_default());
        };
        match event.key().as_str() {
            "ArrowDown" => go(1),
            "ArrowUp" => go(count.saturating_sub(1)),
            "Enter" if !event.is_composing() => run_chosen(chosen.get_untracked()),
            _ => return,
        }
        event.prevent_default();
    });
    // What is open in the page stays open while this is clicked on.
    dialog.on(ev::pointerdown, |event| event.stop_propagation());
}

/// Scrolls as little as brings the option into sight.
fn scroll_to(list: &Part, option: Option<&Part>) {
    let Some(list) = list.element::<HtmlElement>() else { return };
    if let Some(option) = option.and_then(|option| option.element::<HtmlElement>()) {
        let (top, bottom) = (option.offset_top(), option.offset_top() + option.offset_height());
        list.set_scroll_top(list.scroll_top().max(bottom - list.client_height()).min(top));
    }
}

/// What can be done now and holds all words that were `typed`, with its name.
fn found(typed: &str) -> Vec<(HtmlElement, String)> {
    let mut found: Vec<(HtmlElement, String)> = Vec::new();
    for place in PLACES {
        let inside = format!("{place} :is({PRESSABLE})");
        let Ok(elements) = document().query_selector_all(&inside) else { continue };
        for element in
            (0..elements.length()).filter_map(|at| elements.get(at)?.dyn_into::<HtmlElement>().ok())
        {
            if found.iter().any(|(other, _)| *other == element) || !can_be_pressed(&element) {
                continue;
            }
            let name = name_of(&element);
            let small = name.to_ascii_lowercase();
            if typed.split_whitespace().all(|word| small.contains(word)) {
                found.push((element, name));
            }
        }
    }
    found
}

fn can_be_pressed(element: &Element) -> bool {
    let is_apart = || element.closest(APART).is_ok_and(|apart| apart.is_some());
    element.matches(PRESSABLE).unwrap_or_default() && controls::is_seen(element) && !is_apart()
}

fn name_of(element: &Element) -> String {
    let around = element.closest("[data-commands]").ok().flatten();
    let group = around.and_then(|around| around.get_attribute("data-commands")).unwrap_or_default();
    let given = ["data-command", "aria-label"].into_iter().find_map(|name| element.get_attribute(name));
    given.map_or_else(|| format!("{group}{}", text_of(element)), |given| format!("{group}{given}"))
}

/// Its text, without keys, signs and what is hidden.
fn text_of(element: &Element) -> String {
    let nodes = element.child_nodes();
    let said = (0..nodes.length()).filter_map(|at| nodes.get(at)).filter(|node| {
        let element = node.dyn_ref::<Element>();
        !element.is_some_and(|part| part.matches("kbd, [aria-hidden], [hidden]").unwrap_or_default())
    });
    let words: Vec<String> = said.filter_map(|node| Some(node.text_content()?.trim().to_owned())).collect();
    words.join(" ").trim().to_owned()
}
