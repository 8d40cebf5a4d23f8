//! Why a bench could not be taken. A missed bar is a figure, not a failure.

/// Why a bench could not be taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The words on the command line.
    #[error("{0}")]
    Misuse(String),
    /// The system.
    #[error("cannot {doing}: {reason}")]
    System { doing: String, reason: String },
    /// The origin server.
    #[error("the origin server: {0}")]
    Origin(#[from] volley_origin::OriginError),
    /// The browser or the driver page said nothing for too long.
    #[error("no word from the browser for {limit_s} s, while it was to {order}; its own words: {words}")]
    Silence { order: String, limit_s: u64, words: String },
    /// The driver page could not do what it was told.
    #[error("{order}: {trouble}")]
    Driver { order: String, trouble: String },
    /// An answer without the number that was asked for.
    #[error("no {name} in {answer}")]
    Answer { name: String, answer: String },
}

impl Failure {
    /// A failure of the system while `doing` something.
    pub(crate) fn system(doing: impl Into<String>, error: &dyn std::error::Error) -> Self {
        Self::System { doing: doing.into(), reason: error.to_string() }
    }
}
