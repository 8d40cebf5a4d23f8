//! A list cut back to a point that it had.

use super::LinkList;
use crate::ids::{LinkId, TargetId};
use crate::input::link::LinkKind;
use crate::input::target::TargetSpan;

/// A point to which a list can be cut back: what a re-read text area added goes, the rest stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListMark {
    links: u32,
    targets: u32,
    rejected: u32,
    sources: u16,
    linked: TargetId,
    label_texts: u32,
}

impl ListMark {
    /// Number of targets then.
    pub(in crate::input) fn targets(self) -> u32 {
        self.targets
    }
}

impl LinkList {
    /// The state of the list, for [`LinkList::cut_back`].
    pub fn mark(&self) -> ListMark {
        ListMark {
            links: self.links.len(),
            targets: self.targets.len(),
            rejected: u32::try_from(self.rejected.len()).unwrap_or(u32::MAX),
            sources: u16::try_from(self.sources.len()).unwrap_or(u16::MAX),
            linked: self.linked,
            label_texts: self.labels.distinct(),
        }
    }

    /// Drops all since `mark`, taken of this list after any earlier cut. Origins keep their numbers: they may return.
    pub fn cut_back(&mut self, mark: ListMark) {
        self.unshare(mark);
        self.links.truncate(mark.links);
        self.fragments.truncate(mark.links);
        self.labels.truncate(mark.links, mark.label_texts);
        let kept = self.problems.partition_point(|&index| index < mark.rejected);
        self.problems.truncate(kept);
        for rejected in self.rejected.drain((mark.rejected as usize).min(self.rejected.len())..) {
            self.reasons[rejected.reason as usize] -= 1;
        }
        self.sources.truncate(usize::from(mark.sources));
        self.source_firsts.truncate(usize::from(mark.sources));
        self.linked = mark.linked;
        let kept = self.pattern_origins.partition_point(|&(first, _)| first.0 < mark.targets);
        for (first, origin) in self.pattern_origins.drain(kept..) {
            self.origins.remove(origin, self.targets.span(first).map_or(0, TargetSpan::count));
        }
        self.targets.truncate(mark.targets);
        let (_, ends, _) = self.targets.parts();
        for origin in self.literal_origins.drain(ends.len().min(self.literal_origins.len())..) {
            self.origins.remove(origin, 1);
        }
    }

    /// Takes the links since `mark` off the counts of the targets they share.
    fn unshare(&mut self, mark: ListMark) {
        self.shared.retain(|&target, _| target < TargetId(mark.targets));
        if self.shared.is_empty() {
            return;
        }
        for row in mark.links..self.links.len() {
            let Some(LinkKind::Target(target)) = self.links.kind(LinkId(row)) else { continue };
            if let Some(count) = self.shared.get_mut(&target) {
                *count -= 1;
                if *count == 1 {
                    self.shared.remove(&target);
                }
            }
        }
    }
}
