//! The user's input: sources, the text area, and how they are read.

use url::Url;

use super::effect::{Effect, Effects, FileHandle};
use crate::format::counted;
use crate::idn::parse_url;
use crate::ids::SourceId;
use crate::input::detect::Form;
use crate::input::link_filter::{self, LinkFilterOptions};
use crate::input::list_reader::ReadOptions;
use crate::input::normal::PageContext;
use crate::protocol::ReadingChoice;
use crate::result::mask::holds_secret;

/// Most sources besides the text area: positions number them in 16 bits.
const MAX_SOURCES: usize = 65_534;

/// A file or a long paste.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) name: String,
    /// The chosen form; `None` detects it.
    pub(super) form: Option<Form>,
    /// Pieces after which the user stopped the reading.
    pub(super) stops_after: Option<u32>,
    pub(super) file: FileHandle,
}

impl Source {
    /// Pieces to read.
    pub(super) fn pieces(&self) -> u32 {
        self.file.pieces().min(self.stops_after.unwrap_or(u32::MAX))
    }

    /// Whether the user stopped the reading before its end.
    pub(super) fn is_cut(&self) -> bool {
        self.pieces() < self.file.pieces()
    }
}

/// See the [module](self).
#[derive(Debug)]
pub(super) struct ListInput {
    /// The number of the last change.
    pub(super) number: u32,
    pub(super) sources: Vec<Source>,
    pub(super) text: String,
    /// The chosen form of the text area; `None` detects it.
    pub(super) text_form: Option<Form>,
    pub(super) options: ReadOptions,
    /// Why the include and exclude filters are invalid.
    pub(super) filter_problems: [Option<String>; 2],
    /// Whether the text area, the base or the filters hold a secret, when last read to the end.
    pub(super) has_secrets: bool,
    /// The base as typed.
    base: String,
    /// The first source that the page lists.
    pub(super) first_shown: SourceId,
}

impl ListInput {
    /// An empty input.
    pub(super) fn new(https: bool) -> Self {
        let page = PageContext { https, upgrade: false };
        Self {
            number: 0,
            sources: Vec::new(),
            text: String::new(),
            text_form: None,
            options: ReadOptions { page, ..ReadOptions::default() },
            filter_problems: [None, None],
            has_secrets: false,
            base: String::new(),
            first_shown: SourceId(0),
        }
    }

    /// The text area's number, after all sources.
    pub(super) fn text_area(&self) -> SourceId {
        SourceId(u16::try_from(self.sources.len()).unwrap_or(u16::MAX))
    }

    /// Searches what the page would keep for secrets.
    pub(super) fn find_secrets(&mut self) {
        let filter = &self.options.filter;
        let kept = [&self.text, &self.base, &filter.include, &filter.exclude];
        self.has_secrets = kept.into_iter().any(|text| holds_secret(text));
    }

    /// Bytes of all sources and the text area.
    pub(super) fn bytes(&self) -> u64 {
        let sources = self.sources.iter().map(|source| source.file.bytes);
        sources.fold(self.text.len() as u64, u64::saturating_add)
    }

    /// Adds sources. One with the full name of an earlier one replaces it.
    pub(super) fn add(&mut self, names: Vec<String>, files: Vec<Option<FileHandle>>, effects: &mut Effects) {
        let before = self.sources.len();
        let mut room = MAX_SOURCES.saturating_sub(before);
        let (mut passed_over, mut replaced) = (0_u32, Vec::new());
        let files = files.into_iter().chain(core::iter::repeat(None));
        for (name, file) in names.into_iter().zip(files) {
            let Some(file) = file else {
                effects.trouble(format!("“{name}” came without its content."), "Give it again.");
                continue;
            };
            let source = Source { name, form: None, stops_after: None, file };
            // Two files of one name given together are two files.
            match self.sources[..before].iter_mut().find(|given| given.name == source.name) {
                Some(given) => {
                    effects.push(Effect::ForgetFile(given.file.id));
                    replaced.push(source.name.clone());
                    *given = Source { form: given.form, ..source };
                }
                None if room == 0 => {
                    effects.push(Effect::ForgetFile(source.file.id));
                    passed_over += 1;
                }
                None => {
                    room -= 1;
                    self.sources.push(source);
                }
            }
        }
        note_replaced(&replaced, effects);
        if passed_over > 0 {
            let files = counted(passed_over, "file was", "files were");
            effects.trouble(
                format!("{files} not taken: there is room for {MAX_SOURCES}."),
                "Read them in a second list.",
            );
        }
    }

    pub(super) fn clear(&mut self, effects: &mut Effects) {
        for source in self.sources.drain(..) {
            effects.push(Effect::ForgetFile(source.file.id));
        }
        self.first_shown = SourceId(0);
    }

    pub(super) fn remove(&mut self, source: SourceId, effects: &mut Effects) {
        if source.index() < self.sources.len() {
            let removed = self.sources.remove(source.index());
            effects.push(Effect::ForgetFile(removed.file.id));
        }
    }

    /// Sets how everything is read.
    pub(super) fn choose(&mut self, choice: ReadingChoice) {
        self.filter_problems = [link_filter::problem(&choice.include), link_filter::problem(&choice.exclude)];
        self.text_form = choice.form;
        let options = &mut self.options;
        options.duplicates = choice.duplicates;
        options.base = parse_url(choice.base.trim()).ok().filter(can_be_a_base);
        self.base = choice.base;
        options.code = choice.code;
        options.page.upgrade = choice.upgrade;
        options.times = choice.times;
        options.filter = LinkFilterOptions {
            include: choice.include,
            exclude: choice.exclude,
            skip_private: choice.skip_private,
        };
    }
}

/// Whether `url` can be a base: a page requests only HTTP URLs without user info.
fn can_be_a_base(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none()
}

fn note_replaced(names: &[String], effects: &mut Effects) {
    let message = match names {
        [] => return,
        [name] => format!("“{name}” replaces the file of the same name."),
        [name, others @ ..] => {
            let others = u32::try_from(others.len()).unwrap_or(u32::MAX);
            let others = counted(others, "more file", "more files");
            format!("“{name}” and {others} replace the files of the same names.")
        }
    };
    effects.note(message, "To read both, rename one.");
}
