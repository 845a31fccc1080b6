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

struct Command {
    /// The command's name and its arguments.
    usage: &'static str,
    /// What it does, in lines of at most 100 characters.
    about: &'static [&'static str],
    run: fn(&[String]) -> Result<(), Failure>,
}

/// All commands, in the order in which `help` lists them.
const COMMANDS: &[Command] = &[
    Command {
        usage: "start [--port N]",
        about: &["build the portal and run it with the demo data on 127.0.0.1 (port 8080)"],
        run: start::start,
    },
    Command {
        usage: "test [step…] [-- args…]",
        about: &[
            "run every check and test, or only the named steps; `test --list` names them; the arguments go",
            "to the one named step's tool; as root on Debian it installs missing packages (browsers, their",
            "drivers, Poppler)",
        ],
        run: |rest| test::test(&test::Options::parse(rest)?),
    },
    Command {
        usage: "explore [--minutes N] [--seed S]",
        about: &[
            "let random customers use the portal (10 minutes, from seed 1); a finding comes with its seed",
            "and the shortest journey that leads to it",
        ],
        run: explore::explore,
    },
    Command {
        usage: "gallery [--port N]",
        about: &["build the design system's examples and show them on 127.0.0.1 (port 8082)"],
        run: gallery::gallery,
    },
    Command {
        usage: "host-demo [--port N]",
        about: &["build the portal and show it in pages of other sites, on 127.0.0.1 (ports 8083 and 8084)"],
        run: host_demo::host_demo,
    },
    Command {
        usage: "dist",
        about: &["write the SPA's production files to dist/ and print their sizes"],
        run: |rest| without_arguments("dist", rest).and_then(|()| spa::dist(&Workspace::open()?)),
    },
    Command {
        usage: "size",
        about: &["as dist, and print what each crate and module weighs in it; fails above the budget"],
        run: |rest| without_arguments("size", rest).and_then(|()| size::size(&Workspace::open()?)),
    },
    Command {
        usage: "lighthouse [--runs N]",
        about: &[
            "as dist, and measure the login and the table of invoices on a simulated phone (5 runs each);",
            "fails when a median misses its goal",
        ],
        run: lighthouse::lighthouse,
    },
    Command {
        usage: "pictures",
        about: &["renew what the tests compare screens and examples with (docs/pictures)"],
        run: |rest| {
            without_arguments("pictures", rest).and_then(|()| playwright::renew_pictures(&Workspace::open()?))
        },
    },
    Command {
        usage: "postal-codes",
        about: &["write the postal codes of the SAT's catalog again (crates/fiscal/src/postal_codes.rs)"],
        run: |rest| {
            without_arguments("postal-codes", rest)
                .and_then(|()| python::write_postal_codes(&Workspace::open()?))
        },
    },
    Command {
        usage: "audit",
        about: &["look the dependencies up in the advisory database (needs a network)"],
        run: |rest| without_arguments("audit", rest).and_then(|()| steps::audit(&Workspace::open()?)),
    },
];

impl Command {
    fn name(&self) -> &'static str {
        self.usage.split(' ').next().unwrap_or(self.usage)
    }
}

/// What `help` prints.
fn help() -> String {
    let mut text = "cargo xtask <command>\n".to_owned();
    for command in COMMANDS {
        text.push_str(&format!("\n  {}\n", command.usage));
        for line in command.about {
            text.push_str(&format!("      {line}\n"));
        }
    }
    text
}

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
    let Some((name, rest)) = arguments.split_first() else {
        print!("{}", help());
        return Ok(());
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        print!("{}", help());
        return Ok(());
    }
    let command = COMMANDS.iter().find(|command| command.name() == name).ok_or_else(|| {
        Failure::new(format!("there is no command `{name}`; `cargo xtask help` lists them"))
    })?;
    (command.run)(rest)
}

fn without_arguments(command: &str, rest: &[String]) -> Result<(), Failure> {
    match rest.first() {
        None => Ok(()),
        Some(argument) => {
            Err(Failure::new(format!("`{command}` takes no argument, but was given `{argument}`")))
        }
    }
}
