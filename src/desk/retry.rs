//! Selects the targets to retry, by further fetches or by visits. Their rows are reopened only once the runner has admitted
//! them: if it was stopped meanwhile, they keep their verdicts.

use std::collections::VecDeque;
use std::rc::Rc;

use super::Desk;
use super::runs::Carrier;
use crate::ids::{LaneId, LinkId, RunId, RunnerId, TargetId};
use crate::input::link::LinkKind;
use crate::input::list::LinkList;
use crate::network::Transport;
use crate::protocol::{Generation, RetryScope, TARGETS_A_RETRY, Work};
use crate::result::bits::Bits;
use crate::result::table::ResultTable;
use crate::result::verdict::Verdict;
use crate::schedule::plan::lanes_of_origins;
use crate::schedule::scheduler::RetryRequest;
use crate::settings::Limits;
use crate::units::Millis;

/// Rows or targets of one step.
const ITEMS_PER_STEP: u32 = 20_000;
/// Most retries that wait.
const MAX_WAITING: usize = 8;

/// A retry that the page requested.
#[derive(Clone, Debug)]
struct Request {
    scope: RetryScope,
    generation: Generation,
    limits: Limits,
}

/// A retry whose targets are being selected and sent.
#[derive(Debug)]
struct Job {
    request: Request,
    run: RunId,
    transport: Transport,
    pool: Pool,
    next: u32,
    end: u32,
    /// Selected targets: several rows may share one.
    chosen: Bits,
    /// For each origin its lane.
    lanes: Vec<Option<LaneId>>,
    found: bool,
    /// Targets sent to the runner and not answered yet, a list for each message.
    sent: VecDeque<Vec<TargetId>>,
}

/// What to select from.
#[derive(Debug)]
enum Pool {
    /// All targets.
    All,
    Rows(Rc<[LinkId]>),
    /// Those that were offered and confirmed.
    Targets(Rc<[TargetId]>),
}

/// All retries, one after the other.
#[derive(Debug, Default)]
pub(super) struct Retries {
    job: Option<Job>,
    waiting: VecDeque<Request>,
}

impl Retries {
    /// Drops all retries: the run was replaced, or its runner is gone.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    pub(super) fn is_active(&self) -> bool {
        self.job.is_some() || !self.waiting.is_empty()
    }

    /// Whether visits are among them.
    fn are_visits(&self) -> bool {
        let waits = self.waiting.iter().any(|request| matches!(request.scope, RetryScope::Offered(_)));
        waits || self.job.as_ref().is_some_and(|job| job.transport.is_visit())
    }

    /// Whether the runner has unanswered targets.
    pub(super) fn is_sent(&self) -> bool {
        self.job.as_ref().is_some_and(|job| !job.sent.is_empty())
    }

    pub(super) fn can_step(&self) -> bool {
        match &self.job {
            // Two unanswered messages keep the runner busy.
            Some(job) => job.next < job.end && job.sent.len() < 2,
            None => !self.waiting.is_empty(),
        }
    }
}

impl Desk {
    /// Retries links of the last run, or says why not.
    pub(super) fn retry(&mut self, scope: RetryScope, generation: Generation, limits: Limits) {
        self.runs.set_per_host(limits.per_origin);
        if let RetryScope::Link { list, .. } | RetryScope::Group { list, .. } = scope
            && list != self.table.list_id()
        {
            return;
        }
        let refusal = match scope {
            RetryScope::Offered(number) => self.cannot_visit(scope).or_else(|| self.offer.is_over(number)),
            _ => self.cannot_retry().or_else(|| self.needs_cookies()),
        };
        if let Some((why, hint)) = refusal {
            return self.effects.trouble(why, hint);
        }
        if self.retries.waiting.len() < MAX_WAITING {
            self.retries.waiting.push_back(Request { scope, generation, limits: limits.clamped() });
        }
    }

    /// A run with the user's cookies is asked about each time, which a retry is not.
    fn needs_cookies(&self) -> Option<(&'static str, &'static str)> {
        self.runs.last.as_ref().is_some_and(|run| run.with_cookies).then_some((
            "This run sent your cookies: its links are not retried one by one.",
            "Start the list again; you will be asked first.",
        ))
    }

    pub(super) fn cannot_retry(&self) -> Option<(&'static str, &'static str)> {
        if self.compare.is_running() {
            return Some((
                "A comparison is running: other requests would be measured with it.",
                "Stop it on the Compare tab, or wait for its end.",
            ));
        }
        let run = self.runs.last.as_ref()?;
        if run.is_visiting() || self.retries.are_visits() {
            return Some(("Addresses are being visited.", "Wait for the end of that, or stop it."));
        }
        match run.carrier {
            Carrier::Elsewhere => Some((
                "These results were imported: nothing of them can be retried from here.",
                "Start the list in the form.",
            )),
            Carrier::Lost => {
                Some(("Nothing can be retried: this run has no runner.", "Start the list again."))
            }
            Carrier::Awaited(_) => Some((
                "Nothing can be retried yet: the run is only beginning.",
                "Wait for its first results.",
            )),
            Carrier::Runner(_) if run.payload.write.is_some() => Some((
                "This run may have changed data: its links are not retried one by one.",
                "Start the list again; you will be asked first.",
            )),
            Carrier::Runner(_) => None,
        }
    }

    /// Selects from the next rows or targets and sends them to the runner.
    pub(super) fn step_retry(&mut self, _now: Millis) {
        if self.retries.job.is_none() {
            return self.begin_retry();
        }
        let Some(run) = &self.runs.last else { return self.retries.clear() };
        let (Carrier::Runner(runner), Some(list)) = (run.carrier, self.runs.list().cloned()) else {
            return self.retries.clear();
        };
        let (results, effects) = (self.table.results(), &mut self.effects);
        let Some(job) = &mut self.retries.job else { return };
        let targets = job.choose(&list, results);
        job.found |= !targets.is_empty();
        if !targets.is_empty() {
            job.sent.push_back(targets.iter().map(|request| request.target).collect());
            let Request { generation, limits, .. } = job.request;
            effects.post(
                runner,
                Work::Retry { run: job.run, generation, limits, targets, transport: job.transport },
            );
        }
        self.end_retry();
    }

    fn begin_retry(&mut self) {
        let Some(request) = self.retries.waiting.pop_front() else { return };
        let (Some(run), Some(list)) = (&self.runs.last, self.runs.list()) else { return };
        let (pool, transport) = match (request.scope, self.rows_of(request.scope, list)) {
            (RetryScope::Offered(number), _) => {
                (Pool::Targets(self.offer.targets(number)), self.offer.transport)
            }
            (_, Some(rows)) => (Pool::Rows(rows), Transport::Fetch),
            (RetryScope::Unprobed, None) => (Pool::All, Transport::Probe),
            (_, None) => (Pool::All, Transport::Fetch),
        };
        let request = Request { limits: transport.limits().unwrap_or(request.limits), ..request };
        let targets = list.targets().len();
        let end = match &pool {
            Pool::All => targets,
            Pool::Rows(rows) => u32::try_from(rows.len()).unwrap_or(u32::MAX),
            Pool::Targets(targets) => u32::try_from(targets.len()).unwrap_or(u32::MAX),
        };
        self.retries.job = Some(Job {
            run: run.number,
            request,
            transport,
            pool,
            next: 0,
            end,
            chosen: Bits::new(targets),
            lanes: lanes_of_origins(list),
            found: false,
            sent: VecDeque::new(),
        });
    }

    /// The rows of `scope`; `None` where it is selected among all targets.
    pub(super) fn rows_of(&self, scope: RetryScope, list: &LinkList) -> Option<Rc<[LinkId]>> {
        match scope {
            RetryScope::Link { link, .. } => Some(Rc::new([link])),
            RetryScope::Group { group, .. } => Some(Rc::from(self.table.view.rows_of(group))),
            RetryScope::Shown => {
                Some(self.table.rows().unwrap_or_else(|| LinkId(0).take(list.links()).collect()))
            }
            RetryScope::In(_)
            | RetryScope::TimedOut
            | RetryScope::RateLimited
            | RetryScope::TurnedAway
            | RetryScope::Unprobed
            | RetryScope::Offered(_) => None,
        }
    }

    /// The runner admitted targets of a retry, or did not.
    pub(super) fn retried(&mut self, from: RunnerId, number: RunId, is_admitted: bool, now: Millis) {
        if !self.carries_last_run(from, number) {
            return;
        }
        let Some(job) = &mut self.retries.job else { return };
        let Some(targets) = job.sent.pop_front() else { return };
        if is_admitted {
            let results = self.table.results_mut();
            for target in targets {
                results.reopen(target);
            }
            let transport = job.transport;
            if let Some(run) = &mut self.runs.last {
                run.revive(transport);
            }
        } else if job.next < job.end || job.sent.is_empty() {
            // Stop was pressed after it: the rest is not sent either.
            job.next = job.end;
            self.effects.note("Nothing more is retried: the run has been stopped.", "Retry again to go on.");
        }
        self.end_retry();
        self.publish(now);
    }

    /// Ends a retry that is sent and answered.
    fn end_retry(&mut self) {
        let is_over = |job: &Job| job.next >= job.end && job.sent.is_empty();
        if let Some(job) = self.retries.job.take_if(|job| is_over(job))
            && !job.found
        {
            self.effects.note("Nothing was retried: no link of that kind has ended.", "");
        }
    }
}

impl Job {
    /// The targets to retry among the next ones, which have a verdict.
    fn choose(&mut self, list: &LinkList, results: &ResultTable) -> Vec<RetryRequest> {
        let step = ITEMS_PER_STEP.min(u32::try_from(TARGETS_A_RETRY).unwrap_or(ITEMS_PER_STEP));
        let end = self.end.min(self.next.saturating_add(step));
        let mut chosen = Vec::new();
        for at in core::mem::replace(&mut self.next, end)..end {
            let target = match &self.pool {
                Pool::Rows(rows) => rows.get(at as usize).and_then(|&row| target_of(list, row)),
                Pool::Targets(targets) => targets.get(at as usize).copied(),
                Pool::All => {
                    Some(TargetId(at)).filter(|&target| is_wanted(results, target, self.request.scope))
                }
            };
            let Some(target) = target.filter(|&target| !self.chosen.has(target.0)) else { continue };
            let lane = list.origin_of(target).and_then(|origin| *self.lanes.get(origin as usize)?);
            // A target in flight has no verdict.
            if let (Some(lane), Some(_)) = (lane, results.verdict(target)) {
                self.chosen.set(target.0);
                let started = results.attempts(target).unwrap_or(0);
                chosen.push(RetryRequest { lane, target, started, verb: self.transport.verb() });
            }
        }
        chosen
    }
}

pub(super) fn target_of(list: &LinkList, row: LinkId) -> Option<TargetId> {
    match list.kind(row)? {
        LinkKind::Target(target) => Some(target),
        LinkKind::Rejected(_) => None,
    }
}

/// Whether a target is in a scope that is selected among all.
pub(super) fn is_wanted(results: &ResultTable, target: TargetId, scope: RetryScope) -> bool {
    let verdict = results.verdict(target);
    match scope {
        RetryScope::In(total) => verdict.is_some_and(|verdict| verdict.total() == total),
        RetryScope::TimedOut => matches!(verdict, Some(Verdict::TimedOut { .. })),
        RetryScope::RateLimited => results.status(target) == Some(429),
        RetryScope::TurnedAway => results.is_turned_away(target),
        RetryScope::Unprobed => results.is_unprobed(target),
        RetryScope::Shown | RetryScope::Group { .. } | RetryScope::Link { .. } | RetryScope::Offered(_) => {
            false
        }
    }
}
