//! The pages of other sites that embed the portal. They are those of `hosts/`, served in the same
//! way as in the demo.

use std::process::{Command, Stdio};

use crate::engine;
use crate::failure::Outcome;
use crate::process::{Process, wait_until_ready};

/// A running server of the host pages; dropping it stops the server.
pub(crate) struct Hosts {
    url: String,
    _process: Process,
}

/// The origin of the host pages, which the backend must allow (`--allow-origin`). The backend
/// starts before this server, so the origin depends only on the port.
pub(crate) fn origin(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

impl Hosts {
    /// Serves the host pages on this port, with the portal and its API from this backend. Each page
    /// loads `watch.js` first.
    pub(crate) async fn start(port: u16, backend: &str) -> Outcome<Self> {
        let mut command = Command::new("node");
        command.arg(engine::program("PASE_HOSTS")?);
        command.args(["--port", &port.to_string(), "--backend", backend, "--script", "/up/watch.js"]);
        let process = Process::start(command.stdin(Stdio::null()).stdout(Stdio::null()))?;
        let url = origin(port);
        wait_until_ready(&url).await?;
        Ok(Self { url, _process: process })
    }

    /// The origin: `http://127.0.0.1:41234`. Below it each site has a path of its own.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}
