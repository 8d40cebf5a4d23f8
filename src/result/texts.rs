//! A text for some of the targets: final URLs, errors. What a target had before gives its room to the next.

use super::values::Values;

/// At most one text a target. Costs four bytes a target from the first text on, and the texts that are held now: never
/// those of attempts that others followed.
#[derive(Clone, Debug)]
pub(crate) struct Texts {
    /// For each target the number of its text, from 1.
    numbers: Values<u32>,
    kept: Vec<Box<str>>,
    /// Numbers, from 0, of texts that nothing holds; they are empty.
    free: Vec<u32>,
}

impl Texts {
    pub(crate) const fn new(len: u32) -> Self {
        Self { numbers: Values::new(len, 0), kept: Vec::new(), free: Vec::new() }
    }

    pub(crate) fn grow(&mut self, len: u32) {
        self.numbers.grow(len);
    }

    /// Gives `target` this text in the place of the one it had, or takes that away.
    pub(crate) fn put(&mut self, target: u32, text: Option<&str>) {
        match (text, self.number(target)) {
            (Some(text), Some(number)) => self.write(number, text),
            (Some(text), None) => {
                let number = self.free.pop().unwrap_or_else(|| {
                    self.kept.push(Box::default());
                    self.count().saturating_sub(1)
                });
                self.write(number, text);
                self.numbers.set(target, number.saturating_add(1));
            }
            (None, Some(number)) => {
                self.write(number, "");
                self.free.push(number);
                self.numbers.clear(target);
            }
            (None, None) => {}
        }
    }

    pub(crate) fn of(&self, target: u32) -> Option<&str> {
        self.text(self.number(target)?)
    }

    /// The number of the text of `target`.
    pub(crate) fn number(&self, target: u32) -> Option<u32> {
        self.numbers.get(target).checked_sub(1)
    }

    /// Numbers that texts have: those below this one, some of them empty.
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.kept.len()).unwrap_or(u32::MAX)
    }

    pub(crate) fn text(&self, number: u32) -> Option<&str> {
        self.kept.get(number as usize).map(AsRef::as_ref)
    }

    fn write(&mut self, number: u32, text: &str) {
        if let Some(kept) = self.kept.get_mut(number as usize) {
            *kept = text.into();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_used_again() {
        let mut texts = Texts::new(3);
        texts.put(0, Some("a"));
        texts.put(1, Some("b"));
        texts.put(0, None);
        texts.put(2, Some("c"));
        texts.put(2, Some("d"));
        assert_eq!([0, 1, 2, 3].map(|target| texts.of(target)), [None, Some("b"), Some("d"), None]);
        assert_eq!((texts.count(), texts.number(2)), (2, Some(0)));
    }
}
