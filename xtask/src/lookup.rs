//! Finding a program the way a shell does.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// Returns the first program of this name in the folders of a `PATH` value.
pub(crate) fn find(name: &str, path_var: &OsStr) -> Option<PathBuf> {
    std::env::split_paths(path_var).find_map(|folder| find_in(&folder, name))
}

/// Returns the program of this name in this folder.
pub(crate) fn find_in(folder: &Path, name: &str) -> Option<PathBuf> {
    // npm's launchers are `.cmd` files on Windows.
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd", ".bat"] } else { &[""] };
    endings.iter().map(|ending| folder.join(format!("{name}{ending}"))).find(|file| is_program(file))
}

/// Returns the program of this name on the `PATH` of this process.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    find(name, &path_var())
}

/// Returns the `PATH` of this process, empty when there is none.
pub(crate) fn path_var() -> OsString {
    std::env::var_os("PATH").unwrap_or_default()
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_first_folder_with_a_program_wins_and_plain_files_are_passed_over() {
        let base = std::env::temp_dir().join(format!("volley-lookup-{}", std::process::id()));
        let (plain, first, second) = (base.join("plain"), base.join("first"), base.join("second"));
        for (folder, mode) in [(&plain, 0o644), (&first, 0o755), (&second, 0o755)] {
            std::fs::create_dir_all(folder).unwrap();
            std::fs::write(folder.join("tool"), "").unwrap();
            let rights = std::fs::Permissions::from_mode(mode);
            std::fs::set_permissions(folder.join("tool"), rights).unwrap();
        }
        let path_var = std::env::join_paths([&base, &plain, &first, &second]).unwrap();
        assert_eq!(find("tool", &path_var), Some(first.join("tool")));
        assert_eq!(find("other", &path_var), None);
        assert_eq!(find_in(&base, "first"), None, "a folder is no program");
        std::fs::remove_dir_all(base).unwrap();
    }
}
