//! The live reading: how many links, targets and hosts there are, which, and why links are not sent.

use leptos::prelude::*;

use crate::format::{count, counted};
use crate::input::detect::Form;
use crate::protocol::{CodegenCommand, Command, ReadingView, Secrecy};
use crate::units::Bytes;
use crate::web::ui::part::Part;
use crate::web::ui::state::{PageState, State};

pub(super) fn bind(card: &Part, state: State, phase: Memo<PageState>) {
    let (reading, importing) = (state.list.reading, state.run.importing);
    let is_going_on = move || reading.with(|reading| !reading.done);
    let has_links = move || reading.with(|reading| reading.links > 0);
    let numbers = card.part("numbers");
    numbers.shown(has_links);
    numbers.redraw(
        move || reading.with(counts),
        |line, counts| {
            for (number, what, class) in counts {
                let entry = line.add("span", &[("class", class)], "");
                entry.add("b", &[], &count(*number));
                entry.add_text(&format!(" {what}"));
            }
        },
    );
    let practice_among = move || reading.with(|reading| reading.practice_among);
    let practice = card.part("practice-among");
    practice.shown(move || practice_among() > 0);
    practice.text(move || {
        let links = counted(practice_among(), "practice link", "practice links");
        format!("{links} will not be sent: the practice server answers only lists of nothing else.")
    });
    card.part("kept-in-tab").shown(move || state.list.secrecy() == Secrecy::Secret);
    card.part("reading-on").shown(is_going_on);
    card.part("how-far").text(move || reading.with(how_far));
    card.button("cancel-reading").shown(move || reading.with(|reading| reading.sources_in_all > 0));
    card.on_press("cancel-reading", move || state.cancel_reading());
    card.part("importing").shown(move || !importing.with(String::is_empty));
    card.part("import-progress").text(move || importing.get());
    card.on_press("cancel-import", move || state.command(Command::Codegen(CodegenCommand::CancelImport)));
    let nothing = card.part("nothing-found");
    nothing.shown(move || !(has_links() || is_going_on() || phase.get() == PageState::Reading));
    nothing.text(move || reading.with(nothing_found));
    card.part("counts").shown(move || reading.with(|reading| !groups(reading).is_empty()));
    card.part("groups").redraw(
        move || reading.with(groups),
        |list, groups| {
            for (title, rows) in groups {
                list.add("h3", &[], title);
                let list = list.add("ul", &[], "");
                for (name, number) in rows {
                    let row = list.add("li", &[], "");
                    row.add("bdi", &[], name);
                    row.add("b", &[], &count(*number));
                }
            }
        },
    );
}

/// The counts, each with what it counts and its class.
fn counts(reading: &ReadingView) -> Vec<(u32, &'static str, &'static str)> {
    let named = |number: u32, one, many| (number, if number == 1 { one } else { many }, "");
    let mut counts = vec![
        named(reading.links, "link", "links"),
        named(reading.targets, "unique", "unique"),
        named(reading.hosts, "host", "hosts"),
    ];
    if reading.rejected > 0 {
        counts.push((reading.rejected, "cannot be sent", "unsure"));
    }
    if reading.left_out > 0 {
        counts.push((reading.left_out, "left out", ""));
    }
    if reading.commented_out > 0 {
        counts.push((reading.commented_out, "commented out", ""));
    }
    counts
}

fn how_far(reading: &ReadingView) -> String {
    format!("Reading… {} of {}", Bytes(reading.bytes.min(reading.bytes_in_all)), Bytes(reading.bytes_in_all))
}

fn nothing_found(reading: &ReadingView) -> &'static str {
    if reading.bytes == 0 {
        "Paste links, drop files here, or choose them."
    } else if reading.form == Some(Form::Text) {
        "No links in this text: in a text only what has a scheme or begins with www. is one."
    } else if reading.commented_out > 0 {
        "No links: every line that holds one is commented out."
    } else {
        "No links in this."
    }
}

type Rows = Vec<(String, u32)>;

/// The groups that are not empty, each with its title.
fn groups(reading: &ReadingView) -> Vec<(&'static str, Rows)> {
    let named = u32::try_from(reading.busiest.len()).unwrap_or(u32::MAX);
    let mut hosts = reading.busiest.clone();
    let more = reading.hosts.saturating_sub(named);
    if more > 0 {
        let named: u32 = reading.busiest.iter().map(|(_, targets)| *targets).sum();
        hosts.push((counted(more, "more host", "more hosts"), reading.targets.saturating_sub(named)));
    }
    let groups = [
        ("Requests by host", hosts),
        ("By scheme", reading.schemes.clone()),
        ("Links not sent", reading.reasons.clone()),
    ];
    groups.into_iter().filter(|(_, rows)| !rows.is_empty()).collect()
}
