//! The columns of the table on screen: which are shown, in which order and how wide, and how that is kept.

use crate::format::append;
use crate::result::column::{Column, ColumnSpec, Width};
use crate::settings::stored::{SetAside, StoredFields, items, list, members, quote, text_of};

/// A column on screen: one of a row, or the picture of where its time went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnField {
    /// One of a row.
    Column(Column),
    /// The picture.
    TimeSplit,
}

/// What the table knows of a column.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// The name in test hooks and in the browser's storage.
    pub name: &'static str,
    /// The heading.
    pub title: &'static str,
    /// The name outside of the heading.
    pub long_title: &'static str,
    width: Width,
    /// Whether it is shown until the user chooses.
    is_usual: bool,
}

/// The columns that come first on screen.
const FIRST: [Column; 6] =
    [Column::Index, Column::Verdict, Column::Url, Column::LinkText, Column::Source, Column::TotalMs];

/// Of the kept layout.
const VERSION: u32 = 1;

/// The least width that a column can be given, in pixels, and the most.
const LEAST_PX: u16 = 40;
const MOST_PX: u16 = 1_200;
/// The least width of the URL: hosts are not to be cut.
const LEAST_URL_PX: u16 = 200;

impl ColumnField {
    /// All of them, in their order until it is changed: what a reader looks for first, then the others as they are exported.
    pub fn all() -> impl Iterator<Item = Self> {
        let others = Column::ALL.into_iter().filter(|column| !FIRST.contains(column));
        FIRST.into_iter().chain(others).flat_map(|column| {
            let picture = (column == Column::TotalMs).then_some(Self::TimeSplit);
            [Some(Self::Column(column)), picture].into_iter().flatten()
        })
    }

    /// All that depends on the column.
    pub const fn spec(self) -> FieldSpec {
        match self {
            Self::Column(column) => {
                let ColumnSpec { title, long_title, width, is_usual, .. } = *column.spec();
                FieldSpec { name: column.name(), title, long_title, width, is_usual }
            }
            Self::TimeSplit => FieldSpec {
                name: "time-split",
                title: "Where the time went",
                long_title: "Where the time went",
                width: Width { min_px: 126, grow: 2 },
                is_usual: true,
            },
        }
    }

    /// The column of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|field| field.spec().name == name)
    }

    const fn least_px(self) -> u16 {
        if matches!(self, Self::Column(Column::Url)) { LEAST_URL_PX } else { LEAST_PX }
    }
}

/// What the user made of the columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnLayout {
    /// Those shown, in their order; empty until the user chooses or moves some.
    chosen: Vec<ColumnField>,
    /// The widths that the user gave, in pixels.
    widths: Vec<(ColumnField, u16)>,
}

impl ColumnLayout {
    /// The columns to show; the text of links is among the usual ones where some link `has_texts`.
    pub fn fields(&self, has_texts: bool) -> Vec<ColumnField> {
        if !self.chosen.is_empty() {
            return self.chosen.clone();
        }
        let is_usual = |field: &ColumnField| {
            field.spec().is_usual || has_texts && *field == ColumnField::Column(Column::LinkText)
        };
        ColumnField::all().filter(is_usual).collect()
    }

    /// The same beside an open detail, which has what gives way to the URL there. What the user chose stays.
    pub fn fields_beside_detail(&self, has_texts: bool) -> Vec<ColumnField> {
        let mut fields = self.fields(has_texts);
        if self.chosen.is_empty() {
            let is_in_detail = [Column::Bytes, Column::Protocol].map(ColumnField::Column);
            fields.retain(|field| !is_in_detail.contains(field));
        }
        fields
    }

    /// Shows or hides `field` beside those `shown`: where it is when all are shown, after the one before it.
    pub fn show(&mut self, shown: &[ColumnField], field: ColumnField, is_on: bool) {
        self.chosen = shown.iter().copied().filter(|other| *other != field).collect();
        if is_on {
            let before: Vec<ColumnField> = ColumnField::all().take_while(|other| *other != field).collect();
            let place = self.chosen.iter().rposition(|other| before.contains(other));
            self.chosen.insert(place.map_or(0, |place| place + 1), field);
        }
    }

    /// Moves `field`, one of those `shown`, by one place; returns its new place, from 0, if there is one.
    pub fn shift(&mut self, shown: &[ColumnField], field: ColumnField, forward: bool) -> Option<usize> {
        let place = shown.iter().position(|other| *other == field)?;
        let other = if forward { place + 1 } else { place.checked_sub(1)? };
        if other >= shown.len() {
            return None;
        }
        self.chosen = shown.to_vec();
        self.chosen.swap(place, other);
        Some(other)
    }

    /// Gives `field` a width, within what it may have, and returns that.
    pub fn set_width(&mut self, field: ColumnField, px: i32) -> u16 {
        let px = px.clamp(field.least_px().into(), MOST_PX.into());
        let px = u16::try_from(px).unwrap_or(MOST_PX);
        self.reset_width(field);
        self.widths.push((field, px));
        px
    }

    /// Takes the width that the user gave `field` away.
    pub fn reset_width(&mut self, field: ColumnField) {
        self.widths.retain(|(other, _)| *other != field);
    }

    /// The value of CSS `grid-template-columns` for the columns `shown`, and the least width of a row in pixels.
    pub fn template(&self, shown: &[ColumnField]) -> (String, u32) {
        let tracks = shown.iter().map(|field| {
            let given = self.widths.iter().find(|(other, _)| other == field);
            given.map_or(field.spec().width, |&(_, min_px)| Width { min_px, grow: 0 })
        });
        let gaps = u32::try_from(shown.len().saturating_sub(1)).unwrap_or_default();
        let least = tracks.clone().map(|track| u32::from(track.min_px)).sum::<u32>()
            + gaps * u32::from(GAP_PX)
            + 2 * u32::from(SIDE_PX);
        let css: Vec<String> = tracks
            .map(|Width { min_px, grow }| match grow {
                0 => format!("{min_px}px"),
                _ => format!("minmax({min_px}px, {grow}fr)"),
            })
            .collect();
        (css.join(" "), least)
    }

    /// As it is kept. Builds before had no widths, and the columns in their usual order: they read this all the same.
    pub fn to_json(&self) -> String {
        let mut stored = StoredFields::write(VERSION);
        if !self.chosen.is_empty() {
            let mut names = self.chosen.iter().map(|field| field.spec().name.to_owned()).collect();
            stored.texts("columns", &mut names);
        }
        if !self.widths.is_empty() {
            stored.put("widths", |text| {
                list(text, &self.widths, |text, (field, px)| {
                    text.push_str("{\"column\":");
                    quote(text, field.spec().name);
                    append(text, format_args!(",\"px\":{px}}}"));
                });
            });
        }
        stored.finish()
    }

    /// What was kept. Columns that this build does not know are left out.
    ///
    /// # Errors
    /// When another build kept it.
    pub fn from_json(text: &str) -> Result<Self, SetAside> {
        let mut stored = StoredFields::read(text, VERSION)?;
        let (mut layout, mut names) = (Self::default(), Vec::new());
        stored.texts("columns", &mut names);
        for field in names.iter().filter_map(|name| ColumnField::named(name)) {
            if !layout.chosen.contains(&field) {
                layout.chosen.push(field);
            }
        }
        let widths = stored.raw("widths").and_then(items).unwrap_or_default();
        for width in widths.into_iter().filter_map(members) {
            let value = |name: &str| width.iter().find(|(known, _)| known == name).map(|known| known.1);
            let field = value("column").and_then(text_of).and_then(|name| ColumnField::named(&name));
            let px = value("px").and_then(|px| px.parse().ok());
            if let (Some(field), Some(px)) = (field, px) {
                layout.set_width(field, px);
            }
        }
        Ok(layout)
    }
}

/// Between two columns, and at both sides of a row, in pixels: as in `table.css`.
const GAP_PX: u16 = 16;
const SIDE_PX: u16 = 16;

#[cfg(test)]
mod tests {
    use super::*;

    const URL: ColumnField = ColumnField::Column(Column::Url);
    const SOURCE: ColumnField = ColumnField::Column(Column::Source);
    const HOST: ColumnField = ColumnField::Column(Column::Host);

    fn names(fields: &[ColumnField]) -> Vec<&'static str> {
        fields.iter().map(|field| field.spec().name).collect()
    }

    #[test]
    fn the_text_of_links_is_usual_where_there_is_one() {
        let layout = ColumnLayout::default();
        let [with, without] = [true, false].map(|has_texts| layout.fields(has_texts));
        assert_eq!(names(&with)[..5], ["index", "verdict", "url", "link-text", "source"]);
        assert!(!names(&without).contains(&"link-text"));
        let mut chosen = ColumnLayout::default();
        chosen.show(&without, HOST, true);
        assert!(!names(&chosen.fields(true)).contains(&"link-text"), "what the user chose stays");
    }

    #[test]
    fn a_column_comes_to_its_place_wherever_the_others_are() {
        let mut layout = ColumnLayout::default();
        let mut shown = layout.fields(false);
        assert_eq!(layout.shift(&shown, URL, true), Some(3));
        shown = layout.fields(false);
        assert_eq!(names(&shown)[..4], ["index", "verdict", "source", "url"]);
        layout.show(&shown, SOURCE, false);
        layout.show(&layout.fields(false), SOURCE, true);
        assert_eq!(names(&layout.fields(false))[..4], ["index", "verdict", "url", "source"]);
        let last = *layout.fields(false).last().expect("some columns");
        assert_eq!(layout.shift(&layout.fields(false), last, true), None, "there is nothing after the last");
        assert_eq!(layout.shift(&layout.fields(false), HOST, true), None, "it is not shown");
    }

    #[test]
    fn widths_stay_within_what_they_may_be() {
        let mut layout = ColumnLayout::default();
        assert_eq!(layout.set_width(URL, 10), LEAST_URL_PX);
        assert_eq!(layout.set_width(SOURCE, -5), LEAST_PX);
        assert_eq!(layout.set_width(SOURCE, 5_000), MOST_PX);
        let shown = [URL, SOURCE, ColumnField::TimeSplit];
        let (css, least) = layout.template(&shown);
        assert_eq!((css.as_str(), least), ("200px 1200px minmax(126px, 2fr)", 200 + 1_200 + 126 + 64));
        layout.reset_width(SOURCE);
        assert_eq!(layout.template(&shown).0, "200px minmax(76px, 2fr) minmax(126px, 2fr)");
    }

    #[test]
    fn beside_a_detail_what_it_has_too_gives_way_unless_it_was_chosen() {
        let mut layout = ColumnLayout::default();
        let beside = names(&layout.fields_beside_detail(true));
        assert!(!beside.contains(&"bytes") && !beside.contains(&"protocol") && beside.contains(&"link-text"));
        let shown = layout.fields(true);
        layout.show(&shown, HOST, true);
        assert_eq!(layout.fields_beside_detail(true), layout.fields(true));
    }

    #[test]
    fn what_is_kept_comes_back() {
        let mut layout = ColumnLayout::default();
        let shown = layout.fields(false);
        layout.shift(&shown, URL, false);
        layout.set_width(HOST, 300);
        assert_eq!(ColumnLayout::from_json(&layout.to_json()), Ok(layout));
        let nothing = ColumnLayout::default();
        assert_eq!(ColumnLayout::from_json(&nothing.to_json()), Ok(nothing));
    }

    #[test]
    fn what_a_build_before_kept_is_read() {
        let kept = "{\"version\":1,\"columns\":[\"verdict\",\"url\",\"time-split\",\"gone\",\"url\"]}";
        let layout = ColumnLayout::from_json(kept).expect("the same version");
        assert_eq!(names(&layout.fields(true)), ["verdict", "url", "time-split"]);
        let odd = "{\"version\":1,\"widths\":[3,{\"column\":\"host\"},{\"column\":\"url\",\"px\":1}]}";
        let layout = ColumnLayout::from_json(odd).expect("the same version");
        assert_eq!(layout.widths, [(URL, LEAST_URL_PX)]);
        assert_eq!(ColumnLayout::from_json("{\"version\":2}"), Err(SetAside));
    }
}
