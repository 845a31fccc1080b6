//! `cargo xtask host-demo`: serves pages of other sites that embed the portal, on this machine
//! until Ctrl-C.
//!
//! The pages are in `hosts/`, served by a small Node script that the end-to-end tests use as well.
//! The reference backend serves the portal and its API, on the next port.

use crate::backend::{self, Serving};
use crate::console::{Failure, duration, heading};
use crate::spa;
use crate::workspace::Workspace;
use std::net::SocketAddr;
use std::process::Child;
use std::time::Instant;

const DEFAULT_PORT: u16 = 8083;

pub(crate) fn host_demo(arguments: &[String]) -> Result<(), Failure> {
    let started = Instant::now();
    let hosts = backend::address("host-demo", arguments, DEFAULT_PORT)?;
    let port = hosts.port().checked_add(1).ok_or_else(|| Failure::new("there is no port after that one"))?;
    let address = SocketAddr::new(hosts.ip(), port);
    let workspace = Workspace::open()?;
    heading("the SPA");
    spa::dist(&workspace)?;
    heading("the backend");
    backend::build(&workspace)?;
    let serving = Serving {
        address,
        files: workspace.root.join("dist"),
        data: "demo-host",
        // The site `elsewhere` loads the portal and its API from the backend's own origin.
        allowed_origin: Some(format!("http://{hosts}")),
    };
    let mut node = workspace.command("node");
    node.args(["hosts/serve.mjs", "--port", &hosts.port().to_string()]);
    node.args(["--backend", &format!("http://{address}")]);
    let pages = Pages(node.spawn().map_err(Failure::doing("the host pages cannot be served"))?);
    let served = backend::serve(workspace, &serving, || {
        heading(&format!("ready after {}", duration(started.elapsed())));
        println!("the host pages    http://{hosts}/");
        println!("log in with       demo@pase.example  or  55 5950 2560");
        println!("password          Refactura2020");
        println!("Ctrl-C ends it; the demo data stay in target/demo-host.");
    });
    drop(pages);
    served
}

/// The server of the host pages. Dropping this value stops it.
struct Pages(Child);

impl Drop for Pages {
    fn drop(&mut self) {
        // The terminal's Ctrl-C may already have ended it.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
