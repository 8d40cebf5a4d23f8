//! HEAD first, and GET where that gives nothing to go by.

use volley::result::outcome::AttemptEnd;
use volley::schedule::action::{Action, Cause};
use volley::settings::{Limits, Method, Verb};

use crate::world::{Ask, Reply, World, answer, limits, ms, plan, reply};

/// The verbs of the attempts of one target, where `network` answers each.
fn verbs(method: Method, limits: Limits, network: impl FnMut(Ask) -> Reply + 'static) -> (Vec<Verb>, World) {
    let mut world = World::facing(plan(&[1]), limits, method, network);
    world.run();
    let verbs = world.pick(|_, action| match action {
        Action::Start { verb, .. } => Some(verb),
        _ => None,
    });
    (verbs, world)
}

#[test]
fn each_method_begins_with_its_verb() {
    for (method, verb) in
        [(Method::Get, Verb::Get), (Method::Head, Verb::Head), (Method::HeadThenGet, Verb::Head)]
    {
        assert_eq!(verbs(method, limits(5, 5), |_| answer(200, 10.0)).0, [verb]);
    }
}

#[test]
fn a_refused_or_invisible_head_is_followed_by_a_get_at_once_even_without_retries() {
    let heads = [403, 404, 405, 501].map(|status| answer(status, 10.0));
    for head in heads.into_iter().chain([reply(AttemptEnd::NoVisibleAnswer, 10.0)]) {
        let network = move |ask: Ask| if ask.verb == Verb::Head { head } else { answer(200, 10.0) };
        let (verbs, world) = verbs(Method::HeadThenGet, limits(5, 5), network);
        assert_eq!(verbs, [Verb::Head, Verb::Get]);
        assert_eq!(world.starts_of(0)[1], ms(10.0));
    }
}

#[test]
fn the_get_is_the_last_word_and_no_retry() {
    let with_retries = Limits { retries: 2, ..limits(5, 5) };
    let (seen, world) = verbs(Method::HeadThenGet, with_retries, |ask| match ask.verb {
        Verb::Head => answer(405, 10.0),
        Verb::Get | Verb::Probe => answer(503, 10.0),
    });
    assert_eq!(seen, [Verb::Head, Verb::Get, Verb::Get, Verb::Get], "once for the verb, and both retries");
    assert_eq!(world.causes(), [Cause::FallbackToGet, Cause::Transient, Cause::Transient]);
}

#[test]
fn a_head_that_may_pass_is_retried_as_a_head() {
    let with_retries = Limits { retries: 2, ..limits(5, 5) };
    let (seen, _) = verbs(Method::HeadThenGet, with_retries, |_| answer(503, 10.0));
    assert_eq!(seen, [Verb::Head; 3]);
}

#[test]
fn a_server_that_knows_no_head_is_not_held_to_fail() {
    let strict = Limits { stop_after: Some(2), back_off: true, ..limits(1, 1) };
    let mut world = World::facing(plan(&[50]), strict, Method::HeadThenGet, |ask| match ask.verb {
        Verb::Head => answer(501, 10.0),
        Verb::Get | Verb::Probe => answer(200, 10.0),
    });
    world.run();
    assert_eq!((world.settled().len(), world.notices()), (50, vec![]));
}

#[test]
fn probes_keep_to_the_limits_and_end_what_has_no_visible_answer() {
    let probing = Limits { probe: true, ..limits(3, 2) };
    let mut world = World::facing(plan(&[20, 20]), probing, Method::Get, |ask| match ask.verb {
        Verb::Probe => reply(AttemptEnd::AnsweredHidden, 5.0),
        _ if ask.target % 2 == 0 => reply(AttemptEnd::NoVisibleAnswer, 10.0),
        _ => answer(200, 10.0),
    });
    world.run();
    assert_eq!(world.settled().len(), 40);
    assert_eq!(world.causes(), [Cause::Probe; 20]);
    assert_eq!(world.notices(), [], "an answer that stays hidden is no failure");
}
