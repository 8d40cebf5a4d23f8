//! What is to be known of a tool before one takes its script.

use super::job::CodegenJob;

/// A language or notation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Python, from 3.11 on.
    Python,
    /// JavaScript: Node's, from 20 on, or k6's.
    JavaScript,
    /// A shell script for bash, with curl and jq.
    Shell,
    /// Rust.
    Rust,
    /// A file of settings.
    Toml,
}

impl Language {
    /// Its name on screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Python => "Python",
            Self::JavaScript => "JavaScript",
            Self::Shell => "shell",
            Self::Rust => "Rust",
            Self::Toml => "TOML",
        }
    }
}

/// What is to be known of a tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToolFacts {
    /// The stable name, as in test hooks.
    pub name: &'static str,
    /// The name on screen.
    pub title: &'static str,
    /// What its script is written in.
    pub language: Language,
    /// The script's file name.
    pub script: &'static str,
    /// What its script is made of; empty where it has none.
    pub(super) template: &'static str,
    /// How requests overlap, in a few words.
    pub model: &'static str,
    /// Packages with their versions, as the tool's own package manager writes them; what else has to be there.
    pub needs: &'static [&'static str],
    /// The one command that runs it, in a folder with its files.
    pub run: &'static str,
    /// The file that the command leaves its results in.
    pub results: &'static str,
    /// What it never does that Volley does; a sentence each.
    pub cannot: &'static [&'static str],
    /// What it cannot do where the job wants it.
    pub(super) lacks: &'static [UnsupportedFeature],
}

/// Something that a job may want and a tool may not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named for what they are")]
pub enum UnsupportedFeature {
    Rate,
    Spacing,
    HeadThenGet,
    HostHeaders,
    HostLimit,
    Body,
    /// Letters of headers in Latin-1.
    Latin,
    /// A GET where a 303 leads on after another method than POST.
    SeeOther,
}

impl ToolFacts {
    /// The command that runs it with the numbers of `job`.
    pub fn run_for(&self, job: &CodegenJob<'_>) -> String {
        self.run.replace("{in_flight}", &job.limits().concurrency.to_string())
    }

    /// Whether it cannot do this where a job wants it.
    pub fn lacks(&self, feature: UnsupportedFeature) -> bool {
        self.lacks.contains(&feature)
    }
}
