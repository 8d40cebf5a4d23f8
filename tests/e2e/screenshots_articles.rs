//! The articles' table: strategies of this browser and the tools, in one comparison. The tools' rows are those that
//! `cargo xtask bench --articles` has left in `target/bench/articles`; without them, as many that are made here.

use std::path::Path;

use volley::codegen::Tool;

use crate::codegen::bring;
use crate::harness::{Page, json};
use crate::screenshots::{stage, take_part};

/// What the bench has left: names and texts.
fn measured() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench/articles");
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<(String, String)> = files
        .filter_map(|file| {
            let text = std::fs::read_to_string(file.path()).ok()?;
            Some((file.file_name().to_string_lossy().into_owned(), text))
        })
        .collect();
    files.sort();
    files
}

/// The same without a bench: tools that each took 20 ms for a link.
fn made() -> Vec<(String, String)> {
    let rows = |tool: &str, at_once: u32| {
        let row = |number: u32| {
            let ended = (number / at_once + 1) * 20;
            format!(
                "{{\"tool\":\"{tool}\",\"url\":\"http://far.test/{number}\",\"verdict\":\"HTTP 200\",\"status\":200,\
                 \"total_ms\":20,\"ended_ms\":{ended}}}\n"
            )
        };
        (0..200).map(row).collect::<Vec<_>>().concat()
    };
    let file = |(tool, at_once): (Tool, u32)| {
        let name = tool.facts().name;
        (format!("{name}.ndjson"), rows(name, at_once))
    };
    Tool::ALL.into_iter().zip(1..).map(file).collect()
}

/// Waits for the word of the last file that came back, which takes the place of those before, and puts it away.
async fn put_message_away(page: &Page) {
    let there = "(count) => document.querySelectorAll('[data-testid=\"trouble\"]').length === count";
    page.wait(there, &[json!(1)]).await;
    page.press_at("[data-testid=\"trouble\"] button").await;
    page.wait(there, &[json!(0)]).await;
}

/// Makes the window as high as the page is, so that a picture shows all of it.
async fn show_all(page: &Page) {
    page.resize(1_440, 900).await;
    // Where the window is wide the panel scrolls, not the page.
    let needed = "const all = [...document.querySelectorAll('*')];
        const hidden = Math.max(0, ...all.map((part) => part.checkVisibility() ? part.scrollHeight - part.clientHeight : 0)
            .filter((px, at) => getComputedStyle(all[at]).overflowY === 'auto'));
        return document.documentElement.scrollHeight + hidden;";
    let height = page.script(needed).await;
    page.resize(1_440, height).await;
}

/// Ends what a change of the colours has set off.
async fn end_transitions(page: &Page) {
    let end = "for (const animation of document.getAnimations()) animation.finish();";
    page.script(end).await;
}

#[test]
fn tools_are_shown_with_the_strategies_of_this_browser() {
    stage().run(async |page| {
        let files = Some(measured()).filter(|files| !files.is_empty()).unwrap_or_else(made);
        page.compare_ways(
            &["one", "six-per-host", "everything"],
            "http://api.example.test/tao/delay/20?n=[1-200]",
        )
        .await;
        page.set_field("trial-requests", 200).await;
        page.set_field("rounds", 2).await;
        page.start_compare().await;
        // Many requests to one that is not the page's own server: it wants a second confirmation.
        let again = "() => document.querySelector('[data-testid=\"compare-confirm\"][data-again]') !== null";
        page.wait(again, &[]).await;
        page.click("compare-confirm-start").await;
        page.wait_compare("done").await;
        let files: Vec<(&str, String)> =
            files.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
        bring(page, &files).await;
        let rows = 3 + files.len();
        let condition =
            "(rows) => document.querySelectorAll('[data-testid=\"compare-row\"]').length === rows";
        page.wait(condition, &[json!(rows)]).await;
        put_message_away(page).await;
        take_part(page, "articles", ".compare-outcome").await;
        // The one in README: all of the table.
        show_all(page).await;
        let scheme = json!({ "features": [{ "name": "prefers-color-scheme", "value": "light" }] });
        page.browser().protocol("Emulation.setEmulatedMedia", scheme).await;
        page.script("scrollTo(0, 0);").await;
        let in_sight =
            "return [...document.querySelectorAll('[data-testid=\"compare-row\"]')].filter((row) => {
            const { top, bottom } = row.getBoundingClientRect();
            return top >= 0 && bottom <= innerHeight;
        }).length;";
        assert_eq!(page.script(in_sight).await, json!(rows), "each row is in the picture");
        end_transitions(page).await;
        page.take_picture("articles-table").await;
    });
}
