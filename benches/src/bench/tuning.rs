//! Self-tuning compared with the best of a few fixed levels, measured in the same minute on the same server.

use volley_origin::Exchange;

use super::prelude::*;

/// What self-tuning may go up to.
const CEILING: u32 = 128;
const LEAST_OF_BEST: f64 = 0.85;
/// A fixed level has nothing to find out, so a part of the targets is enough.
const FIXED_PART: u32 = 3;

pub(super) async fn measure(options: &Options) -> Result<Vec<Figure>, Failure> {
    // Over HTTP/1.1 a browser has six requests on the way to one origin, whatever the page starts.
    let stage = Stage::open(options, Wire::Http2).await?;
    let mut figures = Vec::new();
    for server in &servers() {
        figures.extend(compare_with_fixed(&stage, server, options.turns).await?);
    }
    Ok(figures)
}

/// A server whose best level is known.
#[derive(Clone, Debug)]
struct Server {
    what: String,
    /// Its path up to the name of its line.
    path: String,
    /// As many as it answers in about twenty seconds.
    targets: u32,
    /// Levels at and around the best.
    fixed: [u32; 4],
}

fn servers() -> [Server; 4] {
    let with_places = |places: u32, targets, fixed| Server {
        what: format!("{places} places of 100 ms"),
        path: format!("/capacity/{places}/100?line="),
        targets,
        fixed,
    };
    let limited = Server {
        what: "429 past 200 a second".to_owned(),
        path: "/bucket/200/20?ms=100&line=".to_owned(),
        targets: 4_000,
        // In 100 ms and what the way takes, 20 in flight start just less than 200 a second.
        fixed: [16, 22, 19, 26],
    };
    [
        with_places(8, 1_600, [8, 16, 10, 12]),
        with_places(24, 4_800, [24, 40, 28, 32]),
        with_places(60, 12_000, [60, 90, 66, 76]),
        limited,
    ]
}

/// What was seen of one server in all turns.
#[derive(Debug, Default)]
struct Seen {
    tuned: Vec<f64>,
    settled: Vec<f64>,
    /// Of each turn, the rate and the level of the best fixed one.
    best: Vec<f64>,
    best_levels: Vec<u32>,
    all_levels: Vec<String>,
    seconds: Vec<f64>,
    changes: Vec<LevelChanges>,
}

async fn compare_with_fixed(stage: &Stage, server: &Server, turns: usize) -> Result<[Figure; 3], Failure> {
    let mut seen = Seen::default();
    for turn in 0..turns {
        // Half of the fixed levels before, half after: what the machine does meanwhile falls on both sides.
        let (before, after) = server.fixed.split_at(server.fixed.len() / 2);
        let mut fixed = Vec::new();
        for &level in before {
            fixed.push((run(stage, server, turn, Some(level)).await?.rate, level));
        }
        let tuned = run(stage, server, turn, None).await?;
        let changes = LevelChanges::read(&stage.decisions().await?);
        for &level in after {
            fixed.push((run(stage, server, turn, Some(level)).await?.rate, level));
        }
        seen.take(&tuned, changes, &fixed);
    }
    Ok(seen.figures(server))
}

/// Runs the list at a fixed level, or finding the level by itself.
async fn run(stage: &Stage, server: &Server, turn: usize, fixed: Option<u32>) -> Result<Good, Failure> {
    let count = if fixed.is_some() { server.targets / FIXED_PART } else { server.targets };
    let level = fixed.unwrap_or(CEILING);
    // A line or bucket of its own for each run, so that none finds what another left.
    let line = format!("{turn}-{}", fixed.map_or("tuned".to_owned(), |level| level.to_string()));
    let before = stage.here(&format!("{}{line}&n=", server.path));
    stage.load_with(&Targets { before, count, after: "" }.as_text()).await?;
    let strategy = if fixed.is_some() { "fixed" } else { "self-tuning" };
    let knobs = json!({ "strategy": strategy, "concurrency": level, "per-origin": level, "stop-after": 0 });
    let ran = stage.run_with(&knobs).await?;
    let exchanges = stage.exchanges();
    Ok(Good::of(&exchanges, span_ms(&exchanges), number(&ran, "working")?))
}

impl Seen {
    fn take(&mut self, tuned: &Good, changes: LevelChanges, fixed: &[(f64, u32)]) {
        self.tuned.push(tuned.rate);
        self.settled.push(tuned.settled_rate);
        self.seconds.push(tuned.seconds);
        self.changes.push(changes);
        let best = fixed.iter().copied().max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((f64::NAN, 0));
        self.best.push(best.0);
        self.best_levels.push(best.1);
        let levels: Vec<String> = fixed.iter().map(|(rate, level)| format!("{level}: {rate:.0}")).collect();
        self.all_levels.push(levels.join(", "));
    }

    fn figures(&self, server: &Server) -> [Figure; 3] {
        let ratios: Vec<f64> = self.tuned.iter().zip(&self.best).map(|(tuned, best)| tuned / best).collect();
        let (low, high) = range(&ratios);
        let late: Vec<f64> =
            self.changes.iter().zip(&self.seconds).map(|(changes, &seconds)| changes.late(seconds)).collect();
        let levels: Vec<String> = self.changes.iter().map(LevelChanges::levels).collect();
        let best = format!("best at {:?} in flight; {}", self.best_levels, self.all_levels.join(" | "));
        let what = |what: &str| format!("{}: {what}", server.what);
        let compared = |name: &str, ours: &[f64]| Figure::compared(what(name), ours, &self.best, "/s");
        [
            compared("good answers, self-tuning", &self.tuned)
                .bar(Bar::AtLeast(LEAST_OF_BEST))
                .note(format!("{low:.3} to {high:.3}; runs of {:.0} s; {best}", median(&self.seconds))),
            compared("the last two thirds of it", &self.settled),
            Figure::new(what("level changes in the last third"), quantile(&late, 1.0), "")
                .note(format!("the worst turn; {}", levels.join(" | "))),
        ]
    }
}

/// Good answers of a run, by the server's clock.
#[derive(Clone, Copy, Debug)]
struct Good {
    /// A second, from the first arrival to the last end.
    rate: f64,
    /// A second, in the last two thirds of that time.
    settled_rate: f64,
    seconds: f64,
}

impl Good {
    /// Of the log of a run that lasted `span_ms`, and by whose own count `working` targets work.
    fn of(exchanges: &[Exchange], span_ms: f64, working: f64) -> Self {
        let began = exchanges.first().map_or(f64::NAN, |exchange| exchange.started_ms);
        let settled = began + span_ms / 3.0;
        let is_late = |exchange: &&Exchange| exchange.ended_ms.is_some_and(|at| at > settled);
        let good = exchanges.iter().filter(|exchange| exchange.status == Some(200)).filter(is_late);
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 requests")]
        let late = good.count() as f64;
        Self {
            rate: working * MS_PER_S / span_ms,
            settled_rate: late * MS_PER_S / (span_ms * 2.0 / 3.0),
            seconds: span_ms / MS_PER_S,
        }
    }
}

/// The levels of a self-tuning run, as the page lists them.
#[derive(Clone, Debug, Default, PartialEq)]
struct LevelChanges {
    /// When, in seconds, and to what.
    changes: Vec<(f64, u32)>,
    /// How many other lines there were.
    others: usize,
}

impl LevelChanges {
    /// Reads it from the lines of the page: `1.5 s: Self-tuning: 8 → 16 in flight. Doubling still pays.`
    fn read(lines: &[String]) -> Self {
        let changes: Vec<_> = lines.iter().filter_map(|line| change(line)).collect();
        Self { others: lines.len() - changes.len(), changes }
    }

    /// Number of changes in the last third of a run of `seconds`.
    fn late(&self, seconds: f64) -> f64 {
        self.changes.iter().filter(|(at, _)| *at > seconds * 2.0 / 3.0).fold(0.0, |count, _| count + 1.0)
    }

    /// The levels with their times, in words.
    fn levels(&self) -> String {
        let levels: Vec<String> = self.changes.iter().map(|(at, to)| format!("{to} at {at}")).collect();
        let others = if self.others > 0 { format!("; {} others", self.others) } else { String::new() };
        levels.join(", ") + &others
    }
}

fn change(line: &str) -> Option<(f64, u32)> {
    let (at, text) = line.split_once(" s: Self-tuning: ")?;
    let (_, to) = text.split_once(" → ")?;
    Some((at.parse().ok()?, to.split_once(' ')?.0.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_read_from_the_lines() {
        let lines = [
            "1.5 s: Self-tuning: 8 → 16 in flight. Doubling still pays.",
            "2.0 s: localhost keeps failing: Volley sends it fewer requests at a time.",
            "9.0 s: Self-tuning: 16 → 14 in flight. Trying whether fewer do as much.",
        ];
        let levels = LevelChanges::read(&lines.map(str::to_owned));
        assert_eq!(levels, LevelChanges { changes: vec![(1.5, 16), (9.0, 14)], others: 1 });
        assert_eq!(levels.levels(), "16 at 1.5, 14 at 9; 1 others");
        assert_eq!((levels.late(12.0), levels.late(20.0)), (1.0, 0.0));
    }
}
