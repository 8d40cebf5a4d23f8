//! How many at once, now and at most.

/// How many at once, now and at most.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Gauge {
    pub(crate) now: usize,
    pub(crate) peak: usize,
}

impl Gauge {
    pub(crate) fn rise(&mut self) {
        self.now += 1;
        self.peak = self.peak.max(self.now);
    }

    pub(crate) fn fall(&mut self) {
        self.now -= 1;
    }

    /// Forgets the peak but for what is there now.
    pub(crate) fn forget_peak(&mut self) {
        self.peak = self.now;
    }
}
