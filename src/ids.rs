//! Ids as types, so that no number of one kind is taken for another.

use core::hash::{BuildHasherDefault, Hasher};

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($number:ty);)*) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub struct $name(pub $number);

        impl $name {
            /// Its index, where they are kept in their order.
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// The one `count` further on.
            #[must_use]
            pub const fn plus(self, count: $number) -> Self {
                Self(self.0.wrapping_add(count))
            }

            /// How many it is behind `first`; 0 where `first` comes after it.
            pub const fn since(self, first: Self) -> $number {
                self.0.saturating_sub(first.0)
            }

            /// Those from this one to the one before `end`; none where `end` is not behind it.
            pub fn to(self, end: Self) -> impl DoubleEndedIterator<Item = Self> + Clone {
                (self.0..end.0).map(Self)
            }

            /// `count` of them from this one on.
            pub fn take(self, count: $number) -> impl DoubleEndedIterator<Item = Self> + Clone {
                (self.0..self.0.saturating_add(count)).map(Self)
            }
        }
    )*};
}

/// A map by numbers that we count up ourselves. Nobody chooses them, so they need no hash that resists attacks: that one
/// weighs more than a kilobyte in the runner.
pub type NumberMap<T> = hashbrown::HashMap<u32, T, BuildHasherDefault<NumberHasher>>;

/// Hashes one number: Fibonacci hashing, which spreads consecutive ones evenly.
#[derive(Clone, Copy, Debug, Default)]
pub struct NumberHasher(u64);

impl Hasher for NumberHasher {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u32(u32::from(byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        // The map takes the lowest and, of 32 bits, the highest: those of the product depend on few of the number's.
        self.0 ^ (self.0 >> 32)
    }
}

ids! {
    /// A lane of a run: its number in the plan, from 0. One lane per origin.
    LaneId(u32);
    /// A link of a list: its place there, from 0.
    LinkId(u32);
    /// The number of a link as it is shown: its place in the list, from 1.
    RowNumber(u32);
    /// A target of a list: what one request is made for. Its number there, from 0.
    TargetId(u32);
    /// A source of a list: its number there, from 0.
    SourceId(u16);
    /// A run: numbered by the page, from 1; 0 before the first.
    RunId(u32);
    /// A connection to a runner, numbered by the worker that has it. A new runner has a new number, so that late reports of
    /// the old one are not mistaken for its own.
    RunnerId(u32);
    /// A state of the table on screen: another number whenever order, filter or rows change.
    Revision(u32);
}

impl LinkId {
    /// Its number as it is shown.
    #[must_use]
    pub const fn number(self) -> RowNumber {
        RowNumber(self.0.saturating_add(1))
    }
}

impl RowNumber {
    /// The link of this number.
    #[must_use]
    pub const fn link(self) -> LinkId {
        LinkId(self.0.saturating_sub(1))
    }
}

impl RunId {
    /// No run yet.
    pub const NONE: Self = Self(0);

    /// The run after it.
    #[must_use]
    pub const fn next(self) -> Self {
        self.plus(1)
    }
}

impl Revision {
    /// The state after it.
    #[must_use]
    pub const fn next(self) -> Self {
        self.plus(1)
    }
}
