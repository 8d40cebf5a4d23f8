//! A picture as a self-contained SVG file, in the light colours.

use crate::chart::picture::{Anchor, Picture, Shape, ShapeRole, TEXT_PX};
use crate::format::{append, trimmed};
use crate::json;
use crate::units::Fixed;

/// The room around a framed picture.
pub const MARGIN: f64 = 16.0;
/// What lies behind it.
pub const GROUND: &str = "#ffffff";
/// The type of its words, as CSS names it.
pub const FONT: &str = "system-ui, 'Segoe UI', Roboto, sans-serif";

/// `picture` as an SVG file, with `heading` above it and `foot` below.
pub fn file(picture: &Picture, heading: &str, foot: &str) -> String {
    let framed = framed(picture, heading, foot);
    let mut svg = String::new();
    append(
        &mut svg,
        format_args!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" font-family="{FONT}" font-size="{size}"><title>"#,
            w = Fixed(framed.width, 0),
            h = Fixed(framed.height, 0),
            size = Fixed(TEXT_PX, 0)
        ),
    );
    escape(&framed.title, &mut svg);
    append(
        &mut svg,
        format_args!(
            r#"</title><rect width="100%" height="100%" fill="{GROUND}"/><g transform="translate({margin} {margin})">"#,
            margin = Fixed(MARGIN, 0)
        ),
    );
    for (tone, shape) in &framed.shapes {
        write_shape(*tone, shape, &mut svg);
    }
    svg.push_str("</g></svg>\n");
    svg
}

/// The picture between heading and foot, with room around it: as wide and high as all of it is.
pub fn framed(picture: &Picture, heading: &str, foot: &str) -> Picture {
    let above = TEXT_PX * 2.0;
    let mut framed = Picture::new(picture.width + 2.0 * MARGIN, picture.title.clone());
    framed.text(ShapeRole::Value, (0.0, TEXT_PX), Anchor::Start, heading);
    let mut bottom = above + picture.height;
    framed.shapes.extend(picture.shapes.iter().map(|(tone, shape)| (*tone, lower(shape, above))));
    for line in lines(foot) {
        bottom += TEXT_PX * 1.4;
        framed.text(ShapeRole::Label, (0.0, bottom), Anchor::Start, line);
    }
    framed.height = bottom + 2.0 * MARGIN;
    framed
}

/// Characters of a line of the foot.
const LINE: usize = 115;

fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < LINE => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The shape, moved down.
fn lower(shape: &Shape, by: f64) -> Shape {
    match shape {
        Shape::Text { x, y, anchor, text } => {
            Shape::Text { x: *x, y: y + by, anchor: *anchor, text: text.clone() }
        }
        Shape::Path(path) => Shape::Path(lowered(path, by)),
    }
}

/// A path with all its places moved down: `M` and `L` are followed by x and y, all else is relative to them.
fn lowered(path: &str, by: f64) -> String {
    let mut out = String::with_capacity(path.len());
    for piece in path.split_inclusive(|letter: char| letter.is_ascii_alphabetic()) {
        // A piece is the numbers of the command before it and the letter of the next.
        let is_places = out.ends_with(['M', 'L']);
        let (numbers, letter) =
            piece.split_at(piece.len() - usize::from(piece.ends_with(|c: char| c.is_ascii_alphabetic())));
        let mut parts = numbers.split(' ');
        match (is_places, parts.next(), parts.next().and_then(json::number)) {
            (true, Some(x), Some(y)) => {
                append(&mut out, format_args!("{x} {}", Fixed(y + by, 1)));
            }
            _ => out.push_str(numbers),
        }
        out.push_str(letter);
    }
    out
}

fn write_shape(tone: ShapeRole, shape: &Shape, svg: &mut String) {
    let (colour, fills) = tone.paint();
    match shape {
        Shape::Path(path) => {
            let paint = if fills {
                format!(r#"fill="{colour}""#)
            } else {
                format!(r#"fill="none" stroke="{colour}" stroke-width="{}""#, trimmed(tone.thickness(), 2))
            };
            append(svg, format_args!(r#"<path {paint} d="{path}"/>"#));
        }
        Shape::Text { x, y, anchor, text } => {
            append(
                svg,
                format_args!(
                    r#"<text fill="{colour}" x="{}" y="{}" text-anchor="{}">"#,
                    Fixed(*x, 1),
                    Fixed(*y, 1),
                    anchor.name()
                ),
            );
            escape(text, svg);
            svg.push_str("</text>");
        }
    }
}

fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            // XML holds no controls, and neither of these two.
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            letter => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_outside_cannot_leave_its_place() {
        let mut picture = Picture::new(100.0, "a <b> & \"c\"".to_owned());
        picture.text(ShapeRole::Label, (1.0, 2.0), Anchor::End, "</text><script>");
        let svg = file(&picture, "<h>\u{1}\u{fffe}", "\u{ffff}");
        assert!(!svg.contains("<script>") && !svg.contains("<b>") && !svg.contains("<h>"), "{svg}");
        let is_xml = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
        assert!(svg.chars().all(is_xml), "XML 1.0, 2.2: {svg:?}");
        let mut reader = quick_xml::Reader::from_str(&svg);
        while !matches!(reader.read_event().expect("it is XML"), quick_xml::events::Event::Eof) {}
    }

    #[test]
    fn a_framed_picture_is_lower_by_its_heading() {
        assert_eq!(lowered("M1.0 2.0L3.0 4.5M5 6", 10.0), "M1.0 12.0L3.0 14.5M5 16.0");
        assert_eq!(lowered("M1.0 2.0h5.0v3.0h-5.0Z", 10.0), "M1.0 12.0h5.0v3.0h-5.0Z");
    }
}
