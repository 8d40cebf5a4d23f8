//! What a click on a heading makes of the order.

use super::column::{Column, SortKey};

/// The order after a click on the heading of `column`: the most useful direction first ([`Column::falls_first`]), then
/// the other, then none. With `add` the other keys stay and a new one comes last; else they go.
pub fn clicked(order: &[SortKey], column: Column, add: bool) -> Vec<SortKey> {
    let place = order.iter().position(|key| key.column == column);
    let first = SortKey { column, descending: column.falls_first() };
    let next = match place.and_then(|place| order.get(place)) {
        None => Some(first),
        Some(key) if key.descending == first.descending => {
            Some(SortKey { column, descending: !first.descending })
        }
        Some(_) => None,
    };
    if !add {
        return next.into_iter().collect();
    }
    let mut keys = order.to_vec();
    match (place, next) {
        (Some(place), Some(next)) => keys[place] = next,
        (Some(place), None) => {
            keys.remove(place);
        }
        (None, next) => keys.extend(next),
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn key(column: Column, descending: bool) -> SortKey {
        SortKey { column, descending }
    }

    #[test]
    fn numbers_begin_with_the_largest_and_text_with_its_beginning() {
        assert_eq!(clicked(&[], Column::TotalMs, false), [key(Column::TotalMs, true)]);
        assert_eq!(clicked(&[], Column::Url, false), [key(Column::Url, false)]);
    }

    #[test]
    fn the_first_click_brings_up_what_is_looked_for() {
        let falling = |column| clicked(&[], column, false)[0].descending;
        for column in [Column::Verdict, Column::Status, Column::Redirected, Column::Attempts] {
            assert!(falling(column), "{column:?}: the worst, the largest, what was led on");
        }
        for column in [Column::Host, Column::Type, Column::FinalUrl, Column::Source, Column::Provenance] {
            assert!(!falling(column), "{column:?}: from its beginning");
        }
    }

    #[test]
    fn three_clicks_lead_back_to_the_order_of_the_list() {
        let once = clicked(&[], Column::TotalMs, false);
        let twice = clicked(&once, Column::TotalMs, false);
        assert_eq!(twice, [key(Column::TotalMs, false)]);
        assert_eq!(clicked(&twice, Column::TotalMs, false), []);
    }

    #[test]
    fn a_plain_click_drops_the_other_keys_and_an_adding_one_keeps_them_in_place() {
        let order = [key(Column::Host, false), key(Column::TotalMs, true)];
        assert_eq!(clicked(&order, Column::Bytes, false), [key(Column::Bytes, true)]);
        assert_eq!(
            clicked(&order, Column::Host, true),
            [key(Column::Host, true), key(Column::TotalMs, true)]
        );
        assert_eq!(clicked(&[key(Column::Host, true), order[1]], Column::Host, true), [order[1]]);
        assert_eq!(clicked(&order, Column::Bytes, true).len(), 3);
    }
}
