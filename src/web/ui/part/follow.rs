//! What follows signals, and what listens.

use std::borrow::Cow;

use leptos::ev::{self, EventDescriptor};
use leptos::prelude::{RenderEffect, StoredValue, window};
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, EventTarget};

use super::Part;
use crate::web::ipc::listener::Listener;

/// Runs `run` at once, and again after each change of a signal that it read. What it makes for the owner ends before it runs
/// again.
pub(in crate::web::ui) fn follow(run: impl FnMut() + 'static) {
    follow_boxed(Box::new(run));
}

pub(super) fn follow_boxed(mut run: Box<dyn FnMut()>) {
    keep(RenderEffect::new(move |_: Option<()>| run()));
}

/// Keeps `value` for as long as the owner is.
pub(super) fn keep<T: 'static>(value: T) {
    StoredValue::new_local(value);
}

/// Listens at the window.
pub(in crate::web::ui) fn on_window<E>(event: E, handle: impl FnMut(E::EventType) + 'static)
where
    E: EventDescriptor + Copy,
    E::EventType: JsCast,
{
    listen(window().into(), event, handle);
}

fn listen<E>(target: EventTarget, event: E, mut handle: impl FnMut(E::EventType) + 'static)
where
    E: EventDescriptor + Copy,
    E::EventType: JsCast,
{
    // No descriptor builds its name.
    if let Cow::Borrowed(name) = event.name() {
        listen_boxed(target, name, Box::new(move |event| handle(event.unchecked_into())));
    }
}

fn listen_boxed(target: EventTarget, event: &'static str, handle: Box<dyn FnMut(Event)>) {
    keep(Listener::new(target, &[event], handle));
}

impl Part {
    /// Listens to an event of this element or one within.
    pub(in crate::web::ui) fn on<E>(&self, event: E, handle: impl FnMut(E::EventType) + 'static)
    where
        E: EventDescriptor + Copy,
        E::EventType: JsCast,
    {
        listen(self.0.clone().into(), event, handle);
    }

    /// Has its text be what `words` says.
    pub(in crate::web::ui) fn text<T: Into<String>>(&self, words: impl Fn() -> T + 'static) {
        self.bind("", Box::new(move || Some(words().into())), |part, _, words| {
            part.0.set_text_content(words);
        });
    }

    /// Has an attribute be what `value` says; `None` takes it away.
    pub(in crate::web::ui) fn attribute<T: Into<String>>(
        &self,
        name: &'static str,
        value: impl Fn() -> Option<T> + 'static,
    ) {
        self.bind(name, Box::new(move || value().map(Into::into)), Self::set);
    }

    /// Has an attribute be there while `is_on`.
    pub(in crate::web::ui) fn flag(&self, attribute: &'static str, is_on: impl Fn() -> bool + 'static) {
        self.bind(attribute, Box::new(move || is_on().then(String::new)), Self::set);
    }

    /// Has it be seen while `is_shown`.
    pub(in crate::web::ui) fn shown(&self, is_shown: impl Fn() -> bool + 'static) {
        self.flag("hidden", move || !is_shown());
    }

    /// Has it bear a class while `is_on`.
    pub(in crate::web::ui) fn class(&self, class: &'static str, is_on: impl Fn() -> bool + 'static) {
        self.bind(class, Box::new(move || is_on().then(String::new)), |part, class, is_on| {
            part.set_class(class, is_on.is_some());
        });
    }

    /// Has a field hold what `value` says, after each change of that.
    pub(in crate::web::ui) fn value<T: Into<String>>(&self, value: impl Fn() -> T + 'static) {
        self.bind("", Box::new(move || Some(value().into())), |part, _, value| {
            part.set_value(value.unwrap_or_default());
        });
    }

    /// Has a box be ticked as `is_ticked` says, after each change of that.
    pub(in crate::web::ui) fn checked(&self, is_ticked: impl Fn() -> bool + 'static) {
        self.bind("", Box::new(move || is_ticked().then(String::new)), |part, _, is_ticked| {
            part.set_checked(is_ticked.is_some());
        });
    }

    /// Calls `press` when the button for this action within is pressed.
    pub(in crate::web::ui) fn on_press(&self, action: &str, press: impl Fn() + 'static) {
        self.button(action).on(ev::click, move |_| press());
    }

    /// Passes each value that is typed or chosen here to `set`.
    pub(in crate::web::ui) fn on_input(&self, set: impl Fn(String) + 'static) {
        let field = self.clone();
        self.on(ev::input, move |_| set(field.get_value()));
    }

    /// Passes each value that has been typed or chosen here to `set`: not while it is being typed.
    pub(in crate::web::ui) fn on_change(&self, set: impl Fn(String) + 'static) {
        let field = self.clone();
        self.on(ev::change, move |_| set(field.get_value()));
    }

    /// Binds a box both ways.
    pub(in crate::web::ui) fn tick(
        &self,
        is_ticked: impl Fn() -> bool + 'static,
        set: impl Fn(bool) + 'static,
    ) {
        self.checked(is_ticked);
        let field = self.clone();
        self.on(ev::change, move |_| set(field.is_checked()));
    }

    /// Sets what `value` says at once, and again whenever that is something else.
    fn bind(
        &self,
        name: &'static str,
        value: Box<dyn Fn() -> Option<String>>,
        set: fn(&Self, &str, Option<&str>),
    ) {
        let (part, mut last) = (self.clone(), None);
        follow_boxed(Box::new(move || {
            let now = value();
            if last.as_ref() != Some(&now) {
                set(&part, name, now.as_deref());
                last = Some(now);
            }
        }));
    }
}
