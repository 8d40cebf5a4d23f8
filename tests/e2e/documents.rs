//! Links out of real documents: files of many formats, with the place of each link.

use std::collections::BTreeMap;

use crate::harness::{Page, Stage, Value, json};

/// Drops files on the input card as the browser does.
pub(crate) const DROP: &str = "
    const data = new DataTransfer();
    for (const [name, text] of arguments[0]) data.items.add(new File([text], name));
    const card = document.querySelector('.input');
    card.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
";

pub(crate) async fn drop_file(page: &Page, name: &str, text: impl Into<String>) {
    page.script_with(DROP, vec![json!([[name, text.into()]])]).await;
}

/// A file of each format with the links `a` and `b` below `base`: its name, its text, the places of the two.
fn formats(base: &str) -> Vec<(&'static str, String, [&'static str; 2])> {
    vec![
        ("list.txt", format!("{base}/a\n{base}/b\n"), ["1:1", "2:1"]),
        ("prose.log", format!("see {base}/a here\nand there: {base}/b, too\n"), ["1:5", "2:12"]),
        (
            "notes.md",
            format!("# ü\n[one]({base}/a) ![two]({base}/b)\n\n`code {base}/c`\n"),
            ["2:7", "2:COLUMN"],
        ),
        ("page.html", format!("<p>\n<a href=\"{base}/a\">x</a>\n<img src='{base}/b'>\n"), ["2:10", "3:11"]),
        ("sheet.csv", format!("name,url\none,{base}/a\n\"t,wo\",\"{base}/b\"\n"), ["2:5", "3:9"]),
        ("tabs.tsv", format!("name\turl\none\t{base}/a\ntwo\t{base}/b\n"), ["2:5", "3:5"]),
        ("data.json", format!("{{\"x\": \"{base}/a\",\n \"y\": [\"{base}/b\"]}}"), ["1:8", "2:9"]),
        ("rows.ndjson", format!("{{\"u\":\"{base}/a\"}}\n{{\"u\":\"{base}/b\"}}\n"), ["1:7", "2:7"]),
        (
            "sitemap.xml",
            format!(
                "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n<url><loc>{base}/a</loc></url>\n<url><loc>{base}/b</loc></url>\n</urlset>"
            ),
            ["2:11", "3:11"],
        ),
        (
            "feed.rss",
            format!(
                "<rss version=\"2.0\"><channel>\n<link>{base}/a</link>\n<item><link>{base}/b</link></item>\n</channel></rss>"
            ),
            ["2:7", "3:13"],
        ),
    ]
}

#[test]
fn twenty_dropped_files_of_mixed_formats_give_their_links_with_their_places() {
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        let (mut files, mut places) = (Vec::new(), BTreeMap::new());
        for folder in ["first", "second"] {
            let base = page.other(&format!("/todos/1?from={folder}"));
            for (name, text, [a, b]) in formats(&base) {
                let name = format!("{folder} {name}");
                // On one line of Markdown the second place depends on how long the first link is.
                let b = b.replace("COLUMN", &(base.chars().count() + 18).to_string());
                places.insert(format!("{name}:{a}"), format!("{base}/a"));
                places.insert(format!("{name}:{b}"), format!("{base}/b"));
                files.push(json!([name, text]));
            }
        }
        assert_eq!(files.len(), 20);
        page.script_with(DROP, vec![Value::Array(files)]).await;
        let ready = page.wait_state("ready").await;
        assert_eq!((ready.links, ready.targets), (40, 4), "{ready:?}");
        let found: BTreeMap<String, String> = page.rows().await.iter().map(place_and_url).collect();
        assert_eq!(found, places);
        let done = page.run().await;
        assert_eq!((done.totals.working, page.request_count()), (40, 4), "each target is requested once");
    });
}

fn place_and_url(row: &Value) -> (String, String) {
    let text = |name: &str| row[name].as_str().unwrap_or_else(|| panic!("{row} has no {name}")).to_owned();
    (text("source"), text("url"))
}

/// The sources as they are listed.
async fn wait_sources(page: &Page, text: &str) {
    let condition = "(text) => document.querySelector('.sources')?.innerText.includes(text)";
    page.wait(condition, &[json!(text)]).await;
}

#[test]
fn relative_links_need_a_base_and_are_problems_without_one() {
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        let html = "<a href=\"todos/1\">x</a><a href=\"#here\">y</a>";
        drop_file(page, "page.html", html).await;
        let ready = page.wait_state("ready").await;
        assert_eq!((ready.links, ready.totals.not_sent), (1, 1), "{ready:?}");
        let place = "return document.querySelector('[data-testid=problems] .place').ariaLabel";
        assert_eq!(page.script(place).await, "page.html:1:10: show it");
        page.set_field("base-url", page.other("/")).await;
        page.wait_data("notSent", 0).await;
        assert_eq!(page.run().await.totals.working, 1);
        assert_eq!(page.origin().count("/todos/1"), 1);
    });
}

#[test]
fn how_a_source_is_read_can_be_overridden_and_a_picture_is_refused_by_name() {
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        let text = format!("a,{}\n", page.other("/todos/1"));
        let files = json!([["odd.txt", text], ["picture.bin", "\u{89}PNG\r\n\u{1a}\n\u{0}\u{0}"]]);
        page.script_with(DROP, vec![files]).await;
        page.wait_state("ready").await;
        assert!(page.text("problems").await.contains("picture.bin"), "what is not text is reported");
        page.set_field("source-form", "CSV").await;
        wait_sources(page, "1 link").await;
        page.wait_state("ready").await;
        let rows = page.rows().await;
        assert_eq!(rows[0]["source"], "odd.txt:1:3", "{rows:#?}");
    });
}

#[test]
fn of_many_sources_some_are_listed_and_all_are_read() {
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        let url = page.other("/todos/1");
        let files: Vec<Value> = (1..=120)
            .map(|number| json!([format!("file-{number}.txt"), format!("{url}?{number}")]))
            .collect();
        page.script_with(DROP, vec![Value::Array(files)]).await;
        let ready = page.wait_state("ready").await;
        assert_eq!(ready.links, 120);
        wait_sources(page, "file-25.txt").await;
        assert_eq!(page.count(".sources > li").await, 25);
        for first in ["file-26.txt", "file-51.txt", "file-76.txt", "file-101.txt"] {
            page.click("more-sources").await;
            wait_sources(page, first).await;
        }
        assert_eq!(page.count(".sources > li").await, 20);
        page.click("remove-sources").await;
        page.wait_state("empty").await;
    });
}

#[test]
fn what_is_dropped_next_to_the_card_is_read_too() {
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        let files = json!([["list.txt", page.other("/todos/1")]]);
        page.script_with(&DROP.replace(".input", ".outcome"), vec![files]).await;
        assert_eq!(page.wait_state("ready").await.links, 1);
    });
}

/// Whether the last letter in a cell is seen and the first is not.
const SHOWS_ITS_END: &str = "(column) => {
    const cell = document.querySelector(`[data-testid=\"row\"] [data-testid=\"cell-${column}\"]`);
    const text = cell && document.createTreeWalker(cell, NodeFilter.SHOW_TEXT).nextNode();
    if (!text?.length) return false;
    const letter = (at) => {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect();
    };
    const box = cell.getBoundingClientRect();
    return letter(text.length - 1).right <= box.right + 1 && letter(0).left < box.left - 1;
}";

#[test]
fn what_differs_at_its_end_is_cut_at_its_beginning() {
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        let host = format!("{}.test", "a-long-name-".repeat(4).trim_end_matches('-'));
        let link = format!("http://{host}/tao/redirect/1");
        let name = format!("{}onboarding.md", "a-long-folder-".repeat(4));
        drop_file(page, &name, format!("[x]({link})\n")).await;
        page.wait_state("ready").await;
        page.run().await;
        page.show_all_columns().await;
        for column in ["source", "host", "final-url"] {
            page.wait(SHOWS_ITS_END, &[json!(column)]).await;
        }
    });
}
