//! Batches of rows → a list with its results, and the figures over them.

use url::{Position as Part, Url};

use super::batch::{ImportBatch, ImportEnd, ImportProblem, ImportedLink, ImportedResult};
use super::collect::short;
use super::figures::EndCounts;
use super::{ImportFormat, ImportResult};
use crate::compare::row::{Estimate, ResultRow, RowProvenance};
use crate::idn::parse_url;
use crate::ids::SourceId;
use crate::input::link::Position;
use crate::input::list::LinkList;
use crate::input::not_sent::NotSent;
use crate::result::mask::mask;
use crate::result::outcome::Outcome;
use crate::result::table::ResultTable;
use crate::result::timing::Provenance;
use crate::stats::summary::Spread;

/// Most problems that are kept; more are counted.
pub const MAX_PROBLEMS: usize = 100;

/// Remark on an export of Volley: its rows say when each request was sent, on a clock that runs on through pauses.
const PAUSES: &str = "The time is that from the start to the last end that its rows tell, pauses and all.";

/// The problems of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// The first [`MAX_PROBLEMS`].
    pub first: Vec<ImportProblem>,
    /// How many more there are.
    pub more: u32,
}

impl Problems {
    fn add(&mut self, problem: ImportProblem) {
        if self.first.len() < MAX_PROBLEMS {
            self.first.push(problem);
        } else {
            self.more = self.more.saturating_add(1);
        }
    }
}

/// Takes the batches of one file, in their order.
#[derive(Debug)]
pub struct ImportedRun {
    list: LinkList,
    table: ResultTable,
    source: Option<SourceId>,
    problems: Problems,
    figures: EndCounts,
    is_practice: bool,
}

impl ImportedRun {
    /// Before the first batch of the file `name`.
    pub fn new(name: &str) -> Self {
        let mut list = LinkList::default();
        let source = list.begin_source(&short(name));
        let table = ResultTable::new(&list, None);
        Self {
            list,
            table,
            source,
            problems: Problems::default(),
            figures: EndCounts::default(),
            is_practice: false,
        }
    }

    /// Adds the rows of a batch.
    pub fn take(&mut self, batch: ImportBatch) {
        let ImportBatch { links, problems, more_problems, body_cap } = batch;
        if let Some(cap) = body_cap {
            self.table.set_body_cap(cap);
        }
        let mut problems = problems.into_iter().peekable();
        for (before, link) in (0..).zip(links) {
            while let Some((_, problem)) = problems.next_if(|(at, _)| *at <= before) {
                self.problems.add(problem);
            }
            self.add(link);
        }
        problems.for_each(|(_, problem)| self.problems.add(problem));
        self.problems.more = self.problems.more.saturating_add(more_problems);
    }

    fn add(&mut self, link: ImportedLink) {
        let ImportedLink { url, line, column, result } = link;
        let Some(source) = self.source else { return };
        let place = Position { source, line, column };
        match (result, origin(&url)) {
            (ImportedResult::NotSent(reason), _) => {
                self.list.reject(place, reason, &url, "");
            }
            (ImportedResult::Ended(outcome), Some((origin, url))) => {
                self.add_target(*outcome, place, &origin, &url);
            }
            (ImportedResult::Ended(_), None) => {
                self.list.reject(place, NotSent::NotAUrl, &url, "");
                let message = format!("no URL that can be requested: {}", short(&mask(&url)));
                self.problems.add(ImportProblem { line, column, message });
            }
        }
        self.table.grow(&self.list);
    }

    fn add_target(&mut self, mut outcome: Outcome, place: Position, origin: &str, url: &Url) {
        let Some(target) = self.list.add_target(&url[..Part::AfterQuery], origin) else { return };
        self.list.add_link(place, target);
        if let Some(fragment) = url.fragment() {
            self.list.add_fragment(fragment);
        }
        self.table.grow(&self.list);
        outcome.target = target;
        self.figures.count(&outcome);
        self.is_practice |= outcome.timing.provenance == Provenance::Practice;
        self.table.apply(&outcome);
    }

    /// Ends the file `name`.
    pub fn finish(self, end: ImportEnd, name: &str) -> ImportResult {
        let ImportEnd { kind, row, tool, ended_ms, counts_pauses } = end;
        if let Some(row) = row {
            return ImportResult { kind, row, run: None, problems: self.problems };
        }
        let spread = Spread::of(&self.table, false);
        let tool = tool.unwrap_or_else(|| match kind {
            ImportFormat::Lychee => "lychee".to_owned(),
            _ => short(name),
        });
        let mut row = ResultRow {
            name: tool.clone(),
            provenance: if self.is_practice { RowProvenance::Practice } else { RowProvenance::Tool(tool) },
            rounds: 1,
            p50: spread.p50,
            p95: spread.p95,
            p99: spread.p99,
            ..ResultRow::default()
        };
        self.figures.fill(&mut row);
        if let Some(total) = ended_ms.filter(|ms| *ms > 0.0) {
            row.total = Some(Estimate::single(total));
            row.rate = Some(Estimate::single(f64::from(row.answered) * 1_000.0 / total));
            if counts_pauses {
                PAUSES.clone_into(&mut row.remark);
            }
        }
        ImportResult { kind, row, run: Some((self.list, self.table)), problems: self.problems }
    }
}

/// The origin of `url` and the URL itself; `None` where it cannot be requested.
fn origin(url: &str) -> Option<(String, Url)> {
    let url = parse_url(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url[Part::BeforeHost..Part::BeforePath].trim_end_matches('/');
    (!host.is_empty()).then(|| (format!("{}://{host}", url.scheme()), url.clone()))
}
