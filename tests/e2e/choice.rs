//! What the user chooses in addition to the list: which links are requested, how often, and how a source is looked at.

use crate::documents::drop_file;
use crate::harness::{Page, Stage, json};

/// Unfolds the part of the input card of this name.
async fn unfold(page: &Page, hook: &str) {
    let script = "document.querySelector(`[data-testid=\"${arguments[0]}\"]`).open = true;";
    page.script_with(script, vec![json!(hook)]).await;
}

#[test]
fn what_is_left_out_is_not_sent_says_why_and_comes_back() {
    Stage::new().run(async |page| {
        let (a, b) = (page.other("/todos/1"), page.other("/status/404"));
        page.set_urls([&a, &b, "http://10.0.0.1/"]).await;
        unfold(page, "choice").await;
        page.set_field("include", "/TODOS/ 10.0").await;
        page.wait_data("notSent", 1).await;
        page.click("skip-private").await;
        let ready = page.wait_data("notSent", 3).await;
        assert_eq!(
            (ready.links, ready.targets),
            (3, 0),
            "the origin itself is a loopback address: {ready:?}"
        );
        assert_eq!(page.property("problems", "hidden").await, true, "what is left out is no problem");
        page.click("skip-private").await;
        page.set_field("exclude", "re:10\\.0\\.0\\.\\d").await;
        page.wait_data("notSent", 2).await;
        let done = page.run().await;
        assert_eq!((done.totals.working, done.totals.not_sent), (1, 2), "{done:?}");
        let rows = page.rows().await;
        assert_eq!(rows[1]["verdict"], "Not sent: left out");
        assert_eq!((page.origin().count("/todos/1"), page.request_count()), (1, 1));
        page.set_field("include", "re:(").await;
        page.wait_data("notSent", 1).await;
        assert_eq!(page.property("start", "disabled").await, true, "nothing is sent that may not be meant");
        let said = page.script("return document.getElementById('said-include').textContent");
        assert!(said.await.as_str().is_some_and(|said| said.starts_with("Cannot be read:")));
    });
}

#[test]
fn each_link_is_requested_as_often_as_the_user_sets() {
    Stage::new().run(async |page| {
        page.set_urls([page.other("/todos/1"), page.other("/todos/[2-3]")]).await;
        unfold(page, "choice").await;
        page.set_field("times", 3).await;
        let ready = page.wait_data("links", 9).await;
        assert_eq!(ready.targets, 9);
        assert_eq!(page.run().await.totals.working, 9);
        for path in ["/todos/1", "/todos/2", "/todos/3"] {
            assert_eq!(page.origin().count(path), 3, "{path}");
        }
    });
}

#[test]
fn an_internationalised_host_is_shown_in_its_letters_and_sent_in_punycode() {
    Stage::new().run(async |page| {
        page.set_urls(["https://bücher.test/todos/1", "https://plain.test/todos/2"]).await;
        assert_eq!(page.run().await.totals.working, 2);
        page.wait_cell(1, "url", "https://bücher.test/todos/1").await;
        assert_eq!(page.rows().await[0]["url"], "https://xn--bcher-kva.test/todos/1");
        let hosts: Vec<String> =
            page.origin().log().iter().map(|exchange| exchange.host.to_string()).collect();
        assert!(hosts.iter().any(|host| host.starts_with("xn--bcher-kva.test")), "{hosts:?}");
        for text in ["bücher", "xn--bcher"] {
            page.filter(text).await;
            page.wait_rows(1).await;
        }
    });
}

#[test]
fn http_links_of_a_page_over_tls_are_sent_over_tls_on_request() {
    Stage::new().run(async |page| {
        page.browser().go(&page.origin().https_url("/")).await;
        let ready = page.set_urls(["http://plain.test/todos/1"]).await;
        assert_eq!(ready.totals.not_sent, 1, "a page over TLS cannot ask it: {ready:?}");
        unfold(page, "choice").await;
        page.click("upgrade").await;
        page.wait_data("targets", 1).await;
        assert_eq!(page.run().await.totals.working, 1);
        assert_eq!(page.rows().await[0]["url"], "https://plain.test/todos/1");
    });
}

#[test]
fn a_problem_in_a_file_leads_to_its_line() {
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        let mut lines: Vec<String> =
            (1..=900).map(|number| page.other(&format!("/todos/{number}"))).collect();
        lines[699] = "http://[broken".to_owned();
        drop_file(page, "long.txt", lines.join("\r\n")).await;
        page.wait_state("ready").await;
        page.press_at("[data-testid=problems] .place").await;
        let marked = "() => document.querySelector('.viewer .marked')?.innerText";
        assert_eq!(page.wait(marked, &[]).await, "http://[broken");
        let place = "return document.querySelector('.viewer .marked').value";
        assert_eq!(page.script(place).await, 700);
        page.click("viewer-close").await;
        page.click("view-source").await;
        let first = "() => document.querySelector('.viewer-lines li')?.innerText";
        assert_eq!(page.wait(first, &[]).await, json!(lines[0]));
        assert_eq!(page.count(".viewer-lines li").await, 400, "some lines at a time");
    });
}

/// Drops a small file, and one of 250 MB.
const DROP_HUGE: &str = "
    const data = new DataTransfer();
    data.items.add(new File(['https://first.test/\\n'], 'first.txt'));
    const piece = 'https://huge.test/a/rather/long/path/of/no/matter\\n'.repeat(20000);
    data.items.add(new File(Array(250).fill(piece), 'huge.txt'));
    const card = document.querySelector('.input');
    card.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
";

#[test]
fn a_reading_can_be_given_up_and_what_is_read_stays() {
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        page.script(DROP_HUGE).await;
        // At once: it is read within seconds.
        let given_up = "() => {
            const button = document.querySelector('[data-testid=\"cancel-reading\"]');
            if (button.offsetParent) button.click();
            return button.offsetParent !== null;
        }";
        page.wait(given_up, &[]).await;
        let ready = page.wait_state("ready").await;
        assert!((1..5_000_000).contains(&ready.links), "{ready:?}");
        let sources = "return document.querySelector('.sources').innerText";
        let sources = page.script(sources).await;
        assert!(sources.as_str().is_some_and(|text| text.contains("not read to its end")), "{sources}");
        let first = page.script("return document.querySelector('.source-count').innerText").await;
        assert_eq!(first, "1 link", "what was read before is kept");
    });
}

#[test]
fn what_is_chosen_outlives_a_reload_as_the_list_does() {
    Stage::new().run(async |page| {
        page.set_urls([page.other("/todos/1"), page.other("/admin/1")]).await;
        page.set_field("exclude", "admin").await;
        page.wait_data("notSent", 1).await;
        page.open("/").await;
        let ready = page.wait_data("notSent", 1).await;
        assert_eq!(ready.links, 2);
        assert_eq!(page.value("exclude").await, "admin");
        assert!(
            page.text("choice").await.contains("not admin"),
            "it is shown while the fields are folded away"
        );
    });
}

#[test]
fn what_is_commented_out_is_not_requested() {
    Stage::new().run(async |page| {
        let dead = page.other("/status/404");
        let ready =
            page.set_links(&format!("# dead links\n# {dead}\n# {dead}\n{}", page.other("/todos/1"))).await;
        assert_eq!(ready.links, 1);
        page.run().await;
        assert_eq!((page.request_count(), page.origin().count("/todos/1")), (1, 1));
    });
}
