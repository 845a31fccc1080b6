//! `cargo xtask start`: runs the portal with its demo data on this machine until Ctrl-C.

use crate::backend::{self, Serving};
use crate::console::{Failure, duration, heading};
use crate::spa;
use crate::workspace::Workspace;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

const DEFAULT_PORT: u16 = 8080;

pub(crate) fn start(arguments: &[String]) -> Result<(), Failure> {
    let started = Instant::now();
    let address = backend::address("start", arguments, DEFAULT_PORT)?;
    let workspace = Workspace::open()?;
    println!(
        "The first time takes up to 30 minutes on two cores (tools and dependencies), later ones a minute or two."
    );
    heading("the SPA");
    spa::dist(&workspace)?;
    heading("the backend");
    backend::build(&workspace)?;
    let serving = Serving { address, files: workspace.root.join("dist"), data: "demo", allowed_origin: None };
    backend::serve(workspace, &serving, || print_welcome(address, started.elapsed()))
}

fn print_welcome(address: SocketAddr, took: Duration) {
    heading(&format!("ready after {}", duration(took)));
    println!("the portal        http://{address}/up/");
    println!("log in with       demo@pase.example  or  55 5950 2560");
    println!("password          Refactura2020");
    println!(
        "SAT's buzón       http://{address}/sandbox/buzon   (stands for the SAT's: accept or reject there)"
    );
    println!("mails             http://{address}/sandbox/mail   (what customers are written)");
    println!("Ctrl-C ends it; the demo data stay in target/demo.");
}
