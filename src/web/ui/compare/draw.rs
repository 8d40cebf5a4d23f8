//! Draws the picture, the tables and the notes of a result.

use crate::chart::picture::{Picture, Shape};
use crate::compare::view::{ComparisonView, Mood, ViewRow};
use crate::units::Fixed;
use crate::web::ui::part::Part;

/// Draws `picture`; nothing where it is empty.
pub(super) fn picture(parent: &Part, picture: &Picture, class: &str) {
    if picture.is_empty() {
        return;
    }
    let view_box = format!("0 0 {} {}", Fixed(picture.width, 0), Fixed(picture.height, 0));
    let attributes =
        [("class", class), ("role", "img"), ("aria-label", picture.title.as_str()), ("viewBox", &view_box)];
    let svg = parent.add_svg("svg", &attributes, "");
    for (tone, shape) in &picture.shapes {
        match shape {
            Shape::Path(path) => svg.add_svg("path", &[("class", tone.class()), ("d", path)], ""),
            Shape::Text { x, y, anchor, text } => {
                let (x, y) = (Fixed(*x, 1).to_string(), Fixed(*y, 1).to_string());
                let place = [("class", tone.class()), ("x", &x), ("y", &y), ("text-anchor", anchor.name())];
                svg.add_svg("text", &place, text)
            }
        };
    }
}

/// Writes the figures of `view` into the table `parent`.
pub(super) fn figures(parent: &Part, view: &ComparisonView) {
    heads(parent, view.columns.iter().map(String::as_str));
    let body = parent.add("tbody", &[], "");
    for row in &view.rows {
        figures_of(&body, row);
    }
}

fn figures_of(body: &Part, row: &ViewRow) {
    let hook = ("data-testid", "compare-row");
    let attributes = [hook, ("data-knee", "")];
    let line = body.add("tr", if row.is_knee { &attributes } else { &attributes[..1] }, "");
    let last = row.cells.len().saturating_sub(1);
    for (place, cell) in row.cells.iter().enumerate() {
        if place == 0 {
            name(&line, cell, &row.below);
            continue;
        }
        let mood = match row.mood {
            Mood::Good if place == last => "is-ok",
            Mood::Bad if place == last => "is-bad",
            _ => "",
        };
        line.add("td", &[("class", mood)], cell);
    }
}

/// Writes figures that others have published into the table `parent`: what was tried, theirs, ours (under the heading
/// `of_ours`), the article.
pub(super) fn published(parent: &Part, lines: &[[String; 4]], of_ours: &str) {
    if lines.is_empty() {
        return;
    }
    heads(parent, ["Published", "Theirs", of_ours].into_iter());
    let body = parent.add("tbody", &[], "");
    for [way, theirs, ours, article] in lines {
        let line = body.add("tr", &[("data-testid", "compare-published")], "");
        name(&line, way, article);
        line.add("td", &[], theirs);
        line.add("td", &[], ours);
    }
}

pub(super) fn notes(parent: &Part, notes: &[String]) {
    for note in notes {
        parent.add("li", &[("data-testid", "compare-note")], note);
    }
}

fn heads<'n>(table: &Part, names: impl Iterator<Item = &'n str>) {
    let line = table.add("thead", &[], "").add("tr", &[], "");
    for name in names {
        line.add("th", &[("scope", "col")], name);
    }
}

fn name(line: &Part, words: &str, below: &str) {
    let head = line.add("th", &[("scope", "row")], words);
    if !below.is_empty() {
        head.add("small", &[], below);
    }
}
