//! Requests a second of the extension with access to all sites compared with the same build as a web page, to another origin
//! that hides nothing from either.
//!
//! A browser passes every request through its main process as soon as any extension may observe requests, whoever makes them.
//! So the web page is measured twice: in a browser that has the extension too, and in one that has none.

use super::prelude::*;
use crate::desk_thread;
use crate::turns::{Before, compared};

const IN_FLIGHT: u32 = 60;
/// As many as HTTP/1.1 has connections to a host: none waits inside the browser.
const PER_HOST: u32 = 6;
/// The least part of the rate of the web page beside it that the extension may reach.
const LEAST: f64 = 0.95;

pub(super) async fn measure(options: &Options) -> Result<Vec<Figure>, Failure> {
    let stages = [
        Stage::open_extension(options, Wire::Http1).await?,
        Stage::open_beside_extension(options, Wire::Http1).await?,
        Stage::open(options, Wire::Http1).await?,
    ];
    let contestant = |page, per_host, path| {
        let stage = match page {
            Page::Extension | Page::ShowingAddresses => &stages[0],
            Page::Beside => &stages[1],
            Page::Web => &stages[2],
        };
        Contestant { stage, page, per_host, path, side: Side::default() }
    };
    let pages = [Page::Extension, Page::Beside, Page::Web, Page::ShowingAddresses];
    let mut figures = Vec::new();
    for (what, per_host, path) in [
        ("answers at once, 60 in flight", IN_FLIGHT, "/todos/"),
        ("answers at once, 6 per host", PER_HOST, "/todos/"),
        ("answers after 20 ms, 60 in flight", IN_FLIGHT, "/delay/20?n="),
    ] {
        let mut contestants = pages.map(|page| contestant(page, per_host, path));
        take_turns(&mut contestants, options).await?;
        let [extension, beside, web, addresses] = contestants.map(|contestant| contestant.side);
        let beside_it = format!("{what}: the web page beside it");
        figures.extend(compared(&beside_it, &extension, &beside, Some(Bar::AtLeast(LEAST))));
        figures.extend(compared(&format!("{what}: without any extension"), &extension, &web, None));
        let without = format!("{what}: addresses on, the extension without");
        let [rate, _] = compared(&without, &addresses, &extension, None);
        figures.push(rate);
    }
    Ok(figures)
}

/// Which page runs the targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    /// A web page in a browser without extensions.
    Web,
    /// A web page in a browser that has the extension.
    Beside,
    Extension,
    /// The extension's, with the column of server addresses: they are measured while it is shown.
    ShowingAddresses,
}

/// Who takes part in the turns, and what it did in them.
struct Contestant<'a> {
    stage: &'a Stage,
    page: Page,
    per_host: u32,
    path: &'static str,
    side: Side,
}

/// Has all of them take a turn in each round, in an order turned each round, after a round that does not count.
async fn take_turns(contestants: &mut [Contestant<'_>], options: &Options) -> Result<(), Failure> {
    for round in 0..=options.turns {
        let mut order: Vec<&mut Contestant> = contestants.iter_mut().collect();
        if round % 2 == 1 {
            order.reverse();
        }
        for contestant in order {
            contestant.turn(options.targets).await?;
            if round == 0 {
                contestant.side = Side::default();
            }
        }
    }
    Ok(())
}

impl Contestant<'_> {
    async fn turn(&mut self, count: u32) -> Result<(), Failure> {
        let targets = Targets { before: self.stage.elsewhere(self.path), count, after: "" };
        self.stage.load().await?;
        let desk = desk_thread::find(self.stage).await?;
        self.stage.read_links(&targets.as_text(), targets.count).await?;
        if self.page == Page::ShowingAddresses {
            self.stage.ask(&json!({ "do": "show", "column": "server-ip" })).await?;
        }
        let before = Before::now(self.stage, desk);
        let ran =
            self.stage.run_with(&json!({ "concurrency": IN_FLIGHT, "per-origin": self.per_host })).await?;
        self.side.take(self.stage, &before, &targets, &ran, ["elapsedMs", "working"])?;
        self.check().await?;
        // While the other one runs there is nothing here that could take any time.
        self.stage.unload().await
    }

    /// Checks that the rows were observed as they are to be on this page.
    async fn check(&self) -> Result<(), Failure> {
        let page = self.page;
        let rows = self.stage.rows(&["provenance", "server_ip"]).await?;
        assert!(!rows.is_empty(), "{page:?}: rows are exported");
        let is_observed = |row: &Vec<Value>| row[0] == "extension";
        let is_extension = matches!(page, Page::Extension | Page::ShowingAddresses);
        assert!(rows.iter().all(|row| is_observed(row) == is_extension), "{page:?}: {:?}", rows[0]);
        let has_addresses = rows.iter().any(|row| !row[1].is_null());
        assert_eq!(has_addresses, page == Page::ShowingAddresses, "{page:?}: {:?}", rows[0]);
        Ok(())
    }
}
