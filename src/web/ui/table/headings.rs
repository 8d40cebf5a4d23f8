//! The headings of groups: what they show in a row of the pool, and what folds them. Problems are in sections, whose headings
//! have a sentence and ways on.
//!
//! # Test hooks
//! `group-by` is the select; `group-heading` each heading's row, with `data-group`; in it `heading-name`, `heading-count`,
//! `heading-sentence`, and `way-retry`, `way-code`, `way-access`.

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::EventTarget;

use super::cached_element::CachedElement;
use super::grid::{closest, slot_of};
use super::state::TableState;
use crate::format::count;
use crate::protocol::{CodeScope, Command, RetryScope};
use crate::result::groups::{GroupId, GroupName, Grouping, Heading};
use crate::result::section::Section;
use crate::result::verdict::Total;
use crate::web::ui::codegen;
use crate::web::ui::part::{Part, follow};
use crate::web::ui::state::State;
use crate::web::ui::totals::tone;

/// Who requested the links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RanBy {
    Volley,
    /// The results were imported.
    Tool,
}

/// What all headings have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct GroupLook {
    pub(super) is_grouped: bool,
    /// The one that the cursor is on.
    pub(super) cursor: Option<GroupId>,
    /// Who ran it; `None` before a run.
    ran_by: Option<RanBy>,
    lacks_access: bool,
}

/// The element of a heading, in a row of the pool.
#[derive(Debug)]
pub(super) struct HeadingElement {
    pub(super) part: CachedElement,
    sign: CachedElement,
    name: CachedElement,
    count: CachedElement,
    sentence: CachedElement,
    ways: [(Way, CachedElement); 3],
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Retry,
    Code,
    Access,
}

impl Way {
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Retry => ("retry", "Retry"),
            Self::Code => ("code", "Export as code"),
            Self::Access => ("access", "Allow access"),
        }
    }

    /// Whether it leads on from `section`.
    fn is_of(self, section: Section, look: &GroupLook) -> bool {
        match self {
            Self::Retry => look.ran_by == Some(RanBy::Volley) && section != Section::NotSent,
            Self::Code => section == Section::Hidden,
            Self::Access => section == Section::Hidden && look.lacks_access,
        }
    }
}

impl HeadingElement {
    pub(super) fn new() -> Self {
        let [name, count, sentence] =
            [("b", "name"), ("span", "count"), ("span", "sentence")].map(|(tag, name)| {
                let hook = format!("heading-{name}");
                CachedElement::html(tag).with("class", &hook).with("data-testid", &hook)
            });
        let sign = CachedElement::html("i").with("aria-hidden", "true");
        let ways = [Way::Retry, Way::Code, Way::Access].map(|way| {
            let (name, words) = way.words();
            let mut button = CachedElement::html("button")
                .with("type", "button")
                .with("class", "way")
                .with("data-way", name)
                .with("data-testid", &format!("way-{name}"));
            button.say(words);
            (way, button)
        });
        let part = CachedElement::html("div").with("class", "heading").with("role", "rowheader");
        let part = part.holding(&sign).holding(&name).holding(&count).holding(&sentence);
        let part = ways.iter().fold(part, |part, (_, button)| part.holding(button));
        Self { part, sign, name, count, sentence, ways }
    }

    pub(super) fn show(&mut self, heading: &Heading, look: &GroupLook) {
        let section = match heading.name {
            GroupName::Section(section) => section,
            GroupName::Host(_) | GroupName::File(_) => None,
        };
        let total = section.map(|section| section.spec().0);
        self.sign.set("class", Some(tone(total)));
        self.sign.say(total.map_or("", Total::sign));
        self.name.say(match &heading.name {
            GroupName::Host(host) if host.is_empty() => "No host",
            GroupName::File(file) if file.is_empty() => "Typed or pasted",
            GroupName::Host(name) | GroupName::File(name) => name,
            GroupName::Section(section) => section.map_or("Waiting", |section| section.spec().1),
        });
        let is_section = matches!(heading.name, GroupName::Section(_));
        self.count.say(&if is_section { count(heading.rows) } else { heading.in_words() });
        self.sentence.say(match section {
            Some(Section::Hidden) if look.ran_by == Some(RanBy::Tool) => {
                "The tool got no answer that it could read."
            }
            Some(section) => section.spec().2,
            None => "",
        });
        for (way, button) in &mut self.ways {
            button.set_hidden(!section.is_some_and(|section| way.is_of(section, look)));
        }
    }
}

/// Binds the choice of groups, the look of headings, and the ways on.
pub(super) fn bind(results: &Part, state: State) {
    let table = state.table;
    let choice = results.field("group-by");
    choice.on_change(move |value| {
        table.set_grouping(match value.as_str() {
            "host" => Grouping::Host,
            "file" => Grouping::File,
            _ => Grouping::None,
        });
    });
    // The problems are always in sections.
    choice.shown(move || table.totals.with(|totals| totals.as_slice() != Total::PROBLEMS));
    follow(move || {
        let look = GroupLook {
            is_grouped: table.size.get().grouping != Grouping::None,
            cursor: table.cursor.get().and_then(|cursor| cursor.group),
            ran_by: state
                .run
                .has_run()
                .then(|| if state.run.is_imported() { RanBy::Tool } else { RanBy::Volley }),
            lacks_access: state.access().is_missing(),
        };
        table.set_group_look(look);
    });
    let rows = results.part("rows");
    rows.on(ev::click, move |event| {
        let way = closest(event.target(), "[data-way]").and_then(|button| button.get_attribute("data-way"));
        let (Some(way), Some((_, heading))) = (way, heading_of(table, event.target())) else { return };
        match way.as_str() {
            "retry" => {
                let (list, group) = (table.list.get_untracked(), heading.group);
                state.retry(RetryScope::Group { list, group });
            }
            "code" => codegen::open(state, CodeScope::Group(heading.group), None),
            _ => drop(state.request_access()),
        }
    });
}

/// The heading that holds `target`, and its place in the table.
fn heading_of(table: TableState, target: Option<EventTarget>) -> Option<(u32, Heading)> {
    let slot = slot_of(target)?;
    table.screen.with_value(|screen| {
        let position = screen.elements.as_ref()?.pool.position(slot)?;
        Some((position, screen.rows.get(position)?.heading()?.clone()))
    })
}

/// Folds or unfolds the heading that was clicked, with Shift all of them; returns whether one was.
pub(super) fn on_click(table: TableState, event: &ev::MouseEvent) -> bool {
    let Some((position, heading)) = heading_of(table, event.target()) else { return false };
    if closest(event.target(), "button").is_none() {
        table.put_cursor(position);
        table.fold(&heading, !heading.is_folded, event.shift_key());
    }
    true
}

/// Folds or unfolds the heading under the cursor, with Shift all of them; returns whether the key is one that does.
pub(super) fn on_key(table: TableState, event: &ev::KeyboardEvent) -> bool {
    let group = table.cursor.get_untracked().and_then(|cursor| cursor.group);
    let heading = table.screen.with_value(|screen| {
        screen
            .rows
            .iter()
            .filter_map(|item| item.heading())
            .find(|heading| Some(heading.group) == group)
            .cloned()
    });
    let Some(heading) = heading else { return false };
    let is_folded = match event.key().as_str() {
        "ArrowLeft" => true,
        "ArrowRight" => false,
        "Enter" | " " => !heading.is_folded,
        _ => return false,
    };
    table.fold(&heading, is_folded, event.shift_key());
    true
}

impl TableState {
    fn set_grouping(self, by: Grouping) {
        self.say(Command::SetGrouping { by });
        self.await_change();
    }

    fn fold(self, heading: &Heading, is_folded: bool, all: bool) {
        if all || heading.is_folded != is_folded {
            let group = (!all).then_some(heading.group);
            // Its places are those of other rows from now on.
            self.select(0..0);
            self.say(Command::Fold { list: self.list.get_untracked(), group, is_folded });
        }
    }

    fn set_group_look(self, look: GroupLook) {
        let is_new = self.screen.try_update_value(|screen| {
            screen.elements.as_mut().is_some_and(|elements| elements.pool.set_group_look(look))
        });
        if is_new == Some(true) {
            self.draw();
        }
    }
}
