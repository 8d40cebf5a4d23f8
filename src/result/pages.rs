//! A long array that is cheap to copy: copies share its pages until one of them is written to.

use std::rc::Rc;

/// Entries of a page: few enough that a batch of scattered results copies little, enough that a copy of all pages
/// (a pointer each) takes no time.
const PAGE: usize = 2_048;

/// Entries in pages that copies share; writing to a shared page copies that page alone. A page takes memory once
/// something is written to it.
#[derive(Clone, Debug)]
pub(crate) struct Pages<T> {
    /// `None` for a page whose entries are all `missing`.
    pages: Vec<Option<Rc<[T; PAGE]>>>,
    missing: T,
}

impl<T: Clone> Pages<T> {
    /// No entries yet; those that are not set are `missing`.
    pub(crate) const fn new(missing: T) -> Self {
        Self { pages: Vec::new(), missing }
    }

    /// The entry at `at`. One function for all columns of a kind: it is called in hundreds of places, and is small beside
    /// what they do with it.
    #[inline(never)]
    pub(crate) fn get(&self, at: u32) -> &T {
        let (page, place) = place(at);
        self.pages.get(page).and_then(Option::as_ref).map_or(&self.missing, |page| &page[place])
    }

    /// Sets the entry at `at`, and makes room for it.
    pub(crate) fn set(&mut self, at: u32, value: T) {
        let (page, place) = place(at);
        self.page_mut(page)[place] = value;
    }

    /// Makes the entry at `at` missing again.
    pub(crate) fn clear(&mut self, at: u32) {
        let (page, place) = place(at);
        if self.is_in_memory(page) {
            let missing = self.missing.clone();
            self.page_mut(page)[place] = missing;
        }
    }

    fn is_in_memory(&self, page: usize) -> bool {
        self.pages.get(page).is_some_and(Option::is_some)
    }

    /// A page to write to: made, or copied from what a copy shares.
    #[inline(never)]
    fn page_mut(&mut self, page: usize) -> &mut [T; PAGE] {
        let Self { pages, missing } = self;
        if page >= pages.len() {
            pages.resize(page + 1, None);
        }
        let page = pages[page].get_or_insert_with(|| Rc::new(core::array::from_fn(|_| missing.clone())));
        Rc::make_mut(page)
    }

    /// Sets every missing entry below `end` to `value`, and calls `each` with its place. Whole pages that nothing was
    /// written to share one.
    pub(crate) fn fill(&mut self, end: u32, value: &T, mut each: impl FnMut(u32))
    where
        T: PartialEq,
    {
        let whole = Rc::new(core::array::from_fn(|_| value.clone()));
        let missing = self.missing.clone();
        for (nth, first) in (0..end).step_by(PAGE).enumerate() {
            let room = (end - first) as usize;
            if room >= PAGE && !self.is_in_memory(nth) {
                self.pages.resize(self.pages.len().max(nth + 1), None);
                self.pages[nth] = Some(Rc::clone(&whole));
                (first..).take(PAGE).for_each(&mut each);
                continue;
            }
            for (at, entry) in (first..end).zip(self.page_mut(nth)) {
                if *entry == missing {
                    *entry = value.clone();
                    each(at);
                }
            }
        }
    }

    /// The entries that are in memory, with their places.
    pub(crate) fn written(&self) -> impl Iterator<Item = (u32, &T)> {
        let firsts = (0_u32..).step_by(PAGE);
        firsts
            .zip(&self.pages)
            .filter_map(|(first, page)| Some((first..).zip(page.as_ref()?.iter())))
            .flatten()
    }
}

/// The page of an entry, and its place there.
const fn place(at: u32) -> (usize, usize) {
    let at = at as usize;
    (at / PAGE, at % PAGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_keeps_what_it_was_and_shares_what_is_not_written_to() {
        let mut pages = Pages::new(0_u32);
        for at in 0..3 * u32::try_from(PAGE).expect("small") {
            pages.set(at, at);
        }
        let copy = pages.clone();
        pages.set(5, 99);
        pages.clear(6);
        assert_eq!((pages.get(5), pages.get(6), pages.get(7)), (&99, &0, &7));
        assert_eq!((copy.get(5), copy.get(6), copy.get(7)), (&5, &6, &7));
        let shared = pages.pages.iter().flatten().filter(|page| Rc::strong_count(page) == 2);
        assert_eq!(shared.count(), 2, "one page of three was copied");
    }

    #[test]
    fn only_what_is_missing_is_filled() {
        let page = u32::try_from(PAGE).expect("small");
        let (mut pages, mut filled) = (Pages::new(0_u8), Vec::new());
        pages.set(1, 7);
        let end = 2 * page + 3;
        pages.fill(end, &9, |at| filled.push(at));
        assert_eq!(filled, (0..end).filter(|&at| at != 1).collect::<Vec<_>>());
        assert_eq!([0, 1, page, end - 1, end].map(|at| *pages.get(at)), [9, 7, 9, 9, 0]);
        pages.fill(end, &8, |_| panic!("nothing is missing any more"));
        pages.set(page, 1);
        assert_eq!((pages.get(page), pages.get(page + 1)), (&1, &9));
    }

    #[test]
    fn only_pages_that_are_written_to_take_memory() {
        let mut pages = Pages::new(0_u8);
        pages.clear(1);
        assert_eq!(pages.written().count(), 0);
        let far = 10 * u32::try_from(PAGE).expect("small");
        pages.set(far, 7);
        assert_eq!(pages.written().find(|(_, value)| **value == 7), Some((far, &7)));
        assert_eq!((pages.written().count(), pages.get(far - 1), pages.get(u32::MAX)), (PAGE, &0, &0));
    }
}
