//! An engine's driver: a process that starts browsers and does in them what it is told.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use http::Request;
use thirtyfour::WebDriver;

use crate::engine::{self, Engine};
use crate::failure::{Failure, Outcome};
use crate::webdriver::Plain;

const READY_WITHIN: Duration = Duration::from_secs(60);

/// A driver that runs; it ends with this value.
pub(crate) struct Driver {
    engine: Engine,
    url: String,
    // In the order in which they end.
    _driver: Process,
    _display: Option<Process>,
}

impl Driver {
    /// Starts it on a free port, with a display of its own where the engine needs one.
    pub(crate) async fn start(engine: Engine) -> Outcome<Self> {
        let port = free_port()?;
        let mut command = engine.driver(port)?;
        let mut display = None;
        if engine.needs_display() {
            let (process, name) = virtual_display()?;
            command.env("DISPLAY", name).env_remove("WAYLAND_DISPLAY");
            // Without them GTK looks for a bus of the desktop and warns of each that is not there.
            command.env("NO_AT_BRIDGE", "1").env("GTK_A11Y", "none");
            display = Some(process);
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let driver = Process::start(&mut command)?;
        let url = format!("http://127.0.0.1:{port}");
        let started = Self { engine, url, _driver: driver, _display: display };
        started.listens().await?;
        Ok(started)
    }

    pub(crate) fn engine(&self) -> Engine {
        self.engine
    }

    /// A browser that knows nothing of those before it.
    pub(crate) async fn browser(&self) -> Outcome<WebDriver> {
        let browser = WebDriver::builder(self.url.clone(), self.engine.capabilities()?).client(Plain::new());
        browser.await.map_err(Failure::doing("no browser could be started"))
    }

    async fn listens(&self) -> Outcome {
        let begun = Instant::now();
        loop {
            let request = Request::get(format!("{}/status", self.url)).body(String::new());
            let request = request.map_err(Failure::doing("the driver's address is none"))?;
            let asked = tokio::task::spawn_blocking(move || Plain::new().exchange(request)).await;
            match asked.map_err(Failure::doing("the driver could not be asked"))? {
                Ok(answer) if answer.status().is_success() => return Ok(()),
                _ if begun.elapsed() > READY_WITHIN => {
                    return Err(Failure::new("the driver does not listen"));
                }
                _ => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }
}

/// A screen in memory that nobody looks at, and its name for `DISPLAY`.
fn virtual_display() -> Outcome<(Process, String)> {
    let mut command = Command::new(engine::program("XVFB")?);
    // It takes a free number and says which one when it is ready.
    command.args(["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]);
    let mut display =
        Process::start(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()))?;
    let output = display.0.stdout.take().ok_or_else(|| Failure::new("Xvfb's output is not piped"))?;
    let mut number = String::new();
    BufReader::new(output).read_line(&mut number).map_err(Failure::doing("Xvfb's output cannot be read"))?;
    match number.trim() {
        "" => Err(Failure::new("Xvfb ended before it had a display")),
        number => Ok((display, format!(":{number}"))),
    }
}

fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    let address = listener.and_then(|listener| listener.local_addr());
    address.map(|address| address.port()).map_err(Failure::doing("there is no free port"))
}

/// A program of ours that ends with this value.
pub(crate) struct Process(pub(crate) Child);

impl Process {
    pub(crate) fn start(command: &mut Command) -> Outcome<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        command.spawn().map(Self).map_err(Failure::doing(format!("{name} could not be started")))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself, which is as good.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
