//! Code to take away, and results that come back.

use crate::harness::{Page, Stage, json};
use crate::shots::{overflows, take};

/// Gives the page these results: pairs of name and text.
const BRING: &str = "
    const given = new DataTransfer();
    for (const [name, text] of arguments[0]) given.items.add(new File([text], name));
    const input = document.querySelector('[data-testid=\"take-import\"]');
    input.files = given.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
";

async fn wait_code(page: &Page, part: &str) -> String {
    let condition = "(part) => {
        const text = document.querySelector('[data-testid=\"take-code\"]')?.textContent ?? '';
        return text.includes(part) && text;
    }";
    page.wait(condition, &[json!(part)]).await.as_str().expect("it is text").to_owned()
}

pub(crate) async fn bring(page: &Page, files: &[(&str, String)]) {
    page.browser().script(BRING, vec![json!(files)]).await;
}

#[test]
fn the_list_is_shown_as_code_and_saved_with_its_numbers() {
    Stage::new().run(async |page| {
        let odd = page.other("/echo/it's?q={{a}}&b=${x}&c=%s");
        page.set_urls([odd.clone(), page.other("/todos/[1-300]")]).await;
        page.set_field("concurrency", 7).await;
        page.click("take-away").await;
        let python = wait_code(page, "import requests").await;
        assert!(
            python.contains("CONCURRENCY = 7 ") && python.contains("for a in range(1, 301):"),
            "{python}"
        );
        assert!(python.contains(&format!("\"{odd}\"")), "{python}");
        page.set_field("take-tool", 10).await;
        let node = wait_code(page, "AbortSignal.timeout").await;
        assert!(node.contains("const CONCURRENCY = 7;"), "{node}");
        assert_eq!(page.text("take-run").await, "node node_fetch.mjs > node_fetch.ndjson");

        take(page, "take-away").await;
        assert!(!overflows(page).await, "no sideways scrolling at 360 px");
        let (name, file) = page.saved_by("take-download", "mjs").await;
        assert_eq!(
            (name.as_str(), String::from_utf8_lossy(&file).as_ref()),
            ("node_fetch.mjs", node.as_str())
        );
        let (name, zip) = page.saved_by("take-zip", "zip").await;
        assert_eq!(name, "volley-take-away.zip");
        assert!(zip.starts_with(b"PK\x03\x04"));
        let holds = |part: &str| zip.windows(part.len()).any(|bytes| bytes == part.as_bytes());
        for part in ["README.md", "locustfile.py", "lychee_links.html", "Cargo.toml", node.as_str()] {
            assert!(holds(part), "{part}");
        }
    });
}

#[test]
fn results_come_back_as_a_run_and_as_a_row_in_compare() {
    Stage::new().run(async |page| {
        page.wait_mounted().await;
        let row = |number: u32, status: u16| {
            let ended = number * 10;
            format!(
                "{{\"tool\":\"aiohttp\",\"url\":\"http://far.test/{number}\",\"verdict\":\"HTTP {status}\",\
                 \"status\":{status},\"total_ms\":{number}.5,\"ended_ms\":{ended}}}\n"
            )
        };
        let rows: String =
            (1..=40).map(|number| row(number, if number % 4 == 0 { 404 } else { 200 })).collect();
        bring(page, &[("mine.ndjson", format!("{rows}{{\"url\":\"http://far.te"))]).await;
        let summary = page.wait_state("done").await;
        assert_eq!((summary.links, summary.totals.working, summary.totals.broken), (40, 30, 10));
        let told = page.wait_trouble("mine.ndjson").await;
        assert!(told.contains("line 41, column 21: the file ends within this row"), "{told}");
        assert_eq!(page.rows().await[0]["total_ms"], 1.5);
        page.click("tab-compare").await;
        let condition = "() => document.querySelector('[data-testid=\"compare-row\"]')?.textContent";
        let row = page.wait(condition, &[]).await;
        assert!(row.as_str().is_some_and(|row| row.contains("aiohttp")), "{row}");
        assert_eq!(page.origin().log().len(), 0, "nothing was sent for it");
    });
}

#[test]
fn a_file_of_something_else_is_refused_with_a_word() {
    Stage::new().run(async |page| {
        page.wait_mounted().await;
        bring(page, &[("holiday.txt", "Dear all,\nit is sunny here.\n".to_owned())]).await;
        let told = page.wait_trouble("holiday.txt").await;
        assert!(told.contains("brings nothing back"), "{told}");
        page.wait_state("empty").await;
    });
}
