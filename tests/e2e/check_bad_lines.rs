//! Bad input: each bad line is reported with its place and reason, and the other links are kept and run.

use crate::harness::{Page, Stage, json};

/// A line, and the reason why it cannot be sent; none for one that can.
type Line = (&'static str, Option<&'static str>);

const LINES: [Line; 30] = [
    ("{}/todos/1", None),
    ("javascript:alert(1)", Some("not http or https")),
    ("data:text/plain,hello", Some("not http or https")),
    ("mailto:someone@example.test", Some("not http or https")),
    ("ftp://example.test/file", Some("not http or https")),
    ("{}/todos/2", None),
    ("http://user:password@example.test/", Some("credentials in the URL")),
    ("http://user@example.test/", Some("credentials in the URL")),
    ("http://example.test:25/", Some("blocked port")),
    ("http://example.test:6667/", Some("blocked port")),
    ("http://example.test:0/", Some("blocked port")),
    ("{}/todos/[1-", Some("unreadable pattern")),
    ("{}/todos/{1,2", Some("unreadable pattern")),
    ("{}/todos/[9-1]", Some("unreadable pattern")),
    ("{}/todos/[1-5:0]", Some("unreadable pattern")),
    ("{}/todos/[1-1000000000000]", Some("too many links")),
    ("{}/todos/[1-99999999999999999999]", Some("unreadable pattern")),
    ("word", Some("not a URL")),
    ("several words without a link", Some("not a URL")),
    ("   indented", Some("not a URL")),
    ("{}/todos/3", None),
    ("http://", Some("invalid host")),
    ("http://1.2.3.4.5/", Some("invalid host")),
    ("https://[::1/", Some("invalid host")),
    ("https://example.test:99999/", Some("not a URL")),
    ("http://example.test/\0null", Some("broken characters")),
    ("http://example.test/\u{1}\u{2}\u{1b}junk", Some("broken characters")),
    ("\u{7f}ELF\u{1}\u{fffd}\u{fffd}\u{3}", Some("broken characters")),
    ("# a comment with http://example.test/ in it", None),
    ("{}/todos/4", None),
];

fn is_link(line: &Line) -> bool {
    !line.0.starts_with('#')
}

/// The column of a line's link, from 1.
fn column(line: &Line) -> usize {
    line.0.len() - line.0.trim_start().len() + 1
}

/// What the list of problems says, a text for each, in small letters.
async fn problems(page: &Page) -> Vec<String> {
    let script = "return Array.from(document.querySelectorAll('[data-testid=\"problems\"] tbody tr'))
        .map((problem) => problem.innerText.replace(/\\s+/g, ' ').toLowerCase());";
    serde_json::from_value(page.script(script).await).expect("texts")
}

#[test]
fn every_kind_of_bad_line_is_reported_with_its_place_and_the_rest_runs() {
    Stage::new().run(async |page| {
        let origin = page.other("");
        let text = LINES.map(|(line, _)| line).join("\n").replace("{}", &origin);
        let ready = page.set_links(&text).await;
        let bad: Vec<(usize, &Line)> = (1..).zip(&LINES).filter(|(_, line)| line.1.is_some()).collect();
        let links: Vec<&Line> = LINES.iter().filter(|line| is_link(line)).collect();
        let (bad_count, link_count) =
            (u32::try_from(bad.len()).unwrap(), u32::try_from(links.len()).unwrap());
        assert_eq!((ready.links, ready.done, ready.totals.not_sent), (link_count, bad_count, bad_count));

        let told = problems(page).await;
        assert_eq!(told.len(), bad.len(), "{told:#?}");
        for (told, (number, line)) in told.iter().zip(&bad) {
            let place = format!("{number}:{} ", column(line));
            assert!(told.starts_with(&place), "{place} {told}");
            assert!(told.contains(&line.1.unwrap_or_default().to_lowercase()), "{line:?} {told}");
        }

        let summary = page.run().await;
        assert_eq!((summary.totals.working, summary.totals.not_sent), (link_count - bad_count, bad_count));
        assert_eq!((summary.totals.sum(), summary.done), (summary.links, summary.links));
        for (row, line) in page.rows().await.iter().zip(links) {
            let verdict = line.1.map_or("HTTP 200".to_owned(), |reason| format!("Not sent: {reason}"));
            assert_eq!(row["verdict"], verdict, "{row:#}");
        }
        assert_eq!(
            page.request_count(),
            LINES.iter().filter(|line| is_link(line) && line.1.is_none()).count()
        );
    });
}

#[test]
fn nothing_and_blanks_are_an_empty_list() {
    Stage::new().run(async |page| {
        for text in ["", "   ", "\n\n \t\r\n"] {
            page.set_links("nonsense").await;
            let summary = page.set_links(text).await;
            assert_eq!((summary.state.as_str(), summary.links, summary.done), ("empty", 0, 0), "{text:?}");
            assert_eq!(page.property("start", "disabled").await, true, "there is nothing to start");
        }
    });
}

#[test]
fn a_list_of_nothing_but_bad_lines_cannot_be_started() {
    Stage::new().run(async |page| {
        let summary = page.set_links("nonsense\nmailto:someone@example.test").await;
        assert_eq!((summary.state.as_str(), summary.links, summary.done), ("ready", 2, 2));
        assert_eq!(page.property("start", "disabled").await, true);
    });
}

#[test]
fn unpaired_surrogates_are_broken_characters_at_their_place() {
    Stage::new().run(async |page| {
        page.wait_mounted().await;
        let script = "const area = document.querySelector('[data-testid=\"links\"]');
            area.value = arguments[0] + '\\nhttp://example.test/\\ud800x\\n\\udfff';
            area.dispatchEvent(new Event('input', { bubbles: true }));";
        page.script_with(script, vec![json!(page.other("/todos/1"))]).await;
        let summary = page.wait_state("ready").await;
        assert_eq!((summary.links, summary.totals.not_sent), (3, 2));
        let told = problems(page).await;
        assert!(told[0].starts_with("2:1 ") && told[0].contains("broken characters"), "{told:#?}");
        assert!(told[1].starts_with("3:1 "), "{told:#?}");
        assert_eq!(page.run().await.totals.working, 1);
    });
}

#[test]
fn a_problem_leads_to_its_place_in_the_text() {
    Stage::new().run(async |page| {
        page.set_links(&format!("{}\n  nonsense\n", page.other("/ü/1"))).await;
        let click = "document.querySelector('[data-testid=\"problems\"] button.place').click();
            const area = document.querySelector('[data-testid=\"links\"]');
            return [document.activeElement === area, area.value.slice(area.selectionStart, area.selectionEnd)];";
        assert_eq!(page.script(click).await, json!([true, "nonsense"]));
    });
}

#[test]
fn binary_junk_freezes_nothing() {
    Stage::new().run(async |page| {
        let junk: String =
            (0..20_000_u32).map(|i| char::from(u8::try_from(i * 7919 % 256).unwrap())).collect();
        page.set_links(&junk).await;
        let summary = page.set_links(&page.other("/todos/1")).await;
        assert_eq!((summary.state.as_str(), summary.links), ("ready", 1));
        assert_eq!(page.rows().await.len(), 1);
    });
}
