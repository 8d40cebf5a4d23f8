//! The bar above the table: the filter box with the help on its language, and the menu that chooses the columns.

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::{self, HtmlElement, HtmlInputElement};
use wasm_bindgen::JsCast as _;

use super::state::TableState;
use crate::chart::column_layout::{ColumnField, ColumnLayout};
use crate::web::ui::menu;
use crate::web::ui::part::{Part, on_window};

/// Binds the filter box. The key `/` leads to it, Escape empties it.
pub(super) fn bind_filter(results: &Part, table: TableState) {
    let (field, found) = (results.field("filter"), results.field("filter"));
    on_window(ev::keydown, move |event| {
        let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
        if event.key() == "/" && plain && !is_typing(event.target()) {
            event.prevent_default();
            found.focus();
            if let Some(field) = found.element::<HtmlInputElement>() {
                field.select();
            }
        }
    });
    field.value(move || table.filter_text.get());
    field.on_input(move |text| table.set_filter(text));
    field.on(ev::keydown, move |event| {
        if event.key() == "Escape" && !table.filter_text.with_untracked(String::is_empty) {
            event.prevent_default();
            event.stop_propagation();
            table.set_filter(String::new());
        }
    });
    let has_problems = move || !table.problems.read().is_empty();
    field.attribute("aria-invalid", move || Some(if has_problems() { "true" } else { "false" }));
    let problems = results.part("filter-problems");
    problems.shown(has_problems);
    problems.text(move || format!("Not applied. {}", table.problems.read().join(" · ")));
}

/// What the filter's language offers: examples, and what they show.
pub(super) fn filter_help() -> Part {
    let menu = Part::of("filter-help");
    menu::bind(&menu, RwSignal::new(false), |_| ());
    menu
}

/// Whether a key typed into `target` is text.
fn is_typing(target: Option<web_sys::EventTarget>) -> bool {
    let element = target.and_then(|target| target.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| {
        element.is_content_editable()
            || matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
    })
}

pub(super) fn columns_menu(table: TableState) -> Part {
    let menu = Part::of("columns-menu");
    menu::bind(&menu.part("menu"), RwSignal::new(false), move |panel| {
        let columns = panel.part("columns");
        for field in ColumnField::all() {
            let label = columns.add("label", &[("class", "menu-check")], "");
            let hook = format!("column-{}", field.spec().name);
            let tick = label.add("input", &[("type", "checkbox"), ("data-testid", &hook)], "");
            label.add("span", &[], field.spec().long_title);
            let is_shown = move || table.fields.with(|fields| fields.contains(&field));
            tick.flag("disabled", move || is_shown() && table.fields.with(|fields| fields.len() == 1));
            tick.tick(is_shown, move |is_on| {
                table.lay_out(|layout, shown| layout.show(shown, field, is_on));
                table.keep_layout();
            });
        }
        panel.on_press("usual", move || {
            table.lay_out(|layout, _| *layout = ColumnLayout::default());
            table.keep_layout();
        });
    });
    menu
}
