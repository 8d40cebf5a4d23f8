//! Strings that repeat, kept once and named by small numbers: content types, protocols.

use hashbrown::HashMap;

use crate::sort::sorted_places;

/// What is said where more different strings came than the table can tell apart.
pub(crate) const OTHER: &str = "(other)";

/// Different strings, numbered from 1 as they first came; 0 is none. Once its room is full, others are [`OTHER`], so
/// that a hostile server with a new type in every answer cannot fill the memory.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    room: u16,
    texts: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u16>,
}

impl Names {
    /// Room for `room` strings, and one more number for all others.
    pub(crate) fn with_room(room: u16) -> Self {
        Self { room: room.min(u16::MAX - 1), texts: Vec::new(), numbers: HashMap::new() }
    }

    /// The number of `text`, from 1 to the room plus one; `None` if it would get one of its own now.
    pub(crate) fn known(&self, text: &str) -> Option<u16> {
        let is_full = self.texts.len() >= usize::from(self.room);
        self.numbers.get(text).copied().or(is_full.then_some(self.room + 1))
    }

    /// The number of `text`, from 1 to the room plus one.
    pub(crate) fn number(&mut self, text: &str) -> u16 {
        if let Some(number) = self.known(text) {
            return number;
        }
        let Ok(known) = u16::try_from(self.texts.len()) else { return self.room + 1 };
        self.texts.push(text.into());
        self.numbers.insert(text.into(), known + 1);
        known + 1
    }

    /// The string with that number; `None` for 0.
    pub(crate) fn text(&self, number: u16) -> Option<&str> {
        let at = number.checked_sub(1)?;
        Some(self.texts.get(usize::from(at)).map_or(OTHER, |text| text))
    }

    /// For each number the rank of its string among all, from 0; the strings called [`OTHER`] come last.
    pub(crate) fn ranks(&self) -> Vec<u32> {
        let order = sorted_places(self.texts.len(), &|a, b| self.texts[a].cmp(&self.texts[b]));
        let last = u32::from(self.room);
        let mut ranks = vec![last; usize::from(self.room) + 2];
        for (rank, at) in (0_u32..).zip(order) {
            ranks[at + 1] = rank;
        }
        ranks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_has_the_same_number() {
        let mut names = Names::with_room(10);
        let (html, json) = (names.number("text/html"), names.number("application/json"));
        assert_eq!(names.number("text/html"), html);
        assert_eq!((names.text(html), names.text(json)), (Some("text/html"), Some("application/json")));
        assert_eq!(names.text(0), None);
        let ranks = names.ranks();
        assert!(ranks[usize::from(json)] < ranks[usize::from(html)]);
    }

    #[test]
    fn what_has_no_room_is_called_other() {
        let mut names = Names::with_room(1);
        names.number("a");
        let number = names.number("b");
        assert_eq!((number, names.text(number)), (2, Some(OTHER)));
        assert_eq!(names.number("c"), number);
        assert_eq!(names.ranks()[usize::from(number)], 1);
    }
}
