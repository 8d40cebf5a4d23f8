//! What the desk has read of what the user gave.

use serde::{Deserialize, Serialize};

use super::LocalTargets;
use crate::input::detect::Form;
use crate::settings::Duplicates;

/// How lists are read, as the user chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingChoice {
    /// The form of the text area, or `None` to find out.
    pub form: Option<Form>,
    /// What is done with identical targets.
    pub duplicates: Duplicates,
    /// Where documents stand whose links are relative: a full URL, or nothing of use.
    pub base: String,
    /// Whether bare URLs in the code of Markdown are links too.
    pub code: bool,
    /// Which links alone are asked: see [`crate::input::link_filter::problem`] for how it is written.
    pub include: String,
    /// Which links are not asked, written the same.
    pub exclude: String,
    /// Whether private and loopback addresses are left alone.
    pub skip_private: bool,
    /// Whether `http:` is asked over `https:` where browsers would refuse it.
    pub upgrade: bool,
    /// How often each link is asked, 1 to [`crate::input::reader::MAX_TIMES`].
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

/// Most sources that are told of at once.
pub const SOURCES_PER_PAGE: u16 = 25;

/// One source, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceView {
    /// Its number in the reading.
    pub number: u16,
    /// Its name.
    pub name: String,
    /// Links in it; `None` until all of it is read.
    pub links: Option<u32>,
    /// How it was read.
    pub form: Form,
    /// How the user wants it read; `None` leaves it to be found out.
    pub chosen: Option<Form>,
    /// Whether it is not read to its end because the user had the reading stopped.
    pub is_cut: bool,
}

/// A link that cannot be sent, as it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemView {
    /// Which source, its number in the reading; `None` in the text area.
    pub source: Option<u16>,
    /// Where it stands: `line:column`, after the source's name where it has one.
    pub place: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in Unicode scalar values.
    pub column: u32,
    /// The text, cut.
    pub text: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// The live reading of the input.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingView {
    /// The last change of the input that is in it.
    pub input: u32,
    /// Whether all of it is read.
    pub done: bool,
    /// Links.
    pub links: u32,
    /// Targets: requests to make.
    pub targets: u32,
    /// Origins that targets go to.
    pub hosts: u32,
    /// Whether there are targets and all lie on the practice server: known once all is read.
    pub practice: bool,
    /// Targets that lie there though not all do, so that they will not be sent: known once all is read.
    pub practice_among: u32,
    /// Links that cannot be sent.
    pub rejected: u32,
    /// Links that could be sent and are not, as the user chose.
    pub left_out: u32,
    /// Why what is to be included cannot be read.
    pub include_problem: Option<String>,
    /// Why what is to be excluded cannot be read.
    pub exclude_problem: Option<String>,
    /// Lines that are comments and hold a URL.
    pub commented_out: u32,
    /// How the text area was read.
    pub form: Option<Form>,
    /// Number of sources beside the text area.
    pub sources_in_all: u32,
    /// Some of them, at most [`SOURCES_PER_PAGE`]: from the one that [`super::Command::ShowSources`] named.
    pub sources: Vec<SourceView>,
    /// The first hundred links that cannot be sent.
    pub problems: Vec<ProblemView>,
    /// The hosts with the most targets, at most eight, with their numbers of targets.
    pub busiest: Vec<(String, u32)>,
    /// Schemes with the number of targets that have them, and of links that cannot be sent for theirs; known once all
    /// is read.
    pub schemes: Vec<(String, u32)>,
    /// Why links are not sent, with how many; known once all is read.
    pub reasons: Vec<(String, u32)>,
    /// Requests that browsers send of their own before ours, because of the headers or the method.
    pub preflights: u32,
    /// Targets in this machine and its network; known once all is read.
    pub local: LocalTargets,
    /// Lines of the headers that cannot be sent, from 1, each with why.
    pub header_problems: Vec<(u32, String)>,
    /// Whether the text area, the base URL or what links are held against holds a secret; known once all is read.
    pub has_secrets: bool,
    /// Bytes of text read.
    pub bytes: u64,
    /// Bytes of all sources and the text area together.
    pub bytes_in_all: u64,
}
