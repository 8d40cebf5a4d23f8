//! The articles' figures on the built page: each at its preset before anything is sent.

use serde_json::{Value, json};

use crate::harness::Stage;

#[path = "../articles/table.rs"]
mod table;

/// The lines that are shown before the run, as soon as they are of these figures: figure, our nearest, article. Until the
/// desk has planned the experiment chosen, they are those of the one before.
const LINES: &str = "(figures) => {
    const lines = [...document.querySelectorAll('[data-testid=\"compare-known\"] [data-testid=\"compare-published\"]')];
    const cells = lines.map((line) => {
        const [figure, nearest] = line.querySelectorAll('td');
        return [figure.textContent, nearest.textContent, line.querySelector('small').textContent];
    });
    const areAllThere = figures.every((figure) => cells.some(([shown]) => shown.startsWith(figure)));
    return lines.length === figures.length && areAllThere && cells;
}";

#[test]
fn every_figure_of_the_articles_stands_at_its_preset() {
    Stage::new().run(async |page| {
        page.open_compare("sweep", "practice").await;
        let all = table::figures();
        let mut presets: Vec<_> = all.iter().map(|figure| figure.preset).collect();
        presets.dedup();
        for preset in presets {
            page.choose_experiment(preset).await;
            let known: Vec<_> = all.iter().filter(|figure| figure.preset == preset).collect();
            let figures: Vec<_> = known.iter().map(|figure| figure.figure).collect();
            let lines = page.wait(LINES, &[json!(figures)]).await;
            let text = |line: &Value, cell: usize| line[cell].as_str().unwrap_or_default().to_owned();
            for figure in known {
                let is_shown =
                    |line: &Value| figure.is_shown_by(&text(line, 0), &text(line, 1), &text(line, 2));
                assert!(
                    lines.as_array().is_some_and(|lines| lines.iter().any(is_shown)),
                    "{figure:?}: {lines}"
                );
            }
        }
        assert_eq!(page.request_count(), 0);
    });
}

#[test]
fn a_pattern_too_long_to_compare_goes_into_the_list_with_its_cost() {
    Stage::new().run(async |page| {
        page.set_links("https://kept.example/").await;
        page.open_compare("all-addresses", "practice").await;
        page.wait_cost("too long to be tried in rounds").await;
        page.click("use-pattern").await;
        page.wait_data("links", 1_679_616).await;
        page.click("practice").await;
        page.click("practice-back").await;
        page.wait_data("links", 1).await;
        assert_eq!(page.request_count(), 0);
    });
}

#[test]
fn a_list_that_a_pattern_replaced_twice_comes_back() {
    Stage::new().run(async |page| {
        page.set_links("https://kept.example/").await;
        for _ in 0..2 {
            page.open_compare("all-addresses", "given").await;
            page.wait_cost("too long to be tried in rounds").await;
            page.click("use-pattern").await;
            page.wait_data("links", 1_679_616).await;
        }
        page.click("give-back").await;
        page.wait_data("links", 1).await;
        page.wait("() => document.querySelector('[data-testid=give-back]') === null", &[]).await;
        assert_eq!(page.request_count(), 0);
    });
}
