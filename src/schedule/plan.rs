//! The targets of a run, cut into lanes: one per origin.

use serde::{Deserialize, Serialize};

use crate::ids::LaneId;
use crate::input::list::LinkList;
use crate::input::target::TargetSpan;

/// Fewest consecutive targets that are kept as a range: a range costs as much as three numbers.
const MIN_RANGE: u32 = 4;

/// A piece of a lane's work, taken in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields are named for what they hold")]
pub enum Backlog {
    /// `count` targets from `first` on.
    Range { first: u32, count: u32 },
    /// `count` targets whose numbers are in [`Plan::ids`] from `start` on.
    Ids { start: u32, count: u32 },
}

impl Backlog {
    /// Number of targets left in it.
    pub const fn count(&self) -> u32 {
        let (Self::Range { count, .. } | Self::Ids { count, .. }) = self;
        *count
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// Takes its first target out; `None` when it is empty. What points past the end of `ids` ([`Plan::ids`]) is lost.
    pub(crate) fn take_first(&mut self, ids: &[u32]) -> Option<u32> {
        match self {
            Self::Range { count: 0, .. } | Self::Ids { count: 0, .. } => None,
            Self::Range { first, count } => {
                let target = *first;
                *first = first.wrapping_add(1);
                *count -= 1;
                Some(target)
            }
            Self::Ids { start, count } => {
                let target = ids.get(*start as usize).copied();
                *start = start.wrapping_add(1);
                *count = if target.is_some() { *count - 1 } else { 0 };
                target
            }
        }
    }

    /// Takes up to `most` of its targets out, in order. What points past the end of `ids` is lost.
    pub(super) fn split_first(&mut self, ids: &[u32], most: u32) -> Self {
        match self {
            Self::Range { first, count } => {
                let taken = Self::Range { first: *first, count: most.min(*count) };
                *first = first.wrapping_add(taken.count());
                *count -= taken.count();
                taken
            }
            Self::Ids { start, count } => {
                let there = u32::try_from(ids.len()).unwrap_or(u32::MAX).saturating_sub(*start);
                *count = (*count).min(there);
                let taken = Self::Ids { start: *start, count: most.min(*count) };
                *start = start.wrapping_add(taken.count());
                *count -= taken.count();
                taken
            }
        }
    }

    /// Its targets, in order. What points past the end of `ids` is left out.
    pub(super) fn targets(mut self, ids: &[u32]) -> impl Iterator<Item = u32> {
        core::iter::from_fn(move || self.take_first(ids))
    }
}

/// The work of a run: a lane for each origin, its targets in list order. `ids` is apart: it is a transferred buffer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The lanes, in the order in which their origins first appear; no lane is empty.
    pub lanes: Vec<Vec<Backlog>>,
    /// Target numbers that [`Backlog::Ids`] points into.
    pub ids: Vec<u32>,
}

/// Consecutive targets of one origin.
#[derive(Clone, Copy)]
struct Stretch {
    origin: u32,
    first: u32,
    count: u32,
}

impl Plan {
    /// The work of `list`. Costs three passes over the literal targets and one step for a pattern. Long stretches for
    /// one origin become ranges, so one host takes a few bytes whatever the length; the rest is sorted by counting.
    pub fn of(list: &LinkList) -> Self {
        let numbers = lanes_of_origins(list);
        // For each lane, where its numbers go in `ids`.
        let mut places = vec![0; numbers.iter().flatten().count()];
        for stretch in stretches(list) {
            if let Some(lane) = numbers[stretch.origin as usize].filter(|_| stretch.count < MIN_RANGE) {
                places[lane.index()] += stretch.count;
            }
        }
        let mut total = 0;
        for place in &mut places {
            total += core::mem::replace(place, total);
        }

        let mut plan = Self { lanes: vec![Vec::new(); places.len()], ids: vec![0; total as usize] };
        for stretch in stretches(list) {
            if let Some(lane) = numbers[stretch.origin as usize] {
                plan.add(lane.index(), stretch, &mut places[lane.index()]);
            }
        }
        plan
    }

    /// Adds a stretch to the end of `lane`, whose next number belongs at `place` in `ids`.
    fn add(&mut self, lane: usize, stretch: Stretch, place: &mut u32) {
        let Stretch { first, count, .. } = stretch;
        let pieces = &mut self.lanes[lane];
        if count >= MIN_RANGE {
            pieces.push(Backlog::Range { first, count });
            return;
        }
        let start = *place;
        for target in first..first + count {
            self.ids[*place as usize] = target;
            *place += 1;
        }
        match pieces.last_mut() {
            Some(Backlog::Ids { count: before, .. }) => *before += count,
            _ => pieces.push(Backlog::Ids { start, count }),
        }
    }

    /// Number of targets in all lanes.
    pub fn targets(&self) -> u64 {
        self.lanes.iter().flatten().map(|piece| u64::from(piece.count())).sum()
    }
}

/// The lane of each origin of `list`, by its number: lanes are numbered in the order in which origins first appear
/// among the targets. `None` for an origin without targets. Finds the lane of a target to retry.
pub fn lanes_of_origins(list: &LinkList) -> Vec<Option<LaneId>> {
    let mut numbers = vec![None; list.origins().len()];
    let mut next = 0;
    for stretch in stretches(list) {
        numbers[stretch.origin as usize].get_or_insert_with(|| {
            next += 1;
            LaneId(next - 1)
        });
    }
    numbers
}

/// The targets of `list` in order, cut where the origin changes.
fn stretches(list: &LinkList) -> impl Iterator<Item = Stretch> {
    let (_, _, spans) = list.targets().parts();
    let pieces = spans.iter().flat_map(move |span| {
        // All targets of a pattern go to one origin.
        let count = if matches!(span, TargetSpan::Pattern { .. }) { span.count() } else { 1 };
        let firsts = (span.first()..span.first() + span.count()).step_by(count.max(1) as usize);
        firsts.filter_map(move |first| Some(Stretch { origin: list.origin_of(first)?, first, count }))
    });
    let mut pieces = pieces.peekable();
    core::iter::from_fn(move || {
        let mut stretch = pieces.next()?;
        while let Some(next) = pieces.next_if(|next| next.origin == stretch.origin) {
            stretch.count += next.count;
        }
        Some(stretch)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::link::Position;
    use crate::input::pattern::Pattern;

    /// A list with one target for each of `origins`.
    fn list(origins: &[&str]) -> LinkList {
        let mut list = LinkList::default();
        for (number, origin) in origins.iter().enumerate() {
            list.add_target(&format!("{origin}/{number}"), origin).expect("there is room");
        }
        list
    }

    /// The targets of each lane, in the order in which they would be taken.
    fn unrolled(plan: &Plan) -> Vec<Vec<u32>> {
        let targets = |pieces: &Vec<Backlog>| {
            let mut taken = Vec::new();
            for mut piece in pieces.iter().copied() {
                taken.extend(core::iter::from_fn(|| piece.take_first(&plan.ids)));
                assert!(piece.is_empty());
            }
            taken
        };
        plan.lanes.iter().map(targets).collect()
    }

    #[test]
    fn an_empty_list_has_no_lanes() {
        assert_eq!(Plan::of(&LinkList::default()), Plan::default());
    }

    #[test]
    fn a_single_host_is_one_range_however_long() {
        let plan = Plan::of(&list(&["https://a.example"; 1_000]));
        assert_eq!(plan.lanes, [[Backlog::Range { first: 0, count: 1_000 }]]);
        assert!(plan.ids.is_empty());
        assert_eq!(plan.targets(), 1_000);
    }

    #[test]
    fn lanes_stand_in_the_order_of_appearance_and_targets_in_that_of_the_list() {
        let (a, b, c) = ("https://a.example", "https://b.example", "https://c.example");
        let plan = Plan::of(&list(&[b, a, b, b, c, a, b]));
        assert_eq!(unrolled(&plan), [vec![0, 2, 3, 6], vec![1, 5], vec![4]]);
        assert!(plan.lanes.iter().all(|pieces| matches!(pieces[..], [Backlog::Ids { .. }])), "{plan:?}");
        assert_eq!(plan.ids.len(), 7);
    }

    #[test]
    fn a_long_stretch_among_others_is_a_range_in_its_place() {
        let (a, b) = ("https://a.example", "https://b.example");
        let plan = Plan::of(&list(&[a, b, a, a, a, a, a, b, a]));
        assert_eq!(unrolled(&plan), [vec![0, 2, 3, 4, 5, 6, 8], vec![1, 7]]);
        assert_eq!(
            plan.lanes[0],
            [
                Backlog::Ids { start: 0, count: 1 },
                Backlog::Range { first: 2, count: 5 },
                Backlog::Ids { start: 1, count: 1 }
            ]
        );
    }

    #[test]
    fn a_pattern_is_a_range_that_is_never_unrolled() {
        let (a, b) = ("https://a.example", "https://b.example");
        let mut list = list(&[a, b]);
        let pattern = Pattern::parse("https://b.example/[1-4000000]").expect("it is well formed");
        let place = Position { source: 0, line: 3, column: 1 };
        list.add_pattern(place, pattern.expect("it has brackets"), b).expect("there is room");
        list.add_target("https://a.example/last", a).expect("there is room");
        let plan = Plan::of(&list);
        assert_eq!(plan.lanes[0], [Backlog::Ids { start: 0, count: 2 }]);
        assert_eq!(plan.lanes[1], [Backlog::Range { first: 1, count: 4_000_001 }]);
        assert_eq!((plan.ids.as_slice(), plan.targets()), (&[0, 4_000_002][..], 4_000_003));
    }

    #[test]
    fn origins_that_nobody_asks_for_any_more_have_no_lane() {
        let mut list = list(&["https://a.example"]);
        let mark = list.mark();
        list.add_target("https://b.example/1", "https://b.example").expect("there is room");
        list.cut_back(mark);
        list.add_target("https://c.example/1", "https://c.example").expect("there is room");
        assert_eq!(unrolled(&Plan::of(&list)), [[0], [1]]);
    }

    #[test]
    fn a_piece_that_points_past_the_numbers_ends_there() {
        let mut piece = Backlog::Ids { start: 1, count: u32::MAX };
        assert_eq!(piece.take_first(&[7, 8]), Some(8));
        assert_eq!(piece.take_first(&[7, 8]), None);
        assert!(piece.is_empty());
    }
}
