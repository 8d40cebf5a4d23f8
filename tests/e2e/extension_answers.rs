//! What the extension shows of real lists: no doubt for want of CORS, hops, new addresses, hostile answers.

use volley_origin::Method;

use crate::harness::{Access, Kind, Page, Stage, Value, columns, json};

fn in_both(test: &impl AsyncFn(&Page)) {
    Stage::new().in_extension(Access::Granted).run(test);
    Stage::new().in_extension(Access::Granted).in_firefox().run(test);
}

fn encoded(url: &str) -> String {
    url::form_urlencoded::byte_serialize(url.as_bytes()).collect()
}

/// A redirect of this status at `host`, to this URL.
fn redirect(page: &Page, host: &str, status: u16, to: &str) -> String {
    page.url(host, &format!("/closed/redirect/1?status={status}&to={}", encoded(to)))
}

#[test]
fn five_hundred_links_without_cors_end_in_no_doubt() {
    in_both(&async |page: &Page| {
        page.set_links(&format!(
            "{}\n{}",
            page.url("h{1,2}.test", "/closed/status/200?n=[1-200]"),
            page.url("h1.test", "/corp/status/404?n=[1-100]")
        ))
        .await;
        page.start_and_confirm_if_asked().await;
        let done = page.wait_state("done").await;
        assert_eq!((done.totals.working, done.totals.broken, done.done), (400, 100, 500));
        let log = page.origin().log();
        assert_eq!(log.len(), 500, "one request each");
        assert!(log.iter().all(|exchange| exchange.method == Method::GET), "and no preflight");
    });
}

#[test]
fn no_cookie_is_sent_or_kept() {
    in_both(&async |page: &Page| {
        let headers = page.url("h1.test", "/closed/headers");
        page.check(&[headers.clone(), headers]).await;
        page.press_first_row().await;
        page.click("inspect").await;
        page.wait("() => document.querySelector('.preview')", &[]).await;
        let seen = page.script("return document.querySelector('.preview').textContent;").await;
        let seen = seen.as_str().unwrap_or_default().to_lowercase();
        assert!(seen.contains("accept") && !seen.contains("cookie"), "{seen}");
    });
}

#[test]
fn each_hop_is_shown_with_its_status_and_its_fragment() {
    in_both(&async |page: &Page| {
        let end = page.url("h1.test", "/closed/status/200");
        // From this hop on its own fragment stands where ours was.
        let second = redirect(page, "h2.test", 308, &end);
        let first = redirect(page, "h1.test", 301, &format!("{second}#own"));
        page.check(&[first, redirect(page, "h1.test", 302, &format!("{end}#v.9.9"))]).await;
        let rows = page.rows_by_script().await;
        assert_eq!(columns(&rows, &["verdict", "hops"]), json!([["HTTP 200 ↪", 2], ["HTTP 200 ↪", 1]]));
        let chain = rows[0]["redirect_chain"].as_str().unwrap_or_default();
        assert_eq!(chain, format!("301 {second}#own → 308 {end}#own"));
        page.press_first_row().await;
        page.wait("() => document.querySelectorAll('[data-testid=hop]').length === 2", &[]).await;
    });
}

#[test]
fn hostile_redirects_and_answers_end_in_one_verdict_each() {
    let test = &async |page: &Page| {
        page.set_field("retries", 0).await;
        let at = |path: &str| page.url("h1.test", &format!("/closed{path}"));
        let done = page
            .check(&[
                at("/redirect-loop"),
                redirect(page, "h1.test", 301, "file:///etc/passwd"),
                redirect(page, "h1.test", 301, "volley-test:nothing"),
                at("/redirect/19"),
                at("/big-header/200000"),
                at("/bare"),
                at("/status/200"),
            ])
            .await;
        let rows = page.rows_by_script().await;
        let said = columns(&rows, &["verdict", "hops"]);
        assert_eq!(done.done, 7, "{said}");
        assert_eq!(said[0], json!(["Too many redirects", 20]));
        assert_eq!(said[3], json!(["HTTP 200 ↪", 19]));
        assert_eq!(said[5][0], "HTTP 200", "an answer without a header is one all the same");
        assert_eq!(said[6], json!(["HTTP 200", 0]));
        // Firefox shows no hop to a file.
        let to_file = match page.browser().kind() {
            Kind::Chromium => "Redirect to a forbidden address",
            Kind::Firefox => "Broken protocol",
        };
        assert_eq!([&said[1][0], &said[2][0]], [to_file, "Redirect to a forbidden address"]);
        assert!(rows[1]["error"].is_string() && rows[1]["status"].is_null(), "{:#}", rows[1]);
        assert_eq!(page.origin().count("/etc/passwd"), 0);
    };
    // Chromium's own report of the redirect that the page's policy stops.
    let stage = || Stage::new().in_extension(Access::Granted).expecting_error("volley-test:nothing");
    stage().run(test);
    stage().in_firefox().run(test);
}

#[test]
fn a_header_of_a_quarter_of_a_megabyte_is_an_answer_or_a_named_error() {
    in_both(&async |page: &Page| {
        page.set_field("retries", 0).await;
        page.check(&[page.url("h1.test", "/closed/big-header/262144")]).await;
        let rows = page.rows_by_script().await;
        let is_named = rows[0]["error"].is_string();
        assert!(is_named || rows[0]["verdict"] == "HTTP 200", "{:#}", rows[0]);
    });
}

#[test]
fn the_address_of_a_server_is_measured_while_its_column_is_shown() {
    in_both(&async |page: &Page| {
        let url = page.url("h1.test", "/closed/status/200");
        page.check(std::slice::from_ref(&url)).await;
        let before = page.rows_by_script().await;
        assert_eq!(before[0]["server_ip"], Value::Null);
        assert!(before[0]["hidden"].as_str().unwrap_or_default().contains("while its column is shown"));
        page.click("columns").await;
        page.click("column-server-ip").await;
        page.click("columns").await;
        page.run().await;
        assert_eq!(page.rows_by_script().await[0]["server_ip"], "127.0.0.1");
    });
}

#[test]
fn links_that_moved_for_good_give_their_new_addresses() {
    Stage::new().in_extension(Access::Granted).run(async |page| {
        let end = page.url("h2.test", "/closed/status/200");
        let moved = redirect(page, "h1.test", 301, &redirect(page, "h2.test", 308, &end));
        let passing = redirect(page, "h1.test", 302, &end);
        page.check(&[moved.clone(), passing, end.clone()]).await;
        page.click("new-addresses").await;
        page.click("new-addresses-save").await;
        let (name, file) = page.saved_by("new-addresses-moved", "txt").await;
        assert_eq!(name, "new-addresses.txt");
        assert_eq!(String::from_utf8_lossy(&file), format!("1 {moved} → {end}\n"));
    });
}

#[test]
fn a_closer_look_shows_all_headers_and_names_the_error() {
    in_both(&async |page: &Page| {
        page.check(&[page.url("h1.test", "/closed/busy"), page.refused_url("h1.test", "/")]).await;
        page.press_first_row().await;
        page.click("inspect").await;
        page.wait("() => /retry-after/i.test(document.querySelector('[data-testid=detail]').innerText)", &[])
            .await;
        page.click("detail-next").await;
        page.click("inspect").await;
        let condition =
            "() => /Connection refused/.test(document.querySelector('[data-testid=inspection]')?.innerText)";
        page.wait(condition, &[]).await;
    });
}
