//! The first visit: what is downloaded by which moment, and that the page comes before its workers.
//!
//! `cargo xtask test --only size` weighs what is listed here. Nothing depends on time: the server holds back the entry of
//! each worker until the page is in the state in question.

use std::collections::BTreeMap;

use volley_origin::Mount;

use crate::harness::{Page, Stage};

/// The entry of every worker. While it is held back none loads.
const ENTRY: &str = "worker.js";

/// A stage that logs the page's files, and holds back its workers.
fn held() -> Stage {
    Stage::new().origin(|config| {
        config.log_files = true;
        config.mounts = vec![Mount::new("/").held(ENTRY)];
    })
}

/// Lets the next worker load.
fn release_worker(page: &Page) {
    page.origin().release(ENTRY, 1);
}

/// The files that the browser was given, and the icon, which it requests in its own time or not at all.
async fn downloads(page: &Page) -> Vec<String> {
    let icon = "return new URL(document.querySelector('link[rel=icon]').href).pathname;";
    let icon = page.script(icon).await.as_str().expect("the page has an icon").to_owned();
    let log = page.origin().log();
    let given = log.iter().filter(|exchange| exchange.status == Some(200)).map(|exchange| &exchange.path);
    let own = given.filter(|path| !path.starts_with("/todos/")).chain([&icon]);
    own.map(|path| match path.split_once('?').map_or(path.as_str(), |(file, _)| file) {
        "/" => "index.html".to_owned(),
        file => file.trim_start_matches('/').to_owned(),
    })
    .collect()
}

/// The moment by which each file is first given.
#[derive(Debug, Default)]
struct Listing(BTreeMap<String, &'static str>);

impl Listing {
    async fn note(&mut self, page: &Page, moment: &'static str) {
        for file in downloads(page).await {
            self.0.entry(file).or_insert(moment);
        }
    }

    /// The files of a moment.
    fn of(&self, moment: &str) -> Vec<&str> {
        self.0.iter().filter(|(_, by)| **by == moment).map(|(file, _)| file.as_str()).collect()
    }

    /// Writes it where the size gate wants it, if that is who runs this.
    fn hand_over(&self) {
        if let Some(file) = std::env::var_os("VOLLEY_FIRST_LOAD") {
            let lines: Vec<_> = self.0.iter().map(|(file, moment)| format!("{moment}\t{file}\n")).collect();
            std::fs::write(file, lines.concat()).expect("the list can be written");
        }
    }
}

#[test]
fn what_a_first_visit_downloads() {
    held().run(async |page| {
        let mut listing = Listing::default();
        page.wait_mounted().await;
        page.type_into("links", &page.other("/todos/1")).await;
        page.wait_state("reading").await;
        listing.note(page, "usable").await;
        release_worker(page);
        page.wait_state("ready").await;
        listing.note(page, "read").await;
        release_worker(page);
        assert_eq!(page.run().await.totals.working, 1, "what was typed before the desk was there is run");
        listing.note(page, "done").await;

        assert!(listing.of("usable").contains(&"index.html"), "{listing:?}");
        assert_eq!(listing.of("read"), ["desk.js", "desk_bg.wasm", ENTRY]);
        let of_runner = |file: &&str| file.starts_with("runner") || file.starts_with("snippets/");
        assert!(listing.of("done").contains(&"runner_bg.wasm"), "{listing:?}");
        assert!(listing.of("done").iter().all(of_runner), "{listing:?}");
        listing.hand_over();
    });
}

#[test]
fn a_start_before_the_runner_is_there_waits_for_it_and_a_stop_too() {
    held().run(async |page| {
        page.wait_mounted().await;
        release_worker(page);
        page.set_links(&page.other("/todos/1")).await;
        page.start().await;
        page.wait_rows(1).await;
        page.click("stop").await;
        release_worker(page);
        assert_eq!(page.wait_state("stopped").await.totals.cancelled, 1);
        assert_eq!(page.origin().count("/todos/1"), 0);
        assert_eq!(page.run().await.totals.working, 1);
    });
}

/// What is requested more often than once in a visit, with how often: a preload that does not fit its use is thrown away.
fn repeated(page: &Page) -> Vec<(String, usize)> {
    let mut times = BTreeMap::<String, usize>::new();
    for exchange in page.origin().log() {
        *times.entry(exchange.path).or_default() += 1;
    }
    times.into_iter().filter(|(_, times)| *times > 1).collect()
}

#[test]
fn no_file_is_requested_twice() {
    let stage = || Stage::new().origin(|config| config.log_files = true);
    let test = async |page: &Page| {
        page.check(&[page.other("/todos/1")]).await;
        assert_eq!(repeated(page), [], "{:#?}", page.origin().log());
    };
    stage().run(test);
    stage().in_firefox().run(test);
}

#[test]
fn another_visit_requests_only_what_must_be_revalidated() {
    let stage = Stage::new().origin(|config| {
        config.log_files = true;
        config.cached = true;
    });
    stage.run(async |page| {
        page.check(&[page.other("/todos/1")]).await;
        page.origin().clear_log();
        page.open("/").await;
        page.check(&[page.other("/todos/1")]).await;
        let paths: Vec<String> = page.origin().log().into_iter().map(|exchange| exchange.path).collect();
        let may_be =
            |path: &&String| ["/", "/todos/1"].contains(&path.as_str()) || path.starts_with("/snippets/");
        let others: Vec<&String> = paths.iter().filter(|path| !may_be(path)).collect();
        assert!(others.is_empty(), "a host may let browsers keep these for ever: {others:?}");
    });
}
