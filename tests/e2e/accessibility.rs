//! The page for people who see, hear or move otherwise: no barrier that axe-core finds in any state, few Tabs to the table, and
//! what is chosen is seen without colours.

use fantoccini::key::Key;

use crate::documents::drop_file;
use crate::harness::{Page, Stage, json};
use crate::mixed;

const PROBLEMS: &str = "https://a.test/\nnot a link\nmailto:someone@example.test\nhttps://b.test/[1-40]\n";

async fn wait_hook(page: &Page, hook: &str) {
    page.wait("(hook) => document.querySelector(`[data-testid=\"${hook}\"]`) !== null", &[json!(hook)]).await;
}

#[test]
fn axe_finds_what_is_broken() {
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        let broken = "document.querySelector('main').append(document.createElement('button'));";
        page.script(broken).await;
        let found = page.barriers().await;
        assert!(found.len() == 1 && found[0].starts_with("button-name (critical) "), "{found:#?}");
    });
}

#[test]
fn composing_has_no_barriers() {
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        page.assert_no_barriers("empty").await;
        page.set_links(PROBLEMS).await;
        page.assert_no_barriers("problems").await;
        for fold in ["knobs", "choice", "requests"] {
            let toggle = format!("[data-part={fold}] > summary");
            page.press_at(&toggle).await;
            if fold == "knobs" {
                page.press_at("[data-testid=more-settings] > summary").await;
                page.press_at(".about > summary").await;
                page.set_field("timeout-ms", "-5").await;
            }
            if fold == "requests" {
                page.press_hidden("may-write").await;
                page.set_field("headers", "no header").await;
            }
            page.assert_no_barriers(fold).await;
            page.press_at(&toggle).await;
        }
        page.click("practice").await;
        page.assert_no_barriers_here("practice menu").await;
        page.press(Key::Escape).await;
        drop_file(page, "list.md", "See [here](relative.html) and https://c.test/".to_owned()).await;
        wait_hook(page, "view-source").await;
        page.assert_no_barriers("a source").await;
        page.click("view-source").await;
        page.wait("() => document.querySelector('.viewer-lines li') !== null", &[]).await;
        page.assert_no_barriers("viewer").await;
    });
}

#[test]
fn dialogs_have_no_barriers() {
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        page.click("help").await;
        page.assert_no_barriers("help").await;
        page.click("help-close").await;
        page.press_with_control('k').await;
        page.assert_no_barriers("commands").await;
        page.set_field("commands-text", "no such thing").await;
        page.assert_no_barriers("no commands").await;
        page.click("commands-close").await;
        page.set_links(&page.other("/todos/[1-120]")).await;
        page.click("start").await;
        page.assert_no_barriers("confirm").await;
    });
}

#[test]
fn a_run_has_no_barriers() {
    Stage::new().run(async |page| {
        let hosts = "http://h{1,2}.test";
        page.set_links(&format!("{hosts}/todos/[1-3]\n{hosts}/status/404\n{hosts}/held/gate?i=[1-9]")).await;
        page.start().await;
        page.wait_data("done", 8).await;
        page.assert_no_barriers("running").await;
        page.click("pause").await;
        page.wait_state("paused").await;
        page.assert_no_barriers("paused").await;
        page.click("stop").await;
        page.wait_state("stopped").await;
        page.assert_no_barriers("stopped").await;
        page.origin().release_all("gate");
    });
}

#[test]
fn results_have_no_barriers() {
    Stage::new().run(async |page| {
        mixed::run(page).await;
        page.wait_filled().await;
        page.assert_no_barriers("done").await;
        for hook in ["retry", "export", "filter-help", "columns"] {
            page.click(hook).await;
            page.assert_no_barriers_here(hook).await;
            page.press(Key::Escape).await;
        }
        page.click("export-code").await;
        page.wait("() => document.querySelector('[data-testid=code-text]')?.textContent !== ''", &[]).await;
        page.assert_no_barriers("export as code").await;
        page.click("code-close").await;
        page.show_all_columns().await;
        page.assert_no_barriers("all columns").await;
        page.click("unfold").await;
        page.assert_no_barriers_here("unfolded").await;
        page.press(Key::Escape).await;
        page.filter("status:404").await;
        page.assert_no_barriers("filtered").await;
        page.filter("status:what").await;
        page.assert_no_barriers("wrong filter").await;
        page.filter("no such row").await;
        page.assert_no_barriers("no row").await;
        page.filter("").await;
        page.press_first_row().await;
        wait_hook(page, "attempt").await;
        page.assert_no_barriers("detail").await;
    });
}

#[test]
fn a_run_of_failures_has_no_barriers() {
    Stage::new().run(async |page| {
        page.set_field("stop-after", 3).await;
        page.set_links(&page.other("/status/500?i=[1-30]")).await;
        page.start().await;
        wait_hook(page, "lane-skip").await;
        page.assert_no_barriers("a stopped host").await;
        page.click("lane-skip").await;
        page.wait_state("done").await;
        page.assert_no_barriers("all failing").await;
    });
}

#[test]
fn compare_has_no_barriers() {
    Stage::new().run(async |page| {
        page.compare_ways(&["one", "two"], &page.other("/cors/todos/[1-4]")).await;
        page.assert_no_barriers("compare").await;
        page.set_field("trial-requests", 4).await;
        page.set_field("rounds", 2).await;
        page.wait("() => !document.querySelector('[data-testid=\"compare-start\"]').disabled", &[]).await;
        page.click("compare-start").await;
        page.assert_no_barriers("compare question").await;
        page.click("compare-confirm-start").await;
        page.wait_compare("done").await;
        page.assert_no_barriers("compare done").await;
    });
}

/// Where the focus is.
const FOCUSED: &str = "const { dataset, className, tagName } = document.activeElement;
    return dataset.testid ?? (className || tagName);";

/// Presses Tab from the list until the focus is in the table, and returns where it was on the way.
async fn tabs_to_the_table(page: &Page) -> Vec<String> {
    page.click("unfold").await;
    page.script("document.querySelector('[data-testid=links]').focus();").await;
    let mut way = Vec::new();
    while way.len() < 40 {
        page.press_tab().await;
        way.push(page.script(FOCUSED).await.as_str().unwrap_or_default().to_owned());
        if page.script("return document.activeElement.closest('[role=grid]') !== null;").await == true {
            break;
        }
    }
    way
}

#[test]
fn eight_tabs_lead_from_the_list_to_the_table() {
    Stage::new().run(async |page| {
        mixed::run(page).await;
        let way = tabs_to_the_table(page).await;
        assert!(way.len() <= 8, "{} tabs: {way:?}", way.len());
        // A document has fields of its own.
        page.set_links(&format!("# A\n\n[a]({})\n[b](b.html)\n", page.other("/status/404"))).await;
        page.run().await;
        let way = tabs_to_the_table(page).await;
        assert!(way.len() <= 8, "{} tabs: {way:?}", way.len());
    });
}

#[test]
fn arrows_lead_to_what_tab_leaves_out() {
    Stage::new().run(async |page| {
        mixed::run(page).await;
        for (first, hooks) in [
            ("retry", &["export", "export-code"][..]),
            ("chip-problems", &["chip-broken", "chip-all", "filter-help", "columns"]),
            ("unfold", &["start"]),
        ] {
            page.script_with(
                "document.querySelector(`[data-testid=${arguments[0]}]`).focus();",
                vec![json!(first)],
            )
            .await;
            let mut way = Vec::new();
            while way.len() < 20 && way.last().is_none_or(|hook| hook != first) {
                page.press(Key::Right).await;
                way.push(page.script(FOCUSED).await.as_str().unwrap_or_default().to_owned());
            }
            for hook in hooks {
                assert!(way.iter().any(|passed| passed == hook), "{hook} is not on the way: {way:?}");
            }
            assert_eq!(way.last().map(String::as_str), Some(first), "the way is a ring: {way:?}");
        }
    });
}

/// Has the browser show the system's colours in place of the page's.
async fn force_colours(page: &Page) {
    let features = json!({ "features": [{ "name": "forced-colors", "value": "active" }] });
    page.browser().protocol("Emulation.setEmulatedMedia", features).await;
}

/// Whether these elements look alike.
const LOOKS: &str = "
    const look = (selector) => {
        const { backgroundColor, borderBottomColor } = getComputedStyle(document.querySelector(selector));
        return `${backgroundColor} ${borderBottomColor}`;
    };
    return look(arguments[0]) === look(arguments[1]);
";

#[test]
fn what_is_chosen_is_seen_in_forced_colours() {
    Stage::new().run(async |page| {
        page.check(&["/todos/1", "/status/404"].map(|path| page.other(path))).await;
        force_colours(page).await;
        page.press_with_control('k').await;
        for (chosen, other) in [
            ("[data-testid=tab-check]", "[data-testid=tab-compare]"),
            ("[data-testid^=chip-][aria-pressed=true]", "[data-testid=chip-working]"),
            ("[data-testid=start]", "[data-testid=export]"),
            ("[data-testid=command][aria-selected=true]", "[data-testid=command][aria-selected=false]"),
        ] {
            let alike = page.script_with(LOOKS, vec![json!(chosen), json!(other)]).await;
            assert_eq!(alike, false, "{chosen} looks like {other}");
        }
        page.press(Key::Escape).await;
        page.press_tab().await;
        let outline = "return getComputedStyle(document.activeElement).outlineStyle;";
        assert_eq!(page.script(outline).await, "solid", "the focus is seen");
    });
}

#[test]
fn a_zoom_of_200_percent_leaves_room_for_rows() {
    Stage::new().run(async |page| {
        mixed::run(page).await;
        // 1440 × 900 at twice the size.
        page.resize(720, 450).await;
        page.press_first_row().await;
        wait_hook(page, "attempt").await;
        for (part, least) in [(".grid", 200), (".detail", 200)] {
            let fits = "const { height, width, right } = document.querySelector(arguments[0]).getBoundingClientRect();
                return height >= arguments[1] && width > 300 && right <= innerWidth;";
            let fits = page.script_with(fits, vec![json!(part), json!(least)]).await;
            assert_eq!(fits, true, "{part}");
        }
        let wide = "const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth <= clientWidth;";
        assert_eq!(page.script(wide).await, true, "nothing scrolls sideways");
    });
}

#[test]
fn rows_are_as_high_as_large_letters_need() {
    Stage::new().run(async |page| {
        page.check(&["/todos/1", "/todos/2"].map(|path| page.other(path))).await;
        page.script("document.documentElement.style.fontSize = '200%';").await;
        // The page measures again when the size changes.
        page.resize(1200, 900).await;
        let below = "() => {
            const [first, second] = [2, 3].map((row) =>
                document.querySelector(`[data-testid=row][aria-rowindex=\"${row}\"]`)?.getBoundingClientRect());
            return first?.height === 56 && second?.top === first.bottom;
        }";
        page.wait(below, &[]).await;
        let size = "return getComputedStyle(document.querySelector('[data-testid=row]')).fontSize;";
        assert_eq!(page.script(size).await, "26px");
    });
}
