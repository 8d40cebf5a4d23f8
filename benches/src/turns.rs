//! What is done several times on one stage: how long it took and what it cost the page; Volley and the JS pools in turns;
//! the rates the server saw.

use serde_json::Value;
use volley_origin::Exchange;

use crate::browser::Times;
use crate::failure::Failure;
use crate::figure::{Bar, Figure};
use crate::orders::{PageCost, Pool, Targets, number};
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
    /// Processor time that the browser took for one request, in microseconds: on a busy machine it says more than the
    /// rate does.
    pub(crate) cpu_us: Vec<f64>,
    /// Which of its threads took it in the last turn.
    pub(crate) cpu_by_thread: String,
    /// What the turns cost the page.
    costs: Vec<PageCost>,
}

impl Side {
    /// The median rate, with its range in words.
    pub(crate) fn rate(&self) -> (f64, String) {
        let (low, high) = range(&self.rates);
        (median(&self.rates), format!("{low:.0} to {high:.0}"))
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
        before: Option<&Times>,
        targets: &Targets,
        ran: &Value,
        [time, answered]: [&str; 2],
    ) -> Result<(), Failure> {
        if let (Some(before), Some(after)) = (before, stage.times()) {
            let (us, by_thread) = after.since(before, targets.count);
            self.cpu_us.push(us);
            self.cpu_by_thread = by_thread;
        }
        self.costs.push(PageCost::of(ran)?);
        self.rates.push(rate(&stage.exchanges()));
        self.own_ms.push(number(ran, time)?);
        self.lost += f64::from(targets.count) - number(ran, answered)?;
        Ok(())
    }
}

/// Volley, the JS pool of the same data and the barest one, in turns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Turns {
    pub(crate) volley: Side,
    pub(crate) full: Side,
    pub(crate) barest: Side,
}

impl Turns {
    /// Takes `turns` turns of each, after one of each that does not count.
    pub(crate) async fn take(
        stage: &Stage,
        targets: &Targets,
        in_flight: u32,
        turns: usize,
    ) -> Result<Self, Failure> {
        let mut all = Self::default();
        all.turn(stage, targets, in_flight).await?;
        all = Self::default();
        for _ in 0..turns {
            all.turn(stage, targets, in_flight).await?;
        }
        Ok(all)
    }

    async fn turn(&mut self, stage: &Stage, targets: &Targets, in_flight: u32) -> Result<(), Failure> {
        stage.load_with(&targets.as_text()).await?;
        let before = stage.times();
        let ran = stage.run(in_flight).await?;
        self.volley.take(stage, before.as_ref(), targets, &ran, ["elapsedMs", "working"])?;
        stage.unload().await?;
        for (pool, side) in [(Pool::FULL, &mut self.full), (Pool::BAREST, &mut self.barest)] {
            let before = stage.times();
            let ran = stage.pool(pool, targets, in_flight).await?;
            side.take(stage, before.as_ref(), targets, &ran, ["ms", "answered"])?;
        }
        Ok(())
    }
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
