//! Which targets are asked again, and that their rows wait once more.

use super::table::Shown;
use crate::input::link::Asks;
use crate::input::list::LinkList;
use crate::protocol::Which;
use crate::result::table::ResultTable;
use crate::result::verdict::Verdict;
use crate::schedule::plan::lanes_of_origins;
use crate::schedule::scheduler::Again;

/// The targets to ask again; their verdicts are taken away.
pub(super) fn chosen(list: &LinkList, shown: &mut Shown, which: Which) -> Vec<Again> {
    let rows: Vec<u32> = match which {
        Which::Link(row) => vec![row],
        Which::Shown => shown.rows().unwrap_or_else(|| (0..list.links()).collect()),
        _ => Vec::new(),
    };
    let results = shown.results_mut();
    let targets: Vec<u32> = match which {
        Which::Link(_) | Which::Shown => rows.into_iter().filter_map(|row| target(list, row)).collect(),
        _ => (0..results.targets()).filter(|&target| is_wanted(results, target, which)).collect(),
    };
    let lanes = lanes_of_origins(list);
    let again = |target: u32| {
        let lane = lanes.get(list.origin_of(target)? as usize).copied().flatten()?;
        // One that is under way, or was named before, has no verdict.
        let started = results.reopen(target)?;
        Some(Again { lane, target, started })
    };
    targets.into_iter().filter_map(again).collect()
}

fn target(list: &LinkList, row: u32) -> Option<u32> {
    match list.asks(row)? {
        Asks::Target(target) => Some(target),
        Asks::Rejected(_) => None,
    }
}

fn is_wanted(results: &ResultTable, target: u32, which: Which) -> bool {
    let verdict = results.verdict(target);
    match which {
        Which::In(total) => verdict.is_some_and(|verdict| verdict.total() == total),
        Which::TimedOut => matches!(verdict, Some(Verdict::TimedOut { .. })),
        Which::RateLimited => results.status(target) == Some(429),
        Which::Shown | Which::Link(_) => false,
    }
}
