//! `cargo xtask extension`: the built page as a browser extension, one for Chromium and Firefox. It is `dist/` as it is,
//! and every file of `src/extension/`, whose manifest alone is changed: it is given its version and build.

mod files;
mod manifest;
mod zip;

use crate::failure::{Doing, Failure};
use crate::paths::{self, Project};
use crate::report::{say, step};
use crate::setup::{self, Kit, Need};
use crate::{build, build_number, process};
use files::Files;
use std::path::{Path, PathBuf};
use std::process::Command;

const MANIFEST: &str = "manifest.json";
/// The workspace has one version for all of it.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Sets up what is missing, builds the page and packs it.
pub(crate) fn run(project: &Project) -> Result<(), Failure> {
    let needs = [Need::WasmTarget, Need::Bundler, Need::OptimiserIfEasy, Need::AddonLinter];
    let kit = step("set-up", || setup::prepare(project, &needs))?;
    step("build", || build::build(project, &kit))?;
    step("pack", || pack(project).and_then(|()| check_package(project, &kit)))?;
    say(&format!("the extension is in {} and {}", folder(project).display(), archive(project).display()));
    Ok(())
}

/// Returns the folder of the packed extension, which browsers load as it is; it may not exist yet.
pub(crate) fn folder(project: &Project) -> PathBuf {
    place(project).join("volley")
}

/// Packs `dist/`, as a folder and as an archive, and checks that it came through unchanged.
///
/// # Errors
/// When there is no built page or it is of other sources, when one of its files has the name of one of the extension's, or
/// when a byte of the package is not that of its source.
pub(crate) fn pack(project: &Project) -> Result<(), Failure> {
    let build = current_build(project)?;
    let page = files::read(&project.dist())
        .map_err(|failure| failure.hint("build the page first: cargo xtask build"))?;
    check_build(&page, &build)?;
    let own = own_files(project, &build)?;

    let all = files::together(page, own.clone())?;
    let (folder, archive) = (folder(project), archive(project));
    // What an earlier version left goes too.
    if place(project).exists() {
        std::fs::remove_dir_all(place(project)).doing(|| format!("clear {}", place(project).display()))?;
    }
    files::write(&all, &folder)?;
    std::fs::write(&archive, zip::write(&all)?).doing(|| format!("write {}", archive.display()))?;

    let sources = files::together(files::read(&project.dist())?, own)?;
    files::check_same(&sources, &files::read(&folder)?, &folder)?;
    let packed = std::fs::read(&archive).doing(|| format!("read {}", archive.display()))?;
    let read_back = zip::read(&packed).ok_or_else(|| Failure::new("the archive cannot be read back"))?;
    files::check_same(&sources, &read_back, &archive)?;
    say(&format!("{} files, {} KB packed, build {build}", all.len(), packed.len().div_ceil(1_000)));
    Ok(())
}

/// Checks the extension's own files as Mozilla does, without the page: that need not be built.
pub(crate) fn check_sources(project: &Project, kit: &Kit) -> Result<(), Failure> {
    let folder = project.target().join("extension-sources");
    files::write(&own_files(project, &current_build(project)?)?, &folder)?;
    check(project, kit, &folder)
}

/// Checks the packed archive as Mozilla does, by a reader of archives that is not ours.
pub(crate) fn check_package(project: &Project, kit: &Kit) -> Result<(), Failure> {
    check(project, kit, &archive(project))
}

fn check(project: &Project, kit: &Kit, extension: &Path) -> Result<(), Failure> {
    let mut command = Command::new("node");
    command.arg("xtask/lint/addon.mjs").arg(kit.node_checkers.get()?).arg(extension);
    process::run(command.current_dir(project.root()))
}

/// Returns every file of `src/extension/`, the manifest filled in.
fn own_files(project: &Project, build: &str) -> Result<Files, Failure> {
    let mut own = files::read(&project.root().join("src").join("extension"))?;
    let template = own.get(MANIFEST).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let template = template.ok_or_else(|| Failure::new(format!("src/extension has no {MANIFEST}")))?;
    own.insert(MANIFEST.to_owned(), manifest::fill(&template, VERSION, build)?.into_bytes());
    Ok(own)
}

/// Returns the build number of the sources as they are.
fn current_build(project: &Project) -> Result<String, Failure> {
    build_number::of_project(project.root()).doing(|| "read the sources".into())
}

/// Checks that every wasm of the page is of this build: the manifest must not name one that it is not.
fn check_build(page: &Files, build: &str) -> Result<(), Failure> {
    let mut programs = page.iter().filter(|(name, _)| paths::ends_in(Path::new(name), &["wasm"])).peekable();
    let is_of_build = |bytes: &[u8]| bytes.windows(build.len()).any(|part| part == build.as_bytes());
    if programs.peek().is_some() && programs.all(|(_, bytes)| is_of_build(bytes)) {
        return Ok(());
    }
    Err(Failure::new("dist does not hold the page of these sources")
        .hint("build it again: cargo xtask build"))
}

fn place(project: &Project) -> PathBuf {
    project.target().join("extension")
}

fn archive(project: &Project) -> PathBuf {
    place(project).join(format!("volley-{VERSION}.zip"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_beside_the_manifest_is_packed_as_it_is() {
        let project = Project::find().unwrap();
        let own = own_files(&project, "0123456789abcdef").unwrap();
        let sources = files::read(&project.root().join("src/extension")).unwrap();
        assert!(own.keys().eq(sources.keys()));
        let changed: Vec<&String> = own.keys().filter(|name| own[*name] != sources[*name]).collect();
        assert_eq!(changed, [MANIFEST]);
        assert!(String::from_utf8_lossy(&own[MANIFEST]).contains("0123456789abcdef"));
    }

    #[test]
    fn a_page_of_another_build_is_refused() {
        let page = |programs: &[&str]| {
            let file = |(at, text): (usize, &&str)| (format!("{at}.wasm"), text.as_bytes().to_vec());
            programs.iter().enumerate().map(file).collect::<Files>()
        };
        assert!(check_build(&page(&["…0123…", "0123"]), "0123").is_ok());
        assert!(check_build(&page(&["…0123…", "4567"]), "0123").is_err());
        assert!(check_build(&page(&[]), "0123").is_err(), "a page without a program is none");
    }
}
