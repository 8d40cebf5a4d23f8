//! What is there at times, or many times.

use std::rc::Rc;

use leptos::prelude::{Owner, untrack};
use leptos::tachys::renderer::Rndr;
use leptos::web_sys::Node;

use super::follow::follow_boxed;
use super::{Part, Template};

/// A part with the owner of its behaviour.
type OwnedPart = (Part, Owner);

/// Shows an item in a row, which may be new.
type ShowRow = Box<dyn Fn(&Part, bool)>;

impl Part {
    /// Has it be emptied and filled from what `read` says, at once and whenever that is something else.
    pub(in crate::web::ui) fn redraw<T: PartialEq + 'static>(
        &self,
        read: impl Fn() -> T + 'static,
        fill: impl Fn(&Self, &T) + 'static,
    ) {
        let shown = (self.clone(), Owner::current().unwrap_or_default().child());
        let mut last = None;
        follow_boxed(Box::new(move || {
            let now = Some(read());
            if last != now {
                last = now;
                refill(&shown, &|part| last.iter().for_each(|now| fill(part, now)));
            }
        }));
    }

    /// Has a copy of the template `name` be in its place while `is_wanted`; `bind` gives each new copy its behaviour.
    pub(in crate::web::ui) fn when(
        &self,
        name: &str,
        is_wanted: impl Fn() -> bool + 'static,
        bind: impl Fn(&Self) + 'static,
    ) {
        self.when_boxed(name, Box::new(is_wanted), Box::new(bind));
    }

    fn when_boxed(&self, name: &str, is_wanted: Box<dyn Fn() -> bool>, bind: Box<dyn Fn(&Self)>) {
        let (place, mark) = (self.part(name).0, Rndr::create_placeholder());
        put_before(&place, &mark);
        place.remove();
        let (template, parent) = (Template(place), Owner::current().unwrap_or_default());
        let mut shown = None;
        follow_boxed(Box::new(move || {
            let is_wanted = is_wanted();
            if is_wanted == shown.is_some() {
                return;
            }
            if let Some(gone) = shown.take() {
                return remove_owned(&gone);
            }
            let new = (template.copy(), parent.child());
            put_before(&mark, &new.0.0);
            bind_owned(&new, &|part| bind(part));
            shown = Some(new);
        }));
    }

    /// Has it hold a row for each of `items`, in their order: a copy of the template `name`, the same element for as long as
    /// there is an item of that key. `make` gives a new row its behaviour, `show` is called with each row and its item after
    /// each change.
    pub(in crate::web::ui) fn rows<T: 'static>(
        &self,
        name: &str,
        items: impl Fn() -> Vec<(String, T)> + 'static,
        make: impl Fn(&Self, &T) + 'static,
        show: impl Fn(&Self, &T) + 'static,
    ) {
        let row = Rc::new(move |part: &Self, item: &T, is_new: bool| {
            if is_new {
                make(part, item);
            }
            show(part, item);
        });
        let row_of = move |(key, item)| {
            let row = Rc::clone(&row);
            (key, Box::new(move |part: &Self, is_new| row(part, &item, is_new)) as ShowRow)
        };
        self.rows_boxed(name, Box::new(move || items().into_iter().map(&row_of).collect()));
    }

    fn rows_boxed(&self, name: &str, items: Box<dyn Fn() -> Vec<(String, ShowRow)>>) {
        let (list, template) = (self.clone(), self.template(name));
        let parent = Owner::current().unwrap_or_default();
        let mut kept: Vec<(String, OwnedPart)> = Vec::new();
        follow_boxed(Box::new(move || {
            let mut old = core::mem::take(&mut kept);
            for (key, show) in items() {
                let place = old.iter().position(|(known, _)| *known == key);
                let row = place.map(|place| old.remove(place).1);
                let is_new = row.is_none();
                let row = row.unwrap_or_else(|| (template.copy(), parent.child()));
                bind_owned(&row, &|part| show(part, is_new));
                kept.push((key, row));
            }
            for (_, gone) in &old {
                remove_owned(gone);
            }
            let mut next = list.0.first_child();
            for (_, (row, _)) in &kept {
                // A row that is in its place is not moved: that would take the focus from it.
                if next.as_ref() == Some(row.0.as_ref()) {
                    next = row.0.next_sibling();
                } else {
                    Rndr::insert_node(&list.0, &row.0, next.as_ref());
                }
            }
        }));
    }
}

fn put_before(place: &Node, new: &Node) {
    if let Some(parent) = place.parent_node() {
        // Fails only where an element would come into itself.
        let _ = parent.insert_before(new, Some(place));
    }
}

/// Gives a part its behaviour.
fn bind_owned((part, owner): &OwnedPart, bind: &dyn Fn(&Part)) {
    owner.with(|| untrack(|| bind(part)));
}

fn refill(filled: &OwnedPart, fill: &dyn Fn(&Part)) {
    filled.1.cleanup();
    filled.0.clear();
    bind_owned(filled, fill);
}

/// The behaviour ends first: what leaves the page while it has the focus fires events.
fn remove_owned((part, owner): &OwnedPart) {
    owner.cleanup();
    part.0.remove();
}
