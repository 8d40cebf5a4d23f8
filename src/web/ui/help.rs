//! The help: the keys, what each total means, and what a browser hides.

use super::controls;
use super::part::Part;
use super::state::State;
use super::totals::tone;
use crate::protocol::Access;
use crate::result::verdict::Total;
use crate::web::page::access;

/// Opens it.
pub(super) fn open(state: State) {
    controls::show_dialog("help", |dialog| bind(dialog, state), || ());
}

fn bind(dialog: &Part, state: State) {
    for (part, key) in [
        ("start-key", "Control Enter"),
        ("commands-key", "Control K"),
        ("select-key", "Control A"),
        ("copy-key", "Control C"),
        ("tabs-key", "Control"),
    ] {
        dialog.part(part).set_text(&controls::key_name(key));
    }
    let list = dialog.part("meanings");
    for (total, words) in meanings(access::is_extension()) {
        let meaning = list.add("div", &[], "");
        let term = meaning.add("dt", &[("class", &format!("verdict {}", tone(Some(total))))], "");
        term.set("data-sign", Some(total.sign()));
        term.add_text(total.name());
        meaning.add("dd", &[], words);
    }
    dialog.part("what-is-seen").text(move || what_is_seen(state.access()));
}

/// What there is to be seen of the answers.
pub(super) const fn what_is_seen(access: Access) -> &'static str {
    match access {
        Access::Web => {
            "Some sites don’t let web pages read their response (CORS). Those links show as not verified, never as broken."
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
