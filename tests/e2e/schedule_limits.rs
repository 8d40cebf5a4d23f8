//! What bounds a run: per host and in all, a rate, knobs turned during the run. By the server's own log.

use std::collections::BTreeSet;

use crate::check_limits::{held, start_held, wait_in_flight};
use crate::harness::{Stage, json};

#[test]
fn twenty_hosts_take_turns_and_none_is_ever_over_its_limit() {
    Stage::new().run(async |page| {
        page.set_field("concurrency", 20).await;
        page.set_field("per-origin", 3).await;
        page.set_urls(held(20, 9)).await;
        page.start_and_confirm_if_asked().await;
        wait_in_flight(page, 20).await;
        // The list is given host by host, and yet the first starts are the first link of each.
        let first: BTreeSet<String> = page
            .origin()
            .log()
            .iter()
            .map(|exchange| format!("{}{}", exchange.host, exchange.path))
            .collect();
        let expected = (1..=20).map(|host| format!("h{host}.test/held/gate?i=1")).collect();
        assert_eq!(first, expected);
        page.set_field("concurrency", 1_000).await;
        wait_in_flight(page, 60).await;
        assert_eq!(page.release_and_end().await.totals.working, 180);
        for host in 1..=20 {
            assert_eq!(page.origin().peak_for(&format!("h{host}.test")), 3, "h{host}.test");
        }
        assert_eq!(page.origin().peak(), 60);
        assert_eq!(page.request_count(), 180, "each is requested once");
    });
}

#[test]
fn from_four_to_forty_in_flight_while_it_runs() {
    Stage::new().run(async |page| {
        page.set_field("concurrency", 4).await;
        start_held(page, held(10, 6), 4).await;
        assert_eq!(page.origin().peak(), 4);
        page.set_field("concurrency", 40).await;
        wait_in_flight(page, 40).await;
        assert_eq!(page.origin().peak(), 40);
        assert_eq!(page.release_and_end().await.totals.working, 60);
        assert_eq!(page.origin().peak(), 40);
        // The picture over time shows where the knob was turned.
        let mark = "(words) => Array.from(document.querySelectorAll('[data-testid=story] title'))
            .some((title) => title.textContent.includes(words))";
        page.wait(mark, &[json!("in flight 4 → 40")]).await;
    });
}

#[test]
fn a_rate_is_never_exceeded() {
    const RATE: usize = 5;
    Stage::new().run(async |page| {
        page.set_field("rate", RATE).await;
        page.set_links("http://h{1,2,3,4}.test/todos/[1-4]").await;
        let before = page.origin().now_ms();
        assert_eq!(page.run().await.totals.working, 16);
        let log = page.origin().log();
        assert_eq!(log.len(), 16);
        // A request may be long under way, so that two windows' requests may come close together; but none comes before
        // it is sent, and by the end of the n-th second no more than n times the rate are.
        for (place, exchange) in log.iter().enumerate() {
            let earliest = u32::try_from(place / RATE).map_or(0.0, |windows| f64::from(windows) * 1_000.0);
            let after = exchange.started_ms - before;
            assert!(after >= earliest - 1.0, "request {place} came after {after} ms");
        }
    });
}

#[test]
fn bad_numbers_are_reported_at_their_fields() {
    Stage::new().run(async |page| {
        page.wait_mounted().await;
        for (hook, typed, said) in [
            ("rate", "0", ""),
            ("rate", "", ""),
            ("rate", "-1", "Enter a number above 0"),
            ("rate", "fast", "Enter a number above 0"),
            ("rate", "2.5", "2 in any second"),
            ("rate", "0.5", "One in 2.00 s"),
            ("rate", "5000", "1,000, the ceiling"),
            ("concurrency", "0", "from 1 to 1,000. Still 48."),
            ("concurrency", "-3", "from 1 to 1,000. Still 48."),
            ("concurrency", "2.5", "from 1 to 1,000. Still 48."),
            ("timeout-ms", "-5", "from 1 to 3,600,000. Still 10,000."),
            ("concurrency", "5000", "1,000, the ceiling"),
            ("spacing-ms", "9999999", "3,600,000, the ceiling"),
            ("stop-after", "0", "Never"),
            ("retry-share", "101", "100, the ceiling"),
            ("time-budget-min", "1.5", "Enter a whole number from 0 to 10,080."),
            ("time-budget-min", "99999", "10,080, the ceiling"),
        ] {
            page.set_field(hook, typed).await;
            let condition = "(hook, said) => {
                const text = document.getElementById(`said-${hook}`).textContent;
                return said === '' ? text === '' : text.includes(said);
            }";
            page.wait(condition, &[json!(hook), json!(said)]).await;
            assert_eq!(page.value(hook).await, typed, "the field keeps what was typed");
        }
    });
}

#[test]
fn a_number_that_cannot_be_run_leaves_the_last_good_one_in_force() {
    Stage::new().run(async |page| {
        page.wait_mounted().await;
        let invalid = "(hook, wanted) =>
            (document.getElementById(hook).getAttribute('aria-invalid') === 'true') === wanted";
        let fields = [
            ("timeout-ms", "4321", "-5"),
            ("concurrency", "7", "0"),
            ("per-origin", "3", "abc"),
            ("retries", "1", ""),
        ];
        for (hook, good, bad) in fields {
            page.set_field(hook, good).await;
            page.wait(invalid, &[json!(hook), json!(false)]).await;
            page.set_field(hook, bad).await;
            page.wait(invalid, &[json!(hook), json!(true)]).await;
            let said = format!("Still {}.", if good == "4321" { "4,321" } else { good });
            let condition =
                "(hook, said) => document.getElementById(`said-${hook}`).textContent.includes(said)";
            page.wait(condition, &[json!(hook), json!(said)]).await;
        }
        let short = "() => {
            const chips = document.querySelector('.knobs > summary').textContent;
            return chips.includes('7 at once') && chips.includes('3 per host');
        }";
        page.wait(short, &[]).await;
        page.open("/").await;
        page.wait_mounted().await;
        for (hook, good, _) in fields {
            assert_eq!(page.value(hook).await, good, "{hook}");
        }
    });
}

#[test]
fn politeness_is_one_word_for_several_settings() {
    Stage::new().run(async |page| {
        page.wait_mounted().await;
        assert_eq!(page.value("politeness").await, "normal");
        page.set_field("politeness", "gentle").await;
        page.wait("() => document.getElementById('per-origin').value === '2'", &[]).await;
        assert_eq!(
            (page.value("concurrency").await, page.value("spacing-ms").await),
            ("16".into(), "50".into())
        );
        page.set_field("per-origin", 5).await;
        page.wait("() => document.getElementById('politeness').value === 'own'", &[]).await;
        page.set_field("politeness", "own-server").await;
        page.wait("() => document.getElementById('stop-after').value === '0'", &[]).await;
        page.open("/").await;
        page.wait_mounted().await;
        assert_eq!(page.value("politeness").await, "own-server", "it is remembered");
    });
}

#[test]
fn a_self_tuning_run_says_what_it_changes_and_ends_every_link_once() {
    Stage::new().run(async |page| {
        page.set_field("strategy", "self-tuning").await;
        page.set_links("http://h[1-12].test/todos/[1-100]").await;
        let done = page.confirm_and_run().await;
        assert_eq!((done.done, done.totals.working), (1_200, 1_200));
        assert_eq!(page.request_count(), 1_200);
        let news = page.all_text("news").await;
        assert!(news.contains("Self-tuning: 8 → 16 in flight"), "{news}");
        assert!(page.origin().peak() <= 48, "the limit in flight bounds it");
    });
}

#[test]
fn constant_arrivals_wait_for_no_answer() {
    Stage::new().run(async |page| {
        page.set_links(&page.other("/held/gate?n=[1-40]")).await;
        page.set_field("strategy", "arrivals").await;
        page.set_field("rate", 200).await;
        page.start().await;
        page.wait_data("inFlight", 40).await;
        let status = page.text("status").await;
        assert!(status.contains("200 starts a second, whatever the answers"), "{status}");
        let ended = page.release_and_end().await;
        assert_eq!((ended.totals.working, page.request_count()), (40, 40));
        page.set_field("strategy", "fixed").await;
        let limits = [page.value("concurrency").await, page.value("per-origin").await];
        assert_eq!(limits, ["48", "6"], "they are those that were set");
    });
}
