//! The system's package managers: the one place where something is installed for the whole machine.

use crate::failure::Failure;
use crate::report::say;
use crate::{lookup, process};
use std::io::IsTerminal;
use std::process::Command;

/// What a package manager installs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bundle {
    /// Node.js and npm.
    Node,
    /// Chromium and its driver.
    Browser,
    /// Firefox; its driver comes from crates.io.
    Firefox,
    Curl,
    Jq,
    /// Python with what makes environments of its own.
    Python,
}

/// One package manager.
#[derive(Debug)]
struct Manager {
    program: &'static str,
    /// Whether it must run as root.
    root: bool,
    /// Brings its lists up to date; empty when `install` does.
    refresh: &'static [&'static str],
    install: &'static [&'static str],
    bundles: Bundles,
}

/// The packages of Node, the browser, Firefox and Python, in this order; an empty list means that the manager has none.
type Bundles = [&'static [&'static str]; 4];

const fn manager(program: &'static str, install: &'static [&'static str], bundles: Bundles) -> Manager {
    Manager { program, root: true, refresh: &[], install, bundles }
}

const NODE: &[&str] = &["nodejs", "npm"];

const MANAGERS: [Manager; 6] = [
    Manager {
        refresh: &["update"],
        ..manager(
            "apt-get",
            &["install", "-y", "--no-install-recommends"],
            [NODE, &["chromium", "chromium-driver"], &["firefox-esr"], &["python3", "python3-venv"]],
        )
    },
    manager("dnf", &["install", "-y"], [NODE, &["chromium", "chromedriver"], &["firefox"], &["python3"]]),
    manager("pacman", &["-Sy", "--needed", "--noconfirm"], [NODE, &["chromium"], &["firefox"], &["python"]]),
    manager(
        "zypper",
        &["--non-interactive", "install"],
        [NODE, &["chromium", "chromedriver"], &["MozillaFirefox"], &["python311"]],
    ),
    manager(
        "apk",
        &["add", "--no-cache"],
        [NODE, &["chromium", "chromium-chromedriver"], &["firefox"], &["python3"]],
    ),
    // Homebrew no longer carries an unsigned Chromium or driver.
    Manager { root: false, ..manager("brew", &["install"], [&["node"], &[], &[], &["python"]]) },
];

impl Manager {
    fn packages(&self, bundles: &[Bundle]) -> Vec<&'static str> {
        let packages = bundles.iter().flat_map(|bundle| match bundle {
            Bundle::Node => self.bundles[0],
            Bundle::Browser => self.bundles[1],
            Bundle::Firefox => self.bundles[2],
            Bundle::Python => self.bundles[3],
            // Every package manager has them, by these names.
            Bundle::Curl => &["curl"],
            Bundle::Jq => &["jq"],
        });
        packages.copied().collect()
    }

    fn command(&self, args: &[&str], by: Rights) -> Command {
        let mut words: Vec<&str> = match (self.root, by) {
            (false, _) | (_, Rights::Root) => vec![],
            (true, Rights::Sudo { asks: true }) => vec!["sudo"],
            (true, Rights::Sudo { asks: false }) => vec!["sudo", "-n"],
        };
        if self.program == "apt-get" {
            words.extend(["env", "DEBIAN_FRONTEND=noninteractive"]);
        }
        words.push(self.program);
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).args(args);
        command
    }
}

/// How this user gets to install for the whole machine.
#[derive(Clone, Copy, Debug)]
enum Rights {
    Root,
    Sudo { asks: bool },
}

/// Installs the bundles; does nothing for none, or when the manager carries none of them.
pub(crate) fn install(bundles: &[Bundle]) -> Result<(), Failure> {
    if bundles.is_empty() {
        return Ok(());
    }
    let manager = MANAGERS.iter().find(|manager| lookup::on_path(manager.program).is_some());
    let Some(manager) = manager else {
        return Err(Failure::new("this system has no package manager that is known here"));
    };
    let packages = manager.packages(bundles);
    if packages.is_empty() {
        return Ok(());
    }
    let rights = if is_root() { Rights::Root } else { Rights::Sudo { asks: std::io::stdin().is_terminal() } };
    say(&format!("installing {} by {}", packages.join(" "), manager.program));
    if !manager.refresh.is_empty() {
        // One source of many that does not answer makes it fail; the packages may still be there.
        if let Err(failure) = process::run(&mut manager.command(manager.refresh, rights)) {
            say(&failure.to_string());
        }
    }
    process::run(&mut manager.command(&[manager.install, &packages[..]].concat(), rights))
}

/// Whether this user is root; `false` where there is no such thing.
pub(crate) fn is_root() -> bool {
    process::probe("id", &["-u"]).is_some_and(|id| id.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(program: &str, bundles: &[Bundle], by: Rights) -> String {
        let manager = MANAGERS.iter().find(|manager| manager.program == program).unwrap();
        let command = manager.command(&[manager.install, &manager.packages(bundles)].concat(), by);
        let words = std::iter::once(command.get_program()).chain(command.get_args());
        words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn both_bundles_go_in_one_call() {
        let both = [Bundle::Node, Bundle::Browser];
        assert_eq!(
            words("pacman", &both, Rights::Root),
            "pacman -Sy --needed --noconfirm nodejs npm chromium"
        );
    }

    #[test]
    fn who_is_not_root_uses_sudo_and_never_waits_for_a_password_nobody_can_type() {
        let line = words("apt-get", &[Bundle::Browser], Rights::Sudo { asks: false });
        let tail = "apt-get install -y --no-install-recommends chromium chromium-driver";
        assert_eq!(line, format!("sudo -n env DEBIAN_FRONTEND=noninteractive {tail}"));
        assert!(words("dnf", &[Bundle::Node], Rights::Sudo { asks: true }).starts_with("sudo dnf"));
    }

    #[test]
    fn curl_has_one_name_everywhere() {
        assert_eq!(words("apk", &[Bundle::Curl], Rights::Root), "apk add --no-cache curl");
    }

    #[test]
    fn homebrew_never_runs_as_root() {
        assert_eq!(words("brew", &[Bundle::Node], Rights::Sudo { asks: true }), "brew install node");
    }
}
