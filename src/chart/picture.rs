//! A picture as data: shapes with roles, so that the page draws it in its own colours and an export in fixed ones.

use serde::{Deserialize, Serialize};

use crate::format::decade;
use crate::units::Fixed;

/// What a shape is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShapeRole {
    /// A line of an axis.
    Axis,
    /// A line to read values by.
    Grid,
    /// Words.
    Label,
    /// A number that belongs to a shape.
    Value,
    /// What is measured, as an area.
    Bar,
    /// The same of what the others are compared with, or of what came from elsewhere.
    BarSoft,
    /// The same of what others have published: never mixed with what is measured here.
    BarElsewhere,
    /// How far a figure may be off.
    Interval,
    /// The first curve.
    Rate,
    /// The second curve.
    Tail,
    /// Where the knee may be, as an area.
    KneeBand,
    /// The knee.
    Knee,
}

impl ShapeRole {
    /// Its class on the page; in an export its colour, whether that fills it, and the width of its line.
    const fn style(self) -> (&'static str, &'static str, bool, f64) {
        match self {
            Self::Axis => ("p-axis", "#868f9d", false, 1.0),
            Self::Grid => ("p-grid", "#e3e6eb", false, 1.0),
            Self::Label => ("p-label", "#565f6d", true, 1.0),
            Self::Value => ("p-value", "#171a21", true, 1.0),
            Self::Bar => ("p-bar", "#3b5bdb", true, 1.0),
            Self::BarSoft => ("p-soft", "#a3acbb", true, 1.0),
            Self::BarElsewhere => ("p-elsewhere", "#868f9d", false, 1.5),
            Self::Interval => ("p-interval", "#171a21", false, 1.5),
            Self::Rate => ("p-rate", "#3b5bdb", false, 2.0),
            Self::Tail => ("p-tail", "#d9822b", false, 2.0),
            Self::KneeBand => ("p-band", "#e6f5ef", true, 1.0),
            Self::Knee => ("p-knee", "#0f6f50", false, 1.5),
        }
    }

    /// The class on the page.
    pub const fn class(self) -> &'static str {
        self.style().0
    }

    /// The colour in an export, and whether it fills the shape; else it is the colour of its line.
    pub const fn paint(self) -> (&'static str, bool) {
        (self.style().1, self.style().2)
    }

    /// The width of its line in an export.
    pub const fn thickness(self) -> f64 {
        self.style().3
    }
}

/// The point of a text that is at its x.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "as SVG names them")]
pub enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    /// The word that SVG has for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A shape.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields are named for what they hold")]
pub enum Shape {
    /// A path, as SVG writes it.
    Path(String),
    /// A line of text, with its anchor at x and its base line at y.
    Text { x: f64, y: f64, anchor: Anchor, text: String },
}

/// A picture, y downwards.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// Its width, in its own units, which are pixels where it is not scaled.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// What it shows, in one sentence, for those who do not see it.
    pub title: String,
    /// Its shapes, the first at the back.
    pub shapes: Vec<(ShapeRole, Shape)>,
}

/// Height of a line of text.
pub const TEXT_PX: f64 = 12.0;

impl Picture {
    /// An empty one.
    pub fn new(width: f64, title: String) -> Self {
        Self { width, height: 0.0, title, shapes: Vec::new() }
    }

    /// Adds a path.
    pub fn path(&mut self, tone: ShapeRole, path: String) {
        self.shapes.push((tone, Shape::Path(path)));
    }

    /// Adds a line between two points.
    pub fn line(&mut self, tone: ShapeRole, (x, y): (f64, f64), (to_x, to_y): (f64, f64)) {
        let [x, y, to_x, to_y] = [x, y, to_x, to_y].map(|place| Fixed(place, 1));
        self.path(tone, format!("M{x} {y}L{to_x} {to_y}"));
    }

    /// Adds an upright rectangle; none that has no area.
    pub fn area(&mut self, tone: ShapeRole, (x, y): (f64, f64), (width, height): (f64, f64)) {
        if width > 0.0 && height > 0.0 {
            let [x, y, width, height] = [x, y, width, height].map(|length| Fixed(length, 1));
            self.path(tone, format!("M{x} {y}h{width}v{height}h-{width}Z"));
        }
    }

    /// Adds a text.
    pub fn text(&mut self, tone: ShapeRole, (x, y): (f64, f64), anchor: Anchor, text: impl Into<String>) {
        self.shapes.push((tone, Shape::Text { x, y, anchor, text: text.into() }));
    }

    /// Whether there is nothing to see.
    pub fn is_empty(&self) -> bool {
        self.shapes.is_empty()
    }
}

/// Round values from 0 to `most` or a little beyond it, at most `count` of them besides 0: 1, 2 or 5 times a power of ten
/// apart. Only 0 where `most` is not positive.
pub fn ticks(most: f64, count: u32) -> Vec<f64> {
    if !(most > 0.0 && most.is_finite()) {
        return vec![0.0];
    }
    let rough = most / f64::from(count.max(1));
    let power = decade(rough);
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|of| of * power).find(|step| *step >= rough * 0.999);
    let step = step.unwrap_or(power * 10.0);
    let mut ticks = vec![0.0];
    let mut at = step;
    while at < most + step * 0.999 && ticks.len() < 32 {
        ticks.push(at);
        at += step;
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_reach_the_top() {
        assert_eq!(ticks(437.0, 5), [0.0, 100.0, 200.0, 300.0, 400.0, 500.0]);
        assert_eq!(ticks(1.0, 4), [0.0, 0.5, 1.0]);
        assert_eq!(ticks(0.0, 4), [0.0]);
        assert_eq!(ticks(f64::NAN, 4), [0.0]);
        assert_eq!(ticks(f64::INFINITY, 4), [0.0]);
    }

    #[test]
    fn an_area_without_extent_is_none() {
        let mut picture = Picture::new(10.0, String::new());
        picture.area(ShapeRole::Bar, (0.0, 0.0), (0.0, 5.0));
        assert!(picture.is_empty());
    }
}
