//! A line of advice where the totals need one: what they mean, and what they do not.

use leptos::prelude::*;

use crate::result::verdict::Total;
use crate::stats::summary::Summary;
use crate::web::ui::run::RunState;
use crate::web::ui::state::PageState;

/// The advice; nothing where there is none to give.
#[component]
pub(super) fn Advice(run: RunState, phase: Memo<PageState>) -> impl IntoView {
    let words = Memo::new(move |_| {
        let is_over = matches!(phase.get(), PageState::Done | PageState::Stopped);
        let is_imported = run.is_imported();
        run.summary.with(|summary| advice(summary, is_over, is_imported))
    });
    view! { <p class="advice note" data-testid="advice" hidden=move || words.get().is_none()>{words}</p> }
}

fn advice(summary: &Summary, is_over: bool, is_imported: bool) -> Option<&'static str> {
    let of = |total| summary.count(total);
    if is_imported {
        // What hides answers from a page does not hide them from a tool.
        let unverified = of(Total::Unverified) > 0;
        return unverified
            .then_some("Could not verify: the imported rows do not tell why. Each row says what they tell.");
    }
    let sent = summary.done - of(Total::NotSent) - of(Total::Cancelled);
    if is_over && sent > 1 && of(Total::Unverified) == sent {
        return Some(
            "No answer could be seen at all. These sites may not let a web page see it (no CORS), or this browser is \
             offline, or something in it blocks requests: a page cannot know which.",
        );
    }
    if of(Total::Unverified) > 0 {
        return Some(
            "Could not verify: most often a site that does not let a web page see its answer (no CORS), or no answer \
             at all. A page cannot know which; each row says what was seen.",
        );
    }
    None
}
