//! One term of a filter, tested against one row.

use super::needle::Needle;
use super::range::Range;
use crate::ids::{LinkId, TargetId};
use crate::input::link::LinkKind;
use crate::input::list::LinkList;
use crate::input::target::TargetSpan;
use crate::result::column::Stored;
use crate::result::row::WAITING;
use crate::result::table::ResultTable;
use crate::result::verdict::{Total, Verdict};

#[derive(Clone, Debug)]
pub(super) struct Term {
    /// Whether it holds for the rows that fail its test.
    pub(super) negated: bool,
    pub(super) test: Test,
}

/// What a term requires of a row.
#[derive(Clone, Debug)]
pub(super) enum Test {
    /// That its URL or its source's name holds the text.
    Text(Needle),
    /// That the column, one of text, holds the text.
    Column(Stored, Needle),
    /// That the column's number is in the range.
    Number(Stored, Range),
    Is(RowKind),
}

impl Test {
    pub(super) const fn depends_on_results(&self) -> bool {
        match self {
            Self::Text(_) => false,
            Self::Column(stored, _) => !stored.is_of_list(),
            Self::Number(..) | Self::Is(_) => true,
        }
    }

    /// The text that is looked for in URLs.
    pub(super) const fn in_url(&self) -> Option<&Needle> {
        match self {
            Self::Text(needle) | Self::Column(Stored::Url, needle) => Some(needle),
            Self::Column(..) | Self::Number(..) | Self::Is(_) => None,
        }
    }

    pub(super) fn tune(&mut self, sample: &[u8]) {
        if let Self::Text(needle) | Self::Column(Stored::Url, needle) = self {
            needle.tune(sample);
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    Redirected,
    /// A status could be read.
    Answered,
    Waiting,
    /// It moved for good.
    Moved,
    In(Total),
}

const MARKS: [(&str, RowKind); 10] = [
    ("redirected", RowKind::Redirected),
    ("moved", RowKind::Moved),
    ("answered", RowKind::Answered),
    ("waiting", RowKind::Waiting),
    ("working", RowKind::In(Total::Working)),
    ("broken", RowKind::In(Total::Broken)),
    ("unverified", RowKind::In(Total::Unverified)),
    ("not-sent", RowKind::In(Total::NotSent)),
    ("cancelled", RowKind::In(Total::Cancelled)),
    ("ignored", RowKind::In(Total::Ignored)),
];

impl RowKind {
    pub(super) fn named(name: &str) -> Option<Self> {
        MARKS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|&(_, mark)| mark)
    }

    pub(super) fn names() -> String {
        MARKS.map(|(name, _)| name).join(", ")
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Subject<'a> {
    pub(super) list: &'a LinkList,
    pub(super) table: &'a ResultTable,
    pub(super) row: LinkId,
    pub(super) kind: LinkKind,
}

impl Subject<'_> {
    pub(super) fn verdict(&self) -> Option<Verdict> {
        match self.kind {
            LinkKind::Target(target) => self.table.verdict(target),
            LinkKind::Rejected(index) => {
                self.list.rejected().get(index as usize).map(|rejected| Verdict::NotSent(rejected.reason))
            }
        }
    }

    /// The number in a column; NaN where there is none.
    pub(super) fn number(&self, stored: Stored) -> f64 {
        let LinkKind::Target(target) = self.kind else { return f64::NAN };
        match stored {
            Stored::Millis(measure) => f64::from(self.table.measured(measure, target)),
            #[expect(clippy::cast_precision_loss, reason = "sizes stay below 2^53")]
            Stored::Number(read) => read(self.table, target.0).map_or(f64::NAN, |number| number as f64),
            _ => f64::NAN,
        }
    }

    pub(super) fn is(&self, mark: RowKind) -> bool {
        match mark {
            RowKind::Waiting => self.verdict().is_none(),
            RowKind::In(total) => self.verdict().is_some_and(|verdict| verdict.total() == total),
            RowKind::Redirected | RowKind::Answered | RowKind::Moved => match self.kind {
                LinkKind::Rejected(_) => false,
                LinkKind::Target(target) if mark == RowKind::Answered => self.table.is_answered(target),
                LinkKind::Target(target) if mark == RowKind::Moved => self.table.has_moved_for_good(target),
                LinkKind::Target(target) => self.table.redirected(target) == Some(true),
            },
        }
    }

    /// Whether its URL holds `needle` once its own fragment is added, as shown. A pattern's links have none.
    pub(super) fn fragment_makes_it_hold(
        &self,
        target: TargetId,
        needle: &Needle,
        scratch: &mut Scratch,
    ) -> bool {
        if self.list.fragment(self.row).is_none()
            || matches!(self.list.targets().span(target), Some(TargetSpan::Pattern { .. }))
        {
            return false;
        }
        self.list.write_url(self.row, &mut scratch.text);
        needle.is_in(scratch.text.as_bytes())
    }

    /// Whether its URL holds `needle` when its host is written as people write it, where that is another.
    pub(super) fn letters_make_it_hold(&self, needle: &Needle, scratch: &mut Scratch) -> bool {
        let LinkKind::Target(target) = self.kind else { return false };
        let Some(origin) = self.list.origin(target).filter(|origin| origin.is_international()) else {
            return false;
        };
        self.list.write_url(self.row, &mut scratch.text);
        needle.is_in(scratch.text.replacen(origin.host(), origin.shown_host(), 1).as_bytes())
    }

    /// Whether its text in a column other than the URL holds `needle`; text that is not kept is written into `scratch`.
    pub(super) fn holds(&self, stored: Stored, needle: &Needle, scratch: &mut Scratch) -> bool {
        let target = match self.kind {
            LinkKind::Target(target) => Some(target),
            LinkKind::Rejected(_) => None,
        };
        let text = match stored {
            Stored::Place => {
                self.list.write_source(self.row, &mut scratch.text);
                Some(scratch.text.as_str())
            }
            Stored::Label => self.list.label(self.row),
            Stored::Verdict => Some(scratch.verdict_words(self.verdict())),
            Stored::Host => {
                let origin = target.and_then(|target| self.list.origin(target));
                let is_shown = origin.is_some_and(|origin| needle.is_in(origin.shown_host().as_bytes()));
                return is_shown || origin.is_some_and(|origin| needle.is_in(origin.host().as_bytes()));
            }
            Stored::Name(column) => target.and_then(|target| self.table.name(column, target)),
            Stored::Text(column) => target.and_then(|target| self.table.texts(column).of(target)),
            Stored::Word(read) => target.and_then(|target| read(self.table, target.0)),
            Stored::Url | Stored::Millis(_) | Stored::Number(_) => None,
        };
        text.is_some_and(|text| needle.is_in(text.as_bytes()))
    }
}

/// Verdicts whose words are kept: a run has few that differ.
const KEPT: usize = 16;

/// Room for texts that are made up for a test.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    text: String,
    /// The words of the verdicts seen last.
    words: Vec<(Option<Verdict>, String)>,
    oldest: usize,
}

impl Scratch {
    fn verdict_words(&mut self, verdict: Option<Verdict>) -> &str {
        let kept = self.words.iter().position(|(known, _)| *known == verdict);
        let at = kept.unwrap_or_else(|| {
            let words = verdict.map_or_else(
                || WAITING.to_owned(),
                |verdict| format!("{verdict} {}", verdict.total().name()),
            );
            if self.words.len() < KEPT {
                self.words.push((verdict, words));
                return self.words.len() - 1;
            }
            self.oldest = (self.oldest + 1) % KEPT;
            self.words[self.oldest] = (verdict, words);
            self.oldest
        });
        &self.words[at].1
    }
}
