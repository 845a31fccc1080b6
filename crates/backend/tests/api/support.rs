//! Runs a backend with its own database.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tempfile::TempDir;
use ureq::Agent;

pub use crate::client::{Answer, Client, Taxpayer, draft, path_of, text, until};

/// The password of every demo customer.
pub const PASSWORD: &str = "Refactura2020";

/// A running backend with its own database. Dropping this value stops it.
pub struct Backend {
    pub url: String,
    address: String,
    process: Child,
    folder: TempDir,
    arguments: Vec<String>,
    log: Arc<Mutex<String>>,
}

impl Backend {
    /// Starts a sandbox with fresh demo data.
    pub fn sandbox() -> Self {
        Self::start(true)
    }

    pub fn start(sandbox: bool) -> Self {
        Self::start_with(if sandbox { &["--sandbox"] } else { &[] })
    }

    /// Starts a backend with these arguments, in addition to address, database and files.
    pub fn start_with(arguments: &[&str]) -> Self {
        let mut arguments: Vec<_> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        let folder = TempDir::new().unwrap();
        let files = folder.path().join("dist");
        std::fs::create_dir(&files).unwrap();
        for page in ["index", "account", "help"] {
            std::fs::write(
                files.join(page).with_extension("html"),
                format!("<!doctype html><title>{page}</title>"),
            )
            .unwrap();
        }
        if !arguments.iter().any(|argument| argument == "--sandbox") {
            arguments.extend(csd(&folder));
        }
        let log = Arc::new(Mutex::new(String::new()));
        let (process, url) = spawn(&folder, "127.0.0.1:0", &arguments, &log);
        let address = url.strip_prefix("http://").unwrap().to_owned();
        Self { url, address, process, folder, arguments, log }
    }

    /// Kills it immediately, in the middle of whatever it is doing, and restarts it on the same
    /// database and address.
    pub fn kill_and_restart(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        let (process, url) = spawn(&self.folder, &self.address, &self.arguments, &self.log);
        assert_eq!(url, self.url);
        self.process = process;
    }

    /// Restarts it on the same database and address, after it has crashed by itself in the middle
    /// of something.
    pub fn restart_after_crash(&mut self) {
        until("the crash", || self.process.try_wait().unwrap());
        let (process, url) = spawn(&self.folder, &self.address, &self.arguments, &self.log);
        assert_eq!(url, self.url);
        self.process = process;
    }

    /// Asks it to shut down, as an operator would.
    pub fn terminate(&self) {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    }

    /// Waits for its end and returns whether it ended successfully.
    pub fn wait_for_success(&mut self) -> bool {
        self.process.wait().unwrap().success()
    }

    /// The files in the sandbox's mail folder, by name.
    pub fn mail_files(&self) -> Vec<std::path::PathBuf> {
        let Ok(files) = std::fs::read_dir(self.mail_folder()) else { return Vec::new() };
        let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        files.sort();
        files
    }

    pub fn mail_folder(&self) -> std::path::PathBuf {
        self.folder.path().join("portal.mail")
    }

    /// The folder that it serves under `/up/`.
    pub fn files(&self) -> std::path::PathBuf {
        self.folder.path().join("dist")
    }

    pub fn logged(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// A client that is not logged in.
    pub fn visitor(&self) -> Client {
        // Connections are not reused. A server that responds before it has read the body closes the
        // connection, and a request sent on it at that moment fails. Browsers repeat such a request
        // by themselves.
        let config =
            Agent::config_builder().http_status_as_error(false).max_redirects(0).max_idle_connections(0);
        let agent = config.timeout_global(Some(Duration::from_secs(60))).build().new_agent();
        Client::new(agent, self.url.clone())
    }

    /// A logged-in demo customer: `demo`, `kemper`, `xochilt`, `oscar` or `karla`.
    pub fn customer(&self, name: &str) -> Client {
        let mut client = self.visitor();
        let answer = client.log_in(&format!("{name}@pase.example"), PASSWORD);
        assert_eq!(answer.status, 200, "{}", answer.body);
        client
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        // It may already have ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Arguments that name a CSD of the issuer. Any CSD will do, because no test outside the sandbox
/// seals anything.
fn csd(folder: &TempDir) -> [String; 6] {
    let files = concat!(env!("CARGO_MANIFEST_DIR"), "/src/sandbox/csd/issuer");
    let password = folder.path().join("password");
    std::fs::write(&password, "12345678a\n").unwrap();
    let file = |ending| format!("{files}.{ending}");
    [
        "--csd-certificate",
        &file("cer"),
        "--csd-key",
        &file("key"),
        "--csd-password-file",
        password.to_str().unwrap(),
    ]
    .map(str::to_owned)
}

fn spawn(folder: &TempDir, listen: &str, arguments: &[String], log: &Arc<Mutex<String>>) -> (Child, String) {
    let database = format!("sqlite://{}", folder.path().join("portal.sqlite").display());
    let mut command = Command::new(env!("CARGO_BIN_EXE_pase-backend"));
    command
        .args(["--listen", listen, "--database", &database, "--static-dir"])
        .arg(folder.path().join("dist"))
        .args(arguments);
    let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stderr = process.stderr.take().unwrap();
    let log = Arc::clone(log);
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(read @ 1..) = stderr.read(&mut bytes) {
            log.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..read]));
        }
    });
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let url = line.trim().strip_prefix("listening on ").unwrap_or_else(|| panic!("no address: {line:?}"));
    (process, url.to_owned())
}
