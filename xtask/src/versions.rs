//! Which version of each tool the project wants, and reading versions out of texts.

use crate::failure::{Doing, Failure};
use crate::paths::Project;

/// Trunk; 0.22 wants a newer Rust than the project does.
pub(crate) const TRUNK: &str = "0.21.14";
/// The oldest Python, by the number behind its dot, that the scripts that Volley writes run on.
pub(crate) const OLDEST_PYTHON_3: u32 = 11;
/// The oldest curl, jq and node that the scripts and their tests run on: curl's `%{json}` names all that is printed.
pub(crate) const OLDEST_CURL: [u32; 2] = [7, 84];
pub(crate) const OLDEST_JQ: [u32; 2] = [1, 6];
pub(crate) const OLDEST_NODE: [u32; 2] = [18, 0];
/// geckodriver, which drives Firefox.
pub(crate) const GECKODRIVER: &str = "0.36.0";
/// npm's `binaryen`, which carries wasm-opt.
pub(crate) const BINARYEN: &str = "132.0.0";
/// The oldest wasm-opt that reads what today's Rust writes: Debian's is older.
pub(crate) const OLDEST_WASM_OPT: u32 = 116;
/// npm's `@puppeteer/browsers`, which fetches Chrome for Testing; 3.x wants a newer node than distributions carry.
pub(crate) const BROWSER_FETCHER: &str = "2.13.2";

/// Returns the version of a package in the project's Cargo.lock.
pub(crate) fn locked(project: &Project, package: &str) -> Result<String, Failure> {
    let file = project.root().join("Cargo.lock");
    let text = std::fs::read_to_string(&file).doing(|| format!("read {}", file.display()))?;
    locked_in(&text, package)
        .map(str::to_owned)
        .ok_or_else(|| Failure::new(format!("Cargo.lock names no `{package}`")))
}

/// Returns the version that follows the package's name in the text of a Cargo.lock.
fn locked_in<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

/// Returns the first word of a tool's `--version` that begins with a digit: "trunk 0.21.14" gives "0.21.14".
pub(crate) fn first_version(output: &str) -> Option<&str> {
    output.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Returns the number before the first dot of a tool's `--version`.
pub(crate) fn major(output: &str) -> Option<u32> {
    first_version(output)?.split('.').next()?.parse().ok()
}

/// Returns whether a tool's `--version` names an older version than this; one that names none is taken to be new.
pub(crate) fn is_older(output: &str, than: [u32; 2]) -> bool {
    let in_version = |c: char| c.is_ascii_digit() || c == '.';
    let version =
        output.split(|c| !in_version(c)).find(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let mut numbers = version.unwrap_or_default().split('.').map(str::parse::<u32>);
    let Some(Ok(major)) = numbers.next() else { return false };
    let minor = numbers.next().and_then(Result::ok).unwrap_or(0);
    [major, minor] < than
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "\
[[package]]
name = \"wasm-bindgen-futures\"
version = \"0.4.60\"

[[package]]
name = \"wasm-bindgen\"
version = \"0.2.130\"
source = \"registry+https://github.com/rust-lang/crates.io-index\"
";

    #[test]
    fn older_is_distinguished_from_newer_however_the_tool_writes_it() {
        assert!(is_older("curl 7.74.0 (x86_64-pc-linux-gnu) libcurl/7.74.0 OpenSSL/1.1.1n", OLDEST_CURL));
        assert!(!is_older("curl 8.5.0 (x86_64-pc-linux-gnu)", OLDEST_CURL));
        assert!(is_older("jq-1.5-1-a5b5cbe\n", OLDEST_JQ));
        assert!(!is_older("jq-1.7.1-apple", OLDEST_JQ));
        assert!(is_older("v16.20.2\n", OLDEST_NODE));
        assert!(!is_older("v20.20.2\n", OLDEST_NODE));
        assert!(!is_older("built from source", OLDEST_NODE));
    }

    #[test]
    fn a_locked_version_is_that_of_the_whole_name() {
        assert_eq!(locked_in(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_in(LOCK, "wasm-bindgen-futures"), Some("0.4.60"));
        assert_eq!(locked_in(LOCK, "wasm"), None);
    }

    #[test]
    fn versions_are_read_as_the_tools_write_them() {
        assert_eq!(first_version("trunk 0.21.14\n"), Some("0.21.14"));
        assert_eq!(first_version("wasm-bindgen 0.2.130 (abc)"), Some("0.2.130"));
        assert_eq!(major("wasm-opt version 132 (version_132)"), Some(132));
        assert_eq!(major("wasm-opt version 108"), Some(108));
        assert_eq!(major("Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)"), Some(156));
        assert_eq!(major("ChromeDriver 156.0.8078.79 (a21ce95)"), Some(156));
        assert_eq!(major("none"), None);
    }
}
