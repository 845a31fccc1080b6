//! Runs other programs with their output shown, and reads that output where it is needed.

use crate::console::Failure;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// Runs a command to its end and shows its output. An exit code other than 0 is a failure.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    let program = program_of(command);
    let status = command.status().map_err(Failure::doing(format!("`{program}` could not be started")))?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("`{program}` failed ({status})"))) }
}

/// Like [`run`], but also passes each line of the standard output to `read`.
pub(crate) fn run_reading(command: &mut Command, mut read: impl FnMut(&str)) -> Result<(), Failure> {
    let program = program_of(command);
    let broken = || Failure::new(format!("the output of `{program}` could not be read"));
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(Failure::doing(format!("`{program}` could not be started")))?;
    let output = child.stdout.take().ok_or_else(broken)?;
    let mut shown = std::io::stdout();
    for line in BufReader::new(output).split(b'\n') {
        let line = line.map_err(|_| broken())?;
        let line = String::from_utf8_lossy(&line);
        // If the standard output is closed (a pager was quit), the work still goes on.
        let _ = writeln!(shown, "{line}");
        read(&line);
    }
    let status = child.wait().map_err(Failure::doing(format!("`{program}` could not be awaited")))?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("`{program}` failed ({status})"))) }
}

/// The standard output of a short command; `None` if it is not installed or fails.
pub(crate) fn output_of(program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn program_of(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program()).to_string_lossy().into_owned();
    // `cargo clippy` is more informative than `cargo`.
    match command.get_args().next() {
        Some(argument) => format!("{name} {}", argument.to_string_lossy()),
        None => name,
    }
}
