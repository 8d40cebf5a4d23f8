//! The size of an answer, or why it is not known.

use serde::{Deserialize, Serialize};

use crate::units::Bytes;

/// Why an answer's size is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoSize {
    /// There is no verdict yet.
    NotYet,
    /// No answer could be read.
    NotAnswered,
    /// Longer than this cap, past which nothing was read.
    OverCap(Bytes),
    /// The connection broke before its end.
    CutShort,
    /// It has no body: `HEAD`, 204 and the like.
    Absent,
    /// There was an answer, and whoever got it does not say how large it was.
    Unreported,
}

/// How to read the 32 bits of a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum SizeKind {
    None,
    /// The 32 bits are the size.
    Whole,
    /// 4 GiB or more, kept in a separate map.
    Large,
    OverCap,
    CutShort,
    Absent,
    Unreported,
}

impl SizeKind {
    const ALL: [Self; 7] =
        [Self::None, Self::Whole, Self::Large, Self::OverCap, Self::CutShort, Self::Absent, Self::Unreported];

    /// The kind with that number; [`SizeKind::None`] where there is none.
    pub(crate) fn numbered(number: u8) -> Self {
        Self::ALL.get(usize::from(number)).copied().unwrap_or(Self::None)
    }
}
