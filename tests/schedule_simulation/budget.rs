//! How many retries a run makes in all.

use volley::schedule::notice::Notice;
use volley::settings::Limits;

use crate::world::{answer, limits, plan, run};

fn shared(percent: u8) -> Limits {
    Limits { retries: 5, retry_share_percent: percent, ..limits(100, 100) }
}

/// Starts and notices of a run of `targets` that all fail.
fn all_fail(targets: u32, percent: u8) -> (usize, Vec<Notice>) {
    let world = run(plan(&[targets]), shared(percent), |_, _| answer(503, 10.0));
    assert_eq!(world.settled().len(), targets as usize);
    (world.starts().len(), world.notices())
}

#[test]
fn retries_are_at_most_their_share_of_all_starts_and_a_hundred() {
    let (starts, notices) = all_fail(10_000, 20);
    let retries = starts - 10_000;
    assert!(retries * 100 <= starts * 20 + 100 * 100, "{retries} of {starts}");
    assert!(retries > 2_400, "and it is used: {retries}");
    assert!(notices.contains(&Notice::RetriesSpent));
}

#[test]
fn a_short_list_is_tried_again_in_full() {
    assert_eq!(all_fail(20, 20), (120, vec![]));
}

#[test]
fn without_a_share_only_the_hundred_are_left_and_with_all_of_it_there_is_no_bound() {
    assert_eq!(all_fail(1_000, 0).0, 1_100);
    assert_eq!(all_fail(1_000, 100), (6_000, vec![]));
}

#[test]
fn what_gets_no_retry_settles_with_what_it_ended_in() {
    let world = run(plan(&[1_000]), shared(0), |_, _| answer(503, 10.0));
    assert!(world.settled().iter().any(|settled| settled.ordinal == 1));
    assert_eq!(world.notices(), [Notice::RetriesSpent]);
}
