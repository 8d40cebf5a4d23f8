//! What is not verified, verified elsewhere: by a probe, by a tool whose report is merged, by links that are copied.

use std::path::Path;
use std::process::Command;

use crate::codegen::{bring, wait_code};
use crate::harness::{Page, Stage, Value, json};
use crate::screenshots::take_fitting;

const DETAIL: &str = "() => document.querySelector('[data-testid=\"attempt\"]') !== null";
const OPEN: &str = "(hook) => document.querySelector(`[data-testid=\"${hook}\"][open]`) !== null";

/// Checks a list of which a third hides its answers.
async fn check_mixed(page: &Page) -> Vec<Value> {
    page.set_field("retries", 0).await;
    let paths = [
        "/closed/status/200",
        "/cors/status/200",
        "/closed/status/404#part",
        "/cors/status/404",
        "/closed/redirect/1",
        "/closed/status/200",
    ];
    let summary = page.check(&paths.map(|path| page.other(path))).await;
    assert_eq!((summary.totals.unverified, summary.totals.working, summary.totals.broken), (4, 1, 1));
    page.rows().await
}

async fn ask_elsewhere(page: &Page) {
    page.click("verify-elsewhere").await;
    page.wait(OPEN, &[json!("elsewhere")]).await;
}

fn verdicts(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["verdict"].as_str().unwrap_or_default()).collect()
}

#[test]
fn a_probe_asks_only_what_was_hidden_and_says_what_it_proves() {
    Stage::new().run(async |page| {
        check_mixed(page).await;
        page.origin().clear_log();
        ask_elsewhere(page).await;
        take_fitting(page, "verify-elsewhere", "body").await;
        page.click("probe-unverified").await;
        page.wait_cell(1, "verdict", "Answered, status hidden").await;
        page.wait_state("done").await;
        let log = page.origin().log();
        assert!(
            log.iter().all(|exchange| exchange.method == "HEAD" && exchange.path.starts_with("/closed/"))
        );
        let rows = page.rows().await;
        let hidden = "Answered, status hidden";
        assert_eq!(verdicts(&rows), [hidden, "HTTP 200", hidden, "HTTP 404", hidden, hidden]);
        assert_eq!((&rows[0]["provenance"], &rows[0]["attempts"]), (&json!("probe"), &json!(2)));
        page.press_first_row().await;
        page.wait(DETAIL, &[]).await;
        let explained = page.text("detail-explanation").await;
        assert!(explained.contains("a server is there") && explained.contains("not verified"), "{explained}");
        assert_eq!(page.count("[data-testid=\"attempt\"]").await, 2, "the time of each is its own");
        take_fitting(page, "probed-detail", "body").await;
    });
}

/// Has the code dialog make a tool's files for what is not verified, and runs its command; returns the report.
async fn run_tool(page: &Page, tool: &str, words: &str, ending: &str) -> String {
    ask_elsewhere(page).await;
    page.click(&format!("elsewhere-{tool}")).await;
    wait_code(page, words).await;
    let run = page.text("code-run").await;
    // What installs it stands before.
    let run = run.split_once("&& ").map_or(run.as_str(), |(_, run)| run).to_owned();
    let (name, file) = page.saved_by("code-download", ending).await;
    page.click("code-close").await;
    let folder = std::env::temp_dir().join(format!("volley-elsewhere-{tool}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join(&name), file).expect("room");
    let said = in_tools(&folder, &format!("if test -f *.zip; then python3 -m zipfile -e *.zip .; fi; {run}"));
    let report = run.rsplit_once("> ").map(|(_, report)| report.trim()).expect("it writes a file");
    let report =
        std::fs::read_to_string(folder.join(report)).unwrap_or_else(|error| panic!("{error}: {said}"));
    std::fs::remove_dir_all(&folder).expect("the folder can go");
    report
}

/// Runs a command with the tools that `cargo xtask` set up; returns what it said.
fn in_tools(folder: &Path, command: &str) -> String {
    let bin = std::env::var("VOLLEY_TOOLS").expect("`cargo xtask test` names the folder of the tools");
    let path = format!("{bin}:{}", std::env::var("PATH").unwrap_or_default());
    let output = Command::new("bash").args(["-c", command]).current_dir(folder).env("PATH", path).output();
    let output = output.expect("bash runs");
    format!(
        "{command}\n{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

#[test]
fn reports_of_lychee_and_aiohttp_change_exactly_what_was_not_verified() {
    for (tool, words, ending, file) in [
        ("lychee", "max_concurrency", "zip", "lychee.json"),
        ("aiohttp", "import aiohttp", "py", "aiohttp_semaphore.ndjson"),
    ] {
        Stage::new().run(async |page| {
            let before = check_mixed(page).await;
            let report = run_tool(page, tool, words, ending).await;
            bring(page, &[(file, report)]).await;
            page.wait_trouble("Answers for 4 links merged").await;
            page.wait_data("unverified", 0).await;
            let rows = page.rows().await;
            let seen = verdicts(&rows);
            assert_eq!(seen[..4], ["HTTP 200", "HTTP 200", "HTTP 404", "HTTP 404"], "{tool}");
            assert!(seen[4].starts_with("HTTP 200") && seen[5] == "HTTP 200", "{tool}: {seen:?}");
            for at in [1, 3] {
                assert_eq!(rows[at], before[at], "{tool} changes no other row");
            }
            assert_eq!((&rows[0]["provenance"], &rows[0]["attempts"]), (&json!("tool"), &json!(2)));
            page.press_first_row().await;
            page.wait(DETAIL, &[]).await;
            assert!(page.all_text("detail").await.contains(tool), "{tool}");
            take_fitting(page, &format!("merged-{tool}"), "body").await;
        });
    }
}

#[test]
fn an_older_and_a_foreign_file_change_nothing_until_they_are_shown() {
    const BRING_OLD: &str = "
        const given = new DataTransfer();
        given.items.add(new File([arguments[0]], 'old.ndjson', { lastModified: Date.now() - 3_600_000 }));
        const input = document.querySelector('[data-testid=\"import\"]');
        input.files = given.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));
    ";
    Stage::new().run(async |page| {
        let before = check_mixed(page).await;
        let row = |url: &str| format!("{{\"url\":\"{url}\",\"verdict\":\"HTTP 200\",\"status\":200}}\n");
        page.script_with(BRING_OLD, vec![json!(row(&page.other("/closed/status/404")))]).await;
        page.wait(OPEN, &[json!("show-imported")]).await;
        let why = page.text("show-imported").await;
        assert!(why.contains("before these rows were checked"), "{why}");
        page.click("show-imported-cancel").await;
        assert_eq!(page.rows().await, before);
        bring(page, &[("other.ndjson", row("http://far.test/"))]).await;
        page.wait(OPEN, &[json!("show-imported")]).await;
        let why = page.text("show-imported").await;
        assert!(why.contains("none of its addresses"), "{why}");
        assert_eq!(page.summary().await.links, 6);
        page.click("show-imported-show").await;
        page.wait_data("links", 1).await;
        assert_eq!(verdicts(&page.rows().await), ["HTTP 200"]);
    });
}

#[test]
fn what_is_not_verified_is_copied_as_a_list() {
    // Who tests the clipboard has to be let by the browser; what is written is what counts.
    const CATCH: &str = "
        window.volleyCopied = null;
        navigator.clipboard.writeText = async (text) => { window.volleyCopied = text; };
    ";
    Stage::new().run(async |page| {
        check_mixed(page).await;
        page.script(CATCH).await;
        ask_elsewhere(page).await;
        page.click("copy-unverified").await;
        let copied = page.wait("() => window.volleyCopied", &[]).await;
        let written: Vec<&str> = copied.as_str().unwrap_or_default().lines().collect();
        let links =
            ["/closed/status/200", "/closed/status/404#part", "/closed/redirect/1", "/closed/status/200"];
        assert_eq!(written, links.map(|path| page.other(path)));
    });
}
