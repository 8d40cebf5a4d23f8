//! The practice range: a full table from the first click, answered inside the browser, and never a real run's server.

use volley_origin::{Extra, HeaderValue, Mount};

use crate::harness::{Page, Stage, Totals, Value, columns, json};

/// What the list of everything comes to: as it was designed.
const MIXED: Totals = Totals { working: 41, broken: 5, unverified: 2, not_sent: 2, cancelled: 0, ignored: 0 };

/// Runs a test in both browsers.
fn in_both(test: &impl AsyncFn(&Page)) {
    Stage::new().run(test);
    Stage::new().in_firefox().run(test);
}

/// What the practice server below `base` says that it has seen.
async fn counters(page: &Page, base: &str) -> Value {
    let told = page.browser().text_at(&page.origin().http_url(&format!("{base}practice/counters"))).await;
    serde_json::from_str(&told).unwrap_or_else(|error| panic!("no counters: {error}: {told}"))
}

/// A practice link for each of these paths.
fn practice_urls(page: &Page, paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| page.origin().http_url(&format!("/practice/{path}"))).collect()
}

/// The verdicts on screen, from the top.
async fn verdicts(page: &Page) -> Vec<String> {
    let script = "return Array.from(document.querySelectorAll('[data-testid=\"cell-verdict\"]'))
        .map((cell) => cell.textContent);";
    serde_json::from_value(page.script(script).await).expect("verdicts are texts")
}

#[test]
fn try_it_and_start_give_a_full_table_and_a_real_run_after_it_is_not_seen_by_the_practice_server() {
    in_both(&async |page: &Page| {
        page.wait_state("empty").await;
        let ready = page.give_demo().await;
        assert_eq!(ready.links, MIXED.sum(), "{ready:?}");
        let done = page.run().await;
        assert_eq!(done.totals, MIXED);
        assert_eq!(page.request_count(), 0, "nothing was requested");
        assert!(page.text("practice-mark").await.contains("Demo data"), "the run is marked");

        let before = counters(page, "/").await;
        assert!(before["requests"].as_u64() >= Some(48), "{before}");
        let urls = ["/cors/status/200?real=1", "/cors/status/404?real=2"].map(|path| page.other(path));
        let real = page.check(&urls).await;
        assert_eq!((real.totals.working, real.totals.broken), (1, 1), "{real:?}");
        let after = counters(page, "/").await;
        assert_eq!(after["requests"], before["requests"]);
        assert!(!after["lastPassed"].to_string().contains("real="), "{after}");
        let asked = page
            .origin()
            .read_log(|log| log.exchanges().iter().filter(|one| one.path.contains("real=")).count());
        assert_eq!(asked, 2, "the site itself gets the requests");
    });
}

#[test]
fn rows_and_exports_say_that_they_are_practice() {
    Stage::new().run(async |page| {
        page.give_demo().await;
        page.run().await;
        assert!(
            page.count("[data-testid=\"cell-url\"][data-mark=\"practice\"]").await > 5,
            "rows on screen are marked"
        );
        assert_eq!(page.named_export("csv").await.0, "volley-practice.csv");
        let rows = page.rows().await;
        let practice = rows.iter().filter(|row| row["provenance"] == "practice");
        assert_eq!(practice.clone().count(), 48);
        for row in practice.filter(|row| row["status"] == 200) {
            assert!(row["total_ms"].is_number() && row["wait_ms"].is_null(), "{row}");
            assert!(
                row["hidden"].as_str().is_some_and(|why| why.contains("no network in practice")),
                "{row}"
            );
        }
    });
}

#[test]
fn a_server_with_eight_places_works_eight_at_a_time_and_more_in_flight_only_wait() {
    in_both(&async |page: &Page| {
        page.wait_state("empty").await;
        page.click("practice").await;
        page.click("practice-capacity").await;
        page.wait_state("ready").await;
        assert_eq!(page.run().await.totals.working, 40);
        let line = counters(page, "/").await["lines"]["capacity/8/100"].clone();
        assert_eq!(line["served"], 40, "{line}");
        assert_eq!(line["peak"], 8, "twice as many are in flight, and it works no faster: {line}");
        assert!(line["waited"].as_u64() > Some(0), "they wait: {line}");

        page.browser().text_at(&page.origin().http_url("/practice/counters?clear=1")).await;
        page.set_field("concurrency", 8).await;
        page.set_field("per-origin", 8).await;
        assert_eq!(page.run().await.totals.working, 40);
        let line = counters(page, "/").await["lines"]["capacity/8/100"].clone();
        assert_eq!((&line["served"], &line["peak"]), (&json!(40), &json!(8)), "as much as before: {line}");
        assert_eq!(line["waited"], 0, "five rounds of eight: {line}");
    });
}

#[test]
fn a_practice_server_killed_in_mid_run_costs_no_row() {
    Stage::new().run(async |page| {
        let url = page.origin().http_url("/practice/delay/30?n=[1-300]");
        page.set_links(&url).await;
        page.start().await;
        page.wait("() => Number(document.querySelector('[data-testid=\"summary\"]').dataset.done) > 20", &[])
            .await;
        page.browser().protocol("ServiceWorker.enable", json!({})).await;
        page.browser().protocol("ServiceWorker.stopAllWorkers", json!({})).await;
        let done = page.wait_state("done").await;
        assert_eq!((done.done, done.totals.sum()), (300, 300), "{done:?}");
        assert!(done.totals.working + 6 >= 300, "only what was in flight may have failed: {done:?}");
        let seen = counters(page, "/").await;
        let again = seen["requests"].as_u64().expect("a number");
        assert!((1..300).contains(&again), "it was killed in mid-run and began again: {seen}");
    });
}

#[test]
fn practice_goes_on_under_a_sub_path_without_a_network() {
    let stage = Stage::new().origin(|config| config.mounts = vec![Mount::new("/some/sub/path/")]);
    stage.at("/some/sub/path/").run(async |page| {
        page.give_demo().await;
        assert_eq!(page.run().await.totals, MIXED);
        page.origin().stop().await;
        // A practice runner that starts now gets its files from what the practice server kept.
        let start = "const done = arguments[0];
            const names = performance.getEntriesByType('resource').map((entry) => entry.name);
            const url = names.find((name) => name.includes('practice/worker.js'));
            const worker = new Worker(url, { type: 'module' });
            worker.onmessage = () => done('ready');
            worker.onerror = () => done('not loaded');";
        assert_eq!(page.browser().script_async(start, vec![]).await, "ready");
        assert_eq!(page.run().await.totals, MIXED);
        let todo = page.browser().text_at(&page.origin().http_url("/some/sub/path/practice/todos/7")).await;
        assert!(todo.contains("todo 7"), "its links open by themselves, too: {todo}");
    });
}

#[test]
fn unknown_paths_and_absurd_numbers_are_answered_with_the_reason() {
    Stage::new().run(async |page| {
        let paths =
            ["nonsense", "status/99999", "bytes/99999999999999", "delay/x", "capacity/0/1", "echo/%ff"];
        let done = page.check(&practice_urls(page, &paths)).await;
        assert_eq!(done.totals.broken, 6, "{done:?}");
        let shown = verdicts(page).await;
        assert_eq!(shown[0], "HTTP 404");
        assert!(shown[1..].iter().all(|verdict| verdict == "HTTP 400"), "{shown:?}");
        let why = page.browser().text_at(&practice_urls(page, &["status/99999"])[0]).await;
        assert!(why.contains("200 to 599"), "{why}");
    });
}

#[test]
fn practice_links_among_real_ones_are_not_sent_and_say_why() {
    Stage::new().run(async |page| {
        let mut urls = practice_urls(page, &["status/200"]);
        urls.push(page.other("/todos/1"));
        page.set_urls(&urls).await;
        assert!(page.text("practice-among").await.contains("1 practice link will not be sent"));
        let done = page.check(&urls).await;
        assert_eq!((done.totals.working, done.totals.not_sent), (1, 1), "{done:?}");
        assert_eq!(verdicts(page).await[0], "Not sent: a practice link");
        assert_eq!(page.request_count(), 1, "the site gets no request for it");
    });
}

#[test]
fn a_practice_list_has_its_own_limits_and_the_user_s_come_back() {
    Stage::new().run(async |page| {
        page.set_field("timeout-ms", 7_000).await;
        page.give_demo().await;
        assert_eq!(page.value("timeout-ms").await, "400");
        page.set_links(&page.other("/todos/1")).await;
        assert_eq!(page.value("timeout-ms").await, "7000");
    });
}

#[test]
fn over_plain_http_the_page_says_why_there_is_no_practice_and_offers_its_own_files() {
    let stage = Stage::new().origin(|config| config.page_hosts.push("plain.test".to_owned()));
    stage.run(async |page| {
        page.browser().go("http://plain.test/").await;
        page.wait_state("empty").await;
        assert!(page.text("welcome").await.contains("plain HTTP"));
        assert!(!page.has("practice").await, "no menu of what cannot be");
        page.click("try-it").await;
        page.wait_state("ready").await;
        let done = page.run().await;
        assert!(done.totals.working > 3 && done.totals.broken == 1, "{done:?}");
    });
}

#[test]
fn the_examples_run_at_once_and_nothing_is_asked() {
    Stage::new().run(async |page| {
        for (example, links) in [("try-it", 0), ("ten-delays", 10)] {
            page.open("/").await;
            page.wait_state("empty").await;
            page.click(example).await;
            let done = page.wait_state("done").await;
            assert!(done.links == links || links == 0, "{done:?}");
            assert_eq!(done.totals.sum(), done.links, "{done:?}");
            let focused = page.script("return document.activeElement.dataset.testid ?? '';").await;
            assert_eq!(focused, "start", "the focus went from Pause on to Start");
            assert_eq!(page.text("practice-mark").await, "Demo data");
        }
        assert_eq!(page.request_count(), 0);
        // A demo that is over shows what failed, the next run all rows again.
        page.open("/").await;
        page.wait_state("empty").await;
        page.click("try-it").await;
        page.wait_state("done").await;
        assert_eq!(page.property("chip-problems", "ariaPressed").await, "true");
        page.click("export").await;
        assert_eq!(
            page.property("export-scope-all", "checked").await,
            true,
            "no row is missing that nobody left out"
        );
        page.click("export").await;
        page.click("start").await;
        page.wait("() => document.querySelector('[data-testid=chip-all]').ariaPressed === 'true'", &[]).await;
        page.wait_state("done").await;
        page.wait("() => document.querySelector('[data-testid=chip-problems]').ariaPressed === 'true'", &[])
            .await;
    });
}

#[test]
fn a_refused_practice_server_is_reported_and_no_row_is_lost() {
    let html = HeaderValue::from_static("text/html");
    let refused = Extra::new("/practice/server.js", "// not the server").typed(html);
    Stage::new().origin(|config| config.extra.push(refused)).run(async |page| {
        page.click("try-it").await;
        let message = page.wait_trouble("The practice server could not be started").await;
        assert!(message.contains("practice/server.js"), "{message}");
        let done = page.wait_state("done").await;
        assert_eq!((done.totals.not_sent, done.totals.sum()), (done.links, done.links), "{done:?}");
        assert_eq!(page.request_count(), 0);
    });
}

#[test]
fn a_browser_without_service_workers_is_reported_before_anything_is_pressed() {
    let hide = "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => undefined });";
    Stage::new().before_load(hide).run(async |page| {
        page.wait_state("empty").await;
        assert!(page.text("welcome").await.contains("offers the page no service worker"));
        assert!(!page.has("practice").await);
    });
}

#[test]
fn the_other_lists_come_to_what_they_are_for() {
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        for (list, links) in [("todos", 4_000), ("ten-seconds", 10)] {
            page.click("practice").await;
            page.click(&format!("practice-{list}")).await;
            page.wait_state("ready").await;
            let done = page.run().await;
            assert_eq!((done.links, done.totals.working), (links, links), "{list}: {done:?}");
        }
        page.click("practice").await;
        page.click("practice-rate-limited").await;
        page.wait_state("ready").await;
        let done = page.run().await;
        assert_eq!((done.links, done.totals.sum(), done.totals.broken), (60, 60, 0), "{done:?}");
        assert!(done.totals.working > 20, "what is refused at first comes later: {done:?}");
        let statuses = counters(page, "/").await["statuses"].clone();
        assert!(statuses["429"].as_u64() >= Some(1), "the limit was met: {statuses}");
    });
}

#[test]
fn each_path_answers_as_it_is_named() {
    Stage::new().run(async |page| {
        let paths = [
            "flaky?share=1&status=502",
            "flaky?share=0",
            "delay/1?to=20&seed=4",
            "headers",
            "json",
            "echo/a%20b",
            "busy?times=0",
            "busy?after=3",
            "status/204",
            "redirect/20",
            "drip?step=0",
            "delay/1?sigma=9",
        ];
        page.set_field("retries", 0).await;
        let done = page.check(&practice_urls(page, &paths)).await;
        assert_eq!(done.done, 12, "{done:?}");
        let expected = [502, 200, 200, 200, 200, 200, 200, 429, 204, 200, 400, 400];
        assert_eq!(columns(&page.rows().await, &["status"]), json!(expected.map(|status| [status])));
        let text = page.browser().text_at(&practice_urls(page, &["echo/a%20b"])[0]).await;
        assert_eq!(text.trim(), "a b");
        page.set_field("method", "head").await;
        page.run().await;
        let rows = page.rows().await;
        assert!(rows.iter().all(|row| row["bytes"].is_null()), "HEAD has no body: {rows:#?}");
    });
}

#[test]
fn a_full_line_rejects_where_the_query_says_so() {
    Stage::new().run(async |page| {
        page.set_links(&page.origin().http_url("/practice/capacity/1/2000?reject=1&n=[1-4]")).await;
        page.set_field("retries", 0).await;
        let done = page.run().await;
        assert_eq!((done.totals.working, done.totals.broken), (1, 3), "{done:?}");
    });
}

#[test]
fn the_user_s_own_list_comes_back_and_no_list_is_offered_during_a_run() {
    Stage::new().run(async |page| {
        let own = page.other("/held/gate");
        page.set_links(&own).await;
        page.click("practice").await;
        page.click("practice-todos").await;
        page.wait_data("links", 4_000).await;
        page.click("practice").await;
        page.click("practice-back").await;
        page.wait_data("links", 1).await;
        assert_eq!(page.value("links").await, own);
        page.start().await;
        page.wait_data("inFlight", 1).await;
        let shown = "return document.querySelector('[data-testid=\"practice\"]').offsetParent !== null;";
        assert_eq!(page.script(shown).await, false, "its limits would change the run's");
        page.origin().release("gate", 1);
        page.wait_state("done").await;
        page.click("unfold").await;
        assert_eq!(page.script(shown).await, true);
    });
}

#[test]
fn a_practice_runner_that_is_missing_ends_its_run_and_the_next_start_has_another() {
    let stage =
        Stage::new().origin(|config| config.mounts = vec![Mount::new("/").missing("practice/worker.js")]);
    stage.run(async |page| {
        page.give_demo().await;
        page.start().await;
        page.wait_trouble("The practice runner, which").await;
        let ended = page.wait_state("stopped").await;
        assert_eq!((ended.totals.cancelled, ended.totals.not_sent), (48, 2), "{ended:?}");
        page.origin().set_mount(Mount::new("/"));
        assert_eq!(page.run().await.totals, MIXED);
    });
}
