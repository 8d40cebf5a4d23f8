//! `cargo xtask serve` and `cargo xtask dev`: the page on this machine, rebuilt when a source changes, as it is published or
//! as a debug build. A reload shows the new build.

use crate::command::Build;
use crate::failure::{Doing, Failure};
use crate::paths::Project;
use crate::process;
use crate::report::{say, step};
use crate::setup::{self, Need};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::time::Duration;

/// How long the announcer rests between two looks.
const LOOK_EVERY_MS: u64 = 200;
const ANSWER_WITHIN_MS: u64 = 2_000;

/// What a debug build is made of.
const WATCHED: [&str; 5] = ["src", "style", "index.html", "build.rs", "Cargo.toml"];

/// Sets up what is missing, then builds and serves the page until it is interrupted.
pub(crate) fn run(project: &Project, port: u16, build: Build) -> Result<(), Failure> {
    ensure_free(port)?;
    let needs: &[Need] = match build {
        Build::Published => &[Need::WasmTarget, Need::Bundler, Need::OptimiserIfEasy],
        Build::Debug => &[Need::WasmTarget, Need::Bundler],
    };
    let kit = step("set-up", || setup::prepare(project, needs))?;
    let mut trunk = kit.trunk(project, "serve", build)?;
    trunk.args(["--address", "127.0.0.1", "--port", &port.to_string()]);

    if build == Build::Debug {
        // Not into `dist/`, which holds what is published and tested.
        trunk.arg("--dist").arg(project.target().join("dev"));
        trunk.args(WATCHED.iter().flat_map(|path| ["--watch", path]));
    }

    // A process next to trunk and not a thread: this one becomes trunk, so that whoever stops it stops the server.
    let own = std::env::current_exe().doing(|| "find this program".into())?;
    let mut announcer = Command::new(own)
        .args(["announce", &port.to_string()])
        .spawn()
        .doing(|| "start the announcer".into())?;
    let ended = process::become_program(&mut trunk);
    // Only reached when trunk did not start or, where a process cannot become another, has ended.
    announcer.kill().and_then(|()| announcer.wait()).doing(|| "stop the announcer".into())?;
    ended
}

/// Waits until the page answers on the port, then prints its address; gives up when the process that started this one
/// is gone.
pub(crate) fn announce(port: u16) {
    let parent = parent();
    while parent == self::parent() {
        if answers(SocketAddr::from((Ipv4Addr::LOCALHOST, port))) {
            say(&format!("Volley is ready at http://127.0.0.1:{port}/ (Ctrl+C stops it)"));
            return;
        }
        std::thread::sleep(Duration::from_millis(LOOK_EVERY_MS));
    }
}

/// Whether a page (and not a 404 of an empty server) comes from this address.
fn answers(address: SocketAddr) -> bool {
    let ask = || -> std::io::Result<bool> {
        let limit = Duration::from_millis(ANSWER_WITHIN_MS);
        let mut stream = TcpStream::connect_timeout(&address, limit)?;
        stream.set_read_timeout(Some(limit))?;
        stream.write_all(
            b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nConnection: close\r\n\r\n",
        )?;
        let mut status = [0; "HTTP/1.1 200".len()];
        stream.read_exact(&mut status)?;
        Ok(status.starts_with(b"HTTP/1.") && status.ends_with(b" 200"))
    };
    ask().unwrap_or(false)
}

fn ensure_free(port: u16) -> Result<(), Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map(drop).map_err(|error| {
        Failure::new(format!("cannot serve on port {port}: {error}"))
            .hint("stop what runs there, or choose another: cargo xtask serve --port 8081")
    })
}

/// Returns the process that started this one; it changes when that one ends.
#[cfg(unix)]
fn parent() -> u32 {
    std::os::unix::process::parent_id()
}

/// Always the same: elsewhere the one that started this process also ends it.
#[cfg(not(unix))]
fn parent() -> u32 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Serves one answer and returns whether it was taken for a page.
    fn takes(answer: &'static [u8]) -> bool {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            assert!(stream.read(&mut [0; 256]).unwrap() > 0);
            stream.write_all(answer).unwrap();
        });
        let taken = answers(address);
        server.join().unwrap();
        taken
    }

    #[test]
    fn only_a_page_is_an_answer() {
        assert!(takes(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        assert!(!takes(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
        assert!(!takes(b""));
    }

    #[test]
    fn a_taken_port_is_refused_with_advice() {
        let holder = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let failure = ensure_free(holder.local_addr().unwrap().port()).unwrap_err();
        assert!(failure.to_string().contains("--port"), "{failure}");
    }
}
