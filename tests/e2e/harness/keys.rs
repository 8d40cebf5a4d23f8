//! Clicks and keys, as a user makes them.

use fantoccini::Locator;
use fantoccini::elements::Element;
use fantoccini::key::Key;

use super::page::Page;

impl Page {
    /// The element with this test hook; fails when there is none.
    pub(crate) async fn find(&self, hook: &str) -> Element {
        let selector = format!("[data-testid=\"{hook}\"]");
        let found = self.browser().client().find(Locator::Css(&selector)).await;
        found.unwrap_or_else(|error| panic!("no {hook} on the page: {error}"))
    }

    /// Clicks what has this test hook.
    pub(crate) async fn click(&self, hook: &str) {
        let element = self.find(hook).await;
        element.click().await.unwrap_or_else(|error| panic!("{hook} cannot be clicked: {error}"));
    }

    /// Types into what has this test hook.
    pub(crate) async fn type_into(&self, hook: &str, text: &str) {
        let element = self.find(hook).await;
        element.send_keys(text).await.unwrap_or_else(|error| panic!("{hook} takes no keys: {error}"));
    }

    /// Presses a key where the focus is.
    pub(crate) async fn press(&self, key: Key) {
        let element = self.browser().client().active_element().await.expect("something has the focus");
        element.send_keys(&char::from(key).to_string()).await.expect("what has the focus takes keys");
    }
}
