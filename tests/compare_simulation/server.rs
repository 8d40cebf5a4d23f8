//! A server in virtual time: places that work, a line before them, a network on the way, and clients that keep so many
//! requests in flight.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use volley::compare::trial::{Trial, TrialLog};
use volley::ids::TargetId;
use volley::result::outcome::{AttemptEnd, BodyEnd, Outcome};
use volley::result::timing::{Provenance, Timing};
use volley::units::{Bytes, Millis};

use crate::noise::Noise;

/// How a server is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Server {
    /// Requests that are worked on at once.
    pub(crate) places: u32,
    /// Time of the work, in milliseconds.
    pub(crate) work: f64,
    /// Deviation of the logarithm of that time.
    pub(crate) sigma: f64,
    /// Time of the way there and back, in milliseconds.
    pub(crate) way: f64,
    /// How much longer the work takes for each request in line, as a share of the places: a server that thrashes.
    pub(crate) thrash: f64,
    /// From this many in the server on, requests are turned away with 503; `None` for never.
    pub(crate) rejects_over: Option<u32>,
}

impl Server {
    /// All `requests`, `in_flight` at a time, as the runner would report them; `slow` is what the machine makes of all
    /// times.
    pub(crate) fn outcomes(
        &self,
        requests: u32,
        in_flight: u32,
        slow: f64,
        noise: &mut Noise,
    ) -> Vec<Outcome> {
        let mut events: BinaryHeap<Reverse<(u64, u32, Step)>> = BinaryHeap::new();
        let mut started = vec![0.0; requests as usize];
        let mut arrived = vec![0.0; requests as usize];
        let mut line: VecDeque<u32> = VecDeque::new();
        let (mut busy, mut next, mut outcomes) = (0, 0, Vec::new());
        let at = |time: f64| (time * 1e6).round() as u64;
        while next < requests.min(in_flight) {
            events.push(Reverse((at(self.way / 2.0 * slow), next, Step::Arrive)));
            next += 1;
        }
        while let Some(Reverse((now, request, step))) = events.pop() {
            let now = now as f64 / 1e6;
            match step {
                Step::Arrive => {
                    let inside = busy + u32::try_from(line.len()).expect("a short line");
                    if self.rejects_over.is_some_and(|most| inside >= most) {
                        events.push(Reverse((at(now + self.way / 2.0 * slow), request, Step::Reject)));
                        continue;
                    }
                    arrived[request as usize] = now;
                    line.push_back(request);
                }
                Step::Work => {
                    busy -= 1;
                    events.push(Reverse((at(now + self.way / 2.0 * slow), request, Step::End)));
                }
                Step::End | Step::Reject => {
                    let status = if step == Step::Reject { 503 } else { 200 };
                    let begun = (started[request as usize], arrived[request as usize]);
                    outcomes.push(outcome(status, request, begun, now));
                    if next < requests {
                        started[next as usize] = now;
                        events.push(Reverse((at(now + self.way / 2.0 * slow), next, Step::Arrive)));
                        next += 1;
                    }
                }
            }
            while busy < self.places
                && let Some(request) = line.pop_front()
            {
                busy += 1;
                let crowd = 1.0 + self.thrash * line.len() as f64 / f64::from(self.places);
                let work = self.work * noise.factor(self.sigma) * crowd * slow;
                events.push(Reverse((at(now + work), request, Step::Work)));
            }
        }
        outcomes
    }

    /// The same as a trial.
    pub(crate) fn trial(&self, requests: u32, in_flight: u32, slow: f64, noise: &mut Noise) -> Trial {
        let mut log = TrialLog::default();
        for outcome in self.outcomes(requests, in_flight, slow, noise) {
            log.record(&outcome);
        }
        log.into_trial(in_flight, None)
    }

    /// Answers a second with so many in flight for ever, on a machine without noise.
    pub(crate) fn true_rate(&self, in_flight: u32, seed: u64) -> f64 {
        let requests = 3_000.max(in_flight * 40);
        self.trial(requests, in_flight, 1.0, &mut Noise::new(seed)).steady_rate.expect("it answers")
    }
}

fn outcome(status: u16, request: u32, (started, arrived): (f64, f64), now: f64) -> Outcome {
    let ms = |value: f64| Some(Millis::new(value.max(0.0)));
    let end = AttemptEnd::Answered { status, redirected: false, body: BodyEnd::Whole(Bytes(2)) };
    Outcome {
        started: Some(Millis::new(started)),
        timing: Timing {
            provenance: Provenance::Browser,
            total: ms(now - started),
            browser_queue: ms(0.0),
            wait: ms(now - arrived.max(started)),
            download: ms(0.0),
            ..Timing::default()
        },
        ..Outcome::new(TargetId(request), 1, end)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Arrive,
    Work,
    End,
    Reject,
}
