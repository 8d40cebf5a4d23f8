//! What requests carry: headers, and if the user allows it a method that may change data, with a body.
//!
//! What is entered here goes to the desk with each change and nowhere else: it may be secret.

use leptos::prelude::*;

use crate::format::counted;
use crate::request::{Write, WriteMethod};
use crate::web::ui::part::Part;
use crate::web::ui::state::State;

pub(super) fn bind(card: &Part, state: State) {
    let headers = RwSignal::new(String::new());
    let body = RwSignal::new(String::new());
    let send = move || {
        let write =
            state.list.write.get_untracked().map(|method| Write { method, body: body.get_untracked() });
        state.set_payload(headers.get_untracked(), write);
    };
    let may_write = move || state.list.write.with(Option::is_some);
    card.part("requests-now").text(move || {
        let lines = headers.with(|text| text.lines().filter(|line| line.contains(':')).count());
        let lines = u32::try_from(lines).unwrap_or(u32::MAX);
        let headers = (lines > 0).then(|| counted(lines, "header", "headers"));
        let method = state.list.write.get().map(|method| method.name().to_owned());
        let cookies =
            (state.may_send_cookies() && state.list.with_cookies.get()).then(|| "cookies".to_owned());
        [method, headers, cookies].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    });
    card.field("headers").on_input(move |text| {
        headers.set(text);
        send();
    });
    card.part("said-headers").redraw(
        move || state.list.reading.with(|reading| reading.header_problems.clone()),
        |list, problems| {
            for (line, why) in problems {
                list.add("li", &[], &format!("Line {line} is not sent: {why}."));
            }
        },
    );
    card.when(
        "cookies",
        move || state.may_send_cookies(),
        move |part| {
            part.field("cookies").tick(
                move || state.list.with_cookies.get(),
                move |on| {
                    state.list.with_cookies.set(on);
                    send();
                },
            );
        },
    );
    card.field("may-write").tick(may_write, move |on| {
        state.list.write.set(on.then(WriteMethod::default));
        send();
    });
    card.when("write-method", may_write, move |label| {
        let field = label.field("write-method");
        for method in WriteMethod::ALL {
            field.add("option", &[("value", method.name())], method.name());
        }
        field.value(move || state.list.write.get().map_or("", WriteMethod::name));
        field.on_change(move |name| {
            state.list.write.set(WriteMethod::ALL.into_iter().find(|method| method.name() == name));
            send();
        });
    });
    card.when("write-body", may_write, move |label| {
        let field = label.field("write-body");
        field.set_value(&body.get_untracked());
        field.on_input(move |text| {
            body.set(text);
            send();
        });
    });
}
