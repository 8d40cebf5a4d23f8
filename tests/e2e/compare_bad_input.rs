//! What cannot be compared, and what goes wrong: each says so.

use crate::harness::Stage;

#[test]
fn a_wish_that_cannot_be_carried_out_says_why_and_cannot_be_started() {
    Stage::new().run(async |page| {
        page.open_compare("sweep", "list").await;
        page.wait_cost("There is no link to request").await;
        page.set_field("place", "practice").await;
        page.wait_cost("At most").await;
        for (levels, why) in [
            ("0, 4", "0 is no level"),
            ("4, 1001", "1001 is no level"),
            ("4, four", "“four” is no level"),
            ("4", "two levels or more"),
        ] {
            page.set_field("levels", levels).await;
            page.wait_cost(why).await;
            assert_eq!(page.property("compare-start", "disabled").await, true, "{levels}");
        }
        page.set_field("levels", "").await;
        page.wait_cost("8 levels").await;
        page.set_field("rounds", "many").await;
        page.wait_cost("Rounds are 1 to 50").await;
        page.set_field("rounds", 2).await;
        page.set_field("trial-requests", 0).await;
        page.wait_cost("A trial has 1 to").await;
        page.open_compare("strategies", "practice").await;
        page.choose_ways(&[]).await;
        page.wait_cost("Choose a strategy").await;
        page.click("own").await;
        page.wait_cost("1 strategy").await;
        page.set_field("own-concurrency", 2_000).await;
        page.wait_cost("Your own strategy has 1 to 1000").await;
        page.set_field("place", "given").await;
        page.set_field("given", "not a link").await;
        page.wait_cost("There is no link to request").await;
        assert_eq!(page.request_count(), 0);
    });
}

#[test]
fn where_everything_fails_or_one_way_does_it_is_said_and_nothing_is_called_fast() {
    Stage::new().run(async |page| {
        page.compare_ways(&["one", "pool-10"], &page.other("/cors/status/500?n=[1-9]")).await;
        page.compare(5, 1).await;
        assert!(page.compare_notes().await.contains("Nothing was answered"));

        page.set_field("given", page.other("/cors/capacity/1/10?reject=1&line=a&n=[1-9]")).await;
        page.set_field("trial-requests", 12).await;
        page.start_compare().await;
        page.wait_compare("running").await;
        page.wait_compare("done").await;
        let notes = page.compare_notes().await;
        assert!(notes.contains("Not compared") && notes.contains("Pool of 10"), "{notes}");
        let compared = page.compared().await;
        assert!(compared.row("Pool of 10")["speed_up"].is_null());
        assert!(compared.row("Pool of 10")["failed"].as_u64() > Some(0));
    });
}

#[test]
fn sites_that_hide_their_answers_leave_nothing_to_compare() {
    Stage::new().run(async |page| {
        page.compare_ways(&["one", "two"], &page.other("/closed/todos/1")).await;
        page.compare(4, 1).await;
        let notes = page.compare_notes().await;
        assert!(notes.contains("No response could be read"), "{notes}");
        assert!(notes.contains("There is one target"), "{notes}");
    });
}

#[test]
fn many_requests_to_servers_of_others_are_confirmed_twice() {
    Stage::new().run(async |page| {
        page.compare_ways(&["one", "two"], "http://far.example.test/cors/todos/[1-9]").await;
        page.set_field("rounds", 5).await;
        page.set_field("trial-requests", 90).await;
        page.wait_cost("At most 1,080 requests").await;
        page.click("compare-start").await;
        page.click("compare-confirm-start").await;
        page.wait(
            "() => 'again' in document.querySelector('[data-testid=\"compare-confirm\"]').dataset",
            &[],
        )
        .await;
        let warning = page.text("compare-confirm").await;
        assert!(warning.contains("servers of others") && warning.contains("far.example.test"), "{warning}");
        // The second click of a double click on the first yes.
        page.script(
            "document.querySelector('[data-testid=\"compare-confirm-start\"]')
                .dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 2 }));",
        )
        .await;
        assert_eq!(page.text("compare-confirm").await, warning, "it still asks");
        assert_eq!(page.request_count(), 0, "nothing is sent before");
        page.click("compare-confirm-cancel").await;
        page.set_field("trial-requests", 10).await;
        page.wait_cost("At most 120 requests").await;
        page.run_compare().await;
        assert_eq!(page.request_count(), 120, "confirmed once where they are few");
    });
}
