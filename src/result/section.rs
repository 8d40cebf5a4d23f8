//! The sections of what there is to look into: kinds of problems, each with a sentence on what it means.

use serde::{Deserialize, Serialize};

use super::verdict::{Total, Verdict};

/// Makes [`Section`] of its kinds, in the order of the table: each with its total, its title and its sentence.
macro_rules! sections {
    ($($name:ident: $total:ident, $title:literal, $sentence:literal;)*) => {
        /// A kind of problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[expect(missing_docs, reason = "each has its words below")]
        #[repr(u8)]
        pub enum Section {
            $($name,)*
        }

        impl Section {
            /// All of them, in the order in which they are shown.
            pub const ALL: [Self; [$($title),*].len()] = [$(Self::$name),*];

            /// The total that its links count in, its title, and what it means.
            pub const fn spec(self) -> (Total, &'static str, &'static str) {
                match self {
                    $(Self::$name => (Total::$total, $title, $sentence),)*
                }
            }
        }
    };
}

sections! {
    Missing: Broken, "Broken: not found", "Nothing is at these addresses (404, 410). Correct or remove the links.";
    Refused: Broken, "Broken: refused", "These may need a sign-in or another method (other 4xx).";
    Failed: Broken, "Broken: server error", "The server failed (5xx). It may work later.";
    TimedOut: Broken, "Broken: timed out", "No whole answer came in time.";
    CutShort: Broken, "Broken: cut short", "The connection broke before the answer ended.";
    Unreachable: Broken, "Broken: no connection", "The request failed before an answer. Each row names the error.";
    Hidden: Unverified, "Not verified: response hidden",
        "Most sites don’t let web pages read their response (CORS). A wrong name or a dead server looks the same.";
    Answered: Unverified, "Not verified: answered, status hidden",
        "A server is there and answers; the browser hides its status from web pages. They may work.";
    RateLimited: Unverified, "Not verified: rate-limited", "The site limits requests (429, 999). They may work.";
    NoTarget: Unverified, "Not verified: redirect", "The answer leads nowhere that a browser follows (3xx).";
    Queued: Unverified, "Not verified: timed out", "They may have waited in the browser. Use fewer at once.";
    OwnSide: Unverified, "Not verified: not requested", "This browser or network kept the request back.";
    NotSent: NotSent, "Not sent", "Found before the first request. Each row says why.";
}

impl Section {
    /// The section of `verdict`; `None` where it is no problem.
    pub fn of(verdict: Verdict) -> Option<Self> {
        let total = verdict.total();
        Some(match (verdict, total) {
            (Verdict::Http { status: 404 | 410, .. }, _) => Self::Missing,
            (Verdict::Http { status: 429 | 999, .. }, _) => Self::RateLimited,
            (Verdict::Http { status: 400..=499, .. }, _) => Self::Refused,
            (Verdict::Http { .. }, Total::Broken) => Self::Failed,
            (Verdict::Http { .. }, Total::Unverified) => Self::NoTarget,
            (Verdict::CutShort { .. }, _) => Self::CutShort,
            (Verdict::TimedOut { .. }, Total::Broken) => Self::TimedOut,
            (Verdict::TimedOut { .. }, _) => Self::Queued,
            (Verdict::NetworkError(_), Total::Broken) => Self::Unreachable,
            (Verdict::NetworkError(_) | Verdict::Refused, _) => Self::OwnSide,
            (Verdict::NoVisibleAnswer, _) => Self::Hidden,
            (Verdict::AnsweredHidden, _) => Self::Answered,
            (Verdict::NotSent(_), _) => Self::NotSent,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::not_sent::NotSent;
    use crate::network::NetworkErrorKind;

    fn verdicts() -> Vec<Verdict> {
        let timed_out = |headers, possibly_browser_queued| Verdict::TimedOut {
            after_ms: 1,
            headers,
            possibly_browser_queued,
        };
        let statuses = (100..1_000).map(|status| Verdict::Http { status, redirected: false });
        let others = [
            Verdict::CutShort { status: 200 },
            timed_out(false, true),
            timed_out(true, true),
            timed_out(false, false),
            Verdict::NotSent(NotSent::Relative),
            Verdict::NetworkError(NetworkErrorKind::NoSuchHost),
            Verdict::NetworkError(NetworkErrorKind::Offline),
        ];
        statuses.chain(others).chain(Verdict::PLAIN.map(|(verdict, _)| verdict)).collect()
    }

    #[test]
    fn each_problem_has_a_section_of_its_own_total_and_nothing_else_has_one() {
        for verdict in verdicts() {
            let is_problem = Total::PROBLEMS.contains(&verdict.total());
            let total = Section::of(verdict).map(|section| section.spec().0);
            assert_eq!(total, is_problem.then(|| verdict.total()), "{verdict}");
        }
    }

    #[test]
    fn no_section_is_without_a_verdict() {
        for section in Section::ALL {
            assert!(
                verdicts().into_iter().any(|verdict| Section::of(verdict) == Some(section)),
                "{section:?}"
            );
        }
    }
}
