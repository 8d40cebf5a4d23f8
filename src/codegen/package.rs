//! The files that a tool needs.

use super::listing::{Listing, Style};

/// What one tool needs: files for one folder, the script first.
#[derive(Clone, Debug, PartialEq)]
pub struct Package {
    /// The files; no two have the same name.
    pub files: Vec<File>,
}

/// A file.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// Its name. The same name in two packages of a job is the same file.
    pub name: &'static str,
    /// What is in it.
    pub body: Body,
}

/// What is in a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// This text.
    Text(String),
    /// These targets, one a line.
    List(Listing, Style),
}
