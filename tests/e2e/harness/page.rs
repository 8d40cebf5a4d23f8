//! The page, driven by its test hooks.

use std::path::Path;

use fantoccini::Locator;
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use serde_json::{Value, json};
use volley_origin::{Origin, WAIT_LIMIT};

use super::browser::Browser;
use super::driver::Kind;
use super::extension::Extension;
use super::files::{TempFolder, keep};
use super::summary::Summary;
use super::wait;

/// Sets the value of a field as a script does, and says so to the page as the browser does.
const SET_FIELD: &str = "
    const field = document.querySelector(`[data-testid=\"${arguments[0]}\"]`);
    field.value = arguments[1];
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
    return document.querySelector('[data-testid=\"summary\"]').dataset.state;
";

/// The page in its browser, with the origin that serves it.
#[derive(Debug)]
pub(crate) struct Page {
    origin: Origin,
    browser: Browser,
    downloads: TempFolder,
    /// What the page is part of, where the origin does not serve it.
    extension: Option<Extension>,
}

impl Page {
    pub(super) async fn new(origin: Origin, browser: Browser, extension: Option<Extension>) -> Self {
        let downloads = TempFolder::new();
        if browser.kind() == Kind::Chromium {
            let folder = json!({ "behavior": "allow", "downloadPath": downloads.path() });
            browser.protocol("Browser.setDownloadBehavior", folder).await;
        }
        Self { origin, browser, downloads, extension }
    }

    pub(super) async fn close(self) {
        self.browser.close().await;
        self.origin.shutdown().await;
    }

    pub(crate) async fn open(&self, path: &str) {
        let url = match &self.extension {
            Some(extension) => extension.url(self.browser.kind(), path),
            None => self.origin.http_url(path),
        };
        self.browser.go(&url).await;
    }

    /// The extension, on a stage that has it.
    pub(super) fn extension(&self) -> &Extension {
        self.extension.as_ref().expect("the stage has the extension")
    }

    pub(crate) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// How many requests the origin has got, those for the page's own files aside.
    pub(crate) fn request_count(&self) -> usize {
        self.origin.log().len()
    }

    pub(crate) fn downloads(&self) -> &Path {
        self.downloads.path()
    }

    pub(crate) fn browser(&self) -> &Browser {
        &self.browser
    }

    /// The URL of a path at the same server as another origin than the page's.
    pub(crate) fn other(&self, path: &str) -> String {
        format!("http://{}{path}", self.origin.http_addr())
    }

    /// The first value of the JS function `condition` that counts as true; looks at each change of the document.
    pub(crate) async fn wait(&self, condition: &str, arguments: &[Value]) -> Value {
        wait::until(&self.browser, condition, arguments).await
    }

    pub(crate) async fn wait_mounted(&self) {
        self.wait("() => document.querySelector('[data-testid=\"summary\"]') !== null", &[]).await;
    }

    pub(crate) async fn wait_state(&self, state: &str) -> Summary {
        let condition = "(state) => {
            const summary = document.querySelector('[data-testid=\"summary\"]');
            return summary?.dataset.state === state && { ...summary.dataset };
        }";
        Summary::of(&self.wait(condition, &[json!(state)]).await)
    }

    /// Waits until this attribute of the summary (`inFlight`, `done`, …) has this value.
    pub(crate) async fn wait_data(&self, name: &str, value: impl ToString) -> Summary {
        let condition = "(name, value) => {
            const summary = document.querySelector('[data-testid=\"summary\"]');
            return summary?.dataset[name] === value && { ...summary.dataset };
        }";
        Summary::of(&self.wait(condition, &[json!(name), json!(value.to_string())]).await)
    }

    pub(crate) async fn summary(&self) -> Summary {
        let script = "return { ...document.querySelector('[data-testid=\"summary\"]').dataset };";
        Summary::of(&self.script(script).await)
    }

    pub(crate) async fn script(&self, body: &str) -> Value {
        self.browser.script(body, vec![]).await
    }

    /// The same for a script with `arguments[…]`.
    pub(crate) async fn script_with(&self, body: &str, arguments: Vec<Value>) -> Value {
        self.browser.script(body, arguments).await
    }

    /// This property of the element with this test hook.
    pub(crate) async fn property(&self, hook: &str, name: &str) -> Value {
        let script =
            "return document.querySelector(`[data-testid=\"${arguments[0]}\"]`)?.[arguments[1]] ?? null;";
        let value = self.script_with(script, vec![json!(hook), json!(name)]).await;
        assert!(!value.is_null(), "no {hook} with {name} on the page");
        value
    }

    async fn text_property(&self, hook: &str, name: &str) -> String {
        self.property(hook, name).await.as_str().expect("it is a text").to_owned()
    }

    /// The page's text where this test hook is.
    pub(crate) async fn text(&self, hook: &str) -> String {
        self.text_property(hook, "innerText").await
    }

    /// What the field with this test hook holds.
    pub(crate) async fn value(&self, hook: &str) -> String {
        self.text_property(hook, "value").await
    }

    /// All text where this test hook is, folded parts included.
    pub(crate) async fn all_text(&self, hook: &str) -> String {
        self.text_property(hook, "textContent").await
    }

    /// How many elements this selector finds.
    pub(crate) async fn count(&self, selector: &str) -> u64 {
        let script = "return document.querySelectorAll(arguments[0]).length;";
        self.script_with(script, vec![json!(selector)]).await.as_u64().expect("a length is a number")
    }

    /// Presses what this selector finds first, wherever it is folded away.
    pub(crate) async fn press_at(&self, selector: &str) {
        self.script_with("document.querySelector(arguments[0]).click();", vec![json!(selector)]).await;
    }

    /// Presses a button or a box, wherever it is folded away.
    pub(crate) async fn press_hidden(&self, hook: &str) {
        self.wait_mounted().await;
        self.press_at(&format!("[data-testid=\"{hook}\"]")).await;
    }

    pub(crate) async fn has(&self, hook: &str) -> bool {
        let script = "return document.querySelector(`[data-testid=\"${arguments[0]}\"]`) !== null;";
        self.script_with(script, vec![json!(hook)]).await == true
    }

    /// The element with this test hook; fails when there is none.
    pub(crate) async fn find(&self, hook: &str) -> Element {
        let selector = format!("[data-testid=\"{hook}\"]");
        let found = self.browser.client().find(Locator::Css(&selector)).await;
        found.unwrap_or_else(|error| panic!("no {hook} on the page: {error}"))
    }

    /// Unfolds what hides the element with this test hook, as a user does.
    async fn reveal(&self, hook: &str) {
        let script = "
            const element = document.querySelector(`[data-testid=\"${arguments[0]}\"]`);
            if (element?.closest('[data-look=folded] .input-body'))
                document.querySelector('[data-testid=unfold]').click();
            for (let fold = element?.closest('details'); fold; fold = fold.parentElement.closest('details'))
                if (!fold.firstElementChild.contains(element)) fold.open = true;
        ";
        self.script_with(script, vec![json!(hook)]).await;
    }

    pub(crate) async fn click(&self, hook: &str) {
        self.reveal(hook).await;
        let element = self.find(hook).await;
        element.click().await.unwrap_or_else(|error| panic!("{hook} cannot be clicked: {error}"));
    }

    pub(crate) async fn type_into(&self, hook: &str, text: &str) {
        self.reveal(hook).await;
        let element = self.find(hook).await;
        element.send_keys(text).await.unwrap_or_else(|error| panic!("{hook} takes no keys: {error}"));
    }

    pub(crate) async fn press(&self, key: Key) {
        let element = self.browser.client().active_element().await.expect("something has the focus");
        element.send_keys(&char::from(key).to_string()).await.expect("what has the focus takes keys");
    }

    /// Presses Tab, wherever the focus is: a field for files takes no keys.
    pub(crate) async fn press_tab(&self) {
        let value = Key::Tab.into();
        let tab =
            KeyActions::new("keys".to_owned()).then(KeyAction::Down { value }).then(KeyAction::Up { value });
        self.browser.client().perform_actions(tab).await.expect("the browser takes keys");
    }

    /// Presses a key together with Control.
    pub(crate) async fn press_with_control(&self, key: char) {
        let element = self.browser.client().active_element().await.expect("something has the focus");
        let keys = format!("{}{key}", char::from(Key::Control));
        element.send_keys(&keys).await.expect("what has the focus takes keys");
    }

    /// Gives the page this list, in place of what the text area holds, and waits until it is read.
    pub(crate) async fn set_links(&self, text: &str) -> Summary {
        self.wait_mounted().await;
        let state = self.script_with(SET_FIELD, vec![json!("links"), json!(text)]).await;
        assert_eq!(state, "reading", "the page says in the same task that it reads");
        let read = "() => {
            const summary = document.querySelector('[data-testid=\"summary\"]');
            return ['ready', 'empty'].includes(summary.dataset.state) && { ...summary.dataset };
        }";
        Summary::of(&self.wait(read, &[]).await)
    }

    /// Gives the page these URLs, a line each.
    pub(crate) async fn set_urls<T: AsRef<str>>(&self, urls: impl IntoIterator<Item = T>) -> Summary {
        let lines: Vec<String> = urls.into_iter().map(|url| url.as_ref().to_owned()).collect();
        self.set_links(&lines.join("\n")).await
    }

    /// Sets a field of the settings: `concurrency`, `timeout-ms`, …
    pub(crate) async fn set_field(&self, hook: &str, value: impl ToString) {
        self.wait_mounted().await;
        self.script_with(SET_FIELD, vec![json!(hook), json!(value.to_string())]).await;
    }

    /// Presses Start, with all rows chosen unless another tab is: else the table would go to the problems at the end.
    async fn press_start(&self) {
        self.script("document.querySelector('[data-testid=chip-all][aria-pressed=true]')?.click();").await;
        self.click("start").await;
    }

    /// Starts the run; fails if the page wants a confirmation.
    pub(crate) async fn start(&self) {
        self.press_start().await;
        let asks = "return document.querySelector('[data-testid=\"confirm\"]')?.open ?? false;";
        assert_eq!(self.script(asks).await, false, "the page wants no confirmation for a small run");
    }

    /// Starts a run that needs confirmation, and confirms it.
    pub(crate) async fn start_and_confirm(&self) {
        self.press_start().await;
        self.click("confirm-start").await;
    }

    /// Starts a run, whether it needs confirmation or not.
    pub(crate) async fn start_and_confirm_if_asked(&self) {
        self.press_start().await;
        let confirm = "document.querySelector('[data-testid=\"confirm-start\"]')?.click();";
        self.script(confirm).await;
    }

    /// Starts the run and waits for its end.
    pub(crate) async fn run(&self) -> Summary {
        self.start().await;
        self.wait_state("done").await
    }

    /// The same for a run that needs confirmation.
    pub(crate) async fn confirm_and_run(&self) -> Summary {
        self.start_and_confirm().await;
        self.wait_state("done").await
    }

    pub(crate) async fn check(&self, urls: &[String]) -> Summary {
        self.set_urls(urls).await;
        self.run().await
    }

    /// Lets the server answer all that it holds at the gate, and waits for the end of the run.
    pub(crate) async fn release_and_end(&self) -> Summary {
        self.origin.release_all("gate");
        self.wait_state("done").await
    }

    /// Fills the list with the practice links of the demo, without starting them.
    pub(crate) async fn give_demo(&self) -> Summary {
        self.wait_mounted().await;
        self.click("practice").await;
        self.click("practice-mixed").await;
        self.wait_state("ready").await
    }

    /// Waits until a message of trouble holds this text, and returns all of that message.
    pub(crate) async fn wait_trouble(&self, text: &str) -> String {
        let condition = "(text) => Array.from(document.querySelectorAll('[data-testid=\"trouble\"]'))
            .map((trouble) => trouble.innerText).find((told) => told.includes(text))";
        self.wait(condition, &[json!(text)]).await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the browser has reported this many breaches of the policy. It sends them in its own time, and nobody
    /// inside the page hears of it.
    pub(crate) async fn wait_reports(&self, count: usize) {
        let come = self.origin.wait_csp_reports(count);
        tokio::time::timeout(WAIT_LIMIT, come).await.expect("the browser reports what breaks the policy");
    }

    /// Sets the size of the window, in CSS pixels.
    pub(crate) async fn resize(&self, width: u32, height: impl Into<Value>) {
        let metrics = json!({
            "width": width, "height": height.into(), "deviceScaleFactor": 1, "mobile": width < 600,
        });
        self.browser.protocol("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Writes a picture of what is on screen to `target/screenshots/`.
    pub(crate) async fn take_picture(&self, name: &str) {
        keep(self, name).await;
    }
}
