//! Knobs that are turned during the run: each holds at once.

use volley::settings::{Limits, MAX_TIMEOUT_MS, Preset, Strategy};

use crate::world::{SILENCE, World, answer, limits, ms, plan, run_until};

#[test]
fn a_run_can_be_tuned_by_itself_for_a_while() {
    let fixed = limits(40, 40);
    let mut world = run_until(1_050.0, plan(&[10_000]), fixed, |_, _| answer(200, 100.0));
    assert_eq!(world.scheduler.progress().in_flight, 40);
    let tuned = Limits { strategy: Strategy::SelfTuning, ..fixed };
    world.set_limits(tuned);
    world.run_until(1_150.0);
    assert_eq!((world.scheduler.progress().in_flight, world.scheduler.limits().concurrency), (8, 8));
    world.run_until(10_000.0);
    assert!(world.scheduler.limits().concurrency > 8);
    world.set_limits(fixed);
    assert_eq!(world.scheduler.progress().in_flight, 40);
}

#[test]
fn a_timeout_out_of_range_is_run_at_its_bounds() {
    for (asked, run) in [(0, 1), (1, 1), (864_000_000, MAX_TIMEOUT_MS), (u32::MAX, MAX_TIMEOUT_MS)] {
        let mut world = World::new(plan(&[1]), Limits { timeout_ms: asked, ..limits(1, 1) }, |_, _| SILENCE);
        assert_eq!(world.run(), ms(f64::from(run)), "{asked}");
        assert_eq!(world.aborts(), 1);
    }
}

#[test]
fn presets_are_limits_like_any_other() {
    let mut world = run_until(1_000.0, plan(&[1_000]), Preset::Gentle.apply(Limits::default()), |_, _| {
        answer(200, 400.0)
    });
    assert_eq!(world.peak(|_| true), 2);
    let starts = world.starts();
    assert!(starts.windows(2).all(|pair| pair[1].at.since(pair[0].at) >= ms(50.0)));
    world.set_limits(Preset::Fast.apply(Limits::default()));
    assert_eq!(world.scheduler.progress().in_flight, 24);
}

#[test]
fn the_limits_in_force_can_be_read() {
    let asked = Limits { spacing_ms: 7, retries: 200, ..limits(40, 4) };
    let world = World::new(plan(&[10]), asked, |_, _| answer(200, 10.0));
    assert_eq!(world.scheduler.limits(), asked.clamped());
}
