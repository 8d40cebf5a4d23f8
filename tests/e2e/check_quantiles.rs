//! The summary's numbers, recomputed from the rows.

use volley::units::Millis;

use crate::harness::{Page, Stage, json};
use crate::mixed;

/// Definition 7 of Hyndman and Fan (1996): linear between the two values next to `(n − 1) p`.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a few values")]
    let place = (sorted.len() - 1) as f64 * share;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is 0 to the last place")]
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + place.fract() * (sorted[above] - sorted[below])
}

/// Waits until the tile of this label shows this text.
async fn wait_tile(page: &Page, label: &str, text: &str) {
    let condition = "(label, text) => Array.from(document.querySelectorAll('.tile'))
        .some((tile) => tile.querySelector('dt').textContent === label && tile.querySelector('dd').textContent === text)";
    page.wait(condition, &[json!(label), json!(text)]).await;
}

#[test]
fn the_quantiles_are_those_of_the_answered_rows() {
    Stage::new().run(async |page| {
        mixed::run(page).await;
        let rows = page.rows().await;
        // Each target once: a link that shares its target has no time of its own.
        let mut targets = std::collections::BTreeMap::new();
        for row in &rows {
            let url = row["url"].as_str().unwrap_or_default();
            let target = url.to_owned();
            if row["status"].is_u64() && !row["verdict"].as_str().unwrap_or_default().starts_with("Timed out")
            {
                let total = row["total_ms"].as_f64().expect("an answer took its time");
                #[expect(clippy::cast_possible_truncation, reason = "the desk keeps 32 bits of a duration")]
                targets.insert(target, f64::from(total as f32));
            }
        }
        let mut times: Vec<f64> = targets.into_values().collect();
        times.sort_by(f64::total_cmp);
        assert!(times.len() > 15, "{} are too few", times.len());
        for (label, share) in [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("max", 1.0)] {
            wait_tile(page, label, &Millis::new(quantile(&times, share)).to_string()).await;
        }
    });
}

#[test]
fn the_numbers_are_right_while_it_runs() {
    Stage::new().run(async |page| {
        page.set_links("http://h{1,2,3,4}.test/held/gate?i=[1-5]").await;
        page.start().await;
        page.wait_data("inFlight", 20).await;
        wait_tile(page, "in flight", "20").await;
        page.origin().release("gate", 7);
        page.wait_data("done", 7).await;
        wait_tile(page, "of 20 checked", "7").await;
        wait_tile(page, "in flight", "13").await;
        page.release_and_end().await;
        wait_tile(page, "of 20 checked", "20").await;
        wait_tile(page, "in flight", "0").await;
    });
}
