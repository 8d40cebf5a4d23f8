//! The oracle of the tests of reading: node's packages of `tests/input_oracle`, and curl.

use super::npm;
use crate::failure::Failure;
use crate::lookup;
use crate::paths::Project;
use std::path::{Path, PathBuf};

/// Returns the folder that holds `node_modules`, after installing into it what the lock file names.
pub(crate) fn ensure(project: &Project) -> Result<PathBuf, Failure> {
    if lookup::on_path("curl").is_none() {
        return Err(Failure::new("curl is missing, which the tests compare patterns with")
            .hint("install curl (https://curl.se), then run this again"));
    }
    let modules = npm::packages("oracle", &project.root().join("tests").join("input_oracle"))?;
    modules.parent().map(Path::to_owned).ok_or_else(|| Failure::new("node_modules is in no folder"))
}
