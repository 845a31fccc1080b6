//! An engine's driver: a process that starts browsers and does in them what it is told.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use thirtyfour::WebDriver;

use crate::engine::{self, Engine};
use crate::failure::{Failure, Outcome};
use crate::process::{Process, answers, free_port};
use crate::webdriver::Plain;

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
        answers(&format!("{url}/status")).await?;
        Ok(Self { engine, url, _driver: driver, _display: display })
    }

    pub(crate) fn engine(&self) -> Engine {
        self.engine
    }

    /// A browser that knows nothing of those before it, with a window in which every screen of the portal is seen whole.
    pub(crate) async fn browser(&self) -> Outcome<WebDriver> {
        let browser = WebDriver::builder(self.url.clone(), self.engine.capabilities()?).client(Plain::new());
        let browser = browser.await.map_err(Failure::doing("no browser could be started"))?;
        browser.set_window_rect(0, 0, 1280, 1400).await?;
        Ok(browser)
    }
}

/// A screen in memory that nobody looks at, and its name for `DISPLAY`.
fn virtual_display() -> Outcome<(Process, String)> {
    let mut command = Command::new(engine::program("XVFB")?);
    // It takes a free number and says which one when it is ready.
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
