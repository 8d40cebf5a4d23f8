//! The picture of the run over time: answers a second, in flight, the limit, and what was done to it.

use leptos::prelude::*;

use crate::chart::timeline::{HEIGHT, TimelineChart, WIDTH};
use crate::format::{count, rate};
use crate::protocol::Annotation;
use crate::units::Fixed;
use crate::web::ui::controls;
use crate::web::ui::part::Part;
use crate::web::ui::run::RunState;

/// Binds the picture: nothing before there are two samples.
pub(super) fn bind(bar: &Part, run: RunState) {
    let chart = Memo::new(move |_| run.timeline.with(|view| TimelineChart::of(&view.samples, view.step)));
    let (timeline, picture) = (bar.part("timeline"), bar.part("picture"));
    timeline.set_flag("open", !controls::is_small());
    timeline.shown(move || chart.with(|chart| !chart.rate.is_empty()));
    let top_rate = move || chart.with(|chart| format!("{}/s", rate(f64::from(chart.most_rate))));
    let top_flight = move || chart.with(|chart| format!("{} in flight", count(chart.most_in_flight)));
    let span = move || chart.with(|chart| chart.span.to_string());
    bar.part("top-rate").text(top_rate);
    bar.part("top-flight").text(top_flight);
    bar.part("span").text(span);
    picture.attribute("aria-label", move || {
        Some(format!("{}: at most {} and {} at a time", span(), top_rate(), top_flight()))
    });
    let lines: [(&str, LineOf); 3] = [
        ("limit", |chart| &chart.limit),
        ("flight", |chart| &chart.in_flight),
        ("rate", |chart| &chart.rate),
    ];
    for (name, line) in lines {
        picture.part(name).attribute("d", move || Some(chart.with(|chart| line(chart).clone())));
    }
    picture.part("annotations").redraw(
        move || (chart.get(), run.timeline.with(|view| view.annotations.clone())),
        |group, (chart, annotations)| {
            for annotation in annotations {
                draw(group, annotation, chart);
            }
        },
    );
}

/// The path of a line.
type LineOf = fn(&TimelineChart) -> &String;

/// A line where a knob was turned, a shade while the tab was hidden; hovered, it says what.
fn draw(group: &Part, annotation: &Annotation, chart: &TimelineChart) {
    let height = Fixed(HEIGHT, 0);
    let (class, path, title) = match annotation {
        Annotation::Knob { at, text } => {
            ("is-knob", format!("M{} 0V{height}", Fixed(chart.x(*at), 1)), text.as_str())
        }
        Annotation::Hidden { from, to } => {
            let (from, to) = (chart.x(*from), to.map_or(WIDTH, |to| chart.x(to)));
            let (from, width) = (Fixed(from, 1), Fixed((to - from).max(1.0), 1));
            let path = format!("M{from} 0h{width}v{height}h-{width}z");
            ("is-hidden", path, "The tab was hidden")
        }
    };
    group.add_svg("path", &[("class", class), ("d", &path)], "").add_svg("title", &[], title);
}
