//! A list with every kind of answer in it: what sorting, filtering and exports are tried on.

use crate::harness::{Page, Summary, Value};

/// The list, a line each; `{}` is replaced by an origin that is not the page's.
const LINES: [&str; 36] = [
    "{}/todos/9",
    "{}/tao/bytes/2000",
    "{}/tao/bytes/10",
    "{}/cors/bytes/300",
    "{}/status/404",
    "{}/status/500",
    "{}/cors/status/410",
    "{}/closed/status/200",
    "{}/closed/status/404",
    "{}/redirect/1",
    "{}/redirect/2",
    "{}/cors/redirect/1",
    "{}/truncated",
    "{}/reset",
    "{}/never",
    "{}/stall",
    "{}/tao/delay/40",
    "{}/cors/delay/20",
    "{}/delay/60",
    "{}/gzip-bomb/100000",
    "{}/echo/=1+1",
    "{}/json",
    "{}/status/429",
    "{}/status/204",
    "{}/todos/3",
    "{}/flaky?key=v&fail=1&status=502",
    "{}/todos/[4-6]",
    "mailto:someone@example.test",
    "ftp://example.test/file",
    "http://example.test:0/",
    "http://example.test:25/",
    "nonsense",
    "{}/todos/9",
    "{}/todos/1?token=secret-value",
    "{}/closed/todos/1",
    "{}/corp/todos/1",
];

/// Runs the list to its end.
pub(crate) async fn run(page: &Page) -> Summary {
    page.set_field("timeout-ms", 400).await;
    page.set_field("retries", 1).await;
    let origin = page.other("");
    let lines: Vec<String> = LINES.iter().map(|line| line.replace("{}", &origin)).collect();
    page.check(&lines).await
}

/// The text in this column of a row; none when it is hidden.
pub(crate) fn text<'r>(row: &'r Value, column: &str) -> Option<&'r str> {
    row[column].as_str()
}
