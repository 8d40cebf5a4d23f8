//! The last step of ranking texts: a few of them, copied side by side, sorted by all that is left of them.

/// What is left of a text, and its eight bytes after what all begin with.
#[derive(Clone, Copy, Debug)]
struct Tail {
    key: u64,
    start: u32,
    end: u32,
    id: u32,
}

/// A few texts. One is used for all groups, so that its memory is allocated once.
#[derive(Debug, Default)]
pub(super) struct Leaf {
    bytes: Vec<u8>,
    tails: Vec<Tail>,
}

impl Leaf {
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.tails.clear();
    }

    /// Adds the text of number `id`, of which `tail` is left.
    pub(super) fn push(&mut self, id: u32, tail: &[u8]) {
        let start = self.here();
        self.bytes.extend_from_slice(tail);
        self.tails.push(Tail { key: 0, start, end: self.here(), id });
    }

    /// Sorts the texts and gives each its rank in `ranks`, the first `first`; equal texts have equal ranks.
    pub(super) fn rank(&mut self, first: usize, ranks: &mut [u32]) {
        let Self { bytes, tails } = self;
        let text = |tail: &Tail| bytes.get(tail.start as usize..tail.end as usize).unwrap_or(&[]);
        let Some(model) = tails.first().map(text) else { return };
        let common = tails.iter().fold(model.len(), |common, tail| {
            model[..common].iter().zip(text(tail)).take_while(|(a, b)| a == b).count()
        });
        for tail in tails.iter_mut() {
            tail.key = key(text(tail).get(common..).unwrap_or(&[]));
        }
        tails.sort_unstable_by(|a, b| a.key.cmp(&b.key).then_with(|| text(a).cmp(text(b))));
        let mut rank = first;
        for (at, tail) in tails.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|before| tails.get(before));
            if before.is_none_or(|before| before.key != tail.key || text(before) != text(tail)) {
                rank = first + at;
            }
            if let Some(place) = ranks.get_mut(tail.id as usize) {
                *place = u32::try_from(rank).unwrap_or(u32::MAX);
            }
        }
    }

    fn here(&self) -> u32 {
        u32::try_from(self.bytes.len()).unwrap_or(u32::MAX)
    }
}

/// The first eight bytes of `text`, in an order of numbers that is that of the bytes as far as they tell.
fn key(text: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let taken = text.len().min(bytes.len());
    bytes[..taken].copy_from_slice(&text[..taken]);
    u64::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ranks_are_those_of_a_plain_sort(texts in proptest::collection::vec("(common)?[a\0]{0,12}", 0..40)) {
            let mut leaf = Leaf::default();
            for (id, text) in (0..).zip(&texts) {
                leaf.push(id, text.as_bytes());
            }
            let mut ranks = vec![0; texts.len()];
            leaf.rank(7, &mut ranks);
            let plain: Vec<u32> = texts
                .iter()
                .map(|text| 7 + u32::try_from(texts.iter().filter(|other| *other < text).count()).expect("a few"))
                .collect();
            prop_assert_eq!(ranks, plain);
        }
    }
}
