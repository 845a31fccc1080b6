//! Runs the reference backend on this machine: builds it, starts it with its demo data, and stops
//! it after Ctrl-C or when a task that uses it is done.
//!
//! The caller chooses which files it serves under `/up/`: the portal's (`start`, `host-demo`,
//! `lighthouse`) or the gallery's (`gallery`).

use crate::console::Failure;
use crate::tools;
use crate::workspace::Workspace;
use rustix::process::{Pid, Signal, kill_process};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, ExitStatus};
use std::time::{Duration, Instant};

const READY_WITHIN: Duration = Duration::from_secs(60);
/// How long the backend may take to finish its current requests before it is killed. Its own limit
/// is shorter.
const DRAIN_WITHIN: Duration = Duration::from_secs(15);

/// How long the build takes on two cores with all dependencies, and how long without them.
const BUILD_TIME_FROM_NOTHING: Duration = Duration::from_secs(170);
const BUILD_TIME: Duration = Duration::from_secs(20);

/// What is served, and where.
pub(crate) struct Serving {
    pub(crate) address: SocketAddr,
    /// The folder with the files under `/up/`.
    pub(crate) files: PathBuf,
    /// The folder with the demo data, inside the checkout's `target/`.
    pub(crate) data: &'static str,
    /// An origin whose pages may use the backend, in addition to its own.
    pub(crate) allowed_origin: Option<String>,
}

/// The address on this machine that `--port N` asks for. Fails if the port is taken, so that the
/// user learns it before a build that takes minutes.
pub(crate) fn address(command: &str, arguments: &[String], default_port: u16) -> Result<SocketAddr, Failure> {
    let port = port(command, arguments, default_port)?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    ensure_free(address)?;
    Ok(address)
}

fn port(command: &str, arguments: &[String], default_port: u16) -> Result<u16, Failure> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => Ok(default_port),
        ["--port", port] => match port.parse() {
            Ok(port) if port != 0 => Ok(port),
            _ => Err(Failure::new(format!("`{port}` is not a port: give a number from 1 to 65535"))),
        },
        _ => Err(Failure::new(format!("`{command}` takes nothing but `--port N`"))),
    }
}

/// Builds the backend.
pub(crate) fn build(workspace: &Workspace) -> Result<(), Failure> {
    Build::start(workspace, &[])?.finish()
}

/// How long [`build`] will take, judging by what is missing.
pub(crate) fn build_time(workspace: &Workspace) -> Duration {
    if workspace.backend_binary().is_file() { BUILD_TIME } else { BUILD_TIME_FROM_NOTHING }
}

/// A build of the backend that is running. Dropping it ends cargo; a crate that is being compiled is
/// finished.
pub(crate) struct Build(Child);

impl Build {
    /// Starts the build with these arguments for cargo, and does not wait for it.
    pub(crate) fn start(workspace: &Workspace, arguments: &[&str]) -> Result<Self, Failure> {
        tools::fetch_crates(workspace)?;
        let mut cargo = workspace.cargo(&["build", "--locked", "--package", "pase-backend"]);
        cargo.args(arguments).spawn().map(Self).map_err(Failure::doing("`cargo build` could not be started"))
    }

    /// Waits until the backend is built.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        let status = self.0.wait().map_err(Failure::doing("`cargo build` cannot be awaited"))?;
        if status.success() {
            Ok(())
        } else {
            Err(Failure::new("the backend could not be built; the cause is above"))
        }
    }
}

impl Drop for Build {
    fn drop(&mut self) {
        // If it has already ended, there is nothing to end.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the built backend, calls `welcome` when it is ready, and waits for Ctrl-C. The cache is
/// unlocked while it waits.
pub(crate) fn serve(workspace: Workspace, serving: &Serving, welcome: impl FnOnce()) -> Result<(), Failure> {
    ensure_free(serving.address)?;
    // From here on this process handles the signals and passes them on, so that the backend can
    // finish its current requests.
    let signals = Signals::new([SIGINT, SIGTERM]).map_err(Failure::doing("signals cannot be received"))?;
    let mut backend = spawn(&workspace, serving)?;
    drop(workspace);
    wait_until_ready(&mut backend, serving.address)?;
    welcome();
    wait_for_the_end(backend, signals)
}

/// Runs `work` while the built backend is serving, and always stops the backend afterwards.
pub(crate) fn serve_while<T>(
    workspace: &Workspace,
    serving: &Serving,
    work: impl FnOnce() -> Result<T, Failure>,
) -> Result<T, Failure> {
    // Ctrl-C ends the program that does the work. This process must survive it to stop the backend
    // as well.
    let _signals = Signals::new([SIGINT, SIGTERM]).map_err(Failure::doing("signals cannot be received"))?;
    let mut backend = spawn(workspace, serving)?;
    let done = wait_until_ready(&mut backend, serving.address).and_then(|()| work());
    stop(&mut backend);
    done
}

/// An address on this machine with a free port.
pub(crate) fn free_address() -> Result<SocketAddr, Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map_err(Failure::doing("there is no free port"))
}

fn ensure_free(address: SocketAddr) -> Result<(), Failure> {
    TcpListener::bind(address).map(drop).map_err(|cause| {
        let port = address.port();
        match cause.kind() {
            std::io::ErrorKind::AddrInUse => Failure::new(format!(
                "port {port} is in use by another program: choose another one with `--port N`"
            )),
            _ => Failure::new(format!(
                "port {port} cannot be used ({cause}): choose another one with `--port N`"
            )),
        }
    })
}

fn spawn(workspace: &Workspace, serving: &Serving) -> Result<Child, Failure> {
    let data = workspace.root.join("target").join(serving.data);
    std::fs::create_dir_all(&data).map_err(Failure::doing("the folder of the demo data cannot be made"))?;
    let binary = workspace.backend_binary();
    let mut command = workspace.command(&binary);
    command
        .args(["--listen", &serving.address.to_string()])
        .arg("--database")
        .arg(format!("sqlite://{}", data.join("portal.sqlite").display()))
        .arg("--static-dir")
        .arg(&serving.files)
        .arg("--sandbox")
        .args(serving.allowed_origin.iter().flat_map(|origin| ["--allow-origin", origin]))
        // In a process group of its own, so that the terminal sends Ctrl-C to this process only,
        // which passes it on once.
        .process_group(0);
    command.spawn().map_err(Failure::doing(format!("{} cannot be started", binary.display())))
}

fn wait_until_ready(backend: &mut Child, address: SocketAddr) -> Result<(), Failure> {
    let deadline = Instant::now() + READY_WITHIN;
    while !is_ready(address) {
        if let Ok(Some(status)) = backend.try_wait() {
            return Err(Failure::new(format!("the backend ended before it was ready ({status})")));
        }
        if Instant::now() > deadline {
            stop(backend);
            return Err(Failure::new("the backend did not get ready within a minute"));
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

/// Whether `GET /readyz` returns 200.
fn is_ready(address: SocketAddr) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(stream, "GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.take(1_024).read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200 "))
}

/// Waits until the backend ends, or until a signal asks for its end.
fn wait_for_the_end(mut backend: Child, mut signals: Signals) -> Result<(), Failure> {
    loop {
        if let Some(status) = ended(&mut backend)? {
            return Err(Failure::new(format!("the backend ended by itself ({status})")));
        }
        if signals.pending().next().is_some() {
            println!("\nending the backend");
            stop(&mut backend);
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Sends SIGTERM, and sends SIGKILL only if the backend has not ended after [`DRAIN_WITHIN`].
fn stop(backend: &mut Child) {
    if let Some(pid) = i32::try_from(backend.id()).ok().and_then(Pid::from_raw) {
        // The backend may already have ended, which is fine.
        let _ = kill_process(pid, Signal::TERM);
    }
    let deadline = Instant::now() + DRAIN_WITHIN;
    while !matches!(backend.try_wait(), Ok(Some(_))) {
        if Instant::now() > deadline {
            let _ = backend.kill();
            let _ = backend.wait();
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn ended(backend: &mut Child) -> Result<Option<ExitStatus>, Failure> {
    backend.try_wait().map_err(Failure::doing("the backend cannot be watched"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_said_in_one_sentence() -> Result<(), std::io::Error> {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = taken.local_addr()?;
        let refusal = ensure_free(address).err().map(|failure| failure.to_string()).unwrap_or_default();
        assert!(refusal.contains("is in use by another program"), "{refusal}");
        drop(taken);
        assert!(ensure_free(address).is_ok());
        Ok(())
    }

    #[test]
    fn a_port_must_be_a_number() {
        let parse = |arguments: &[&str]| {
            let arguments: Vec<String> = arguments.iter().map(|text| (*text).to_owned()).collect();
            port("start", &arguments, 8080).ok()
        };
        assert_eq!(parse(&[]), Some(8080));
        assert_eq!(parse(&["--port", "9000"]), Some(9000));
        assert_eq!(parse(&["--port", "0"]), None);
        assert_eq!(parse(&["--port", "eighty"]), None);
        assert_eq!(parse(&["--verbose"]), None);
    }
}
