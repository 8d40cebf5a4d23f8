//! Draws pictures, tables and notes into the panel.

use leptos::web_sys::Element;

use super::panel::{add, add_svg};
use crate::chart::picture::{Picture, Shape};
use crate::compare::view::{ComparisonView, Mood, ViewRow};

/// Draws `picture`; nothing where it is empty.
pub(super) fn draw(parent: &Element, picture: &Picture, class: &str) {
    if picture.is_empty() {
        return;
    }
    let view_box = format!("0 0 {:.0} {:.0}", picture.width, picture.height);
    let attributes =
        [("class", class), ("role", "img"), ("aria-label", picture.title.as_str()), ("viewBox", &view_box)];
    let Some(svg) = add_svg(parent, "svg", &attributes, "") else { return };
    for (tone, shape) in &picture.shapes {
        match shape {
            Shape::Path(path) => add_svg(&svg, "path", &[("class", tone.class()), ("d", path)], ""),
            Shape::Text { x, y, anchor, text } => {
                let (x, y) = (format!("{x:.1}"), format!("{y:.1}"));
                let place = [("class", tone.class()), ("x", &x), ("y", &y), ("text-anchor", anchor.name())];
                add_svg(&svg, "text", &place, text)
            }
        };
    }
}

/// Writes the figures of `view` into the table `parent`.
pub(super) fn figures(parent: &Element, view: &ComparisonView) {
    heads(parent, view.columns.iter().map(String::as_str));
    let Some(body) = add(parent, "tbody", &[], "") else { return };
    for row in &view.rows {
        figures_of(&body, row);
    }
}

fn figures_of(body: &Element, row: &ViewRow) {
    let hook = ("data-testid", "compare-row");
    let attributes = [hook, ("data-knee", "")];
    let Some(line) = add(body, "tr", if row.is_knee { &attributes } else { &attributes[..1] }, "") else {
        return;
    };
    let last = row.cells.len().saturating_sub(1);
    for (place, cell) in row.cells.iter().enumerate() {
        if place == 0 {
            name(&line, cell, &row.below);
            continue;
        }
        let mood = match row.mood {
            Mood::Good if place == last => "is-good",
            Mood::Bad if place == last => "is-bad",
            _ => "",
        };
        add(&line, "td", &[("class", mood)], cell);
    }
}

/// Writes the figures that others have published into the table `parent`.
pub(super) fn published(parent: &Element, view: &ComparisonView) {
    if view.published.is_empty() {
        return;
    }
    heads(parent, ["Published", "Theirs", "Yours"].into_iter());
    let Some(body) = add(parent, "tbody", &[], "") else { return };
    for [way, theirs, ours, source] in &view.published {
        let Some(line) = add(&body, "tr", &[("data-testid", "compare-published")], "") else { return };
        name(&line, way, source);
        add(&line, "td", &[], theirs);
        add(&line, "td", &[], ours);
    }
}

/// Writes `notes` into the list `parent`.
pub(super) fn notes(parent: &Element, notes: &[String]) {
    for note in notes {
        add(parent, "li", &[("data-testid", "compare-note")], note);
    }
}

fn heads<'n>(table: &Element, names: impl Iterator<Item = &'n str>) {
    let line = add(table, "thead", &[], "").and_then(|head| add(&head, "tr", &[], ""));
    if let Some(line) = line {
        for name in names {
            add(&line, "th", &[("scope", "col")], name);
        }
    }
}

fn name(line: &Element, words: &str, below: &str) {
    if let Some(head) = add(line, "th", &[("scope", "row")], words)
        && !below.is_empty()
    {
        add(&head, "small", &[], below);
    }
}
