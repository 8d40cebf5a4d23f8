//! How long a run has run: the time since its start without pauses, sleep and rests.

use crate::units::Millis;

/// Measures running time, which stands still while it is stopped.
#[derive(Debug, Default)]
pub(super) struct Stopwatch {
    /// What is not counted so far.
    lost: Millis,
    stopped_at: Option<Millis>,
}

impl Stopwatch {
    /// Stands still from `now` on, if it does not already.
    pub(super) fn stop(&mut self, now: Millis) {
        self.stopped_at.get_or_insert(now);
    }

    /// Goes on, if it stands still.
    pub(super) fn go_on(&mut self, now: Millis) {
        if let Some(at) = self.stopped_at.take() {
            self.lost = self.lost + now.since(at);
        }
    }

    /// Begins anew.
    pub(super) fn restart(&mut self, now: Millis) {
        *self = Self { lost: now, stopped_at: None };
    }

    /// Takes the time from `then` to `now` out.
    pub(super) fn lose(&mut self, then: Millis, now: Millis) {
        if self.stopped_at.is_none() {
            self.lost = self.lost + now.since(then);
        }
    }

    /// When the running time will be `span`, if nothing stops it before; `None` while it stands still.
    pub(super) fn reaches(&self, span: Millis) -> Option<Millis> {
        if self.stopped_at.is_some() { None } else { Some(self.lost + span) }
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
        let mut watch = Stopwatch::default();
        assert_eq!(watch.reaches(ms(100.0)), Some(ms(100.0)));
        watch.stop(ms(30.0));
        watch.stop(ms(40.0));
        watch.lose(ms(40.0), ms(45.0));
        assert_eq!(watch.reaches(ms(100.0)), None);
        watch.go_on(ms(50.0));
        watch.go_on(ms(60.0));
        assert_eq!(watch.reaches(ms(100.0)), Some(ms(120.0)));
        watch.lose(ms(70.0), ms(1_070.0));
        assert_eq!(watch.reaches(ms(100.0)), Some(ms(1_120.0)));
        watch.restart(ms(5_000.0));
        assert_eq!(watch.reaches(ms(100.0)), Some(ms(5_100.0)));
    }
}
