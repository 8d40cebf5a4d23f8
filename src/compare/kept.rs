//! The comparisons that the browser keeps, which several tabs add to and take from.

/// Most comparisons that are kept.
pub const MAX_KEPT: usize = 12;

/// A comparison that is kept: its name, and the report that shows it again.
pub type Kept = (String, Vec<u8>);

/// `stored`, what the browser has now, with `new` before it. The oldest go.
pub fn added(stored: Vec<Kept>, new: Kept) -> Vec<Kept> {
    let mut kept = stored;
    kept.insert(0, new);
    kept.truncate(MAX_KEPT);
    kept
}

/// `stored`, what the browser has now, without `gone`.
pub fn removed(stored: Vec<Kept>, gone: &Kept) -> Vec<Kept> {
    let mut kept = stored;
    // Two may be the same in all: one of them goes.
    if let Some(place) = kept.iter().position(|other| other == gone) {
        kept.remove(place);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(name: &str) -> Kept {
        (name.to_owned(), name.as_bytes().to_vec())
    }

    #[test]
    fn two_tabs_lose_nothing_of_each_other() {
        // Both began with what was stored then; each changes what is stored now.
        let mut stored = vec![kept("old")];
        stored = added(stored, kept("of one"));
        stored = added(stored, kept("of two"));
        assert_eq!(stored, [kept("of two"), kept("of one"), kept("old")]);
        stored = removed(stored, &kept("old"));
        stored = added(stored, kept("of one again"));
        assert_eq!(stored, [kept("of one again"), kept("of two"), kept("of one")]);
        stored = removed(stored, &kept("old"));
        assert_eq!(stored.len(), 3, "it is gone already");
    }

    #[test]
    fn no_more_than_a_few_are_kept() {
        let stored = (0..40).fold(Vec::new(), |stored, number| added(stored, kept(&number.to_string())));
        assert_eq!((stored.len(), &stored[0]), (MAX_KEPT, &kept("39")));
    }
}
