//! Requests a second of the extension with access to all sites compared with the same build as a web page, to another origin
//! that hides nothing from either and answers at once.
//!
//! Each has a browser of its own, so that the web page's does not pay for an extension that it does not have.

use super::prelude::*;

const IN_FLIGHT: u32 = 60;
/// As many as HTTP/1.1 has connections to a host: none waits inside the browser.
const PER_HOST: u32 = 6;
/// The least part of the web page's rate that the extension may reach.
const LEAST: f64 = 0.95;

pub(super) async fn measure(options: &Options) -> Result<Vec<Figure>, Failure> {
    let web = Stage::open(options, Wire::Http1).await?;
    let extension = Stage::open_extension(options, Wire::Http1).await?;
    let contestant = |page, per_host| {
        let stage = if page == Page::Web { &web } else { &extension };
        Contestant { stage, page, per_host, side: Side::default() }
    };

    let mut many =
        [Page::Extension, Page::ShowingAddresses, Page::Web].map(|page| contestant(page, IN_FLIGHT));
    take_turns(&mut many, options).await?;
    let mut few = [Page::Extension, Page::Web].map(|page| contestant(page, PER_HOST));
    take_turns(&mut few, options).await?;

    let [many, addresses, many_web] = many.map(|contestant| contestant.side);
    let [few, few_web] = few.map(|contestant| contestant.side);
    let all = format!("{IN_FLIGHT} in flight");
    let without = median_ratio(&addresses.rates, &many.rates);
    let [rate_with_addresses, time_with_addresses] =
        compared(&format!("{all}, server addresses on"), &addresses, &many_web);
    let [rate_of_many, time_of_many] = compared(&all, &many, &many_web);
    let [rate_of_few, time_of_few] = compared(&format!("{all}, {PER_HOST} per host"), &few, &few_web);
    Ok(vec![
        rate_of_many.bar(Bar::AtLeast(LEAST)),
        time_of_many,
        rate_of_few.bar(Bar::AtLeast(LEAST)),
        time_of_few,
        rate_with_addresses.note(format!("× {without:.3} of the extension without")),
        time_with_addresses,
    ])
}

/// Which page runs the targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    Web,
    Extension,
    /// The extension's, with the column of server addresses: they are measured while it is shown.
    ShowingAddresses,
}

/// Who takes part in the turns, and what it did in them.
struct Contestant<'a> {
    stage: &'a Stage,
    page: Page,
    per_host: u32,
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
        let targets = Targets { before: self.stage.elsewhere("/todos/"), count, after: "" };
        self.stage.load_with(&targets.as_text()).await?;
        if self.page == Page::ShowingAddresses {
            self.stage.ask(&json!({ "do": "show", "column": "server-ip" })).await?;
        }
        let before = self.stage.times();
        let ran =
            self.stage.run_with(&json!({ "concurrency": IN_FLIGHT, "per-origin": self.per_host })).await?;
        self.side.take(self.stage, before.as_ref(), &targets, &ran, ["elapsedMs", "working"])?;
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
        let is_extension = page != Page::Web;
        assert!(rows.iter().all(|row| is_observed(row) == is_extension), "{page:?}: {:?}", rows[0]);
        let has_addresses = rows.iter().any(|row| !row[1].is_null());
        assert_eq!(has_addresses, page == Page::ShowingAddresses, "{page:?}: {:?}", rows[0]);
        Ok(())
    }
}

/// Rate and processor time of the extension compared with the web page's.
fn compared(what: &str, extension: &Side, web: &Side) -> [Figure; 2] {
    let (rate, spread) = extension.rate();
    let (web_rate, web_spread) = web.rate();
    let lost = extension.lost + web.lost;
    [
        Figure::new(format!("{what}: compared with the web page"), rate, "/s")
            .against(web_rate, median_ratio(&extension.rates, &web.rates))
            .note(format!("{spread}; web page {web_spread}; lost {lost}")),
        Figure::new(format!("{what}: processor time a request"), median(&extension.cpu_us), "us")
            .against(median(&web.cpu_us), median_ratio(&extension.cpu_us, &web.cpu_us))
            .note(format!("{}; web page: {}", extension.cpu_by_thread, web.cpu_by_thread)),
    ]
}
