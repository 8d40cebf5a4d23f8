//! Many texts in one: how it grows, and where it ends.

/// Most bytes of an arena: on 32-bit machines no allocation may be larger.
pub(super) const MAX_BYTES: usize = i32::MAX as usize;

/// Appends `text`; returns where it ends. `None`, and nothing appended, past `limit` (at most [`MAX_BYTES`]) or memory.
pub(super) fn push(arena: &mut String, text: &str, limit: usize) -> Option<u32> {
    let end = arena.len().checked_add(text.len()).filter(|&end| end <= limit)?;
    let known = u32::try_from(end).ok()?;
    if end > arena.capacity() {
        // Doubled, as a `String` does, but never beyond the limit.
        let wanted = end.max(arena.capacity().saturating_mul(2).min(limit));
        arena
            .try_reserve_exact(wanted - arena.len())
            .or_else(|_| arena.try_reserve_exact(text.len()))
            .ok()?;
    }
    arena.push_str(text);
    Some(known)
}

/// Text number `number` of those that end in `arena` at `ends`.
pub(super) fn get<'a>(arena: &'a str, ends: &[u32], number: usize) -> Option<&'a str> {
    let start = number.checked_sub(1).and_then(|before| ends.get(before)).map_or(0, |&end| end as usize);
    arena.get(start..*ends.get(number)? as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arena_grows_up_to_its_limit() {
        let mut arena = String::new();
        for end in 1..=70 {
            assert_eq!(push(&mut arena, "x", 70), Some(end));
            assert!(arena.capacity() <= 70, "{}", arena.capacity());
        }
        assert_eq!(push(&mut arena, "x", 70), None);
        assert_eq!(push(&mut arena, "", 70), Some(70));
        assert_eq!(arena.len(), 70);
    }
}
