//! The form of Compare: cards that are chosen by keys, say what is sent, and fit any screen.

use fantoccini::key::Key;

use crate::harness::{Page, Stage, json};

const PRESETS: [&str; 10] = [
    "sweep",
    "ten-delays",
    "fifty-by-two",
    "seven-sites",
    "todos-40",
    "todos-4000",
    "heads",
    "all-addresses",
    "strategies",
    "bodies",
];

/// The keys of the cards in their order, the chosen one, and what each says of its requests.
const CARDS: &str = "
    const cards = [...document.querySelectorAll('[name=experiment]')];
    return [cards.map((card) => card.value), cards.find((card) => card.checked)?.value,
        cards.map((card) => card.parentElement.querySelector('small').textContent)];";

/// The test hook, or else the tag, of what has the focus.
const FOCUS: &str = "return document.activeElement.dataset.testid ?? document.activeElement.tagName;";

async fn open(page: &Page) {
    page.wait_mounted().await;
    page.click("tab-compare").await;
    page.wait_cost("At most").await;
}

#[test]
fn a_card_is_chosen_by_keys_and_few_tabs_lead_to_its_start() {
    Stage::new().run(async |page| {
        open(page).await;
        let cards = page.script(CARDS).await;
        assert_eq!((&cards[0], &cards[1]), (&json!(PRESETS), &json!("sweep")), "the articles' first");
        page.script("document.querySelector('[name=experiment]:checked').focus();").await;
        page.press(Key::Down).await;
        page.press(Key::Down).await;
        assert_eq!(page.script(CARDS).await[1], "fifty-by-two");
        page.wait_cost("At most 2,800 requests: 4 strategies").await;
        let mut stops = Vec::new();
        for _ in 0..3 {
            page.press(Key::Tab).await;
            stops.push(page.script(FOCUS).await);
        }
        assert_eq!(stops, ["SUMMARY", "place", "compare-start"]);
        page.press(Key::Enter).await;
        // Practice costs nobody anything, and is not asked about.
        page.wait_compare("running").await;
        page.click("compare-stop").await;
        let is_open = "return document.querySelector('[data-testid=customise]').open;";
        assert_eq!(page.script(is_open).await, false, "nothing had to be customised");
        assert_eq!(page.request_count(), 0);
    });
}

#[test]
fn each_card_says_how_many_requests_it_sends() {
    Stage::new().run(async |page| {
        open(page).await;
        let cards = page.script(CARDS).await;
        for (place, preset) in PRESETS.iter().enumerate().filter(|(_, preset)| **preset != "all-addresses") {
            let outlook = cards[2][place].as_str().unwrap_or_default().to_owned();
            let requests = outlook.split(" · ").next().unwrap_or_default();
            page.choose_experiment(preset).await;
            page.wait_cost(&format!("At most {requests}:")).await;
        }
        page.choose_experiment("sweep").await;
        page.wait_cost("At most 4,020 requests: 8 levels, 3 rounds").await;
        assert_eq!(cards[2][0], "4,020 requests · ≈ 1 min");
        page.set_field("rounds", 1).await;
        page.wait_cost("At most 2,412 requests").await;
        assert_eq!(page.script(CARDS).await[2][0], "2,412 requests", "how long that takes is not known");
        page.choose_experiment("seven-sites").await;
        page.set_field("place", "given").await;
        assert!(page.text("compare-caution").await.contains("CORS"));
    });
}

#[test]
fn published_figures_fit_narrow_and_docked() {
    Stage::new().at("/#compare").run(async |page| {
        open(page).await;
        for (width, height) in [(360, 740), (768, 1_024), (1_024, 768), (1_280, 720)] {
            page.resize(width, height).await;
            for preset in ["todos-4000", "ten-delays"] {
                page.choose_experiment(preset).await;
                page.wait_cost("At most").await;
                let fits = "() => {
                    const fits = (part) => part.scrollWidth <= part.clientWidth;
                    const tables = [...document.querySelectorAll('.is-published')].filter((part) => part.checkVisibility());
                    return tables.length === 1 && tables.every(fits) && fits(document.documentElement)
                        && [...document.querySelectorAll('.experiment, .compare-form')].every(fits);
                }";
                page.wait(fits, &[]).await;
            }
        }
    });
}
