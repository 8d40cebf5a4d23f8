//! Rows in groups by host or file, and the problems in sections: subtotals, folding, order and filter within, ways on.

use std::collections::BTreeMap;

use fantoccini::key::Key;

use crate::harness::{Page, Stage, Value, json};
use crate::mixed;

/// The headings on screen, each with its name, its count and its sentence.
const HEADINGS: &str =
    "Array.from(document.querySelectorAll('[data-testid=\"group-heading\"]:not([hidden])')).map((row) => [
    row.querySelector('[data-testid=\"heading-name\"]').textContent,
    row.querySelector('[data-testid=\"heading-count\"]').textContent,
    row.querySelector('[data-testid=\"heading-sentence\"]').textContent,
])";

async fn headings(page: &Page) -> Vec<[String; 3]> {
    page.wait_settled().await;
    let found = page.script(&format!("return {HEADINGS};")).await;
    let text = |value: &Value| value.as_str().expect("a heading has texts").to_owned();
    let rows = found.as_array().expect("a list").iter();
    rows.map(|heading| [0, 1, 2].map(|nth| text(&heading[nth]))).collect()
}

async fn group_by(page: &Page, by: &str) {
    page.set_field("group-by", by).await;
    page.wait_settled().await;
}

/// Waits until the table has so many items, rows and headings.
async fn wait_items(page: &Page, items: usize) {
    page.wait_rows(u32::try_from(items).expect("few items")).await;
}

/// How many of `heading` count in the total of this name.
fn subtotal(heading: &[String; 3], name: &str) -> u32 {
    let known = heading[1].split(", ").find_map(|part| part.strip_suffix(&format!(" {name}")));
    known.map_or(0, |links| links.parse().expect("a number"))
}

/// Clicks the heading of this name.
async fn press(page: &Page, name: &str) {
    let click = "for (const row of document.querySelectorAll('[data-testid=\"group-heading\"]:not([hidden])'))
        if (row.querySelector('[data-testid=\"heading-name\"]').textContent === arguments[0]) return row.click();";
    page.script_with(click, vec![json!(name)]).await;
}

#[test]
fn groups_by_host_have_subtotals_that_add_up_and_fold() {
    Stage::new().run(async |page| {
        let summary = mixed::run(page).await;
        let mut hosts: BTreeMap<String, usize> = BTreeMap::new();
        for row in page.rows().await {
            *hosts.entry(row["host"].as_str().unwrap_or("").to_owned()).or_default() += 1;
        }
        group_by(page, "host").await;
        let links = usize::try_from(summary.links).unwrap();
        wait_items(page, links + hosts.len()).await;
        let role =
            "() => document.querySelector('[data-testid=results]').getAttribute('role') === 'treegrid'";
        page.wait(role, &[]).await;
        // All fit on screen once they are folded.
        let first = headings(page).await[0][0].clone();
        page.script(
            "document.querySelector('[data-testid=\"group-heading\"]').dispatchEvent(
            new MouseEvent('click', { bubbles: true, shiftKey: true }));",
        )
        .await;
        wait_items(page, hosts.len()).await;
        let folded = headings(page).await;
        assert_eq!(folded.len(), hosts.len());
        let sum = |name: &str| folded.iter().map(|heading| subtotal(heading, name)).sum::<u32>();
        let totals = &summary.totals;
        assert_eq!(
            [sum("working"), sum("broken"), sum("not verified"), sum("not sent")],
            [totals.working, totals.broken, totals.unverified, totals.not_sent]
        );
        let problems = |heading: &[String; 3]| -> u32 {
            ["broken", "not verified", "not sent"].map(|name| subtotal(heading, name)).into_iter().sum()
        };
        assert!(folded.is_sorted_by(|a, b| problems(a) >= problems(b)), "{folded:?}");
        assert!(page.text("shown").await.contains(&links.to_string()), "folded rows are shown");
        press(page, &first).await;
        wait_items(page, hosts.len() + hosts[if first == "No host" { "" } else { &first }]).await;
        // The cursor is on the heading that was clicked; a click by script leaves the focus where it was.
        page.script("document.querySelector('[data-testid=\"results\"]').focus();").await;
        page.press(Key::Left).await;
        wait_items(page, hosts.len()).await;
        page.press(Key::Right).await;
        wait_items(page, hosts.len() + hosts[if first == "No host" { "" } else { &first }]).await;
        group_by(page, "").await;
        page.wait_rows(summary.links).await;
        assert!(headings(page).await.is_empty());
    });
}

#[test]
fn the_problems_are_in_sections_with_sentences() {
    Stage::new().run(async |page| {
        let summary = mixed::run(page).await;
        group_by(page, "host").await;
        page.click("chip-problems").await;
        page.wait(&format!("() => {HEADINGS}[0]?.[0] === 'Broken: not found'"), &[]).await;
        page.script(
            "document.querySelector('[data-testid=\"group-heading\"]').dispatchEvent(
            new MouseEvent('click', { bubbles: true, shiftKey: true }));",
        )
        .await;
        page.wait("() => document.querySelectorAll('[data-testid=\"row\"]:not([hidden])').length === 0", &[])
            .await;
        let sections = headings(page).await;
        assert!(sections.iter().all(|section| !section[2].is_empty()), "{sections:?}");
        let sum = |total: &str| -> u32 {
            let of = sections.iter().filter(|section| section[0].starts_with(total));
            of.map(|section| section[1].parse::<u32>().expect("a number")).sum()
        };
        let totals = &summary.totals;
        assert_eq!(
            [sum("Broken"), sum("Not verified"), sum("Not sent")],
            [totals.broken, totals.unverified, totals.not_sent]
        );
        let hidden =
            sections.iter().find(|section| section[0].contains("response hidden")).expect("hidden ones");
        assert!(hidden[2].contains("CORS"), "{hidden:?}");
        page.wait("() => document.querySelector('[data-testid=group-by]').hidden", &[]).await;
    });
}

#[test]
fn a_section_is_retried_and_exported_alone() {
    Stage::new().run(async |page| {
        page.set_field("retries", 0).await;
        let urls = [page.other("/status/500"), page.other("/cors/status/404"), page.other("/closed/todos/1")];
        page.check(&urls).await;
        page.click("chip-problems").await;
        page.wait(&format!("() => {HEADINGS}.length === 3"), &[]).await;
        let before = page.request_count();
        let way = |way: &str, section: &str| {
            format!(
                "for (const row of document.querySelectorAll('[data-testid=\"group-heading\"]:not([hidden])'))
                    if (row.textContent.includes('{section}'))
                        return row.querySelector('[data-testid=\"way-{way}\"]').click();"
            )
        };
        page.script(&way("code", "response hidden")).await;
        let code = "() => {
            const text = document.querySelector('[data-testid=code-text]')?.textContent ?? '';
            return text.includes('/closed/todos/1') && text;
        }";
        let code = page.wait(code, &[]).await;
        assert!(!code.as_str().expect("a text").contains("/status/404"), "{code}");
        page.click("code-close").await;
        page.script(&way("retry", "not found")).await;
        let told = "() => document.querySelector('[data-testid=\"summary\"]').innerText.includes('the last retry in')";
        page.wait(told, &[]).await;
        page.wait_state("done").await;
        let again: Vec<Value> = page.rows().await.into_iter().filter(|row| row["attempts"] == 2).collect();
        assert_eq!(page.request_count(), before + 1);
        assert!(again.len() == 1 && again[0]["status"] == 404, "{again:?}");
    });
}

#[test]
fn order_and_filter_hold_within_groups_and_files_are_groups() {
    Stage::new().run(async |page| {
        mixed::run(page).await;
        group_by(page, "host").await;
        page.sort("url", false).await;
        page.filter("todos").await;
        let rows = page.rows_shown().await;
        assert!(rows.iter().all(|row| mixed::text(row, "url").is_some_and(|url| url.contains("todos"))));
        assert!(rows.is_sorted_by(|a, b| a["host"] != b["host"] || a["url"].as_str() <= b["url"].as_str()));
        let hosts: Vec<&Value> = rows.iter().map(|row| &row["host"]).collect();
        let mut once = hosts.clone();
        once.dedup();
        let groups = headings(page).await.len();
        assert_eq!(once.len(), groups, "the rows of a host are together");
        group_by(page, "file").await;
        wait_items(page, rows.len() + 1).await;
        assert_eq!(headings(page).await[0][0], "Typed or pasted");
    });
}

#[test]
fn a_hundred_thousand_hosts_are_grouped_and_folded() {
    Stage::new().run(async |page| {
        let text = "return Array.from({ length: 100000 }, (_, n) => `https://h${n}.test/`).join('\\n');";
        page.script(&format!(
            "const data = new DataTransfer();
            data.items.add(new File([(() => {{ {text} }})()], 'hosts.txt'));
            const field = document.querySelector('[data-testid=files]');
            field.files = data.files;
            field.dispatchEvent(new Event('change', {{ bubbles: true }}));"
        ))
        .await;
        page.wait_rows(100_000).await;
        group_by(page, "host").await;
        page.wait_rows(200_000).await;
        page.script(
            "document.querySelector('[data-testid=\"group-heading\"]').dispatchEvent(
            new MouseEvent('click', { bubbles: true, shiftKey: true }));",
        )
        .await;
        page.wait_rows(100_000).await;
        page.filter("h9999").await;
        // h9999 and h99990 to h99999.
        page.wait_rows(11).await;
        assert_eq!(headings(page).await[0][0], "h9999.test");
    });
}
