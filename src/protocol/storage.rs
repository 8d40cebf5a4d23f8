//! What the browser keeps between visits, each thing under its key: how it is found again, what gives way where there is
//! no room, and what is then said.

use crate::compare::kept::{self, Kept};
use crate::settings::stored::SetAside;

/// How long something is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// By the browser, for all tabs to come.
    Ever,
    /// By this tab alone, over its reloads.
    Tab,
}

/// What remembers texts under keys.
pub trait TextStore {
    /// The text under `key`.
    fn get(&self, span: Span, key: &str) -> Option<String>;
    /// Remembers `text`; returns whether there was room. Without room the text before stays.
    fn put(&mut self, span: Span, key: &str, text: &str) -> bool;
    /// Forgets what is under `key`.
    fn remove(&mut self, span: Span, key: &str);
}

/// What is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptThing {
    /// The text area's list.
    List,
    /// How lists are read.
    Reading,
    /// The settings of runs.
    Settings,
    /// The columns of the table.
    Columns,
    /// The last comparisons.
    Comparisons,
    /// Light or dark, where the user chose.
    Theme,
}

impl KeptThing {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::List, Self::Reading, Self::Settings, Self::Columns, Self::Comparisons, Self::Theme];

    /// What it is kept under.
    pub const fn key(self) -> &'static str {
        match self {
            Self::List => "volley.json.list",
            Self::Reading => "volley.json.choice",
            Self::Settings => "volley.json.settings",
            Self::Columns => "volley.json.columns",
            Self::Comparisons => "volley.json.comparisons",
            Self::Theme => "volley.json.theme",
        }
    }

    /// What a build before the JSON documents kept it under.
    pub const fn key_before_json(self) -> &'static str {
        match self {
            Self::List => "volley.text",
            Self::Reading => "volley.choice",
            Self::Settings => "volley.settings.3",
            Self::Columns => "volley.columns",
            Self::Comparisons => "volley.compared.2",
            Self::Theme => "volley.theme",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::List => "the list",
            Self::Reading => "how lists are read",
            Self::Settings => "the settings",
            Self::Columns => "the columns",
            Self::Comparisons => "the comparisons",
            Self::Theme => "light or dark",
        }
    }
}

/// Says that these could not be read, with what to do; `None` when there are none.
pub fn set_aside_in_words(things: &[KeptThing]) -> Option<(String, &'static str)> {
    let names: Vec<&str> =
        KeptThing::ALL.into_iter().filter(|thing| things.contains(thing)).map(KeptThing::name).collect();
    let (last, others) = names.split_last()?;
    let names =
        if others.is_empty() { (*last).to_owned() } else { format!("{} and {last}", others.join(", ")) };
    Some((
        format!("What another version of this page kept is not used: {names}."),
        "This version cannot read it. Give or set it again: that replaces what was kept.",
    ))
}

/// What was not kept for want of room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotKept {
    /// This thing at all; of settings and columns the last change.
    Thing(KeptThing),
    /// The list, or how it is read, beyond this tab.
    BeyondTab(KeptThing),
    /// Comparisons older than those that are kept.
    OldComparisons,
}

impl NotKept {
    /// Whether it must be told after `told`: of each thing but comparisons once, as it is kept with each key, and of how a list is
    /// read not beside the list.
    pub fn is_news_after(self, told: &[Self]) -> bool {
        told.iter().all(|other| {
            let (this, other) = (self.thing(), other.thing());
            this == KeptThing::Comparisons
                || this != other && (this, other) != (KeptThing::Reading, KeptThing::List)
        })
    }

    /// What is lost, and what to do.
    pub const fn in_words(self) -> [&'static str; 2] {
        match self {
            Self::Thing(KeptThing::List) => [
                "This browser has no room left to remember the list.",
                "The page goes on, but after a reload the list is missing. Keep it in a file.",
            ],
            Self::BeyondTab(KeptThing::List) => [
                "This browser has no room left to remember the list beyond this tab.",
                "Once this tab is closed the list is missing. Keep it in a file.",
            ],
            Self::Thing(KeptThing::Reading) | Self::BeyondTab(KeptThing::Reading) => [
                "This browser has no room left to remember how the list is read.",
                "The page goes on, but on the next visit you must set it again.",
            ],
            Self::Thing(KeptThing::Columns) | Self::BeyondTab(KeptThing::Columns) => [
                "This browser has no room left to remember this choice of columns.",
                "The page goes on, but after a reload the columns are those kept before.",
            ],
            Self::Thing(KeptThing::Theme) | Self::BeyondTab(KeptThing::Theme) => [
                "This browser has no room left to remember light or dark.",
                "The page goes on, but after a reload it is as the system has it.",
            ],
            Self::Thing(KeptThing::Settings) | Self::BeyondTab(KeptThing::Settings) => [
                "This browser has no room left to remember this change of the settings.",
                "The page goes on, but after a reload the settings are those kept before.",
            ],
            Self::Thing(KeptThing::Comparisons) | Self::BeyondTab(KeptThing::Comparisons) => [
                "This browser has no room left to remember this comparison.",
                "Those kept before are still there. Save this one as a file before you leave the page.",
            ],
            Self::OldComparisons => [
                "This browser has no room left: the oldest comparisons made way for the last.",
                "Save those that you need as files, from the Compare tab.",
            ],
        }
    }

    const fn thing(self) -> KeptThing {
        match self {
            Self::Thing(thing) | Self::BeyondTab(thing) => thing,
            Self::OldComparisons => KeptThing::Comparisons,
        }
    }
}

/// What is kept of `thing`, this tab's own before the browser's, as `read` reads it; and whether any of it cannot be read.
pub fn recall<T>(
    storage: &impl TextStore,
    thing: KeptThing,
    mut read: impl FnMut(&str) -> Result<T, SetAside>,
) -> (Option<T>, bool) {
    let mut is_set_aside = false;
    for span in [Span::Tab, Span::Ever] {
        match storage.get(span, thing.key()).map(|text| read(&text)) {
            Some(Ok(kept)) => return (Some(kept), is_set_aside),
            Some(Err(SetAside)) => is_set_aside = true,
            None => {}
        }
    }
    (None, is_set_aside)
}

/// Remembers `text` under `key`; without room nothing, as the old would be taken for it. Returns whether it fitted.
pub(super) fn keep_or_remove(storage: &mut impl TextStore, span: Span, key: &str, text: &str) -> bool {
    let has_room = storage.put(span, key, text);
    if !has_room {
        storage.remove(span, key);
    }
    has_room
}

/// Keeps `text` as `thing`; without room the text before stays: older settings are better than none.
///
/// # Errors
/// What is not kept.
pub fn keep(storage: &mut impl TextStore, thing: KeptThing, text: &str) -> Result<(), NotKept> {
    if storage.put(Span::Ever, thing.key(), text) { Ok(()) } else { Err(NotKept::Thing(thing)) }
}

/// Keeps `wanted`, the newest first, in the place of `stored`. Without room the oldest make way; if even the newest does
/// not fit alone, `stored` stays. Returns what is kept, and what is not.
pub fn keep_comparisons(
    storage: &mut impl TextStore,
    stored: &[Kept],
    mut wanted: Vec<Kept>,
) -> (Vec<Kept>, Option<NotKept>) {
    let mut not_kept = None;
    while !storage.put(Span::Ever, KeptThing::Comparisons.key(), &kept::to_json(&wanted)) {
        wanted.pop();
        if wanted.is_empty() {
            return (stored.to_vec(), Some(NotKept::Thing(KeptThing::Comparisons)));
        }
        not_kept = Some(NotKept::OldComparisons);
    }
    (wanted, not_kept)
}

#[cfg(test)]
mod tests;
