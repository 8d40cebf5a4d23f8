//! The list of all commands, by Ctrl+K: every button of the page that can be pressed now. A new one joins by being there.

mod found;

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::ev;
use leptos::web_sys::{Element, HtmlElement};

use super::controls;
use super::menu::holds;
use super::part::{Part, on_window};
use found::{can_be_pressed, found};

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

/// The list while it is open.
#[derive(Debug)]
struct Commands {
    dialog: Part,
    text: Part,
    list: Part,
    none: Part,
    /// What can be pressed, each with its option.
    listed: RefCell<Vec<(HtmlElement, Part)>>,
    chosen: Cell<usize>,
}

fn bind(dialog: &Part) {
    let (text, list, none) = (dialog.field("text"), dialog.part("list"), dialog.part("none"));
    let (listed, chosen) = (RefCell::default(), Cell::default());
    let commands = Rc::new(Commands { dialog: dialog.clone(), text, list, none, listed, chosen });
    commands.fill("");
    let (typed, keys, clicked) = (Rc::clone(&commands), Rc::clone(&commands), Rc::clone(&commands));
    commands.text.on_input(move |text| typed.fill(&text));
    commands.text.on(ev::keydown, move |event| {
        let (chosen, count) = (keys.chosen.get(), keys.listed.borrow().len());
        match event.key().as_str() {
            "ArrowDown" => keys.choose(if chosen + 1 < count { chosen + 1 } else { 0 }),
            "ArrowUp" => keys.choose(chosen.checked_sub(1).unwrap_or(count.saturating_sub(1))),
            "Enter" if !event.is_composing() => keys.run(chosen),
            _ => return,
        }
        event.prevent_default();
    });
    commands.list.on(ev::click, move |event| {
        let is_hit = |(_, option): &(HtmlElement, Part)| {
            option.element::<Element>().is_some_and(|option| holds(&option, event.target()))
        };
        let hit = clicked.listed.borrow().iter().position(is_hit);
        if let Some(place) = hit {
            clicked.run(place);
        }
    });
    // What is open in the page stays open while this is clicked on.
    dialog.on(ev::pointerdown, |event| event.stop_propagation());
}

impl Commands {
    /// Lists what holds all words that were typed.
    fn fill(&self, typed: &str) {
        self.list.clear();
        let add = |(place, (element, name)): (usize, (HtmlElement, String))| {
            let id = format!("command-{place}");
            let attributes = [("role", "option"), ("id", id.as_str()), ("data-testid", "command")];
            let option = self.list.add("li", &attributes, "");
            option.add("span", &[], &name);
            if let Some(key) = element.get_attribute("aria-keyshortcuts") {
                option.add("kbd", &[], &controls::key_name(&key));
            }
            (element, option)
        };
        let listed: Vec<_> = found(&typed.to_ascii_lowercase()).into_iter().enumerate().map(add).collect();
        self.none.show(listed.is_empty());
        self.listed.replace(listed);
        self.choose(0);
    }

    fn choose(&self, chosen: usize) {
        self.chosen.set(chosen);
        let listed = self.listed.borrow();
        for (place, (_, option)) in listed.iter().enumerate() {
            option.set("aria-selected", Some(if place == chosen { "true" } else { "false" }));
        }
        let option = listed.get(chosen).map(|(_, option)| option);
        self.text.set("aria-activedescendant", option.and_then(|option| option.get("id")).as_deref());
        if let Some(option) = option {
            self.scroll_to(option);
        }
    }

    /// Scrolls as little as brings the option into sight.
    fn scroll_to(&self, option: &Part) {
        let elements = self.list.element::<HtmlElement>().zip(option.element::<HtmlElement>());
        if let Some((list, option)) = elements {
            let (top, bottom) = (option.offset_top(), option.offset_top() + option.offset_height());
            list.set_scroll_top(list.scroll_top().max(bottom - list.client_height()).min(top));
        }
    }

    fn run(&self, place: usize) {
        let element = self.listed.borrow().get(place).map(|(element, _)| element.clone());
        let Some(element) = element else { return };
        // The focus is back where it was, from where a button that opens something takes it.
        controls::close_dialog(&self.dialog);
        // The page has gone on meanwhile.
        if can_be_pressed(&element) {
            controls::focus(Some(&element));
            element.click();
        }
    }
}
