//! What the desk has read of the input.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use serde::{Deserialize, Serialize};

use super::LocalTargets;
use crate::ids::SourceId;
use crate::input::detect::Form;
use crate::settings::Duplicates;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingChoice {
    /// The form of the text area; `None` detects it.
    pub form: Option<Form>,
    pub duplicates: Duplicates,
    /// The base URL of relative links, as typed.
    pub base: String,
    /// Whether bare URLs in Markdown code are links.
    pub code: bool,
    /// The include filter; syntax: [`crate::input::link_filter::problem`].
    pub include: String,
    pub exclude: String,
    pub skip_private: bool,
    /// Whether `http:` is upgraded to `https:` where browsers would refuse it.
    pub upgrade: bool,
    /// Requests of each link, 1 to [`crate::input::list_reader::MAX_TIMES`].
    pub times: u32,
}

impl Default for ReadingChoice {
    fn default() -> Self {
        Self {
            form: None,
            duplicates: Duplicates::default(),
            base: String::new(),
            code: false,
            include: String::new(),
            exclude: String::new(),
            skip_private: false,
            upgrade: false,
            times: 1,
        }
    }
}

pub const SOURCES_PER_PAGE: u16 = 25;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceView {
    /// Its number in the reading.
    pub number: SourceId,
    pub name: String,
    /// Links in it; `None` until all of it is read.
    pub links: Option<u32>,
    pub form: Form,
    /// The form the user chose; `None` detects it.
    pub chosen: Option<Form>,
    /// Whether the user stopped the reading before its end.
    pub is_cut: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemView {
    /// Which source, its number in the reading; `None` in the text area.
    pub source: Option<SourceId>,
    /// `line:column`, after the source's name if it has one.
    pub place: String,
    pub line: u32,
    /// The column, from 1, in Unicode scalar values.
    pub column: u32,
    pub text: String,
    pub message: String,
    pub hint: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingView {
    /// The last change of the input that is in it.
    pub input: u32,
    pub done: bool,
    pub links: u32,
    /// Targets: requests to make.
    pub targets: u32,
    /// Origins that targets go to.
    pub hosts: u32,
    /// Whether there are targets and all are on the practice server; known once everything is read.
    pub practice: bool,
    /// Targets on the practice server when not all are: they will not be sent; known once everything is read.
    pub practice_among: u32,
    pub rejected: u32,
    /// Links left out by the user's filters.
    pub left_out: u32,
    pub include_problem: Option<String>,
    pub exclude_problem: Option<String>,
    /// Lines that are comments and hold a URL.
    pub commented_out: u32,
    pub form: Option<Form>,
    /// Number of sources besides the text area.
    pub sources_in_all: u32,
    /// Some of them, at most [`SOURCES_PER_PAGE`]: from the one that [`super::Command::ShowSources`] named.
    pub sources: Vec<SourceView>,
    /// The first hundred links that cannot be sent.
    pub problems: Vec<ProblemView>,
    /// The hosts with the most targets, at most eight, with their numbers of targets.
    pub busiest: Vec<(String, u32)>,
    /// Schemes with their numbers of targets, or of links that cannot be sent for them; known once all is read.
    pub schemes: Vec<(String, u32)>,
    /// Why links are not sent, with how many; known once all is read.
    pub reasons: Vec<(String, u32)>,
    /// Preflights that the browser adds because of the headers or the method.
    pub preflights: u32,
    /// Targets in this machine and its network; known once all is read.
    pub local: LocalTargets,
    /// Lines of the headers that cannot be sent, from 1, each with why.
    pub header_problems: Vec<(u32, String)>,
    /// Whether the text area, the base URL or a filter holds a secret; known once everything is read.
    pub has_secrets: bool,
    pub bytes: u64,
    /// Bytes of all sources and the text area together.
    pub bytes_in_all: u64,
}
