//! A browser's driver: started on a port of its own choice, ended with the test.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};

/// How often it may fail to start before that is taken for its own fault.
const DRAWS: usize = 4;

/// Which browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The one that all tests run in.
    Chromium,
    /// The one for what browsers do differently.
    Firefox,
}

impl Kind {
    /// The environment variables that name the browser's program and its driver's.
    pub(crate) const fn variables(self) -> (&'static str, &'static str) {
        match self {
            Self::Chromium => ("CHROMIUM", "CHROMEDRIVER"),
            Self::Firefox => ("FIREFOX", "GECKODRIVER"),
        }
    }
}

/// A running driver. Dropping it ends it, and every browser that chromedriver started; a Firefox ends with its session.
#[derive(Debug)]
pub(crate) struct Driver {
    process: Child,
    port: u16,
    /// Kept open: writing to a closed pipe would end the driver.
    output: BufReader<ChildStdout>,
}

impl Driver {
    /// Starts the driver of that browser and returns once it listens.
    pub(crate) fn start(kind: Kind) -> Self {
        // It draws a port for one of the two address families and ends when the other has it taken: draw again.
        let mut draws = std::iter::repeat_with(|| Self::draw(kind)).take(DRAWS);
        draws
            .find_map(Result::ok)
            .unwrap_or_else(|| panic!("the driver does not start: {:?}", Self::draw(kind)))
    }

    /// Starts the program once; fails with what it said, when it ended before it listened.
    fn draw(kind: Kind) -> Result<Self, String> {
        let own: &[&str] = match kind {
            Kind::Chromium => &[],
            // Tests turn the browser's own switches, such as "work offline".
            Kind::Firefox => &["--allow-system-access"],
        };
        let mut process = Command::new(super::program(kind.variables().1))
            .arg("--port=0")
            .args(own)
            // Else Firefox asks its maker for settings, whatever its preferences name in place of the server.
            .env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the driver can be run");
        let output = BufReader::new(process.stdout.take().expect("its output is a pipe"));
        let mut driver = Self { process, port: 0, output };
        let mut said = String::new();
        loop {
            let start = said.len();
            let read = driver.output.read_line(&mut said).expect("its output is text");
            if read == 0 {
                return Err(said);
            }
            if let Some(port) = port_in(&said[start..]) {
                driver.port = port;
                return Ok(driver);
            }
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Asks it to end its browsers and itself.
    fn shut_down(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(std::time::Duration::from_secs(10)))?;
        stream.write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        stream.read_to_end(&mut Vec::new()).map(drop)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // One that has crashed answers nothing and needs no ending.
        let _ = self.shut_down();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The port in `ChromeDriver was started successfully on port 41233.` and in `… Listening on 127.0.0.1:41233`.
fn port_in(line: &str) -> Option<u16> {
    let chromium = line.split_once("started successfully on port ");
    let (_, port) = chromium.or_else(|| line.split_once("Listening on 127.0.0.1:"))?;
    port.trim_end().trim_end_matches('.').parse().ok()
}
