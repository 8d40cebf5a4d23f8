//! Visits: what sites show to the browser and not to a script, one tab for one address, and nothing else done by it.

use volley_origin::{Extra, HeaderValue};

use volley::input::addresses::is_private;

use crate::harness::{Access, Kind, Page, Stage, columns, json};

fn in_both(test: &impl AsyncFn(&Page)) {
    Stage::new().in_extension(Access::Granted).run(test);
    Stage::new().in_extension(Access::Granted).in_firefox().run(test);
}

/// Whether the question is open.
const ASKED: &str = "() => document.querySelector('[data-testid=visits][open]') !== null";

/// Offers what was turned away, and waits for the question.
async fn offer(page: &Page) {
    page.click("retry").await;
    page.click("visit-turned-away").await;
    page.wait(ASKED, &[]).await;
}

/// Visits what was turned away, to the end.
async fn visit(page: &Page) {
    offer(page).await;
    page.click("visits-start").await;
    page.wait_state("running").await;
    page.wait_state("done").await;
}

/// Waits until the browser has so many tabs.
async fn wait_tabs(page: &Page, count: u32) {
    let wait = "
        const [count] = arguments, { tabs } = globalThis.browser ?? chrome;
        return await new Promise((resolve) => {
            const look = async () => { if ((await tabs.query({})).length === count) resolve(count); };
            for (const event of [tabs.onCreated, tabs.onRemoved]) event.addListener(look);
            look();
        });
    ";
    page.browser().script_awaited(wait, vec![json!(count)]).await;
}

/// What pages of a wall request when they are loaded or run.
fn loaded(page: &Page) -> usize {
    page.origin().count("/status/200?ran") + page.origin().count("/status/200?loaded")
}

#[test]
fn forty_walls_are_passed_by_a_visit_each() {
    in_both(&async |page: &Page| {
        page.set_links(&page.tls_url("h{1,2}.test", "/closed/wall/page?n=[1-20]")).await;
        page.start().await;
        let before = page.wait_state("done").await;
        assert_eq!((before.totals.broken, before.done), (40, 40), "all are turned away");
        let advice = page.text("advice").await;
        assert!(advice.contains("40 links turned the checker away"), "{advice}");
        page.click("visit-refused").await;
        page.wait(ASKED, &[]).await;
        let asked = page.text("visits").await;
        assert!(
            asked.contains("Visit 40 addresses in this browser?") && asked.contains("h2.test"),
            "{asked}"
        );
        assert_eq!(page.origin().log().len(), 40, "nothing is sent before it is confirmed");
        page.click("visits-start").await;
        page.wait_data("working", 40).await;
        page.wait_state("done").await;
        let rows = page.rows_by_script().await;
        assert!(rows.iter().all(|row| row["verdict"] == "HTTP 200" && row["provenance"] == "visit"));
        page.wait_cell(1, "verdict", "HTTP 200, by a visit").await;
        assert!(!page.text("advice").await.contains("turned"), "there is nothing more to visit");
        assert_eq!(loaded(page), 0, "nothing of them was loaded or run");
        wait_tabs(page, 1).await;
    });
}

#[test]
fn each_end_of_a_visit_has_its_verdict_and_disturbs_nobody() {
    let test = &async |page: &Page| {
        page.set_field("retries", 0).await;
        let at = |path: &str| page.tls_url("h1.test", &format!("/closed/wall/{path}"));
        let to = |to: &str| {
            at(&format!("to?to={}", url::form_urlencoded::byte_serialize(to.as_bytes()).collect::<String>()))
        };
        let end = page.tls_url("h2.test", "/closed/status/200");
        page.check(&[
            at("page?status=404"),
            at("attachment"),
            at("password"),
            at("dialog"),
            to(&end),
            to("volley-test:nothing"),
            to(&page.other("/status/200?private")),
            to("/closed/wall/page"),
        ])
        .await;
        page.origin().clear_log();
        visit(page).await;
        let rows = page.rows_by_script().await;
        let said = columns(&rows, &["verdict", "hops"]);
        assert_eq!(said[0], json!(["HTTP 404", 0]));
        assert_eq!([&said[1][0], &said[2][0], &said[3][0]], ["HTTP 200", "HTTP 401", "HTTP 200"]);
        assert_eq!([&said[4], &said[7]], [&json!(["HTTP 200 ↪", 1]), &json!(["HTTP 200 ↪", 1])]);
        assert_eq!(said[5][0], "Redirect to a forbidden address");
        assert_eq!(said[6][0], "Given up by the browser");
        assert!(
            rows[6]["error"].as_str().is_some_and(|error| error.contains("private address")),
            "{:#}",
            rows[6]
        );
        assert_eq!(rows[4]["redirect_chain"], format!("302 {end}"));
        assert_eq!(page.origin().count("/status/200?private"), 0, "no private address is requested");
        assert_eq!(loaded(page), 0);
        wait_tabs(page, 1).await;
        let files = std::fs::read_dir(page.downloads()).expect("a folder");
        let names = files.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned());
        let mut attachments = names.filter(|name| name.starts_with("volley-visit"));
        assert_eq!(attachments.next(), None, "nothing is downloaded");
    };
    Stage::new().in_extension(Access::Granted).run(test);
    Stage::new().in_extension(Access::Granted).in_firefox().run(test);
}

#[test]
fn a_redirect_to_another_scheme_starts_nothing_fifty_times_of_fifty() {
    in_both(&async |page: &Page| {
        page.set_field("retries", 0).await;
        page.set_links(&page.tls_url("h{1,2}.test", "/closed/wall/to?to=volley-test:[1-25]")).await;
        page.start().await;
        page.wait_state("done").await;
        visit(page).await;
        let rows = page.rows_by_script().await;
        let verdicts = columns(&rows, &["verdict"]);
        assert_eq!(rows.len(), 50);
        assert!(rows.iter().all(|row| row["verdict"] == "Redirect to a forbidden address"), "{verdicts}");
        wait_tabs(page, 1).await;
    });
}

#[test]
fn what_may_act_or_is_private_is_left_out_and_said() {
    Stage::new().in_extension(Access::Granted).run(async |page| {
        page.set_field("retries", 0).await;
        let own = page.tls_url("h1.test", "/closed/wall/page");
        page.set_links(&format!(
            "{own}\n{}\n{}",
            page.tls_url("h1.test", "/closed/status/403?do=logout"),
            page.other("/closed/status/403")
        ))
        .await;
        page.start_and_confirm_if_asked().await;
        page.wait_state("done").await;
        offer(page).await;
        let said = page.text("visits-left-out").await;
        assert!(said.contains("1 address on this machine or its network"), "{said}");
        assert!(said.contains("/closed/status/403?do=logout"), "{said}");
        page.origin().clear_log();
        page.click("visits-start").await;
        page.wait_data("working", 1).await;
        page.wait_state("done").await;
        assert_eq!(page.origin().count("/closed/wall/page"), 1);
        assert_eq!(page.origin().count("/closed/status/403"), 0);
    });
}

#[test]
fn stop_and_the_end_of_the_page_leave_no_tab_behind() {
    in_both(&async |page: &Page| {
        page.set_field("retries", 0).await;
        page.set_field("timeout-ms", 300).await;
        // One visit to an origin at a time.
        let urls = ["h1.test", "h2.test"]
            .map(|host| [page.url(host, "/never?n=[1-2]"), page.tls_url(host, "/never?n=[1-2]")].join("\n"));
        page.set_links(&urls.join("\n")).await;
        page.start().await;
        page.wait_state("done").await;
        for ends_by_stop in [true, false] {
            page.click("retry").await;
            page.click("visit-shown").await;
            page.wait(ASKED, &[]).await;
            page.click("visits-start").await;
            wait_tabs(page, 5).await;
            page.wait_data("inFlight", 4).await;
            if ends_by_stop {
                page.click("stop").await;
                page.wait_state("stopped").await;
            } else {
                page.open("/index.html").await;
            }
            wait_tabs(page, 1).await;
        }
    });
}

/// The tabs of visits, as the extension has them: all but its own, which is the first.
const CLOSE_VISIT: &str = "
    const { tabs } = globalThis.browser ?? chrome;
    const all = await tabs.query({});
    await tabs.remove(all.at(-1).id);
";

#[test]
fn a_tab_that_the_user_closes_and_a_service_worker_are_named() {
    let html = HeaderValue::from_static("text/html");
    let worker = "onfetch = (event) => event.respondWith(new Response('from the worker'));
        onactivate = (event) => event.waitUntil(clients.claim());";
    let with_worker = |stage: Stage| {
        stage.origin(|config| {
            config.page_hosts.push("h1.test".to_owned());
            config.csp = None;
            let page = "<script>navigator.serviceWorker.register('worker.js')</script>";
            config.extra.push(Extra::new("/own/page", page).typed(html.clone()));
            config.extra.push(Extra::new("/own/worker.js", worker));
        })
    };
    let test = &async |page: &Page| {
        page.set_field("retries", 0).await;
        page.set_field("timeout-ms", 300).await;
        let client = page.browser().client();
        let volley = client.window().await.expect("a window");
        let other = client.new_window(true).await.expect("a tab").handle;
        client.switch_to_window(other).await.expect("it is there");
        page.browser().go(&page.tls_url("h1.test", "/own/page")).await;
        page.wait("() => navigator.serviceWorker.controller !== null", &[]).await;
        client.close_window().await.expect("it is there");
        client.switch_to_window(volley).await.expect("it is there");
        page.set_urls([page.tls_url("h1.test", "/own/else"), page.tls_url("h2.test", "/never")]).await;
        page.start().await;
        page.wait_state("done").await;
        page.click("retry").await;
        page.click("visit-shown").await;
        page.wait(ASKED, &[]).await;
        page.click("visits-start").await;
        // That of the service worker has ended by itself.
        page.wait_data("inFlight", 1).await;
        wait_tabs(page, 2).await;
        page.browser().script_awaited(CLOSE_VISIT, vec![]).await;
        page.wait_state("done").await;
        let rows = page.rows_by_script().await;
        let errors = columns(&rows, &["verdict", "error"]);
        assert_eq!(
            errors,
            json!([
                ["Given up by the browser", "Visit ended: the site's own service worker answered"],
                ["Given up by the browser", "Visit ended: the tab was closed"]
            ])
        );
        wait_tabs(page, 1).await;
    };
    with_worker(Stage::new().in_extension(Access::Granted)).run(test);
    with_worker(Stage::new().in_extension(Access::Granted)).in_firefox().run(test);
}

#[test]
fn a_cookie_wall_is_passed_while_the_user_watches() {
    in_both(&async |page: &Page| {
        page.check(&[page.tls_url("h1.test", "/closed/wall/cookie")]).await;
        page.press_first_row().await;
        page.click("watch-link").await;
        page.click("visits-start").await;
        wait_tabs(page, 2).await;
        page.wait_data("working", 1).await;
        page.wait_state("done").await;
        let row = page.rows_by_script().await.remove(0);
        assert_eq!((row["verdict"].as_str(), row["provenance"].as_str()), (Some("HTTP 200"), Some("visit")));
        // It stays open.
        wait_tabs(page, 2).await;
    });
}

#[test]
fn cookies_go_with_what_was_listed_and_never_with_what_is_left_out() {
    in_both(&async |page: &Page| {
        page.set_field("retries", 0).await;
        // The user logs in, in a tab.
        let client = page.browser().client();
        let volley = client.window().await.expect("a window");
        let other = client.new_window(true).await.expect("a tab").handle;
        client.switch_to_window(other).await.expect("it is there");
        page.browser().go(&page.tls_url("h1.test", "/login/in")).await;
        client.switch_to_window(volley).await.expect("it is there");
        let at = |path: &str| page.tls_url("h1.test", &format!("/closed/login/{path}"));
        let urls = [at("page"), at("logout"), at("page?do=delete"), at("head")];
        page.check(&urls).await;
        let rows = page.rows_by_script().await;
        assert!(
            rows.iter().all(|row| row["status"] == 401),
            "without cookies nobody is logged in: {rows:#?}"
        );
        page.origin().clear_log();
        page.press_hidden("cookies").await;
        page.click("start").await;
        page.wait("() => document.querySelector('[data-testid=confirm][open]') !== null", &[]).await;
        let asked = page.text("confirm").await;
        assert!(asked.contains("Your cookies for these hosts") && asked.contains("h1.test"), "{asked}");
        assert!(page.origin().log().is_empty(), "nothing is sent before it is confirmed");
        page.click("confirm-start").await;
        page.wait_data("working", 2).await;
        page.wait_state("done").await;
        let rows = page.rows_by_script().await;
        let verdicts = columns(&rows, &["verdict"]);
        let left_out = "Not sent: may act with your cookies";
        assert_eq!(verdicts, json!([["HTTP 200"], [left_out], [left_out], ["HTTP 200"]]));
        assert_eq!(page.origin().log().len(), 2, "what is left out is not sent at all");
        // Never remembered.
        page.open("/index.html").await;
        page.wait_state("ready").await;
        assert_eq!(page.property("cookies", "checked").await, false);
    });
}

#[test]
fn a_web_page_offers_no_visits() {
    Stage::new().run(async |page| {
        page.check(&[page.tls_url("h1.test", "/wall/page")]).await;
        page.click("retry").await;
        assert!(!page.has("visit-turned-away").await);
        assert!(!page.has("cookies").await);
        assert_eq!(page.browser().kind(), Kind::Chromium);
    });
}

#[test]
fn the_extension_knows_the_private_hosts_that_the_list_knows() {
    const PUBLIC: [&str; 9] = [
        "example.org",
        "local.example.org",
        "notlocalhost.example",
        "mylan.org",
        "8.8.8.8",
        "172.32.0.1",
        "192.169.0.1",
        "100.128.0.1",
        "[2001:db8::1]",
    ];
    const PRIVATE: [&str; 18] = [
        "localhost",
        "localhost.",
        "app.localhost",
        "printer.local",
        "a.b.home.arpa",
        "wiki",
        "git.corp",
        "host.internal",
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "127.9.9.9",
        "169.254.1.1",
        "172.31.255.255",
        "192.168.0.1",
        "[::1]",
        "[fd00::1]",
        "[::ffff:10.0.0.1]",
    ];
    Stage::new().in_extension(Access::Absent).run(async |page| {
        let ask = "
            const { isPrivate } = await import(chrome.runtime.getURL('private.js'));
            return arguments[0].map((host) => isPrivate(new URL(`http://${host}:81/`)));
        ";
        let hosts: Vec<&str> = PUBLIC.into_iter().chain(PRIVATE).collect();
        let known: Vec<bool> = hosts.iter().map(|host| is_private(&format!("http://{host}:81"))).collect();
        assert_eq!(known, [vec![false; PUBLIC.len()], vec![true; PRIVATE.len()]].concat());
        assert_eq!(page.browser().script_awaited(ask, vec![json!(hosts)]).await, json!(known));
    });
}
