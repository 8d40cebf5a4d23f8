//! Merges the answers of an imported file into the rows of the last run that are not verified, a slice at a time.

use super::Desk;
use super::import::PendingRun;
use super::runs::Carrier;
use crate::import::{Matched, Merger};
use crate::protocol::{Event, ImportSummary, ListId, MergeEnd, RunKind, Written};
use crate::result::verdict::Total;
use crate::units::Millis;

/// Rows merged in one step.
const ROWS_A_STEP: usize = 10_000;

/// A file whose answers are being merged.
#[derive(Debug)]
pub(super) struct Merging {
    stage: Stage,
    pending: PendingRun,
    summary: ImportSummary,
    /// The list that they are merged into.
    list: ListId,
    written: Option<Millis>,
}

#[derive(Debug)]
enum Stage {
    Match(Merger),
    /// What was matched, the next answer of it, and the links that have one so far.
    Merge(Matched, usize, u32),
}

impl Merging {
    /// Whether it takes long enough to be said.
    pub(super) fn is_long(&self) -> bool {
        self.pending.run.0.links() as usize > ROWS_A_STEP
    }
}

impl Desk {
    /// Whether answers of a file can be merged into the rows shown, or why not; `None` where nothing of them is to be verified.
    pub(super) fn may_merge(&self, written: Option<Written>) -> Option<Result<(), String>> {
        let run = self.runs.last.as_ref()?;
        let is_own = !matches!(run.carrier, Carrier::Elsewhere) && run.kind == RunKind::Real;
        if !is_own || self.table.results().tally().of(Total::Unverified) == 0 {
            return None;
        }
        Some(match &run.payload.write {
            Some(write) => {
                Err(format!("the run sent {}, and the file tells of other requests", write.method.name()))
            }
            None if written.is_some_and(|written| written.run != run.number) => {
                Err("it was given before this run began".to_owned())
            }
            None => Ok(()),
        })
    }

    pub(super) fn begin_merge(
        &mut self,
        pending: PendingRun,
        summary: ImportSummary,
        written: Option<Written>,
    ) {
        let (stage, list) = (Stage::Match(Merger::default()), self.table.list_id());
        let written = written.map(|written| written.after_start);
        self.imports.merging = Some(Box::new(Merging { stage, pending, summary, list, written }));
        self.publish_import();
    }

    /// Matches or merges a slice.
    pub(super) fn step_merge(&mut self, now: Millis) {
        let Some(mut merging) = self.imports.merging.take() else { return };
        let is_of_list = merging.list == self.table.list_id() && !self.is_measuring();
        let Some(list) = self.runs.list().cloned().filter(|_| is_of_list) else {
            self.refuse_import(&merging.pending.file);
            return self.publish_import();
        };
        let file = &merging.pending.run;
        match &mut merging.stage {
            Stage::Match(merger) => {
                if merger.step((&list, self.table.results()), (&file.0, &file.1), merging.written) {
                    merging.stage = Stage::Merge(core::mem::take(merger).into_matched(), 0, 0);
                }
            }
            Stage::Merge(matched, next, links) if *next < matched.answers.len() => {
                let results = self.table.results_mut();
                for &(target, answer) in matched.answers.iter().skip(*next).take(ROWS_A_STEP) {
                    results.merge(target, &file.1, answer, &merging.pending.row.name);
                    *links += results.links_of(target);
                }
                *next += ROWS_A_STEP;
                self.publish_soon(now);
            }
            Stage::Merge(..) => return self.end_merge(*merging, now),
        }
        self.imports.merging = Some(merging);
    }

    fn end_merge(&mut self, merging: Merging, now: Millis) {
        let Merging { stage, pending, mut summary, .. } = merging;
        let Stage::Merge(matched, _, links) = stage else { return };
        if matched.answers.is_empty() {
            summary.merge = MergeEnd::Refused(why_none(&matched).to_owned());
            self.imports.runs.push(pending);
        } else {
            summary.merge = MergeEnd::Merged { links, others: matched.others };
            self.add_imported_row(&pending.file, pending.row);
            self.publish(now);
        }
        self.effects.publish(Event::Imported(summary));
        self.publish_import();
    }
}

const fn why_none(matched: &Matched) -> &'static str {
    if matched.newer_rows > 0 {
        "it was written before these rows were checked"
    } else {
        "none of its addresses is a link that is not verified here"
    }
}
