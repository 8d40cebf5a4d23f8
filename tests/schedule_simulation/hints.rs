//! What a server says of when to come again.

use volley::ids::LaneId;
use volley::schedule::SlowReason;
use volley::schedule::hint::{MAX_HINT_MS, ServerHint};
use volley::schedule::notice::Notice;
use volley::settings::Limits;

use crate::world::{answer, limits, ms, plan, run, run_until};

fn with_retries(retries: u8) -> Limits {
    Limits { retries, back_off: true, ..limits(6, 6) }
}

#[test]
fn a_target_and_its_lane_wait_as_long_as_the_server_says() {
    let world = run(plan(&[3]), Limits { per_origin: 1, ..with_retries(1) }, |target, ordinal| {
        if target == 0 && ordinal == 1 { answer(429, 100.0).and_wait(7_000.0) } else { answer(200, 10.0) }
    });
    assert_eq!(world.starts_of(0)[1], ms(7_100.0));
    assert!(world.starts_of(1)[0] >= ms(7_100.0));
    let slowed =
        Notice::LaneSlowed { lane: LaneId(0), reason: SlowReason::TooMany, closed_until: ms(7_100.0) };
    assert_eq!(world.notices()[0], slowed);
}

#[test]
fn the_lane_waits_even_where_the_target_is_not_retried() {
    let world = run(plan(&[2]), Limits { per_origin: 1, ..with_retries(0) }, |target, _| {
        if target == 0 { answer(503, 100.0).and_wait(7_000.0) } else { answer(200, 10.0) }
    });
    assert_eq!(world.starts_of(1), [ms(7_100.0)]);
}

#[test]
fn a_used_up_rate_limit_closes_the_lane_until_its_reset_although_the_answer_is_good() {
    let world = run(plan(&[20]), Limits { per_origin: 1, ..with_retries(0) }, |target, _| {
        if target == 9 { answer(200, 10.0).and_wait(30_000.0) } else { answer(200, 10.0) }
    });
    assert_eq!(world.starts_of(10), [ms(30_100.0)]);
    let slowed =
        Notice::LaneSlowed { lane: LaneId(0), reason: SlowReason::RetryAfter, closed_until: ms(30_100.0) };
    assert_eq!(world.notices(), [slowed, Notice::LaneRecovered { lane: LaneId(0) }]);
}

#[test]
fn a_wait_of_a_year_is_cut_to_a_minute_with_a_notice() {
    let year = 31_536_000_000.0;
    let world = run(plan(&[1]), with_retries(1), move |_, ordinal| {
        if ordinal == 1 { answer(503, 100.0).and_wait(year) } else { answer(200, 10.0) }
    });
    assert_eq!(world.starts_of(0)[1], ms(100.0 + MAX_HINT_MS));
    let capped = Notice::HintCapped { lane: LaneId(0), requested: ms(year), granted: ms(MAX_HINT_MS) };
    assert_eq!(world.notices().iter().filter(|&&notice| notice == capped).count(), 1);
}

#[test]
fn a_wait_in_the_past_or_garbage_is_as_if_nothing_was_said() {
    for text in ["Sun, 06 Nov 1994 08:49:37 GMT", "-1", "soon", "0"] {
        let hint = ServerHint::read(|name| (name == "retry-after").then(|| text.to_owned()), 1.7e12);
        assert_eq!(hint, ServerHint::default(), "{text}");
    }
}

#[test]
fn a_hint_is_obeyed_by_the_target_where_lanes_do_not_back_off() {
    let limits = Limits { back_off: false, ..with_retries(1) };
    let world = run(plan(&[2]), Limits { per_origin: 1, ..limits }, |target, ordinal| {
        if target == 0 && ordinal == 1 { answer(429, 100.0).and_wait(7_000.0) } else { answer(200, 10.0) }
    });
    assert_eq!((world.starts_of(0)[1], world.starts_of(1)[0]), (ms(7_100.0), ms(100.0)));
}

#[test]
fn other_lanes_go_on_while_one_waits() {
    let world = run_until(1_000.0, plan(&[5, 50]), with_retries(0), |target, _| match target {
        0 => answer(429, 10.0).and_wait(50_000.0),
        _ => answer(200, 20.0),
    });
    assert_eq!(world.settled().iter().filter(|settled| settled.target >= 5).count(), 50);
}
