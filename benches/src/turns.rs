//! Volley and the JS pools in turns on one stage, and the rates the server saw.

use serde_json::Value;
use volley_origin::Exchange;

use crate::failure::Failure;
use crate::orders::{PageCost, Pool, Targets, number};
use crate::processes::Times;
use crate::stage::Stage;
use crate::statistics::{median, range};

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
    pub(crate) costs: Vec<PageCost>,
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
        PageCost {
            longest_task_ms: worst(|cost| cost.longest_task_ms),
            long_tasks: worst(|cost| cost.long_tasks),
            frames_per_second: median(
                &self.costs.iter().map(|cost| cost.frames_per_second).collect::<Vec<_>>(),
            ),
            longest_gap_ms: worst(|cost| cost.longest_gap_ms),
        }
    }

    fn take_times(&mut self, before: Option<&Times>, after: Option<&Times>, targets: &Targets) {
        if let (Some(before), Some(after)) = (before, after) {
            let (us, by_thread) = after.since(before, targets.count);
            self.cpu_us.push(us);
            self.cpu_by_thread = by_thread;
        }
    }

    fn take(&mut self, targets: &Targets, exchanges: &[Exchange], own_ms: f64, answered: f64) {
        self.rates.push(rate(exchanges));
        self.own_ms.push(own_ms);
        self.lost += f64::from(targets.count) - answered;
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
    ///
    /// # Errors
    /// When the page or the browser fails.
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
        stage.load().await?;
        stage.read(&targets.as_text()).await?;
        let before = stage.times();
        let ran = stage.run(in_flight).await?;
        self.volley.take_times(before.as_ref(), stage.times().as_ref(), targets);
        self.volley.costs.push(PageCost::of(&ran)?);
        let answered = number(&ran, "working")?;
        self.volley.take(targets, &stage.exchanges(), number(&ran, "elapsedMs")?, answered);
        stage.unload().await?;
        for (pool, side) in [(Pool::Full, &mut self.full), (Pool::Barest, &mut self.barest)] {
            let before = stage.times();
            let ran = stage.pool(pool, targets, in_flight).await?;
            side.take_times(before.as_ref(), stage.times().as_ref(), targets);
            side.costs.push(PageCost::of(&ran)?);
            side.take(targets, &stage.exchanges(), number(&ran, "ms")?, number(&ran, "answered")?);
        }
        Ok(())
    }
}

/// Loads the page, gives it the targets and runs them.
///
/// # Errors
/// When the page or the browser fails.
pub(crate) async fn run_volley(stage: &Stage, targets: &Targets, in_flight: u32) -> Result<Value, Failure> {
    stage.load().await?;
    stage.read(&targets.as_text()).await?;
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
