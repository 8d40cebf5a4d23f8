//! Pictures of the page in each state, light and dark, wide and narrow: `target/screenshots/*.png`, for people to look at.

use volley_origin::{Mount, Policy, Sharing};

use crate::harness::{CATCH_WORKERS, Page, Stage, json};

const SIZES: [(&str, u32, u32); 3] = [("1440", 1440, 900), ("390", 390, 844), ("360", 360, 780)];

/// Takes a picture of what is on screen in each size and scheme.
pub(crate) async fn take(page: &Page, state: &str) {
    take_part(page, state, "body").await;
}

/// The same with the part of this selector scrolled into sight.
pub(crate) async fn take_part(page: &Page, state: &str, part: &str) {
    for (size, width, height) in SIZES {
        page.resize(width, height).await;
        if state != "reading" {
            page.wait_filled().await;
        }
        let scroll = "document.querySelector(arguments[0]).scrollIntoView();";
        page.script_with(scroll, vec![json!(part)]).await;
        for scheme in ["light", "dark"] {
            let features = json!({ "features": [
                { "name": "prefers-color-scheme", "value": scheme },
                { "name": "prefers-reduced-motion", "value": "reduce" },
            ] });
            page.browser().protocol("Emulation.setEmulatedMedia", features).await;
            // Two frames: one that lays out, one that is on screen.
            let frames = "const done = arguments[0];
                requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));";
            page.browser().script_async(frames, vec![]).await;
            page.take_picture(&format!("{state}-{size}-{scheme}")).await;
        }
    }
}

/// The same, and fails if the page is then wider than the window.
pub(crate) async fn take_fitting(page: &Page, state: &str, part: &str) {
    take_part(page, state, part).await;
    assert!(!overflows(page).await, "no sideways scrolling at 360 px");
}

/// Whether the page is wider than the window.
async fn overflows(page: &Page) -> bool {
    // A card cuts off what is too wide for it.
    let script = "
        const { scrollWidth, clientWidth } = document.documentElement;
        const right = (node) => node.getBoundingClientRect().right;
        const isCut = (button) => right(button) > right(button.closest('.input'));
        return scrollWidth > clientWidth || [...document.querySelectorAll('.input .button')].some(isCut);
    ";
    page.script(script).await == true
}

/// A list as people have it: many hosts, some closed, some slow, some bad lines.
pub(crate) fn list() -> String {
    let hosts = ["docs", "api", "blog", "shop", "closed-a", "closed-b", "files", "old", "status", "www"];
    let paths = [
        "/guide/getting-started",
        "/todos/1",
        "/status/404",
        "/tao/delay/30?page=2",
        "/bytes/48213",
        "/redirect/1",
        "/json",
        "/articles/2024/a-rather-long-title-that-has-to-be-shortened-somewhere",
        "/delay/80",
        "/status/500",
    ];
    let mut lines: Vec<String> = hosts
        .iter()
        .flat_map(|host| paths.iter().map(move |path| format!("http://{host}.example.test{path}")))
        .collect();
    lines.extend(["mailto:someone@example.test".to_owned(), "not a link".to_owned()]);
    lines.join("\n")
}

pub(crate) fn stage() -> Stage {
    let sharing = |host: &str| if host.starts_with("closed") { Sharing::CLOSED } else { Sharing::OPEN };
    Stage::new().origin(|config| config.policy = Policy::by(sharing))
}

#[test]
fn empty_reading_and_ready() {
    stage().before_load(CATCH_WORKERS).run(async |page| {
        page.wait_state("empty").await;
        take_fitting(page, "empty", "body").await;
        page.set_links(&list()).await;
        // What the desk does not hear it is still reading.
        page.script("volleyHeld.desk = [];").await;
        page.type_into("links", "\nhttp://late.example.test/").await;
        page.wait_state("reading").await;
        take(page, "reading").await;
        page.script("volleyLetGo('desk');").await;
        page.wait_state("ready").await;
        take(page, "ready").await;
    });
}

#[test]
fn running_and_done() {
    stage().run(async |page| {
        // What is in flight stays there while the pictures are taken.
        let held = "http://queue.example.test/held/gate?job=[1-40]";
        page.set_links(&format!("{}\n{held}", list())).await;
        page.start().await;
        page.wait_data("inFlight", 6).await;
        take(page, "running").await;
        page.release_and_end().await;
        take_fitting(page, "done", "body").await;
        page.wait_cell(3, "index", "3").await;
        let open = "document.querySelectorAll('[data-testid=\"row\"]')[3].click();";
        page.script(open).await;
        page.wait("() => document.querySelector('[data-testid=\"attempt\"]') !== null", &[]).await;
        take(page, "detail").await;
    });
}

#[test]
fn all_failing() {
    stage().run(async |page| {
        let lines = (1..=30).map(|i| match i % 3 {
            0 => format!("http://closed-{i}.example.test/page/{i}"),
            1 => format!("http://old.example.test/status/{}", 400 + i),
            _ => format!("http://broken.example.test/reset?i={i}"),
        });
        page.set_urls(lines).await;
        page.run().await;
        take(page, "all-failing").await;
    });
}

#[test]
fn a_worker_that_is_missing() {
    let stage = stage().origin(|config| {
        config.mounts = vec![Mount::new("/").missing("runner.js")];
    });
    stage.run(async |page| {
        // The runner is started for the first list.
        page.set_links(&list()).await;
        page.wait_trouble("The runner").await;
        take(page, "trouble").await;
    });
}

#[test]
fn the_question_before_a_big_run() {
    stage().run(async |page| {
        page.set_links(&format!("{}\nhttp://api.example.test/todos/[1-4000]", list())).await;
        page.click("start").await;
        take(page, "question").await;
    });
}

#[test]
fn practice_and_its_menu() {
    stage().run(async |page| {
        page.wait_state("empty").await;
        page.give_demo().await;
        page.run().await;
        take(page, "practice").await;
        page.click("practice").await;
        take_fitting(page, "practice-menu", "body").await;
    });
}

#[test]
fn documents_what_is_chosen_of_them_and_a_look_into_one() {
    stage().run(async |page| {
        page.wait_state("empty").await;
        let markdown: Vec<String> = (1..=60)
            .map(|line| match line % 4 {
                0 => format!("## Chapter {line}\n"),
                1 => format!("See [the guide](http://docs.example.test/guide/{line}) for more."),
                _ => {
                    format!("A paragraph of line {line}, with <http://blog.example.test/todos/{line}> in it.")
                }
            })
            .collect();
        let html = "<ul>\n<li><a href=\"relative/page\">r</a>\n<li><a href='mailto:a@b.test'>m</a></ul>";
        let urls: Vec<String> =
            (1..=40).map(|row| format!("row {row},http://bücher.test/todos/{row}")).collect();
        let files = json!([
            ["handbook/chapters/introduction.md", markdown.join("\n")],
            ["export.csv", urls.join("\n")],
            ["index.html", html],
        ]);
        page.script_with(crate::documents::DROP, vec![files]).await;
        page.wait_state("ready").await;
        take(page, "documents").await;
        let unfold = "for (const part of ['counts', 'choice'])
            document.querySelector(`[data-testid=${part}]`).open = true;
            document.querySelector('.knobs').open = false;";
        page.script(unfold).await;
        page.set_field("exclude", "/guide/ re").await;
        page.wait_state("ready").await;
        let down = "const body = document.querySelector('.input-body'); body.scrollTop = body.scrollHeight;
            document.querySelector('[data-testid=choice]').scrollIntoView({ block: 'end' });";
        page.script(down).await;
        take_fitting(page, "choice", "body").await;
        page.press_at("[data-testid=problems] .place").await;
        page.wait("() => document.querySelector('.viewer .marked') !== null", &[]).await;
        take(page, "viewer").await;
    });
}
