//! The facts of a row other than its time: its address, what came, from where, and why a value is missing.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::format::{count, counted};
use crate::input::link::LinkPlace;
use crate::network::hops_in;
use crate::result::column::Column;
use crate::result::empty::Empty;
use crate::result::row::{Detail, RowView, cell_text};
use crate::web::page;
use crate::web::ui::part::Part;
use crate::web::ui::state::State;

#[derive(Debug)]
enum Fact {
    Text {
        title: &'static str,
        text: String,
        is_soft: bool,
    },
    /// Where redirects led.
    Led {
        to: String,
        is_masked: bool,
    },
    /// Every redirect that was followed, where an extension saw them.
    Hops(String),
    /// Where it is in the list, with the place where that can be shown.
    Listed {
        number: u32,
        source: String,
        place: Option<LinkPlace>,
    },
}

/// Binds the list of facts.
pub(super) fn bind(panel: &Part, state: State) {
    let facts = move || {
        let is_there = state.has_places();
        let facts = state.table.detail.read().as_ref().map(|detail| facts(detail, is_there));
        facts.unwrap_or_default().into_iter().map(|fact| (fact.key(), fact)).collect()
    };
    panel.part("facts").rows("fact", facts, move |row, fact| fill(row, state, fact), |_, _| ());
}

/// What is known of a row. What does not apply to it is left out; what is hidden says why.
fn facts(detail: &Detail, is_there: bool) -> Vec<Fact> {
    let row = &detail.row;
    let plain = |title, text| Fact::Text { title, text, is_soft: false };
    let was_sent = !detail.attempts.is_empty();
    let value = |column| was_sent.then(|| fact(row, column));
    let led = row.final_url.clone();
    [
        led.map(|to| Fact::Led { to, is_masked: row.final_url_is_masked }),
        row.hops.as_deref().map(|hops| Fact::Hops(hops.to_owned())),
        detail.tool.clone().map(|tool| plain("Checked by", tool)),
        value(Column::Type),
        value(Column::Bytes),
        value(Column::Protocol),
        row.server_ip.as_ref().map(|_| fact(row, Column::ServerIp)),
        Some(Fact::Listed {
            number: row.number.0,
            source: row.source.clone(),
            place: row.place.filter(|_| is_there),
        }),
        row.label.clone().map(|label| plain("Called", label)),
        (detail.links > 1).then(|| {
            let links = counted(detail.links, "link of the list", "links of the list");
            plain("Shared", format!("one request for {links}"))
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn fact(row: &RowView, column: Column) -> Fact {
    let title = column.spec().title;
    let Some(empty) = Empty::of(column, row) else {
        return Fact::Text { title, text: cell_text(column, row), is_soft: false };
    };
    let text = match empty {
        Empty::NotYet => "not yet".to_owned(),
        empty if empty.placeholder() == "hidden" => format!("hidden: {empty}"),
        empty => empty.to_string(),
    };
    Fact::Text { title, text, is_soft: true }
}

impl Fact {
    /// Tells it from others: as long as it is the same, its element stays, which may have the focus.
    fn key(&self) -> String {
        match self {
            Self::Text { title, text, .. } => format!("{title} {text}"),
            Self::Led { to, .. } => format!("to {to}"),
            Self::Hops(hops) => format!("over {hops}"),
            Self::Listed { number, source, place } => format!("{number} {source} {}", place.is_some()),
        }
    }
}

fn fill(row: &Part, state: State, fact: &Fact) {
    let (title, value) = (row.part("title"), row.part("value"));
    match fact {
        Fact::Text { title: words, text, is_soft } => {
            title.set_text(words);
            value.set_text(text);
            value.set("class", Some(if *is_soft { "soft" } else { "" }));
        }
        Fact::Led { to, is_masked } => {
            title.set_text("Redirected to");
            fill_address(&value.add("span", &[("class", "address")], ""), to, *is_masked, "detail-final-url");
        }
        Fact::Hops(hops) => {
            title.set_text(if hops_in(hops).count() == 1 { "Redirect" } else { "Redirects" });
            add_hops(&value, hops);
        }
        Fact::Listed { number, source, place } => {
            title.set_text("In the list");
            value.set_text(&format!("link {}, at ", count(*number)));
            let Some(place) = *place else { return value.add_text(source) };
            let spoken = format!("{source}: show it");
            let attributes = [
                ("class", "place"),
                ("type", "button"),
                ("data-testid", "detail-place"),
                ("aria-label", spoken.as_str()),
            ];
            value.add("button", &attributes, source).on(ev::click, move |_| state.show_place(place));
        }
    }
}

/// Lists each redirect: its status and where it led.
fn add_hops(place: &Part, hops: &str) {
    let list = place.add("ol", &[("class", "hops"), ("data-testid", "hops")], "");
    for hop in hops_in(hops) {
        let meaning = if hop.is_permanent() { "moved for good" } else { "moved for now" };
        let row = list.add("li", &[("data-testid", "hop")], "");
        row.add("span", &[("class", "hop-status"), ("title", meaning)], &hop.status.to_string());
        row.add("span", &[("class", "hop-to")], &hop.to);
        if hop.from_cache {
            row.add("span", &[("class", "note")], " from the browser’s cache");
        }
    }
}

/// How long the copy button shows the result, in milliseconds.
const RESULT_MS: u32 = 1_600;

/// Fills `place` with a URL: a link where it can be opened, with a button that copies it, unless it `is_masked`. Text, never
/// markup.
pub(super) fn fill_address(place: &Part, url: &str, is_masked: bool, hook: &str) {
    let named = [("class", "address-text"), ("data-testid", hook)];
    if !is_masked && (url.starts_with("https://") || url.starts_with("http://")) {
        let link = place.add("a", &named, url);
        for (name, value) in [("href", url), ("target", "_blank"), ("rel", "noopener noreferrer")] {
            link.set(name, Some(value));
        }
    } else {
        place.add("span", &named, url);
    }
    if is_masked {
        place.add("small", &[], "Secrets are masked, so it can be neither opened nor copied from here.");
        return;
    }
    let attributes =
        [("type", "button"), ("class", "button small"), ("data-testid", "copy-url"), ("aria-live", "polite")];
    let (button, url) = (place.add("button", &attributes, "Copy"), url.to_owned());
    let label = button.clone();
    button.on(ev::click, move |_| {
        let (label, url) = (label.clone(), url.clone());
        spawn_local(async move {
            label.set_text(if page::copy(&url).await { "Copied" } else { "Not allowed" });
            gloo_timers::future::TimeoutFuture::new(RESULT_MS).await;
            label.set_text("Copy");
        });
    });
}
