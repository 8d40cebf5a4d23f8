//! During a comparison: Stop, a hidden tab, a run at the same time; and what stays of it.

use crate::harness::{Stage, json};

#[test]
fn stop_ends_it_at_once_and_keeps_what_was_measured() {
    Stage::new().run(async |page| {
        let links = format!("{}\n{}", page.other("/cors/todos/[1-4]"), page.other("/cors/held/gate"));
        page.compare_ways(&["one", "pool-10"], &links).await;
        page.set_field("trial-requests", 5).await;
        page.start_compare().await;
        let is_held = |log: &volley_origin::Log| log.exchanges().len() == 5 && log.in_flight() == 1;
        page.origin().wait_until(is_held).await.expect("the last of the trial is held");
        page.click("compare-stop").await;
        let stopped = page.wait_compare("stopped").await;
        assert_eq!((&stopped["done"], &stopped["trials"]), (&json!("1"), &json!("14")), "{stopped}");
        page.origin().wait_until(|log| log.in_flight() == 0).await.expect("it is broken off");
        let compared = page.compared().await;
        assert_eq!(compared.row("One at a time")["answered"], 4);
        assert_eq!(compared.of("trial").len(), 1);
        assert_eq!(page.request_count(), 5, "nothing is sent after it");
        assert!(page.compare_notes().await.contains("Stopped after"));
    });
}

#[test]
fn the_round_of_a_hidden_tab_is_marked_and_tried_again() {
    let hide = "Object.defineProperty(document, 'hidden', { configurable: true, get: () => arguments[0] });
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));";
    Stage::new().run(async |page| {
        page.compare_ways(&["one", "two"], &page.other("/cors/held/gate")).await;
        page.set_field("trial-requests", 1).await;
        page.set_field("rounds", 1).await;
        page.start_compare().await;
        page.origin().wait_until(|log| log.in_flight() == 1).await.expect("the warm-up begins");
        page.script(&hide.replace("arguments[0]", "true")).await;
        // The desk has heard of it: it says so once the trial is over.
        page.origin().release_all("gate");
        page.wait_compare("hidden").await;
        assert!(page.text("compare-status").await.contains("seen again"));
        assert_eq!(page.request_count(), 1, "nothing is begun while nobody looks");
        page.script(&hide.replace("arguments[0]", "false")).await;
        page.wait_compare("done").await;
        let compared = page.compared().await;
        let fates: Vec<&str> =
            compared.of("trial").iter().filter_map(|trial| trial["fate"].as_str()).collect();
        assert_eq!(fates, ["hidden", "warm-up", "warm-up", "counts", "counts"]);
        assert!(page.compare_notes().await.contains("The tab was hidden: 1 round was tried again"));
    });
}

#[test]
fn a_run_and_a_comparison_are_never_on_together() {
    Stage::new().run(async |page| {
        page.set_links(&page.other("/cors/held/run")).await;
        page.start().await;
        page.origin().wait_until(|log| log.in_flight() == 1).await.expect("the run has begun");
        page.compare_links("strategies", &page.other("/cors/held/compare?n=[1-4]")).await;
        page.wait_cost("At most").await;
        page.click("compare-start").await;
        page.wait_trouble("A run is in progress").await;
        page.origin().release_all("run");
        page.wait_state("done").await;
        page.start_compare().await;
        page.origin().wait_until(|log| log.in_flight() == 1).await.expect("the comparison has begun");
        page.click("tab-check").await;
        page.click("start").await;
        let remark = "return document.getElementById('start-remark').textContent;";
        let remark = page.script(remark).await;
        assert!(remark.as_str().is_some_and(|remark| remark.contains("A comparison is running")), "{remark}");
        assert_eq!(page.summary().await.state, "done", "no run was begun");
        page.click("tab-compare").await;
        page.click("compare-stop").await;
        page.wait_compare("stopped").await;
        page.click("tab-check").await;
        page.run().await;
    });
}

#[test]
fn the_tab_is_in_the_address_and_changes_by_keys() {
    Stage::new().at("/#compare").run(async |page| {
        page.wait_mounted().await;
        let front = "(name) => {
            const tab = document.getElementById(`tab-${name}`);
            const panel = document.getElementById(`panel-${name}`);
            return tab?.ariaSelected === 'true' && tab.tabIndex === 0 && !panel.hidden;
        }";
        page.wait(front, &[json!("compare")]).await;
        let script = "const tab = document.getElementById('tab-compare'); tab.focus();
            tab.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
            return document.activeElement.id;";
        assert_eq!(page.script(script).await, "tab-check");
        page.wait(front, &[json!("check")]).await;
        page.script("history.back();").await;
        page.wait(front, &[json!("compare")]).await;
    });
}

#[test]
fn results_are_saved_in_four_forms_and_kept_over_a_reload() {
    let test = async |page: &crate::harness::Page| {
        page.open_compare("strategies", "practice").await;
        page.choose_ways(&["one", "pool-10"]).await;
        page.compare(5, 2).await;
        let headline = page.compare_notes().await;
        if page.browser().kind() == crate::harness::Kind::Chromium {
            let (name, csv) = page.compare_export("csv").await;
            let csv = String::from_utf8(csv).expect("CSV is UTF-8");
            assert_eq!(name, "volley-compare-strategies.csv");
            assert!(
                csv.starts_with("name,stands-for,")
                    && csv.contains("\"One at a time\",\"requests\",\"practice\","),
                "{csv}"
            );
            let (_, svg) = page.compare_export("svg").await;
            let svg = String::from_utf8(svg).expect("SVG is UTF-8");
            assert!(svg.starts_with("<svg ") && svg.contains("Pool of 10"), "{svg}");
            let (_, png) = page.compare_export("png").await;
            assert!(png.starts_with(b"\x89PNG") && png.len() > 4_000, "{} bytes", png.len());
            assert_eq!(page.compared().await.of("trial").len(), 6);
        }
        page.open("/").await;
        page.wait_mounted().await;
        page.click("tab-compare").await;
        page.wait("() => document.querySelector('[data-testid=\"compare-kept\"]') !== null", &[]).await;
        page.wait_compare("idle").await;
        page.click("compare-kept").await;
        page.wait_compare("done").await;
        assert_eq!(page.compare_notes().await, headline);
        page.click("compare-forget").await;
        page.wait("() => document.querySelector('[data-testid=\"compare-kept\"]') === null", &[]).await;
    };
    Stage::new().run(test);
    Stage::new().in_firefox().run(test);
}
