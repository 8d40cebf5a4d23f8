//! The comparisons that the browser keeps, as one document that several tabs change. The page does not read the reports
//! in it: the desk does.

use super::report::ComparisonReport;
use crate::settings::stored::{self, SetAside, StoredFields};

/// Most comparisons that are kept.
pub const MAX_KEPT: usize = 12;

/// Version of the stored document. Raise it with a change that an older reader would misread.
const VERSION: u32 = 1;
/// Layout version of a stored report. Raise it whenever the report or a type in it changes: `tests/stored` fails otherwise.
const LAYOUT: u32 = 2;
/// Most bytes of a report that is kept; its trials are left out where it is longer.
const MAX_REPORT_BYTES: usize = 40_000;
const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// A comparison that is kept: its name, and as JSON the report that shows it again.
pub type Kept = (String, String);

/// `all` as a text to be kept by the browser.
pub fn to_json(all: &[Kept]) -> String {
    let mut fields = StoredFields::write(VERSION);
    fields.put("comparisons", |text| {
        stored::list(text, all, |text, (name, report)| {
            text.push_str("{\"name\":");
            stored::quote(text, name);
            text.push_str(",\"report\":");
            text.push_str(report);
            text.push('}');
        });
    });
    fields.finish()
}

/// The comparisons that were kept.
///
/// # Errors
/// When they were kept by another build.
pub fn from_json(text: &str) -> Result<Vec<Kept>, SetAside> {
    let fields = StoredFields::read(text, VERSION)?;
    let all = fields.raw("comparisons").and_then(stored::items).ok_or(SetAside)?;
    let kept = |text| {
        let members = stored::members(text)?;
        let value = |name| members.iter().find(|member| member.0 == name).map(|member| member.1);
        Some((stored::text_of(value("name")?)?, value("report")?.to_owned()))
    };
    Ok(all.into_iter().filter_map(kept).take(MAX_KEPT).collect())
}

/// `report` as JSON; without its trials where they are too many. Its fields are bytes without names, under the number
/// of their layout: names would cost the desk 13 KB (compressed) of a first visit.
pub fn report_to_json(report: &ComparisonReport) -> Option<String> {
    let mut bytes = postcard::to_allocvec(report).ok()?;
    if bytes.len() > MAX_REPORT_BYTES {
        bytes = postcard::to_allocvec(&ComparisonReport { trials: Vec::new(), ..report.clone() }).ok()?;
    }
    let mut fields = StoredFields::write(LAYOUT);
    fields.put("bytes", |text| {
        text.push('"');
        for byte in bytes {
            text.extend([byte >> 4, byte & 0xf].map(|digit| char::from(DIGITS[usize::from(digit)])));
        }
        text.push('"');
    });
    Some(fields.finish())
}

/// The report that was kept, of a comparison that is over.
///
/// # Errors
/// When it cannot be read: another build kept it.
pub fn report_from_json(json: &str) -> Result<ComparisonReport, SetAside> {
    let fields = StoredFields::read(json, LAYOUT)?;
    let digits = fields.raw("bytes").and_then(stored::text_of).ok_or(SetAside)?;
    let digit = |of: u8| char::from(of).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let byte = |pair: &[u8]| Some(digit(*pair.first()?)? << 4 | digit(*pair.get(1)?)?);
    let bytes: Option<Vec<u8>> = digits.as_bytes().chunks(2).map(byte).collect();
    let report = bytes.and_then(|bytes| postcard::from_bytes(&bytes).ok());
    report.filter(ComparisonReport::is_over).ok_or(SetAside)
}

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
        (name.to_owned(), format!("{{\"title\":\"{name}\"}}"))
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
