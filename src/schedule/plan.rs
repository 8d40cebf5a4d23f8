//! The targets of a run, cut into lanes: one per origin.

use serde::{Deserialize, Serialize};

use crate::ids::{LaneId, TargetId};
use crate::input::list::LinkList;
use crate::input::target::TargetSpan;

/// Fewest consecutive targets that are kept as a range: a range costs as much as three numbers.
const MIN_RANGE: u32 = 4;

/// A piece of a lane's work, taken in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields are named for what they hold")]
pub enum Backlog {
    /// `count` targets from `first` on.
    Range { first: TargetId, count: u32 },
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
    pub(crate) fn take_first(&mut self, ids: &[TargetId]) -> Option<TargetId> {
        match self {
            Self::Range { count: 0, .. } | Self::Ids { count: 0, .. } => None,
            Self::Range { first, count } => {
                let target = *first;
                *first = first.plus(1);
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
    pub(super) fn split_first(&mut self, ids: &[TargetId], most: u32) -> Self {
        match self {
            Self::Range { first, count } => {
                let taken = Self::Range { first: *first, count: most.min(*count) };
                *first = first.plus(taken.count());
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
    pub(super) fn targets(mut self, ids: &[TargetId]) -> impl Iterator<Item = TargetId> {
        core::iter::from_fn(move || self.take_first(ids))
    }
}

/// The work of a run: a lane for each origin, its targets in list order. `ids` is apart: it is a transferred buffer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The lanes, in the order in which their origins first appear; no lane is empty.
    pub lanes: Vec<Vec<Backlog>>,
    /// Target numbers that [`Backlog::Ids`] points into.
    pub ids: Vec<TargetId>,
}

impl Plan {
    /// The work of `list`, made in one go.
    pub fn of(list: &LinkList) -> Self {
        let mut planner = Planner::new(list);
        loop {
            if let Some(plan) = planner.step(list, usize::MAX) {
                return plan;
            }
        }
    }

    /// Number of targets in all lanes.
    pub fn targets(&self) -> u64 {
        self.lanes.iter().flatten().map(|piece| u64::from(piece.count())).sum()
    }
}

/// Makes a [`Plan`] in slices: each lane holds the targets of one origin in the order of the list.
///
/// Costs two passes over the literal targets and two steps for a pattern. Long stretches for one origin become
/// ranges, so a list for a single host takes a few bytes whatever its length; the rest is sorted by counting.
#[derive(Debug)]
pub struct Planner {
    numbering: LaneNumbering,
    /// For each lane how many numbers it has in `ids`; in the second pass, where its next one goes.
    places: Vec<u32>,
    plan: Plan,
    is_counted: bool,
    /// The first target of the next slice.
    next: TargetId,
}

impl Planner {
    /// Nothing is planned yet.
    pub fn new(list: &LinkList) -> Self {
        let numbering = LaneNumbering::new(list);
        Self {
            numbering,
            places: Vec::new(),
            plan: Plan::default(),
            is_counted: false,
            next: TargetId::default(),
        }
    }

    /// Looks at the next `most` literal targets or patterns, at least one; returns the plan once it is made. `list` and
    /// `most` are the same in every step.
    pub fn step(&mut self, list: &LinkList, most: usize) -> Option<Plan> {
        let from = self.next;
        for stretch in merged(pieces(list, from).take(most.max(1))) {
            self.next = stretch.first.plus(stretch.count);
            if self.is_counted {
                self.add(stretch);
            } else {
                self.count(stretch);
            }
        }
        if self.next != from {
            return None;
        }
        if self.is_counted {
            return Some(core::mem::take(&mut self.plan));
        }
        self.is_counted = true;
        self.next = TargetId::default();
        let mut total = 0;
        for place in &mut self.places {
            total += core::mem::replace(place, total);
        }
        self.plan = Plan {
            lanes: vec![Vec::new(); self.places.len()],
            ids: vec![TargetId::default(); total as usize],
        };
        None
    }

    /// The number of each lane's origin.
    pub fn into_origins(self) -> Vec<u32> {
        self.numbering.origins
    }

    /// The first pass.
    fn count(&mut self, stretch: Stretch) {
        let lane = self.numbering.lane(stretch.origin).index();
        if lane == self.places.len() {
            self.places.push(0);
        }
        if stretch.count < MIN_RANGE {
            self.places[lane] += stretch.count;
        }
    }

    /// The second pass: adds a stretch to the end of its lane.
    fn add(&mut self, Stretch { origin, first, count }: Stretch) {
        let lane = self.numbering.lane(origin).index();
        let pieces = &mut self.plan.lanes[lane];
        if count >= MIN_RANGE {
            match pieces.last_mut() {
                // The end of a slice cut them.
                Some(Backlog::Range { first: start, count: before }) if start.plus(*before) == first => {
                    *before += count;
                }
                _ => pieces.push(Backlog::Range { first, count }),
            }
            return;
        }
        let place = &mut self.places[lane];
        let start = *place;
        for target in first.take(count) {
            self.plan.ids[*place as usize] = target;
            *place += 1;
        }
        match pieces.last_mut() {
            Some(Backlog::Ids { count: before, .. }) => *before += count,
            _ => pieces.push(Backlog::Ids { start, count }),
        }
    }
}

/// Numbers lanes in the order in which their origins first appear.
#[derive(Debug)]
struct LaneNumbering {
    /// By origin.
    lanes: Vec<Option<LaneId>>,
    /// By lane.
    origins: Vec<u32>,
}

impl LaneNumbering {
    fn new(list: &LinkList) -> Self {
        Self { lanes: vec![None; list.origins().len()], origins: Vec::new() }
    }

    /// The lane of `origin`, which gets the next one if it has none.
    fn lane(&mut self, origin: u32) -> LaneId {
        *self.lanes[origin as usize].get_or_insert_with(|| {
            let lane = u32::try_from(self.origins.len()).unwrap_or(u32::MAX);
            self.origins.push(origin);
            LaneId(lane)
        })
    }
}

/// The lane of each origin of `list`, by the origin's number there; `None` for an origin that no target has. It finds
/// the lane of a target to retry.
pub fn lanes_of_origins(list: &LinkList) -> Vec<Option<LaneId>> {
    let mut numbering = LaneNumbering::new(list);
    for stretch in merged(pieces(list, TargetId::default())) {
        numbering.lane(stretch.origin);
    }
    numbering.lanes
}

/// Consecutive targets of one origin.
#[derive(Clone, Copy)]
struct Stretch {
    origin: u32,
    first: TargetId,
    count: u32,
}

/// The targets of `list` in order, from `from` on: literal ones one by one, each pattern whole.
fn pieces(list: &LinkList, from: TargetId) -> impl Iterator<Item = Stretch> {
    let (_, _, spans) = list.targets().parts();
    let begun = spans.partition_point(|span| span.first().plus(span.count()) <= from);
    spans[begun..].iter().flat_map(move |span| {
        // All targets of a pattern go to one origin.
        let count = if matches!(span, TargetSpan::Pattern { .. }) { span.count() } else { 1 };
        let (first, end) = (span.first().max(from), span.first().plus(span.count()));
        let firsts = first.take(end.since(first)).step_by(count.max(1) as usize);
        firsts.filter_map(move |first| Some(Stretch { origin: list.origin_of(first)?, first, count }))
    })
}

/// Merges neighbours of the same origin.
fn merged(pieces: impl Iterator<Item = Stretch>) -> impl Iterator<Item = Stretch> {
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
    use crate::ids::SourceId;
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
                taken.extend(core::iter::from_fn(|| piece.take_first(&plan.ids)).map(|target| target.0));
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
        assert_eq!(plan.lanes, [[Backlog::Range { first: TargetId(0), count: 1_000 }]]);
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
                Backlog::Range { first: TargetId(2), count: 5 },
                Backlog::Ids { start: 1, count: 1 }
            ]
        );
    }

    #[test]
    fn a_pattern_is_a_range_that_is_never_unrolled() {
        let (a, b) = ("https://a.example", "https://b.example");
        let mut list = list(&[a, b]);
        let pattern = Pattern::parse("https://b.example/[1-4000000]").expect("it is well formed");
        let place = Position { source: SourceId(0), line: 3, column: 1 };
        list.add_pattern(place, pattern.expect("it has brackets"), b).expect("there is room");
        list.add_target("https://a.example/last", a).expect("there is room");
        let plan = Plan::of(&list);
        assert_eq!(plan.lanes[0], [Backlog::Ids { start: 0, count: 2 }]);
        assert_eq!(plan.lanes[1], [Backlog::Range { first: TargetId(1), count: 4_000_001 }]);
        assert_eq!(
            (plan.ids.as_slice(), plan.targets()),
            (&[TargetId(0), TargetId(4_000_002)][..], 4_000_003)
        );
    }

    #[test]
    fn slices_of_any_length_hold_the_same_targets_in_the_same_order() {
        let (a, b) = ("https://a.example", "https://b.example");
        let origins: Vec<&str> = (0..40).map(|nth| if nth % 10 < 7 { a } else { b }).collect();
        let mut list = list(&origins);
        let pattern = Pattern::parse("https://b.example/[1-90]").expect("it is well formed");
        let place = Position { source: SourceId(0), line: 3, column: 1 };
        list.add_pattern(place, pattern.expect("it has brackets"), b).expect("there is room");
        let whole = unrolled(&Plan::of(&list));
        for most in 1..50 {
            let mut planner = Planner::new(&list);
            let plan = (0..200).find_map(|_| planner.step(&list, most)).expect("it ends");
            assert_eq!(unrolled(&plan), whole, "slices of {most}");
        }
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
        assert_eq!(piece.take_first(&[TargetId(7), TargetId(8)]), Some(TargetId(8)));
        assert_eq!(piece.take_first(&[TargetId(7), TargetId(8)]), None);
        assert!(piece.is_empty());
    }
}
