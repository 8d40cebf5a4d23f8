//! Light or dark: as the system has it, until the user chooses.

use leptos::prelude::*;

use super::part::{Part, follow};
use crate::protocol::KeptThing;
use crate::settings::stored::StoredFields;
use crate::web::ipc::listener::Listener;
use crate::web::page::memory;

/// Of the kept choice.
const VERSION: u32 = 1;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Theme {
    Light,
    Dark,
}

impl Theme {
    /// Its name in CSS and in the browser's storage.
    const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Light => Self::Dark,
            Self::Dark => Self::Light,
        }
    }

    fn of_system() -> Self {
        let root = document().document_element();
        let style = root.and_then(|root| window().get_computed_style(&root).ok().flatten());
        let system = style.and_then(|style| style.get_property_value("--system").ok());
        if system.is_some_and(|system| system.trim() == Self::Dark.name()) { Self::Dark } else { Self::Light }
    }

    fn remembered() -> Option<Self> {
        let mut name = Vec::new();
        let read =
            |text: &str| StoredFields::read(text, VERSION).map(|mut fields| fields.texts("theme", &mut name));
        let _ = memory::recall(KeptThing::Theme, read);
        [Self::Light, Self::Dark].into_iter().find(|theme| name.iter().any(|name| name == theme.name()))
    }

    fn remember(self) {
        let mut stored = StoredFields::write(VERSION);
        stored.texts("theme", &mut vec![self.name().to_owned()]);
        memory::remember(KeptThing::Theme, &stored.finish());
    }
}

/// Binds the button that turns light into dark and back.
pub(super) fn bind(header: &Part) {
    let chosen = RwSignal::new(Theme::remembered());
    let system = RwSignal::new(Theme::of_system());
    if let Ok(Some(query)) = window().match_media("(prefers-color-scheme: dark)") {
        // Systems turn dark in the evening.
        let look = move |_| system.set(Theme::of_system());
        StoredValue::new_local(Listener::new(query.into(), &["change"], look));
    }
    let in_force = move || chosen.get().unwrap_or_else(|| system.get());
    let button = header.button("theme");
    let words = move || Some(format!("Switch to {}", in_force().other().name()));
    button.attribute("aria-label", words);
    button.attribute("title", words);
    header.on_press("theme", move || {
        let theme = untrack(in_force).other();
        theme.remember();
        chosen.set(Some(theme));
    });
    follow(move || {
        if let Some(root) = document().document_element() {
            // The style sheet follows the system where there is no such attribute.
            Part::around(root).set("data-theme", chosen.get().map(Theme::name));
        }
    });
}
