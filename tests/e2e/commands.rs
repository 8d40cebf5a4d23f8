//! The list of all commands: what can be done now, found by typing, done by Enter.

use fantoccini::key::Key;

use crate::harness::{Page, Stage, json};

/// Presses Ctrl+K where the focus is.
async fn open(page: &Page) {
    page.press_with_control('k').await;
    page.wait("() => document.activeElement?.dataset.testid === 'commands-text'", &[]).await;
}

async fn is_open(page: &Page) -> bool {
    page.script("return document.querySelector('dialog[open][data-testid=commands]') !== null;").await == true
}

/// What is listed, each with its key behind it.
async fn listed(page: &Page) -> Vec<String> {
    let options = "return Array.from(document.querySelectorAll('[data-testid=command]'))
        .map((option) => Array.from(option.children).map((part) => part.textContent).join(' | '));";
    serde_json::from_value(page.script(options).await).expect("texts")
}

/// Types this into the list's box, and returns what is left.
async fn find(page: &Page, text: &str) -> Vec<String> {
    page.set_field("commands-text", text).await;
    listed(page).await
}

async fn chosen(page: &Page) -> String {
    let option = "const field = document.querySelector('[data-testid=commands-text]');
        const option = document.getElementById(field.getAttribute('aria-activedescendant'));
        return option?.getAttribute('aria-selected') === 'true' ? option.firstChild.textContent : '';";
    page.script(option).await.as_str().unwrap_or_default().to_owned()
}

fn names(list: &[String], start: &str) -> bool {
    list.iter().any(|name| name.starts_with(start))
}

#[test]
fn what_cannot_be_done_now_is_not_listed() {
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        open(page).await;
        let empty = listed(page).await;
        for (name, is_there) in [
            ("Demo", true),
            ("Go to Compare", true),
            ("Go to Check", false),
            ("Check 2 links", false),
            ("Export", false),
            ("Filter the rows", false),
        ] {
            assert_eq!(names(&empty, name), is_there, "{name}: {empty:#?}");
        }
        page.press(Key::Escape).await;
        page.set_links(&format!("{}\n{}", page.other("/todos/1"), page.other("/held/gate"))).await;
        open(page).await;
        assert_eq!(
            listed(page).await[0],
            "Check 2 links | Ctrl Enter",
            "the main thing comes first, with its key"
        );
        page.press(Key::Enter).await;
        page.wait_data("done", 1).await;
        open(page).await;
        let running = listed(page).await;
        assert_eq!(running[..2], ["Pause", "Stop"]);
        assert!(!names(&running, "Check 2 links") && names(&running, "Filter the rows | /"), "{running:#?}");
        assert_eq!(find(page, "stop").await, ["Stop"]);
        page.press(Key::Enter).await;
        page.wait_state("stopped").await;
        page.origin().release_all("gate");
    });
}

#[test]
fn typing_finds_arrows_move_enter_runs_and_escape_leaves_everything() {
    Stage::new().run(async |page| {
        page.check(&["/todos/1", "/status/404"].map(|path| page.other(path))).await;
        page.script("document.querySelector('[data-testid=filter]').focus();").await;
        open(page).await;
        let all = listed(page).await;
        let first = chosen(page).await;
        assert!(all[0].starts_with(&first) && !first.is_empty(), "{first}");
        page.press(Key::Up).await;
        let last = chosen(page).await;
        assert!(all.last().unwrap().starts_with(&last) && last != first, "{last}");
        page.press(Key::Down).await;
        page.press(Key::Down).await;
        assert!(all[1].starts_with(&chosen(page).await));
        assert!(find(page, "nothing like this").await.is_empty());
        page.press(Key::Enter).await;
        assert!(is_open(page).await, "there is nothing to run");
        page.press(Key::Escape).await;
        page.wait("() => document.querySelector('[data-testid=commands]') === null", &[]).await;
        assert_eq!(page.script("return document.activeElement.dataset.testid;").await, "filter");

        open(page).await;
        assert_eq!(find(page, "broken SHOW").await, ["Show Broken 1"]);
        page.press(Key::Enter).await;
        page.wait_rows(1).await;
        open(page).await;
        find(page, "columns").await;
        page.press(Key::Enter).await;
        page.wait("() => document.querySelector('[data-testid=columns-usual]') !== null", &[]).await;
        page.press(Key::Escape).await;
        assert_eq!(page.script("return document.activeElement.dataset.testid;").await, "columns");
    });
}

#[test]
fn a_new_button_joins_by_itself_and_a_click_runs_it() {
    let test = async |page: &Page| {
        page.wait_state("empty").await;
        let add = "const button = document.createElement('button');
            button.textContent = 'Sing';
            button.addEventListener('click', () => { document.title = 'la'; });
            document.querySelector('main').append(button);";
        page.script(add).await;
        page.script("document.querySelector('[data-testid=links]').focus();").await;
        open(page).await;
        assert_eq!(find(page, "sing").await, ["Sing"]);
        page.click("command").await;
        assert_eq!(page.script("return document.title;").await, "la");
        assert!(!is_open(page).await);
    };
    Stage::new().run(test);
    Stage::new().in_firefox().run(test);
}

#[test]
fn what_is_unfolded_stays_so_while_its_command_is_clicked() {
    Stage::new().run(async |page| {
        page.check(&[page.other("/todos/1")]).await;
        page.click("unfold").await;
        open(page).await;
        assert_eq!(find(page, "practice").await, ["Practice"]);
        page.click("command").await;
        page.wait("() => document.querySelector('[data-testid=practice-back]') !== null", &[]).await;
    });
}

#[test]
fn it_does_not_open_over_a_question() {
    Stage::new().run(async |page| {
        page.set_links(&page.other("/todos/[1-120]")).await;
        page.click("start").await;
        page.press_with_control('k').await;
        let dialogs = page.script("return document.querySelectorAll('dialog[open]').length;").await;
        assert_eq!((dialogs, is_open(page).await), (json!(1), false));
    });
}
