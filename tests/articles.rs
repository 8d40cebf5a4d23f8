//! Every figure that the articles published stands at its preset. `tests/e2e/compare_published.rs` finds them on the page.

use volley::compare::presets::ALL;
use volley::compare::published::of_preset;

use table::figures;

#[path = "articles/table.rs"]
mod table;

#[test]
fn every_published_figure_is_at_its_preset_and_there_are_no_others() {
    let all = figures();
    assert_eq!(all.len(), 31);
    for figure in &all {
        let shown = of_preset(figure.preset).iter().any(|published| {
            figure.is_shown_by(published.figure, published.nearest.name(), published.article.name)
        });
        assert!(shown, "{figure:?}");
    }
    for preset in ALL {
        let known = all.iter().filter(|figure| figure.preset == preset.key).count();
        assert_eq!(of_preset(preset.key).len(), known, "{}", preset.key);
    }
}
