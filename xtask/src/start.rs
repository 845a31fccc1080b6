//! `cargo xtask start`: runs the portal with its demo data on this machine until Ctrl-C.

use crate::backend::{self, Build, Serving};
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
    println!("{}", announcement(spa::build_time(&workspace)? + backend::build_time(&workspace)));
    // The backend compiles while tools are downloaded and linked, which leaves a core idle. Its
    // progress would mix with theirs.
    let backend = Build::start(&workspace, &["--quiet"])?;
    heading("the SPA, and beside it the backend");
    spa::dist(&workspace)?;
    heading("the backend");
    backend.finish()?;
    let serving = Serving { address, files: workspace.root.join("dist"), data: "demo", allowed_origin: None };
    backend::serve(workspace, &serving, || print_welcome(address, started.elapsed()))
}

/// How long the user will wait, in whole minutes.
fn announcement(expected: Duration) -> String {
    let minutes = expected.as_secs().div_ceil(60);
    if minutes <= 2 {
        return "This takes a minute or two.".to_owned();
    }
    format!(
        "This takes about {minutes} minutes on two cores, since tools or dependencies are missing; the next time \
         it takes a minute or two."
    )
}

fn print_welcome(address: SocketAddr, took: Duration) {
    heading(&format!("ready after {}", duration(took)));
    println!("the portal        http://{address}/up/");
    println!("log in with       demo@pase.example  or  55 5950 2560");
    println!("password          Refactura2020");
    println!(
        "SAT's buzón       http://{address}/sandbox/buzon   (stands in for the SAT's: accept or reject there)"
    );
    println!("mails             http://{address}/sandbox/mail   (emails to customers)");
    println!("Ctrl-C ends it; the demo data stay in target/demo.");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_announced_time_is_in_whole_minutes() {
        assert_eq!(announcement(Duration::from_secs(80)), "This takes a minute or two.");
        let long = announcement(Duration::from_secs(601));
        assert!(long.starts_with("This takes about 11 minutes on two cores"), "{long}");
    }
}
