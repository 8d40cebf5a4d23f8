//! The filter box and the verdict chips: they show the rows that fit, and exports follow.

use fantoccini::key::Key;

use crate::harness::{Stage, Value, json};
use crate::mixed;

type Fits = fn(&Value) -> bool;

fn holds(row: &Value, column: &str, text: &str) -> bool {
    mixed::text(row, column).is_some_and(|value| value.contains(text))
}

#[test]
fn each_term_shows_the_rows_that_fit_it() {
    let terms: [(&str, Fits); 12] = [
        ("todos", |row| holds(row, "url", "todos")),
        ("TODOS 9", |row| holds(row, "url", "todos") && holds(row, "url", "9")),
        ("status:404", |row| row["status"] == 404),
        ("status:4xx", |row| row["status"].as_u64().is_some_and(|status| status / 100 == 4)),
        ("-status:2xx", |row| row["status"].as_u64().is_none_or(|status| status / 100 != 2)),
        ("host:127.0.0.1", |row| holds(row, "host", "127.0.0.1")),
        ("bytes:>=300", |row| row["bytes"].as_u64().is_some_and(|bytes| bytes >= 300)),
        ("type:json", |row| holds(row, "type", "json")),
        ("verdict:timed", |row| holds(row, "verdict", "Timed out")),
        ("is:redirected", |row| row["redirected"] == true),
        ("is:not-sent", |row| holds(row, "verdict", "Not sent")),
        ("attempts:2 -is:working", |row| row["attempts"] == 2 && row["verdict"] != "HTTP 200"),
    ];
    Stage::new().run(async |page| {
        mixed::run(page).await;
        let rows = page.rows().await;
        for (term, fits) in terms {
            let fitting: Vec<&Value> = rows.iter().filter(|row| fits(row)).collect();
            assert!(!fitting.is_empty() && fitting.len() < rows.len(), "{term} tells rows apart");
            page.filter(term).await;
            page.wait_rows(u32::try_from(fitting.len()).unwrap()).await;
            assert_eq!(page.rows_shown().await.iter().collect::<Vec<_>>(), fitting, "{term}");
        }
        assert_eq!(page.rows().await, rows, "an export of all rows has them all");
        page.filter("").await;
        page.wait_rows(u32::try_from(rows.len()).unwrap()).await;
    });
}

#[test]
fn a_chip_shows_the_rows_that_its_number_counts() {
    Stage::new().run(async |page| {
        let summary = mixed::run(page).await;
        let totals = summary.totals;
        let chips = [
            ("working", totals.working),
            ("broken", totals.broken),
            ("unverified", totals.unverified),
            ("not-sent", totals.not_sent),
        ];
        for (name, links) in chips {
            let chip = format!("chip-{name}");
            assert!(page.text(&chip).await.contains(&links.to_string()), "{name}");
            page.click(&chip).await;
            page.wait_rows(links).await;
            page.click(&chip).await;
        }
        // In sections, whose headings the grid counts too.
        page.click("chip-problems").await;
        let problems = totals.broken + totals.unverified + totals.not_sent;
        let told = "(text) => document.querySelector('[data-testid=shown]').textContent.startsWith(text)";
        page.wait(told, &[json!(format!("{problems} of "))]).await;
        page.click("chip-broken").await;
        page.wait_rows(totals.broken).await;
        let add = "document.querySelector('[data-testid=chip-not-sent]')
            .dispatchEvent(new MouseEvent('click', { bubbles: true, ctrlKey: true }));";
        page.script(add).await;
        page.wait_rows(totals.broken + totals.not_sent).await;
        page.click("chip-all").await;
        page.wait_rows(summary.links).await;
    });
}

#[test]
fn a_filter_and_an_order_hold_together() {
    Stage::new().run(async |page| {
        mixed::run(page).await;
        page.filter("status:200").await;
        page.sort("bytes", false).await;
        let rows = page.rows_shown().await;
        let sizes: Vec<Option<u64>> = rows.iter().map(|row| row["bytes"].as_u64()).collect();
        assert!(rows.iter().all(|row| row["status"] == 200));
        assert!(sizes.is_sorted_by(|a, b| b <= a), "largest first, hidden last: {sizes:?}");
    });
}

#[test]
fn a_filter_that_cannot_be_read_is_not_applied_and_says_so() {
    Stage::new().run(async |page| {
        let links = mixed::run(page).await.links;
        let told = "(text) => document.getElementById('filter-problems').textContent.includes(text)
            && document.querySelector('[data-testid=filter]').getAttribute('aria-invalid') === 'true'
            && document.querySelector('[data-testid=shown]').textContent.includes('the filter is not applied')";
        page.filter("is:wonderful").await;
        page.wait(told, &[json!("is:wonderful")]).await;
        page.wait_rows(links).await;
        page.filter("status:404").await;
        let fitting = u32::try_from(page.rows_shown().await.len()).unwrap();
        page.wait_rows(fitting).await;
        assert!((1..links).contains(&fitting), "{fitting} of {links}");
        // The rows of the last one that could be read stay, and are not taken for a match of everything.
        page.filter("status:404 time:soon").await;
        page.wait(told, &[json!("time:soon")]).await;
        page.wait_rows(fitting).await;
        page.filter("").await;
        page.wait_rows(links).await;
        let shown = page.text("shown").await;
        assert!(!shown.contains("not applied"), "{shown}");
    });
}

#[test]
fn a_slash_leads_to_the_filter_and_escape_empties_it() {
    Stage::new().run(async |page| {
        page.set_urls(["https://a.test/1", "https://a.test/2"].iter()).await;
        page.wait_rows(2).await;
        page.script("document.querySelector('[data-testid=\"results\"]').focus();").await;
        page.type_into("results", "/").await;
        page.wait("() => document.activeElement.dataset.testid === 'filter'", &[]).await;
        page.type_into("filter", "a.test/2").await;
        page.wait_rows(1).await;
        page.press(Key::Escape).await;
        page.wait_rows(2).await;
    });
}

#[test]
fn a_filter_that_fits_nothing_says_so() {
    Stage::new().run(async |page| {
        mixed::run(page).await;
        page.filter("nothing-has-this").await;
        page.wait_rows(0).await;
        page.wait("() => document.body.innerText.includes('No row matches this filter')", &[]).await;
        assert!(page.rows_shown().await.is_empty());
    });
}
