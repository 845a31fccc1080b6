//! The engines: what each is called, which programs run it, and what it is told when a browser is asked for.

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
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "chromium" => Some(Self::Chromium),
            "firefox" => Some(Self::Firefox),
            "webkit" => Some(Self::WebKit),
            _ => None,
        }
    }

    /// The driver's program, told to listen on this port.
    pub(crate) fn driver(self, port: u16) -> Outcome<Command> {
        let mut command = Command::new(program(match self {
            Self::Chromium => "CHROMEDRIVER",
            Self::Firefox => "GECKODRIVER",
            Self::WebKit => "WEBKITDRIVER",
        })?);
        command.arg(format!("--port={port}"));
        if self == Self::Firefox {
            // Its second port, which is the same for everyone otherwise.
            command.arg("--websocket-port=0");
        }
        Ok(command)
    }

    /// Whether it only draws on a display. The others have a mode without one.
    pub(crate) fn needs_display(self) -> bool {
        self == Self::WebKit
    }

    /// What a browser is asked for by.
    pub(crate) fn capabilities(self) -> Outcome<Capabilities> {
        let path = |variable| program(variable).map(|path| path.to_string_lossy().into_owned());
        let asked = match self {
            Self::Chromium => json!({
                "browserName": "chrome",
                "goog:chromeOptions": {
                    "binary": path("CHROME")?,
                    // Its own sandbox is refused to root, which containers often are.
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
                    // They would be painted over the page for a while, and be in some of its pictures.
                    "useOverlayScrollbars": false,
                },
            }),
        };
        let Value::Object(asked) = asked else { return Err(Failure::new("capabilities are an object")) };
        Ok(Capabilities::from(asked))
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

/// Where `cargo xtask test engines` has found a program.
pub(crate) fn program(variable: &str) -> Outcome<OsString> {
    std::env::var_os(variable).ok_or_else(|| {
        Failure::new(format!("{variable} is not set: run this with `cargo xtask test engines`"))
    })
}
