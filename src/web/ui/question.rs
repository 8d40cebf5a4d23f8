//! What the questions before requests have in common.

use super::part::Part;
use crate::format::{count, counted};

/// Says it in a part, which is dropped where there is nothing to say.
pub(super) fn say(dialog: &Part, part: &str, words: Option<String>) {
    match words {
        Some(words) => dialog.part(part).set_text(&words),
        None => dialog.part(part).remove(),
    }
}

/// Lists hosts with their numbers of requests, and says how many more there are.
pub(super) fn list_hosts(dialog: &Part, named: &[(String, u32)], more: u32) {
    let hosts = dialog.part("hosts");
    for (host, targets) in named {
        let row = hosts.add("li", &[], "");
        row.add("span", &[], host);
        row.add("b", &[], &count(*targets));
    }
    say(dialog, "more", (more > 0).then(|| format!("and {}", counted(more, "more host", "more hosts"))));
}
