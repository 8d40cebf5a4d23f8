//! What the page is doing.

/// What the page is doing, as `data-state` says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageState {
    Empty,
    Reading,
    Ready,
    Running,
    Paused,
    Done,
    Stopped,
}

impl PageState {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Reading => "reading",
            Self::Ready => "ready",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Done => "done",
            Self::Stopped => "stopped",
        }
    }

    /// Whether requests may be in flight.
    pub(super) const fn is_active(self) -> bool {
        matches!(self, Self::Running | Self::Paused)
    }
}
