//! A set of small numbers, a bit each.

#[derive(Clone, Debug, Default)]
pub(crate) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// No number, with room for those below `bound`.
    pub(crate) fn new(bound: u32) -> Self {
        Self { words: vec![0; bound.div_ceil(u64::BITS) as usize] }
    }

    /// Puts `number` into the set; nothing happens past the bound.
    pub(crate) fn set(&mut self, number: u32) {
        if let Some(word) = self.words.get_mut((number / u64::BITS) as usize) {
            *word |= 1 << (number % u64::BITS);
        }
    }

    pub(crate) fn has(&self, number: u32) -> bool {
        self.words
            .get((number / u64::BITS) as usize)
            .is_some_and(|word| word >> (number % u64::BITS) & 1 != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_is_in_it() {
        let mut bits = Bits::new(70);
        for number in [0, 63, 64, 69, 1_000] {
            bits.set(number);
        }
        let inside: Vec<u32> = (0..2_000).filter(|&number| bits.has(number)).collect();
        assert_eq!(inside, [0, 63, 64, 69]);
    }
}
