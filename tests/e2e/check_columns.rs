//! Columns moved, resized and remembered; rows selected, copied and acted on; the text of links.

use crate::documents::drop_file;
use crate::harness::{Page, Stage, json};

/// The names of the columns on screen, in their order.
async fn headings(page: &Page) -> String {
    let names = "return Array.from(document.querySelectorAll('.head [data-name]'), (cell) => cell.dataset.name).join();";
    page.script(names).await.as_str().expect("names").to_owned()
}

/// Presses a key on a heading or on the grid.
async fn key(page: &Page, selector: &str, key: &str, with: &str) {
    let press = "const place = document.querySelector(arguments[0]);
        place.focus();
        const held = { altKey: arguments[2].includes('alt'), shiftKey: arguments[2].includes('shift'),
            ctrlKey: arguments[2].includes('ctrl') };
        place.dispatchEvent(new KeyboardEvent('keydown', { key: arguments[1], bubbles: true, cancelable: true, ...held }));";
    page.script_with(press, vec![json!(selector), json!(key), json!(with)]).await;
}

async fn width(page: &Page, column: &str) -> u64 {
    let width = "return document.querySelector(`.head [data-name=\"${arguments[0]}\"]`).offsetWidth;";
    page.script_with(width, vec![json!(column)]).await.as_u64().expect("a width")
}

/// Drags from the middle of one element by so many pixels.
async fn drag(page: &Page, selector: &str, by: i32) {
    let drag = "const place = document.querySelector(arguments[0]), box = place.getBoundingClientRect();
        const x = box.left + box.width / 2, y = box.top + box.height / 2;
        const fire = (type, clientX, target) => target.dispatchEvent(new PointerEvent(type,
            { bubbles: true, cancelable: true, button: 0, pointerId: 1, clientX, clientY: y }));
        fire('pointerdown', x, place);
        const head = document.querySelector('.head');
        for (let step = 1; step <= 20; step += 1) fire('pointermove', x + arguments[1] * step / 20, head);
        fire('pointerup', x + arguments[1], head);";
    page.script_with(drag, vec![json!(selector), json!(by)]).await;
}

#[test]
fn columns_stay_where_and_as_wide_as_they_were_put() {
    Stage::new().run(async |page| {
        page.check(&[page.other("/todos/1")]).await;
        page.wait_cell(1, "verdict", "200").await;
        let before = headings(page).await;
        assert!(before.starts_with("index,verdict,url,source,"), "{before}");
        key(page, "[data-testid=sort-url]", "ArrowRight", "alt").await;
        assert!(headings(page).await.starts_with("index,verdict,source,url,"));
        // The focus stays with the column.
        page.wait("() => document.activeElement.dataset.testid === 'sort-url'", &[]).await;
        drag(page, ".head [data-name=verdict]", 300).await;
        assert!(headings(page).await.starts_with("index,source,verdict,"), "{}", headings(page).await);
        let source = width(page, "source").await;
        key(page, "[data-testid=sort-source]", "ArrowRight", "alt shift").await;
        assert_eq!(width(page, "source").await, source + 16);
        drag(page, ".head [data-name=verdict] .edge", 60).await;
        assert_eq!(width(page, "verdict").await, 164);
        drag(page, ".head [data-name=verdict] .edge", -900).await;
        assert_eq!(width(page, "verdict").await, 40, "not less than the least");
        let laid_out = headings(page).await;
        page.open("/").await;
        page.wait_mounted().await;
        page.wait_cell(1, "index", "1").await;
        assert_eq!(headings(page).await, laid_out);
        assert_eq!((width(page, "verdict").await, width(page, "source").await), (40, source + 16));
        page.click("columns").await;
        page.click("columns-usual").await;
        assert_eq!(headings(page).await, before);
        assert_eq!(width(page, "verdict").await, 104);
    });
}

#[test]
fn the_text_of_links_is_shown_where_there_is_one_and_its_place_leads_to_it() {
    Stage::new().run(async |page| {
        page.set_links(&page.other("/todos/1")).await;
        page.wait_cell(1, "index", "1").await;
        assert!(!headings(page).await.contains("link-text"));
        let text = format!("See [this page]({}).\n", page.other("/todos/2"));
        drop_file(page, "start.md", text).await;
        page.wait_data("links", 2).await;
        page.wait_cell(1, "link-text", "this page").await;
        page.wait_cell(2, "link-text", "").await;
        page.filter("text:page").await;
        page.wait_rows(1).await;
        page.press_at("[data-testid=row] .cell-source bdi").await;
        let marked = "() => document.querySelector('.viewer .marked')?.innerText";
        assert!(page.wait(marked, &[]).await.as_str().is_some_and(|line| line.starts_with("See [this")));
    });
}

/// Keeps what is copied where a test finds it.
const CLIPBOARD: &str = "window.volleyCopied = '';
    navigator.clipboard.writeText = async (text) => { window.volleyCopied = text; };";

#[test]
fn rows_are_selected_copied_and_acted_on_by_keys() {
    Stage::new().run(async |page| {
        page.check(&["/todos/1", "/todos/2", "/todos/3"].map(|path| page.other(path))).await;
        page.wait_cell(3, "verdict", "200").await;
        page.script(CLIPBOARD).await;
        let grid = "[data-testid=results]";
        for (name, with) in [("ArrowDown", ""), ("ArrowDown", "shift"), ("c", "ctrl")] {
            key(page, grid, name, with).await;
        }
        let copied =
            "(lines) => window.volleyCopied.trim().split('\\n').length === lines && window.volleyCopied";
        let text = page.wait(copied, &[json!(3)]).await;
        let lines: Vec<&str> = text.as_str().unwrap_or_default().lines().collect();
        assert!(lines[0].starts_with("index\tverdict\turl\t"), "{text}");
        assert!(lines[2].starts_with(&format!("2\tHTTP 200\t{}", page.other("/todos/2"))), "{text}");
        assert_eq!(page.count("[data-testid=row][aria-selected=true]").await, 2);
        key(page, grid, "a", "ctrl").await;
        page.click("export").await;
        page.click("copy-markdown").await;
        let text = page.wait(copied, &[json!(5)]).await;
        assert!(text.as_str().is_some_and(|text| text.starts_with("| # | Verdict | URL |")), "{text}");
        key(page, grid, "Escape", "").await;
        key(page, grid, "c", "").await;
        let curl = format!("curl -L '{}'", page.other("/todos/2"));
        page.wait("(text) => window.volleyCopied === text", &[json!(curl)]).await;
        let open = "return document.querySelector('[data-testid=row-open]');";
        let link = "const open = document.querySelector('[data-testid=row-open]');
            return [open.href, open.rel, open.closest('[data-testid=row]').ariaRowIndex];";
        assert!(!page.script(open).await.is_null());
        let expected = json!([page.other("/todos/2"), "noopener noreferrer", "3"]);
        assert_eq!(page.script(link).await, expected, "the group is in the cursor's row");
        let before = page.request_count();
        key(page, grid, "r", "").await;
        page.wait_data("state", "done").await;
        page.show_all_columns().await;
        page.wait_cell(2, "attempts", "2").await;
        assert!(page.request_count() >= before);
    });
}
