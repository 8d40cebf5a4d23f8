//! What was confirmed is what runs: what changes after Start was pressed needs another confirmation, and nothing is sent before.

use fantoccini::key::Key;

use crate::harness::{Page, Stage, json};

/// Gives the page another list without waiting for it to be read, as what arrives late does: a dropped folder.
const GIVE: &str = "
    const area = document.querySelector('[data-testid=\"links\"]');
    area.value = arguments[0];
    area.dispatchEvent(new Event('input', { bubbles: true }));
";

/// Holds back what the browser says of its permissions until `volleyAnswer()`.
const HOLD_PERMISSIONS: &str = "
    window.volleyAsked = [];
    window.volleyAnswer = () => {
        const held = volleyAsked;
        volleyAsked = null;
        for (const answer of held) answer();
    };
    navigator.permissions.query = () => new Promise((resolve) => {
        const answer = () => resolve({ state: 'granted' });
        volleyAsked ? volleyAsked.push(answer) : answer();
    });
";

/// Waits until the question is open that says that something changed, and returns all of it.
async fn wait_changed_question(page: &Page) -> String {
    let question = "() => Array.from(document.querySelectorAll('[data-testid=\"confirm\"]'))
        .find((dialog) => dialog.open && dialog.querySelector('[data-testid=\"confirm-changed\"]'))?.innerText";
    page.wait(question, &[]).await.as_str().unwrap_or_default().to_owned()
}

/// Presses this button of the question that is open.
async fn answer(page: &Page, hook: &str) {
    page.press_at(&format!("dialog[open] [data-testid=\"{hook}\"]")).await;
}

#[test]
fn a_list_that_arrives_behind_the_question_is_confirmed_before_it_runs() {
    Stage::new().run(async |page| {
        page.set_links(&page.other("/todos/[1-120]")).await;
        page.click("start").await;
        assert!(page.text("confirm").await.contains("Send 120 requests?"));
        page.script_with(GIVE, vec![json!(page.other("/todos/[1-400]"))]).await;
        answer(page, "confirm-start").await;
        let question = wait_changed_question(page).await;
        assert!(question.contains("Send 400 requests?"), "{question}");
        assert_eq!(page.request_count(), 0, "nothing runs before it is confirmed as it is");
        answer(page, "confirm-start").await;
        let done = page.wait_state("done").await;
        assert_eq!((done.totals.working, page.request_count()), (400, 400));
        // Once for each list, as ever.
        page.run().await;
    });
}

#[test]
fn what_is_ticked_during_the_browser_s_question_is_confirmed_before_it_is_sent() {
    Stage::new().in_public().before_load(HOLD_PERMISSIONS).run(async |page| {
        page.set_links(&page.other("/take/one")).await;
        page.click("start").await;
        page.wait("() => volleyAsked?.length > 0", &[]).await;
        page.press_hidden("may-write").await;
        page.script("volleyAnswer();").await;
        let question = wait_changed_question(page).await;
        assert!(question.contains("POST") && question.contains("may change or delete"), "{question}");
        answer(page, "confirm-cancel").await;
        assert_eq!(page.request_count(), 0);
        assert_eq!(page.summary().await.state, "ready");
    });
}

#[test]
fn other_settings_than_were_confirmed_are_confirmed_where_they_send_more() {
    Stage::new().run(async |page| {
        page.set_links(&page.other("/todos/[1-101]")).await;
        page.confirm_and_run().await;
        page.set_field("per-origin", 2).await;
        page.run().await;
        page.set_field("per-origin", 60).await;
        page.click("start").await;
        assert!(page.text("confirm").await.contains("at most 48 at a time"));
        page.click("confirm-cancel").await;
        assert_eq!(page.request_count(), 202);
    });
}

#[test]
fn the_question_is_answered_by_a_fresh_enter_and_one_about_data_by_its_button_alone() {
    let held = "document.activeElement.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, repeat: true, bubbles: true, cancelable: true }));
        return document.querySelector('[data-testid=confirm]').open;";
    let ask = async |page: &Page| {
        page.script("document.querySelector('[data-testid=start]').focus();").await;
        page.press(Key::Enter).await;
        page.wait("() => document.querySelector('[data-testid=confirm]')?.open", &[]).await;
    };
    Stage::new().run(async |page| {
        page.set_links(&page.other("/todos/[1-120]")).await;
        ask(page).await;
        assert_eq!(page.script(held).await, true, "the key that opened it does not answer it");
        assert_eq!(page.request_count(), 0);
        page.wait(
            "() => document.querySelector('dialog[open] [data-part=start-key]:not([hidden])') !== null",
            &[],
        )
        .await;
        page.press(Key::Enter).await;
        page.wait_state("done").await;
        assert_eq!(page.request_count(), 120);
        page.press_hidden("may-write").await;
        ask(page).await;
        page.press(Key::Enter).await;
        assert_eq!(page.script("return document.querySelector('[data-testid=confirm]').open;").await, true);
        assert_eq!(page.request_count(), 120);
        page.click("confirm-cancel").await;
    });
}
