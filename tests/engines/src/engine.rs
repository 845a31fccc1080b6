//! The engines: their names, the programs that run them, and the capabilities with which a browser
//! is requested.

use std::ffi::OsString;
use std::fmt;
use std::process::Command;

use serde_json::{Value, json};
use thirtyfour::Capabilities;

use crate::failure::{Failure, Outcome};

/// A browser's engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl Engine {
    /// The engine with this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "chromium" => Some(Self::Chromium),
            "firefox" => Some(Self::Firefox),
            "webkit" => Some(Self::WebKit),
            _ => None,
        }
    }

    /// The command that starts the driver on this port.
    pub(crate) fn driver_command(self, port: u16) -> Outcome<Command> {
        let mut command = Command::new(program(match self {
            Self::Chromium => "CHROMEDRIVER",
            Self::Firefox => "GECKODRIVER",
            Self::WebKit => "WEBKITDRIVER",
        })?);
        command.arg(format!("--port={port}"));
        if self == Self::Firefox {
            // Its second port. Without this option it is the same for every geckodriver.
            command.arg("--websocket-port=0");
        }
        Ok(command)
    }

    /// Whether the engine can only draw on a display. The others have a headless mode.
    pub(crate) fn needs_display(self) -> bool {
        self == Self::WebKit
    }

    /// The capabilities with which a browser is requested.
    pub(crate) fn capabilities(self) -> Outcome<Capabilities> {
        let path = |variable| program(variable).map(|path| path.to_string_lossy().into_owned());
        let capabilities = match self {
            Self::Chromium => json!({
                "browserName": "chrome",
                "goog:chromeOptions": {
                    "binary": path("CHROME")?,
                    // Chromium's sandbox refuses to run as root, which is common in containers.
                    "args": ["--headless=new", "--no-sandbox", "--no-first-run", "--disable-background-networking",
                        "--window-size=1280,1000"],
                },
            }),
            Self::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "binary": path("FIREFOX")?,
                    "args": ["-headless", "--width=1280", "--height=1000"],
                },
            }),
            Self::WebKit => json!({
                "browserName": "MiniBrowser",
                "webkitgtk:browserOptions": {
                    "binary": path("MINIBROWSER")?,
                    "args": ["--automation"],
                    // Overlay scroll bars stay on the page for a while and would be in pictures.
                    "useOverlayScrollbars": false,
                },
            }),
        };
        let Value::Object(capabilities) = capabilities else {
            return Err(Failure::new("the capabilities are not an object"));
        };
        Ok(Capabilities::from(capabilities))
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        })
    }
}

/// The path of a program or file, from the variable that `cargo xtask test engines` has set.
pub(crate) fn program(variable: &str) -> Outcome<OsString> {
    std::env::var_os(variable).ok_or_else(|| {
        Failure::new(format!("{variable} is not set: run this with `cargo xtask test engines`"))
    })
}
