//! The page that lies beside all scripts.
use super::job::Job;
use super::tools::Tool;
/// The page.
pub fn readme(_job: &Job<'_>) -> String {
    Tool::ALL.iter().map(|t| t.facts().title).collect()
}
