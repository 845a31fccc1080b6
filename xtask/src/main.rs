//! `cargo xtask`: every command that a developer of the portal needs, starting from a fresh clone.
//!
//! It installs missing tools and keeps them, with the compiled artifacts, in a cache outside the
//! checkout (`workspace`). It builds the SPA (`spa`), starts the portal with its demo data
//! (`start`), shows the parts of the design system (`gallery`) and other sites that embed the
//! portal (`host-demo`), measures it (`size`, `lighthouse`), and runs every check and test
//! (`test`). It is a developer's tool that is never shipped.

// The output is for a person at a terminal.
#![allow(clippy::print_stdout)]

mod backend;
mod browser;
mod console;
mod debian;
mod engines;
mod explore;
mod fonts;
mod gallery;
mod host_demo;
mod lighthouse;
mod playwright;
mod process;
mod python;
mod size;
mod spa;
mod start;
mod steps;
mod tally;
mod test;
mod tools;
mod workspace;

use crate::console::Failure;
use crate::workspace::Workspace;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <command>

  start [--port N]           build the portal and run it with the demo data on 127.0.0.1 (port 8080)
  test [step…] [-- args…]    run every check and test, or only the named steps; `test --list` names them;
                             the arguments go to the one named step's tool; as root on Debian it installs missing
                             packages (browsers, their drivers, Poppler)
  explore [--minutes N] [--seed S]
                             let random customers use the portal (10 minutes, from seed 1); a finding comes with its
                             seed and the shortest journey that leads to it
  gallery [--port N]         build the design system's examples and show them on 127.0.0.1 (port 8082)
  host-demo [--port N]       build the portal and show it in pages of other sites, on 127.0.0.1 (ports 8083 and 8084)
  dist                       write the SPA's production files to dist/ and print their sizes
  size                       as dist, and print what each crate and module weighs in it; fails above the budget
  lighthouse [--runs N]      as dist, and measure the login and the table of invoices on a simulated phone (5 runs each);
                             fails when a median misses its goal
  pictures                   renew what the tests compare screens and examples with (docs/pictures)
  postal-codes               write the postal codes of the SAT's catalogue again (crates/fiscal/src/postal_codes.rs)
  audit                      look the dependencies up in the advisory database (needs a network)
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nerror: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<(), Failure> {
    let Some((command, rest)) = arguments.split_first() else {
        print!("{HELP}");
        return Ok(());
    };
    match command.as_str() {
        "start" => start::start(rest),
        "test" => test::test(&test::Options::parse(rest)?),
        "explore" => explore::explore(rest),
        "gallery" => gallery::gallery(rest),
        "host-demo" => host_demo::host_demo(rest),
        "dist" => without_arguments("dist", rest).and_then(|()| spa::dist(&Workspace::open()?)),
        "size" => without_arguments("size", rest).and_then(|()| size::size(&Workspace::open()?)),
        "lighthouse" => lighthouse::lighthouse(rest),
        "pictures" => {
            without_arguments("pictures", rest).and_then(|()| playwright::renew_pictures(&Workspace::open()?))
        }
        "postal-codes" => without_arguments("postal-codes", rest)
            .and_then(|()| python::write_postal_codes(&Workspace::open()?)),
        "audit" => without_arguments("audit", rest).and_then(|()| steps::audit(&Workspace::open()?)),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        unknown => {
            Err(Failure::new(format!("there is no command `{unknown}`; `cargo xtask help` lists them")))
        }
    }
}

fn without_arguments(command: &str, rest: &[String]) -> Result<(), Failure> {
    match rest.first() {
        None => Ok(()),
        Some(argument) => {
            Err(Failure::new(format!("`{command}` takes no argument, but was given `{argument}`")))
        }
    }
}
