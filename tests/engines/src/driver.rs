//! An engine's driver: the process that starts browsers and controls them.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use thirtyfour::WebDriver;

use crate::engine::{self, Engine};
use crate::failure::{Failure, Outcome};
use crate::process::{Process, free_port, wait_until_ready};
use crate::webdriver::PlainHttpClient;

/// A running driver; dropping it stops the driver.
pub(crate) struct Driver {
    engine: Engine,
    url: String,
    // Dropped in this order: the driver still needs its display.
    _process: Process,
    _display: Option<Process>,
}

impl Driver {
    /// Starts the driver on a free port. An engine that needs a display gets one of its own.
    pub(crate) async fn start(engine: Engine) -> Outcome<Self> {
        let port = free_port()?;
        let mut command = engine.driver_command(port)?;
        let mut display = None;
        if engine.needs_display() {
            let (process, name) = start_virtual_display()?;
            command.env("DISPLAY", name).env_remove("WAYLAND_DISPLAY");
            // Otherwise GTK looks for the desktop's buses and warns about each one that is missing.
            command.env("NO_AT_BRIDGE", "1").env("GTK_A11Y", "none");
            display = Some(process);
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let process = Process::start(&mut command)?;
        let url = format!("http://127.0.0.1:{port}");
        wait_until_ready(&format!("{url}/status")).await?;
        Ok(Self { engine, url, _process: process, _display: display })
    }

    pub(crate) fn engine(&self) -> Engine {
        self.engine
    }

    /// Opens a new browser without any state from earlier ones. Its window is large enough for
    /// every screen of the portal.
    pub(crate) async fn open_browser(&self) -> Outcome<WebDriver> {
        let browser =
            WebDriver::builder(self.url.clone(), self.engine.capabilities()?).client(PlainHttpClient::new());
        let browser = browser.await.map_err(Failure::doing("no browser could be started"))?;
        browser.set_window_rect(0, 0, 1280, 1400).await?;
        Ok(browser)
    }
}

/// Starts a virtual display in memory. Returns its process, and its name for `DISPLAY`.
fn start_virtual_display() -> Outcome<(Process, String)> {
    let mut command = Command::new(engine::program("XVFB")?);
    // Xvfb chooses a free number and prints it when it is ready.
    command.args(["-displayfd", "1", "-screen", "0", "1280x1400x24", "-nolisten", "tcp"]);
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
