//! What requests carry: headers for all hosts and for one, a method that may change data, a body.

use volley_origin::{Method, Taken};

use crate::harness::{Page, Stage, json};

const HEADERS: &str = "X-All: 1\nCookie: a=b\n[h2.test]\nX-Own: 2\nno header";

fn at(page: &Page, key: &str) -> Taken {
    let mut taken: Vec<Taken> = page.origin().taken().into_iter().filter(|taken| taken.key == key).collect();
    assert_eq!(taken.len(), 1, "{key} was requested once");
    taken.remove(0)
}

fn header<'t>(taken: &'t Taken, name: &str) -> Option<&'t str> {
    taken.headers.get(name).and_then(|value| value.to_str().ok())
}

#[test]
fn headers_arrive_and_those_of_one_host_only_there() {
    Stage::new().run(async |page| {
        page.set_urls(["http://h1.test/take/one", "http://h2.test/take/two"]).await;
        page.set_field("headers", HEADERS).await;
        let problems = "(first, second) => {
            const told = document.querySelector('[data-testid=header-problems]').textContent;
            return told.includes(first) && told.includes(second);
        }";
        page.wait(
            problems,
            &[json!("Line 2 is not sent: browsers keep"), json!("Line 5 is not sent: no colon")],
        )
        .await;
        page.wait("() => document.querySelector('.cost').textContent.includes('2 requests of its own')", &[])
            .await;
        assert_eq!(page.run().await.totals.working, 2);
        let (one, two) = (at(page, "one"), at(page, "two"));
        assert_eq!((header(&one, "x-all"), header(&one, "x-own")), (Some("1"), None));
        assert_eq!((header(&two, "x-all"), header(&two, "x-own")), (Some("1"), Some("2")));
        assert_eq!((header(&one, "cookie"), &one.method), (None, &Method::GET));
        let asked = page.origin().log().iter().filter(|exchange| exchange.method == Method::OPTIONS).count();
        assert_eq!(asked, 2, "the preflights that the cost names");
    });
}

#[test]
fn a_post_is_confirmed_first_and_arrives_once_with_its_body() {
    Stage::new().run(async |page| {
        page.set_urls(["http://h1.test/take/one", "http://h1.test/busy"]).await;
        page.press_hidden("may-write").await;
        page.wait("() => document.querySelector('[data-testid=write-method]') !== null", &[]).await;
        assert_eq!(page.value("write-method").await, "POST");
        page.set_field("write-body", "{\"name\": \"Zoë\"}").await;
        page.set_field("headers", "Content-Type: application/json").await;
        page.wait("() => document.querySelector('.cost').textContent.includes('2 POST requests')", &[]).await;
        page.click("start").await;
        let question = page.text("confirm").await;
        assert!(
            question.contains("Send 2 POST requests?") && question.contains("may change or delete"),
            "{question}"
        );
        assert_eq!(page.request_count(), 0);
        page.click("confirm-start").await;
        page.wait_state("done").await;
        let one = at(page, "one");
        assert_eq!((&one.method, &*one.body), (&Method::POST, "{\"name\": \"Zoë\"}".as_bytes()));
        assert_eq!(header(&one, "content-type"), Some("application/json"));
        let posts = page.origin().log().iter().filter(|exchange| exchange.method == Method::POST).count();
        assert_eq!(posts, 2, "none is repeated, whatever it is answered");
        // Each run needs a confirmation, the same list or not.
        page.click("start").await;
        page.click("confirm-cancel").await;
        assert_eq!(page.origin().taken().len(), 1);
    });
}

#[test]
fn nothing_of_it_is_remembered() {
    Stage::new().run(async |page| {
        page.set_links(&page.other("/todos/1")).await;
        page.set_field("headers", "Authorization: secret").await;
        page.press_hidden("may-write").await;
        page.open("/").await;
        page.wait_state("ready").await;
        assert_eq!(page.value("headers").await, "");
        let stored = "return JSON.stringify([{ ...localStorage }, { ...sessionStorage }]);";
        let stored = page.script(stored).await;
        assert!(!stored.to_string().contains("secret"), "{stored}");
        page.run().await;
        assert_eq!(page.origin().log()[0].method, Method::GET);
    });
}
