//! Merges the answers of an imported file into the rows of the last run that are not verified, a slice at a time.

use super::Desk;
use super::import::PendingRun;
use super::runs::Carrier;
use crate::import::{Matched, Merger};
use crate::protocol::{Event, ImportSummary, ListId, MergeEnd, RunKind};
use crate::result::verdict::Total;
use crate::units::Millis;

/// A file whose answers are being matched.
#[derive(Debug)]
pub(super) struct Merging {
    merger: Merger,
    pending: PendingRun,
    summary: ImportSummary,
    /// The list that they are merged into.
    list: ListId,
    written: Option<Millis>,
}

impl Desk {
    /// Whether answers can be merged into the rows shown, or why not; `None` where nothing of them is to be verified.
    pub(super) fn may_merge(&self) -> Option<Result<(), String>> {
        let run = self.runs.last.as_ref()?;
        let is_own = !matches!(run.carrier, Carrier::Elsewhere) && run.kind == RunKind::Real;
        if !is_own || self.table.results().tally().of(Total::Unverified) == 0 {
            return None;
        }
        Some(match &run.payload.write {
            Some(write) => {
                Err(format!("the run sent {}, and the file tells of other requests", write.method.name()))
            }
            None => Ok(()),
        })
    }

    pub(super) fn begin_merge(
        &mut self,
        pending: PendingRun,
        summary: ImportSummary,
        written: Option<Millis>,
    ) {
        let (merger, list) = (Merger::default(), self.table.list_id());
        self.imports.merging = Some(Box::new(Merging { merger, pending, summary, list, written }));
    }

    /// Matches a slice; merges what was matched when that was the last.
    pub(super) fn step_merge(&mut self, now: Millis) {
        let Some(mut merging) = self.imports.merging.take() else { return };
        let is_of_list = merging.list == self.table.list_id() && !self.is_measuring();
        let Some(list) = self.runs.list().cloned().filter(|_| is_of_list) else {
            self.refuse_import(&merging.pending.file);
            return self.publish_import();
        };
        let (run, file) = ((&*list, self.table.results()), &merging.pending.run);
        if !merging.merger.step(run, (&file.0, &file.1), merging.written) {
            self.imports.merging = Some(merging);
            return;
        }
        let Merging { merger, pending, mut summary, .. } = *merging;
        let matched = merger.into_matched();
        if matched.answers.is_empty() {
            summary.merge = MergeEnd::Refused(why_none(&matched).to_owned());
            self.imports.runs.push_back(pending);
        } else {
            let PendingRun { file, run: (_, answers), row } = pending;
            let results = self.table.results_mut();
            let mut links = 0;
            for (target, answer) in matched.answers {
                results.merge(target, &answers, answer, &row.name);
                links += results.links_of(target);
            }
            summary.merge = MergeEnd::Merged { links, others: matched.others };
            self.add_imported_row(&file, row);
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
