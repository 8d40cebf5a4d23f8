//! A text for some of the targets: final URLs, errors. What a target had before gives its room to the next.

use std::rc::Rc;

use super::pages::Pages;
use super::values::Values;
use crate::ids::TargetId;

/// At most one text a target. Costs four bytes a target from the first text on, and the texts that are held now: never
/// those of attempts that others followed.
#[derive(Clone, Debug)]
pub(crate) struct Texts {
    /// For each target the number of its text, from 1.
    numbers: Values<u32>,
    /// By number from 0; empty where nothing holds one.
    kept: Pages<Rc<str>>,
    /// Numbers given out so far.
    count: u32,
    /// Numbers, from 0, of texts that nothing holds; they are empty.
    free: Vec<u32>,
}

impl Texts {
    /// No text for any of `len` targets.
    pub(crate) fn new(len: u32) -> Self {
        Self { numbers: Values::new(len, 0), kept: Pages::new(Rc::from("")), count: 0, free: Vec::new() }
    }

    pub(crate) fn grow(&mut self, len: u32) {
        self.numbers.grow(len);
    }

    /// Gives `target` this text in the place of the one it had, or takes that away.
    pub(crate) fn put(&mut self, target: TargetId, text: Option<&str>) {
        match (text, self.number(target)) {
            (Some(text), Some(number)) => self.kept.set(number, text.into()),
            (Some(text), None) => {
                let number = self.free.pop().unwrap_or_else(|| {
                    self.count = self.count.saturating_add(1);
                    self.count - 1
                });
                self.kept.set(number, text.into());
                self.numbers.set(target, number.saturating_add(1));
            }
            (None, Some(number)) => {
                self.kept.clear(number);
                self.free.push(number);
                self.numbers.clear(target);
            }
            (None, None) => {}
        }
    }

    pub(crate) fn of(&self, target: TargetId) -> Option<&str> {
        self.text(self.number(target)?)
    }

    /// The number of the text of `target`.
    pub(crate) fn number(&self, target: TargetId) -> Option<u32> {
        self.numbers.get(target).checked_sub(1)
    }

    /// Numbers that texts have: those below this one, some of them empty.
    pub(crate) const fn count(&self) -> u32 {
        self.count
    }

    pub(crate) fn text(&self, number: u32) -> Option<&str> {
        (number < self.count).then(|| &**self.kept.get(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_used_again() {
        let mut texts = Texts::new(3);
        texts.put(TargetId(0), Some("a"));
        texts.put(TargetId(1), Some("b"));
        texts.put(TargetId(0), None);
        texts.put(TargetId(2), Some("c"));
        texts.put(TargetId(2), Some("d"));
        assert_eq!([0, 1, 2, 3].map(|target| texts.of(TargetId(target))), [None, Some("b"), Some("d"), None]);
        assert_eq!((texts.count(), texts.number(TargetId(2))), (2, Some(0)));
    }
}
