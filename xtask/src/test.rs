//! `cargo xtask test`: everything that must be green, in the order in which it fails fastest.

use crate::command::{Part, Scope};
use crate::failure::{Doing, Failure};
use crate::paths::Project;
use crate::report::step;
use crate::setup::{self, Kit, Need};
use crate::tally::Tally;
use crate::{build, extension, lint, process, size};
use std::process::Command;

/// How long the wasm tests may take together in the browser; the runner's own limit is 20 s.
const WASM_TESTS_WITHIN_S: &str = "180";
/// How long the driver may take to start on a busy machine; the runner's own limit is 5 s.
const DRIVER_WITHIN_S: &str = "30";

/// How many cases properties try where there is time: those that leave it to proptest, and how many times their own number
/// the others do.
const MANY_CASES: [(&str, &str); 2] = [("PROPTEST_CASES", "10000"), ("VOLLEY_CASES_TIMES", "10")];

/// Sets up what is missing and runs the parts; its last line is "N passed, M failed".
pub(crate) fn run(project: &Project, scope: Scope, rest: &[String]) -> Result<(), Failure> {
    let parts = parts(scope);
    let kit = step("set-up", || setup::prepare(project, &needs(&parts, scope)))?;
    let mut tally = Tally::default();
    let result = parts.iter().try_for_each(|&part| {
        step(part.name(), || match part {
            Part::Lint => lint::lint(project, &kit),
            Part::Build => build_and_pack(project, &kit),
            Part::Size => size::check(project, &kit),
            Part::Native | Part::Wasm | Part::EndToEnd => {
                let mut own = Tally::default();
                let result = process::run_tests(&mut tests(project, &kit, part, scope, rest)?, &mut own);
                tally.add(own);
                result.and_then(|()| prove(own, rest))
            }
        })
    });
    if !tally.is_empty() {
        println!("\n{tally}");
    }
    result
}

/// Builds the page, and packs it as the extension that is tested.
fn build_and_pack(project: &Project, kit: &Kit) -> Result<(), Failure> {
    build::build(project, kit)?;
    extension::pack(project)?;
    extension::check_package(project, kit)
}

/// Returns the parts to run; one alone with the build that it needs.
fn parts(scope: Scope) -> Vec<Part> {
    match scope {
        Scope::All | Scope::Full => Part::ALL.to_vec(),
        Scope::Quick => vec![Part::Lint, Part::Native, Part::Wasm],
        Scope::Only(part @ (Part::EndToEnd | Part::Size)) => vec![Part::Build, part],
        Scope::Only(part) => vec![part],
    }
}

fn needs(parts: &[Part], scope: Scope) -> Vec<Need> {
    let of_part = |part: &Part| match part {
        Part::Lint => &[Need::Lints, Need::WasmTarget][..],
        Part::Native if scope == Scope::Quick => &[],
        Part::Native => &[Need::Oracle, Need::Scripts],
        Part::Size => &size::NEEDS,
        Part::Wasm => &[Need::WasmTarget, Need::TestRunner, Need::Browser],
        Part::Build => &[Need::WasmTarget, Need::Bundler, Need::Optimiser, Need::AddonLinter],
        Part::EndToEnd => &[Need::Browser, Need::Firefox, Need::Axe, Need::Scripts],
    };
    parts.iter().flat_map(of_part).copied().collect()
}

/// Returns the `cargo test` of a part.
fn tests(
    project: &Project,
    kit: &Kit,
    part: Part,
    scope: Scope,
    rest: &[String],
) -> Result<Command, Failure> {
    let mut command = kit.cargo(project)?;
    command.arg("test");
    match part {
        Part::Wasm => {
            command.args(["-p", "volley", "--target", "wasm32-unknown-unknown", "--test", "browser"]);
            // A bare name, found on the kit's PATH: cargo would cut a path at its spaces.
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
            command.env("WASM_BINDGEN_TEST_TIMEOUT", WASM_TESTS_WITHIN_S);
            command.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", DRIVER_WITHIN_S);
            let capabilities = project.target().join("webdriver.json");
            let browser = kit.browser.get()?;
            std::fs::create_dir_all(project.target()).doing(|| "make the target folder".into())?;
            std::fs::write(&capabilities, browser.capabilities()).doing(|| "write webdriver.json".into())?;
            command.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities);
            browser.name_to(&mut command);
        }
        Part::EndToEnd => {
            let mut command = end_to_end(command, project, kit, rest)?;
            // After Chromium, whose words unset the drivers of other browsers.
            kit.firefox.get()?.name_to(&mut command);
            command.env("VOLLEY_AXE", kit.axe.get()?);
            kit.scripts.get()?.name_to(&mut command);
            return Ok(command);
        }
        _ => {
            command.args(["--workspace", "--exclude", "volley-bench"]);
            if scope != Scope::Quick {
                command.args(["--features", "volley/oracle"]).env("VOLLEY_ORACLE", kit.oracle.get()?);
                kit.scripts.get()?.name_to(&mut command);
            }
            if scope == Scope::Full {
                command.envs(MANY_CASES);
            }
        }
    }
    if !rest.is_empty() {
        command.arg("--").args(rest);
    }
    Ok(command)
}

/// Adds to `cargo test` what the end-to-end tests need that run in Chromium, and these words for them.
fn end_to_end(
    mut command: Command,
    project: &Project,
    kit: &Kit,
    rest: &[String],
) -> Result<Command, Failure> {
    command.args(["-p", "volley", "--features", "e2e", "--test", "e2e"]);
    command.env("VOLLEY_DIST", project.dist());
    command.env("VOLLEY_EXTENSION", extension::folder(project));
    kit.browser.get()?.name_to(&mut command);
    command.args(["--", "--test-threads=1"]).args(rest);
    Ok(command)
}

/// Returns the `cargo test` of one end-to-end test that runs in Chromium.
pub(crate) fn one_end_to_end(project: &Project, kit: &Kit, name: &str) -> Result<Command, Failure> {
    let mut command = kit.cargo(project)?;
    command.arg("test");
    end_to_end(command, project, kit, &["--exact".to_owned(), name.to_owned()])
}

/// Refuses a part that ran no test at all, unless a filter is why.
fn prove(own: Tally, rest: &[String]) -> Result<(), Failure> {
    if own.is_empty() && rest.is_empty() {
        return Err(Failure::new("no test ran")
            .hint("a part without tests proves nothing: is its test target empty?"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn end_to_end_and_size_need_a_fresh_build() {
        assert_eq!(parts(Scope::Only(Part::EndToEnd)), [Part::Build, Part::EndToEnd]);
        assert_eq!(parts(Scope::Only(Part::Size)), [Part::Build, Part::Size]);
        assert_eq!(parts(Scope::Only(Part::Native)), [Part::Native]);
        assert_eq!([Scope::All, Scope::Full].map(parts), [Part::ALL.to_vec(), Part::ALL.to_vec()]);
    }

    #[test]
    fn the_quick_tests_need_neither_the_build_nor_other_peoples_programs() {
        let parts = parts(Scope::Quick);
        assert_eq!(parts, [Part::Lint, Part::Native, Part::Wasm]);
        let needs = needs(&parts, Scope::Quick);
        for need in [Need::Oracle, Need::Scripts, Need::Bundler, Need::Firefox] {
            assert!(!needs.contains(&need), "{need:?}");
        }
    }

    #[test]
    fn native_tests_need_the_oracle_and_the_size_is_measured_in_a_browser() {
        assert_eq!(needs(&[Part::Native], Scope::All), [Need::Oracle, Need::Scripts]);
        assert!(needs(&parts(Scope::Only(Part::Size)), Scope::All).contains(&Need::Browser));
        assert!(!needs(&[Part::Lint, Part::Native], Scope::All).contains(&Need::Browser));
        assert!(needs(&Part::ALL, Scope::All).contains(&Need::Browser));
    }

    #[test]
    fn a_part_without_tests_is_refused_unless_filtered() {
        assert!(prove(Tally::default(), &[]).is_err());
        assert!(prove(Tally::default(), &["filter".into()]).is_ok());
    }
}
