//! What keeps people out of the page, as axe-core finds it.

use serde_json::{Value, json};

use super::page::Page;

/// The sizes in which a state is looked at: wide, and a phone.
const SIZES: [(u32, u32); 2] = [(1440, 900), (360, 780)];

/// All rules that axe has on by itself, of every level, and two that it has off.
const LOOK: &str = "
    // One frame that lays out, one that is on screen.
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const rules = { 'target-size': { enabled: true }, 'label-content-name-mismatch': { enabled: true } };
    const { violations, passes } = await axe.run(document, { rules });
    return {
        passed: passes.length,
        found: violations.flatMap(({ id, impact, nodes }) => nodes.map((node) =>
            `${id} (${impact}) ${node.target.join(' ')}: ${node.failureSummary} ${node.html.slice(0, 200)}`)),
    };
";

impl Page {
    /// Fails if a state has barriers, wide or narrow, light or dark.
    pub(crate) async fn assert_no_barriers(&self, state: &str) {
        let mut found = Vec::new();
        for (width, height) in SIZES {
            self.resize(width, height).await;
            found.extend(self.barriers_in_both_schemes(state, width).await);
        }
        let (width, height) = SIZES[0];
        self.resize(width, height).await;
        assert!(found.is_empty(), "barriers: {found:#?}");
    }

    /// The same for what a change of the window's size closes: as it is now.
    pub(crate) async fn assert_no_barriers_here(&self, state: &str) {
        let found = self.barriers_in_both_schemes(state, SIZES[0].0).await;
        assert!(found.is_empty(), "barriers: {found:#?}");
    }

    async fn barriers_in_both_schemes(&self, state: &str, width: u32) -> Vec<String> {
        let mut found = Vec::new();
        for scheme in ["light", "dark"] {
            let features = json!({ "features": [
                { "name": "prefers-color-scheme", "value": scheme },
                { "name": "prefers-reduced-motion", "value": "reduce" },
            ] });
            self.browser().protocol("Emulation.setEmulatedMedia", features).await;
            let barriers = self.barriers().await;
            found.extend(
                barriers.into_iter().map(|barrier| format!("{state}, {width} px, {scheme}: {barrier}")),
            );
        }
        found
    }

    /// What axe finds on screen now.
    pub(crate) async fn barriers(&self) -> Vec<String> {
        if self.script("return 'axe' in window;").await != true {
            let axe = std::fs::read_to_string(super::program("VOLLEY_AXE")).expect("axe can be read");
            // By the driver: the page's own policy lets no script in.
            self.script(&format!("{axe}\nwindow.axe = axe;")).await;
        }
        let seen = self.browser().script_awaited(LOOK, vec![]).await;
        assert!(seen["passed"].as_u64() > Some(15), "axe has looked at the page: {seen}");
        let found = seen["found"].as_array().cloned().unwrap_or_default();
        found.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }
}
