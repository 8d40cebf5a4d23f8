//! The list exported as code, and imported results.

use crate::documents::{DROP, drop_file};
use crate::harness::{Page, Stage, json};
use crate::screenshots::{take, take_fitting};

/// Gives the page these results: pairs of name and text.
const BRING: &str = "
    const given = new DataTransfer();
    for (const [name, text] of arguments[0]) given.items.add(new File([text], name));
    const input = document.querySelector('[data-testid=\"import\"]');
    input.files = given.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
";

pub(crate) async fn wait_code(page: &Page, part: &str) -> String {
    let condition = "(part) => {
        const text = document.querySelector('[data-testid=\"code-text\"]')?.textContent ?? '';
        return text.includes(part) && text;
    }";
    page.wait(condition, &[json!(part)]).await.as_str().expect("it is text").to_owned()
}

pub(crate) async fn bring(page: &Page, files: &[(&str, String)]) {
    page.script_with(BRING, vec![json!(files)]).await;
}

#[test]
fn the_list_is_shown_as_code_and_saved_with_its_numbers() {
    Stage::new().run(async |page| {
        let odd = page.other("/echo/it's?q={{a}}&b=${x}&c=%s");
        page.set_urls([odd.clone(), page.other("/todos/[1-300]")]).await;
        page.set_field("concurrency", 7).await;
        page.click("export-code").await;
        let python = wait_code(page, "import requests").await;
        assert!(
            python.contains("CONCURRENCY = 7 ") && python.contains("for a in range(1, 301):"),
            "{python}"
        );
        assert!(python.contains(&format!("\"{odd}\"")), "{python}");
        page.set_field("code-tool", 10).await;
        let node = wait_code(page, "AbortSignal.timeout").await;
        assert!(node.contains("const CONCURRENCY = 7;"), "{node}");
        assert_eq!(page.text("code-run").await, "node node_fetch.mjs > node_fetch.ndjson");

        take_fitting(page, "export-code", "body").await;
        let (name, file) = page.saved_by("code-download", "mjs").await;
        assert_eq!(
            (name.as_str(), String::from_utf8_lossy(&file).as_ref()),
            ("node_fetch.mjs", node.as_str())
        );
        let (name, zip) = page.saved_by("code-zip", "zip").await;
        assert_eq!(name, "volley-code.zip");
        assert!(zip.starts_with(b"PK\x03\x04"));
        let holds = |part: &str| zip.windows(part.len()).any(|bytes| bytes == part.as_bytes());
        for part in ["README.md", "locustfile.py", "lychee_links.html", "Cargo.toml", node.as_str()] {
            assert!(holds(part), "{part}");
        }
    });
}

/// What a script printed for 40 links, of which every fourth was not found.
fn rows_of_a_script() -> String {
    let row = |number: u32| {
        let (status, ended) = (if number.is_multiple_of(4) { 404 } else { 200 }, number * 10);
        format!(
            "{{\"tool\":\"aiohttp\",\"url\":\"http://far.test/{number}\",\"verdict\":\"HTTP {status}\",\
             \"status\":{status},\"total_ms\":{number}.5,\"ended_ms\":{ended}}}\n"
        )
    };
    (1..=40).map(row).collect()
}

#[test]
fn results_come_back_as_a_run_and_as_a_row_in_compare() {
    Stage::new().run(async |page| {
        page.wait_mounted().await;
        let rows = rows_of_a_script();
        bring(page, &[("mine.ndjson", format!("{rows}{{\"url\":\"http://far.te"))]).await;
        let summary = page.wait_state("done").await;
        assert_eq!((summary.links, summary.totals.working, summary.totals.broken), (40, 30, 10));
        let message = page.wait_trouble("mine.ndjson").await;
        assert!(message.contains("line 41, column 21: the file ends within this row"), "{message}");
        assert_eq!(page.rows().await[0]["total_ms"], 1.5);
        page.click("tab-compare").await;
        let condition = "() => document.querySelector('[data-testid=\"compare-row\"]')?.textContent";
        let row = page.wait(condition, &[]).await;
        assert!(row.as_str().is_some_and(|row| row.contains("aiohttp")), "{row}");
        assert_eq!(page.request_count(), 0, "nothing was sent for it");
    });
}

#[test]
fn a_file_of_something_else_is_refused_with_a_word() {
    Stage::new().run(async |page| {
        page.wait_mounted().await;
        bring(page, &[("holiday.txt", "Dear all,\nit is sunny here.\n".to_owned())]).await;
        let message = page.wait_trouble("holiday.txt").await;
        assert!(message.contains("Couldn't import"), "{message}");
        page.wait_state("empty").await;
    });
}

#[test]
fn results_that_are_dropped_come_back_and_lists_stay_lists() {
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        let drop = async |files: &[(&str, &str)]| page.script_with(DROP, vec![json!(files)]).await;
        drop(&[("mine.ndjson", &rows_of_a_script())]).await;
        let summary = page.wait_state("done").await;
        assert_eq!((summary.links, summary.totals.working, summary.totals.broken), (40, 30, 10));
        let told = page.wait_trouble("mine.ndjson").await;
        assert!(told.contains("Imported 40 links from") && told.contains("a row in Compare"), "{told}");
        assert!(!page.has("source-form").await, "it is no source");
        take_fitting(page, "results-back", "body").await;

        drop(&[
            ("k6.json", include_str!("../import_files/k6.json")),
            ("report.json", include_str!("../import_files/lychee.json")),
            ("stats.csv", include_str!("../import_files/locust_stats.csv")),
            ("export.csv", "index,url,verdict,status\n1,http://far.test/1,HTTP 200,200\n"),
        ])
        .await;
        page.wait_trouble("export.csv").await;
        assert_eq!(page.wait_state("done").await.links, 1, "the last of them is shown");
        assert_eq!(page.text("troubles").await.matches("Dismiss").count(), 1, "one message about them all");

        // Lists of links in the same formats.
        let list = format!("{{\"url\":\"{}\"}}\n", page.other("/echo/a"));
        let table = format!("url,note\n{},b\n", page.other("/echo/b"));
        drop(&[("list.ndjson", &list), ("list.csv", &table)]).await;
        let summary = page.wait_state("ready").await;
        assert_eq!((summary.links, summary.targets), (2, 2));

        page.click("tab-compare").await;
        let condition = "() => {
            const rows = [...document.querySelectorAll('[data-testid=\"compare-row\"]')];
            return rows.length === 5 && rows.map((row) => row.innerText).join('\\n');
        }";
        let rows = page.wait(condition, &[]).await;
        let rows = rows.as_str().expect("it is text");
        for tool in
            ["aiohttp\nmine.ndjson", "k6\nk6.json", "lychee\nreport.json", "Locust\nstats.csv", "export.csv"]
        {
            assert!(rows.contains(tool), "{tool}: {rows}");
        }
        assert_eq!(page.request_count(), 0, "nothing was sent for it");
    });
}

#[test]
fn imported_rows_are_shown_with_the_next_comparison_until_they_are_left_out() {
    const ROWS: &str = "(rows) => {
        const shown = [...document.querySelectorAll('[data-testid=\"compare-row\"]')];
        return shown.length === rows && shown.map((row) => row.innerText);
    }";
    Stage::new().run(async |page| {
        page.wait_mounted().await;
        bring(page, &[("mine.ndjson", rows_of_a_script())]).await;
        page.wait_trouble("mine.ndjson").await;
        page.compare_ways(&["one", "pool-10"], &page.other("/cors/todos/[1-40]")).await;
        page.set_field("rounds", 1).await;
        for (requests, is_compared) in [(40, true), (20, false)] {
            page.set_field("trial-requests", requests).await;
            page.run_compare().await;
            let rows = page.wait(ROWS, &[json!(3)]).await;
            let tool = rows[2].as_str().unwrap_or_default();
            assert!(tool.starts_with("aiohttp") && tool.contains("400 ms"), "{tool}");
            assert_eq!(!tool.contains("not compared: not as many requests"), is_compared, "{tool}");
        }
        page.click("compare-leave-out").await;
        page.wait(ROWS, &[json!(2)]).await;
        page.run_compare().await;
        page.wait(ROWS, &[json!(2)]).await;
    });
}

#[test]
fn results_are_refused_during_a_run_which_goes_on() {
    Stage::new().run(async |page| {
        page.set_urls([page.other("/held/gate"), page.other("/status/200")]).await;
        page.start().await;
        page.wait_data("done", 1).await;
        bring(page, &[("mine.ndjson", rows_of_a_script())]).await;
        let message = page.wait_trouble("mine.ndjson").await;
        assert!(message.contains("a run or a comparison is active"), "{message}");
        assert_eq!(page.summary().await.links, 2);
        page.click("stop").await;
        let summary = page.wait_state("stopped").await;
        assert_eq!((summary.links, summary.totals.working, summary.done), (2, 1, 2));
    });
}

#[test]
fn a_long_file_says_how_far_it_is_read_and_can_be_given_up() {
    // A blob of pieces that are the same one is made in no time, and is too long to be read in between.
    const DROP_LONG: &str = "
        const data = new DataTransfer();
        const rows = new Blob([arguments[0].repeat(2_000)]);
        data.items.add(new File(Array(100).fill(rows), 'long.ndjson'));
        data.items.add(new File([rows], 'next.ndjson'));
        const card = document.querySelector('.input');
        card.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    ";
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        page.script_with(DROP_LONG, vec![json!(rows_of_a_script())]).await;
        let visible = "() => {
            const told = document.querySelector('[data-testid=\"importing\"]');
            return told.offsetParent !== null && told.innerText;
        }";
        let told = page.wait(visible, &[]).await;
        assert!(told.as_str().is_some_and(|told| told.contains("Importing “long.ndjson”… ")), "{told}");
        take(page, "results-coming").await;
        page.click("cancel-import").await;
        let hidden = "() => document.querySelector('[data-testid=\"importing\"]').offsetParent === null";
        page.wait(hidden, &[]).await;
        // Neither it nor what waited behind it comes; what is given afterwards does.
        bring(page, &[("mine.ndjson", rows_of_a_script())]).await;
        page.wait_trouble("mine.ndjson").await;
        assert_eq!(page.wait_state("done").await.links, 40);
        assert_eq!(page.count("[data-testid=\"compare-row\"]").await, 1, "one file has made a row");
    });
}

#[test]
fn the_list_in_the_form_outlives_an_import() {
    Stage::new().run(async |page| {
        page.set_links(&page.other("/cors/todos/[1-6]")).await;
        page.run().await;
        for _ in 0..2 {
            bring(page, &[("mine.ndjson", rows_of_a_script())]).await;
            page.wait_data("links", 40).await;
            page.wait_state("done").await;
        }
        page.click("tab-compare").await;
        page.choose_experiment("strategies").await;
        page.set_field("place", "list").await;
        assert!(page.wait_cost("At most").await.contains("request"), "Compare has the list of the form");
        page.click("tab-check").await;
        page.start().await;
        page.wait_data("links", 6).await;
        let summary = page.wait_state("done").await;
        assert_eq!((summary.totals.working, page.request_count()), (6, 12));
        assert!(!page.has("trouble").await, "the message about the import is old");
    });
}

#[test]
fn files_of_a_list_that_changes_meanwhile_hold_it_as_it_was() {
    // The desk gets both messages before it has made the second piece.
    const SAVE_AND_CHANGE: &str = "
        document.querySelector('[data-testid=\"code-zip\"]').click();
        const links = document.querySelector('[data-testid=\"links\"]');
        links.value = arguments[0];
        links.dispatchEvent(new Event('input', { bubbles: true }));
    ";
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        let lines = |of: &str| {
            (0..40_000).map(|number| page.other(&format!("/echo/{of}/{number}\n"))).collect::<String>()
        };
        drop_file(page, "list.txt", lines("first")).await;
        page.wait_data("links", 40_000).await;
        page.click("export-code").await;
        wait_code(page, "import requests").await;
        let other = vec![json!(page.other("/echo/other"))];
        let zip = page.saved_by_script(SAVE_AND_CHANGE, other, "zip").await;
        page.wait_data("links", 40_001).await;
        let holds = |zip: &[u8], text: &[u8]| zip.windows(text.len()).any(|bytes| bytes == text);
        assert!(zip.ends_with(&[0, 0]) && holds(&zip, b"/echo/first/39999") && !holds(&zip, b"/echo/other"));
        let (_, zip) = page.saved_by("code-zip", "zip").await;
        assert!(zip.ends_with(&[0, 0]) && holds(&zip, b"/echo/other"));
    });
}
