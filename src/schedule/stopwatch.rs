//! How long a run has run: the time since its start without pauses, sleep and rests.

use crate::units::Millis;

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stopwatch {
    /// The start, and with it what is not counted so far.
    lost: Millis,
    stopped_at: Option<Millis>,
    /// The running time from which a span is counted.
    span_from: Millis,
}

impl Stopwatch {
    pub(super) fn start(now: Millis) -> Self {
        Self { lost: now, ..Self::default() }
    }

    pub(super) fn read(&self, now: Millis) -> Millis {
        self.stopped_at.unwrap_or(now).since(self.lost)
    }

    pub(super) fn stop(&mut self, now: Millis) {
        self.stopped_at.get_or_insert(now);
    }

    pub(super) fn go_on(&mut self, now: Millis) {
        if let Some(at) = self.stopped_at.take() {
            self.lost = self.lost + now.since(at);
        }
    }

    pub(super) fn begin_span(&mut self, now: Millis) {
        self.span_from = self.read(now);
    }

    /// Takes the time from `then` to `now` out.
    pub(super) fn lose(&mut self, then: Millis, now: Millis) {
        if self.stopped_at.is_none() {
            self.lost = self.lost + now.since(then);
        }
    }

    /// When the running time since the span's start will be `span`, if nothing stops it; `None` while it is stopped.
    pub(super) fn reaches(&self, span: Millis) -> Option<Millis> {
        if self.stopped_at.is_some() { None } else { Some(self.lost + self.span_from + span) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(value: f64) -> Millis {
        Millis::new(value)
    }

    #[test]
    fn pauses_and_lost_time_are_not_counted() {
        let mut watch = Stopwatch::start(ms(1_000.0));
        assert_eq!(watch.reaches(ms(100.0)), Some(ms(1_100.0)));
        watch.stop(ms(1_030.0));
        watch.stop(ms(1_040.0));
        watch.lose(ms(1_040.0), ms(1_045.0));
        assert_eq!((watch.reaches(ms(100.0)), watch.read(ms(1_045.0))), (None, ms(30.0)));
        watch.go_on(ms(1_050.0));
        watch.go_on(ms(1_060.0));
        assert_eq!((watch.reaches(ms(100.0)), watch.read(ms(1_060.0))), (Some(ms(1_120.0)), ms(40.0)));
        watch.lose(ms(1_070.0), ms(2_070.0));
        assert_eq!(watch.reaches(ms(100.0)), Some(ms(2_120.0)));
        watch.begin_span(ms(2_080.0));
        assert_eq!((watch.reaches(ms(100.0)), watch.read(ms(2_080.0))), (Some(ms(2_180.0)), ms(60.0)));
    }

    #[test]
    fn a_time_before_the_start_is_none() {
        assert_eq!(Stopwatch::start(ms(50.0)).read(ms(10.0)), Millis::ZERO);
    }
}
