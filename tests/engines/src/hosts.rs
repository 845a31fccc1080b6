//! The pages of other sites that embed the portal: those of `hosts/`, served as the demo serves them.

use std::process::{Command, Stdio};

use crate::engine;
use crate::failure::Outcome;
use crate::process::{Process, answers};

/// The sites are served; that ends with this value.
pub(crate) struct Hosts {
    url: String,
    _process: Process,
}

/// Where they are on this port, which a backend must know before it starts.
pub(crate) fn origin(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

impl Hosts {
    /// Serves them on this port, with the portal and its API from this backend; each page begins with the script that writes
    /// complaints down.
    pub(crate) async fn start(port: u16, backend: &str) -> Outcome<Self> {
        let mut command = Command::new("node");
        command.arg(engine::program("PASE_HOSTS")?);
        command.args(["--port", &port.to_string(), "--backend", backend, "--script", "/up/watch.js"]);
        let process = Process::start(command.stdin(Stdio::null()).stdout(Stdio::null()))?;
        let url = origin(port);
        answers(&url).await?;
        Ok(Self { url, _process: process })
    }

    /// `http://127.0.0.1:41234`; below it each site has a path of its own.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}
