//! What takes the table's place while there is nothing to show: what this page does, and an example.

use leptos::prelude::*;

use super::part::Part;
use super::state::State;
use super::totals::tone;
use crate::practice::LISTS;
use crate::protocol::Access;
use crate::result::verdict::Total;
use crate::web::page::{access, practice};

pub(super) fn bind(welcome: &Part, state: State) {
    let is_extension = access::is_extension();
    let no_practice = practice::refusal();
    let example = match &no_practice {
        None => {
            "It fills the list with links that this page answers itself: no site gets a request.".to_owned()
        }
        Some(no_practice) => {
            format!("It fills the list with this page’s own files. {}", no_practice.message())
        }
    };
    welcome.part("try").show(!is_extension);
    welcome.part("example").set_text(&format!("{example} Nothing is sent before Start."));
    let has_practice = no_practice.is_none();
    welcome.on_press("try", move || {
        if has_practice {
            state.give_practice(&LISTS[0]);
        } else {
            state.give_text(own_files());
        }
    });
    let list = welcome.part("meanings");
    for (total, words) in meanings(is_extension) {
        let meaning = list.add("div", &[], "");
        let chip = meaning.add("dt", &[("class", &format!("chip {}", tone(Some(total))))], "");
        chip.add("span", &[("aria-hidden", "true")], total.sign());
        chip.add_text(total.name());
        meaning.add("dd", &[("class", "note")], words);
    }
    welcome.part("what-is-seen").text(move || what_is_seen(state.access()));
}

/// What there is to be seen of the answers.
const fn what_is_seen(access: Access) -> &'static str {
    match access {
        Access::Web => {
            "What a browser hides: a site that sends no CORS header does answer, but a web page is shown neither its status nor its size."
        }
        Access::Granted => {
            "This extension sees every status, every redirect and each network error by its name, on any site. It sends no cookies and keeps nothing of the answers."
        }
        Access::None | Access::Pending | Access::Revoked => {
            "To see every status on any site, Volley needs access to all of them: the browser asks you when you press Start. Without it, Volley sees what a web page sees."
        }
    }
}

const fn meanings(is_extension: bool) -> [(Total, &'static str); 4] {
    let [broken, unverified] = if is_extension {
        ["4xx or 5xx, a network error by its name, a timeout", "what came back says nothing of the link"]
    } else {
        ["4xx or 5xx, a timeout, an answer cut short", "the browser does not show what came back"]
    };
    [
        (Total::Working, "it answered with a 2xx status"),
        (Total::Broken, broken),
        (Total::Unverified, unverified),
        (Total::NotSent, "found before the network: what is wrong, and where"),
    ]
}

/// A short list for this page's own site: a few of its files, a missing one, a pattern, and a line that is no link.
fn own_files() -> String {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    let folder = base.split(['?', '#']).next().unwrap_or_default();
    let folder = folder.rfind('/').map_or("", |end| &folder[..=end]);
    format!(
        "{folder}\n{folder}boot.js\n{folder}worker.js\n{folder}worker.js?copy=[1-20]\n{folder}no-such-file\nnot a link\n"
    )
}
