//! What is done several times on one stage: how long it took and what it cost the page; Volley and the JS pools in turns;
//! the rates the server saw.

use serde_json::Value;
use volley_origin::Exchange;

use crate::desk_thread;
use crate::failure::Failure;
use crate::figure::{Bar, Figure, Part};
use crate::orders::{PageCost, Pool, Targets, number};
use crate::processor::{DeskThread, Others, Role, Spent, Times};
use crate::stage::Stage;
use crate::statistics::{median, range};

/// A task of the page that lasts longer than this counts as long.
const LONG_TASK_MS: f64 = 50.0;

/// What was done several times: how long each took, and the most it cost the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timed {
    pub(crate) ms: Vec<f64>,
    pub(crate) longest_task_ms: f64,
    /// What the one with the longest task cost, in words.
    worst: String,
    pub(crate) most_frames: f64,
}

impl Timed {
    /// Has a freshly loaded page do `order`, so many times.
    pub(crate) async fn of_loads(stage: &Stage, order: &Value, count: usize) -> Result<Self, Failure> {
        let mut timed = Self::default();
        for _ in 0..count {
            stage.load().await?;
            timed.take(&stage.ask(order).await?)?;
        }
        Ok(timed)
    }

    pub(crate) fn take(&mut self, answer: &Value) -> Result<(), Failure> {
        self.ms.push(number(answer, "ms")?);
        self.most_frames = self.most_frames.max(answer["frames"].as_f64().unwrap_or(0.0));
        let cost = PageCost::of(answer)?;
        if cost.longest_task_ms >= self.longest_task_ms {
            self.longest_task_ms = cost.longest_task_ms;
            self.worst = format!("{}; at {}", cost.text(), answer["cost"]["longTasksAt"]);
        }
        Ok(())
    }

    pub(crate) fn figure(&self, what: &str, most_ms: f64) -> Figure {
        Figure::of(what, &self.ms, "ms").bar(Bar::AtMost(most_ms))
    }

    pub(crate) fn task_figure(&self, what: impl Into<String>) -> Figure {
        Figure::new(what, self.longest_task_ms, "ms")
            .bar(Bar::AtMost(LONG_TASK_MS))
            .note(format!("{} (0: none over {LONG_TASK_MS})", self.worst))
    }
}

/// What one side did in its turns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Side {
    /// Requests a second by the server's clock, from the first request's arrival to the last answer's end.
    pub(crate) rates: Vec<f64>,
    /// How long it took by its own account, in milliseconds.
    pub(crate) own_ms: Vec<f64>,
    /// Targets without an answer, over all turns.
    pub(crate) lost: f64,
    /// What it took of the processors: on a busy machine it says more than the rate does. Nothing where the system does not
    /// report it.
    spent: Vec<Spent>,
    /// What the turns cost the page.
    costs: Vec<PageCost>,
}

/// What the processors had done when a run began.
#[derive(Debug)]
pub(crate) struct Before {
    times: Option<Times>,
    desk: Option<DeskThread>,
}

impl Before {
    pub(crate) fn now(stage: &Stage, desk: Option<DeskThread>) -> Self {
        Self { times: stage.times(), desk }
    }
}

impl Side {
    /// The range of the rates in words.
    pub(crate) fn spread(&self) -> String {
        let (low, high) = range(&self.rates);
        format!("{low:.0} to {high:.0}")
    }

    /// What the worst turn of each kind cost the page.
    pub(crate) fn worst_cost(&self) -> PageCost {
        let worst = |of: fn(&PageCost) -> f64| self.costs.iter().map(of).fold(0.0, f64::max);
        let rates: Vec<f64> = self.costs.iter().map(|cost| cost.frames_per_second).collect();
        PageCost {
            longest_task_ms: worst(|cost| cost.longest_task_ms),
            long_tasks: worst(|cost| cost.long_tasks),
            frames_per_second: median(&rates),
            longest_gap_ms: worst(|cost| cost.longest_gap_ms),
        }
    }

    /// Takes the answer of a run, whose fields `time` and `answered` name.
    pub(crate) fn take(
        &mut self,
        stage: &Stage,
        before: &Before,
        targets: &Targets,
        ran: &Value,
        [time, answered]: [&str; 2],
    ) -> Result<(), Failure> {
        if let (Some(times), Some(now)) = (&before.times, stage.times()) {
            self.spent.push(now.since(times, targets.count, before.desk));
        }
        self.costs.push(PageCost::of(ran)?);
        self.rates.push(rate(&stage.exchanges()));
        self.own_ms.push(number(ran, time)?);
        self.lost += f64::from(targets.count) - number(ran, answered)?;
        Ok(())
    }

    /// Processor time that the threads of a role took for a request in the middle turn, in microseconds.
    fn taken_by(&self, role: Role) -> f64 {
        let taken = |spent: &Spent| spent.by_role.get(&role).copied().unwrap_or(0.0);
        median(&self.spent.iter().map(taken).collect::<Vec<_>>())
    }

    /// Processor time a request of each turn, in microseconds.
    fn taken(&self) -> Vec<f64> {
        self.spent.iter().map(|spent| spent.us).collect()
    }
}

/// Rate and processor time of two sides that took turns; the bar is the rate's.
pub(crate) fn compared(what: &str, ours: &Side, theirs: &Side, bar: Option<Bar>) -> [Figure; 2] {
    // A turn is as disturbed as the more disturbed of its sides.
    let worse = |(ours, theirs): (&Spent, &Spent)| {
        let pair = [&ours.others, &theirs.others];
        pair.into_iter().max_by(|a, b| a.share.total_cmp(&b.share)).cloned().unwrap_or_default()
    };
    let others: Vec<Others> = ours.spent.iter().zip(&theirs.spent).map(worse).collect();
    let lost = ours.lost + theirs.lost;
    let note = format!("{}; against {}; lost {lost}", ours.spread(), theirs.spread());
    let rate = Figure::compared(format!("{what}: rate"), &ours.rates, &theirs.rates, "/s");
    let part = |role: Role| Part {
        name: role.name(),
        volley: ours.taken_by(role),
        reference: theirs.taken_by(role),
    };
    let parts = Role::ALL.map(part).into_iter().filter(|part| part.volley + part.reference >= 1.0);
    [
        Figure { bar, ..rate }.note(note).unless_noisy(&others),
        Figure::compared(format!("{what}: processor time a request"), &ours.taken(), &theirs.taken(), "us")
            .parts(parts.collect()),
    ]
}

/// Volley and the JS pool that gathers the same, in turns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Turns {
    pub(crate) volley: Side,
    pub(crate) pool: Side,
}

/// The part of the targets that a turn has which does not count.
const WARM_UP_PART: u32 = 4;

impl Turns {
    /// Takes `turns` turns of both, after a short one that does not count. Who goes first changes each turn: a machine that
    /// becomes slower or faster favours neither.
    pub(crate) async fn take(
        stage: &Stage,
        targets: &Targets,
        in_flight: u32,
        turns: usize,
    ) -> Result<Self, Failure> {
        let few = Targets { count: (targets.count / WARM_UP_PART).max(1), ..targets.clone() };
        let mut uncounted = Self::default();
        volley_turn(stage, &few, in_flight, &mut uncounted.volley).await?;
        pool_turn(stage, Pool::FULL, &few, in_flight, &mut uncounted.pool).await?;
        let mut all = Self::default();
        for turn in 0..turns {
            if turn % 2 == 0 {
                volley_turn(stage, targets, in_flight, &mut all.volley).await?;
                pool_turn(stage, Pool::FULL, targets, in_flight, &mut all.pool).await?;
            } else {
                pool_turn(stage, Pool::FULL, targets, in_flight, &mut all.pool).await?;
                volley_turn(stage, targets, in_flight, &mut all.volley).await?;
            }
        }
        Ok(all)
    }
}

async fn volley_turn(
    stage: &Stage,
    targets: &Targets,
    in_flight: u32,
    side: &mut Side,
) -> Result<(), Failure> {
    stage.load().await?;
    let desk = desk_thread::find(stage).await?;
    stage.read_links(&targets.as_text(), targets.count).await?;
    let before = Before::now(stage, desk);
    let ran = stage.run(in_flight).await?;
    side.take(stage, &before, targets, &ran, ["elapsedMs", "working"])?;
    stage.unload().await
}

/// Has a JS pool take a turn.
pub(crate) async fn pool_turn(
    stage: &Stage,
    pool: Pool,
    targets: &Targets,
    in_flight: u32,
    side: &mut Side,
) -> Result<(), Failure> {
    stage.load_pool().await?;
    let before = Before::now(stage, None);
    let ran = stage.run_pool(pool, targets, in_flight).await?;
    side.take(stage, &before, targets, &ran, ["ms", "answered"])
}

/// Loads the page, gives it the targets and runs them.
pub(crate) async fn run_volley(stage: &Stage, targets: &Targets, in_flight: u32) -> Result<Value, Failure> {
    stage.load_with(&targets.as_text()).await?;
    stage.run(in_flight).await
}

/// Requests a second from the first arrival to the last end.
pub(crate) fn rate(exchanges: &[Exchange]) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 requests")]
    let count = exchanges.len() as f64;
    count * 1_000.0 / span_ms(exchanges)
}

/// Milliseconds from the first arrival to the last end; NaN of nothing.
pub(crate) fn span_ms(exchanges: &[Exchange]) -> f64 {
    let first = exchanges.first().map_or(f64::NAN, |exchange| exchange.started_ms);
    let last = exchanges.iter().filter_map(|exchange| exchange.ended_ms).fold(f64::NAN, f64::max);
    last - first
}
