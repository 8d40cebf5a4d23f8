//! The experiments as cards: a group of radio buttons, those of articles first.

use leptos::prelude::*;

use crate::compare::presets::{ALL, ExperimentPreset};
use crate::compare::request::ExperimentHost;
use crate::format::counted;
use crate::units::Millis;
use crate::web::ui::part::{Part, follow};
use crate::web::ui::state::State;

/// Fills the group, and binds it to the request.
pub(super) fn bind(state: State, panel: &Part) {
    let compare = state.compare;
    let group = panel.part("experiments");
    let template = group.template("experiment");
    let mut cards = Vec::new();
    for is_of_an_article in [true, false] {
        for (place, preset) in (0..).zip(&ALL) {
            if preset.is_of_an_article() != is_of_an_article {
                continue;
            }
            let card = template.copy();
            let button = card.field("experiment");
            button.set("value", Some(preset.key));
            button.set("data-testid", Some(&format!("experiment-{}", preset.key)));
            card.part("card-title").set_text(preset.title);
            card.part("sentence").set_text(preset.about);
            group.append(&card);
            cards.push((place, button, card.part("outlook")));
        }
    }
    follow(move || {
        let (number, chosen, is_practice) = compare
            .request
            .with(|(number, request)| (*number, request.preset, request.place == ExperimentHost::Practice));
        // The number that is sent, as soon as it is known.
        let planned = compare
            .plan
            .with(|plan| (plan.number == number && plan.problem.is_none()).then_some(plan.requests));
        let is_paced = state
            .settings
            .values
            .with(|settings| settings.limits.rate.is_some() || settings.limits.spacing_ms > 0);
        for (place, button, outlook) in &cards {
            let preset = ExperimentPreset::at(*place);
            button.set_checked(*place == chosen);
            let (usual, takes) = preset.outlook();
            let requests = planned.filter(|_| *place == chosen).unwrap_or(usual);
            let is_known = is_practice && !is_paced && requests == usual;
            outlook.set_text(&words(requests, takes.filter(|_| is_known)));
        }
    });
}

/// `4,020 requests · ≈ 1 min`; nothing where nothing is sent.
fn words(requests: u32, takes: Option<Millis>) -> String {
    if requests == 0 {
        return "Sends nothing".to_owned();
    }
    let requests = counted(requests, "request", "requests");
    let Some(takes) = takes else { return requests };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some minutes")]
    let seconds = (takes.get() / 1_000.0) as u32;
    let takes = if seconds < 55 {
        counted((seconds / 5 + 1) * 5, "s", "s")
    } else {
        counted(seconds.div_ceil(60), "min", "min")
    };
    format!("{requests} · ≈ {takes}")
}
