//! Why a bench could not be taken. A missed bar is a figure, not a failure.

#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("{0}")]
    Misuse(String),
    #[error("cannot {doing}: {reason}")]
    System { doing: String, reason: String },
    #[error("the origin server: {0}")]
    Origin(#[from] volley_origin::OriginError),
    /// The browser or the driver page sent nothing for too long.
    #[error("no answer from the browser in {limit_s} s, while it was to {order}; it wrote: {words}")]
    Silence { order: String, limit_s: u64, words: String },
    #[error("{order}: {trouble}")]
    Driver { order: String, trouble: String },
    #[error("no {name} in {answer}")]
    Answer { name: String, answer: String },
}

impl Failure {
    pub(crate) fn system(doing: impl Into<String>, error: &dyn std::error::Error) -> Self {
        Self::System { doing: doing.into(), reason: error.to_string() }
    }
}
