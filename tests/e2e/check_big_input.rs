//! Big input: what a text area cannot hold becomes a source; nothing freezes, nothing is lost.

use crate::harness::{Page, Stage, Summary, columns, json};

/// Pastes text into the list, as the browser does with the clipboard, and returns whether the page took it itself.
const PASTE: &str = "
    const area = document.querySelector('[data-testid=\"links\"]');
    const data = new DataTransfer();
    const line = arguments[0];
    data.setData('text/plain', Array.from({ length: arguments[1] }, (_, i) => line.replace('#', i + 1)).join('\\n'));
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    return !area.dispatchEvent(event);
";

/// Waits until a source of this name is listed, and returns its line.
async fn wait_source(page: &Page, name: &str) -> String {
    let condition = "(name) => Array.from(document.querySelectorAll('.source'))
        .map((source) => source.innerText.replace(/\\s+/g, ' ')).find((text) => text.startsWith(name))";
    page.wait(condition, &[json!(name)]).await.as_str().unwrap_or_default().to_owned()
}

async fn paste(page: &Page, line: &str, lines: u32) -> Summary {
    page.wait_mounted().await;
    let taken = page.script_with(PASTE, vec![json!(line), json!(lines)]).await;
    assert_eq!(taken, true, "the page takes a long paste itself");
    page.wait_state("ready").await
}

#[test]
fn a_long_paste_becomes_a_source_and_leaves_the_area_empty() {
    Stage::new().run(async |page| {
        let summary = paste(page, &page.other("/todos/#"), 3_000).await;
        assert_eq!((summary.links, summary.targets), (3_000, 3_000));
        assert_eq!(page.value("links").await, "");
        let source = wait_source(page, "Pasted text 1").await;
        assert!(source.contains("3,000 links"), "{source}");
        page.type_into("links", &page.other("/status/404")).await;
        page.wait_data("links", 3_001).await;
        let rows = page.rows().await;
        assert_eq!(rows[2_999]["source"], "Pasted text 1:3000:1");
        assert_eq!(rows[3_000]["source"], "1:1");
    });
}

#[test]
fn a_source_can_be_taken_away() {
    Stage::new().run(async |page| {
        paste(page, "https://a.test/#", 2_500).await;
        paste(page, "https://b.test/#", 2_600).await;
        assert!(wait_source(page, "Pasted text 2").await.contains("2,600"));
        page.wait_data("links", 5_100).await;
        page.press_at(".source [data-testid=\"remove-source\"]").await;
        page.wait_data("links", 2_600).await;
        assert_eq!(page.rows().await[0]["host"], "b.test");
    });
}

#[test]
fn a_short_paste_stays_in_the_area() {
    Stage::new().run(async |page| {
        page.wait_mounted().await;
        let taken = page.script_with(PASTE, vec![json!("https://a.test/#"), json!(3)]).await;
        assert_eq!(taken, false, "the browser puts a short paste where the caret is");
    });
}

#[test]
fn a_hundred_thousand_lines_set_by_a_script_are_read() {
    Stage::new().run(async |page| {
        page.wait_mounted().await;
        let script = "const area = document.querySelector('[data-testid=\"links\"]');
            area.value = Array.from({ length: 100000 }, (_, i) => `https://h${i % 300}.test/page/${i}`).join('\\n');
            area.dispatchEvent(new Event('input', { bubbles: true }));
            return document.querySelector('[data-testid=\"summary\"]').dataset.state;";
        assert_eq!(page.script(script).await, "reading");
        let summary = page.wait_state("ready").await;
        assert_eq!((summary.links, summary.targets), (100_000, 100_000));
        assert_eq!(page.value("links").await, "");
        page.wait_rows(100_000).await;
        page.wait_row_shows(100_000, 100_000, &json!(100_000)).await;
        page.wait_row_shows(50_000, 100_000, &json!(50_000)).await;
    });
}

#[test]
fn a_megabyte_on_one_line_is_one_bad_line_with_its_place() {
    Stage::new().run(async |page| {
        let long = format!("https://a.test/{}", "a".repeat(1_000_000));
        let summary =
            page.set_links(&format!("{}\n{long}\n{}", page.other("/todos/1"), page.other("/todos/2"))).await;
        assert_eq!((summary.links, summary.totals.not_sent), (3, 1));
        let problems = page.text("problems").await.to_lowercase();
        assert!(
            problems.contains("pasted text 1") && problems.contains("2:1") && problems.contains("too long"),
            "{problems}"
        );
        assert_eq!(page.run().await.totals.working, 2);
    });
}

#[test]
fn files_are_sources_with_their_names() {
    Stage::new().run(async |page| {
        page.wait_mounted().await;
        let folder = page.downloads();
        let (list, notes) = (folder.join("list.txt"), folder.join("notes.md"));
        std::fs::write(&list, format!("{}\nnonsense\n", page.other("/todos/1")))
            .expect("the folder takes a file");
        let text = format!("# Notes\n\nSee [this]({}) and more, it says.\n", page.other("/todos/2"));
        std::fs::write(&notes, text).expect("the folder takes a file");
        page.type_into("files", &format!("{}\n{}", list.display(), notes.display())).await;
        page.wait_data("links", 3).await;
        page.wait_state("ready").await;
        let summary = page.run().await;
        assert_eq!((summary.totals.working, summary.totals.not_sent), (2, 1));
        let sources = columns(&page.rows().await, &["source"]);
        assert_eq!(sources, json!([["list.txt:1:1"], ["list.txt:2:1"], ["notes.md:3:12"]]));
        assert!(wait_source(page, "notes.md").await.contains("Markdown"));
    });
}

#[test]
fn a_list_can_be_typed() {
    Stage::new().run(async |page| {
        page.wait_mounted().await;
        page.type_into("links", &format!("{}\n{}", page.other("/todos/1"), page.other("/todos/2"))).await;
        page.wait_data("links", 2).await;
        page.wait_state("ready").await;
        assert_eq!(page.run().await.totals.working, 2);
    });
}
