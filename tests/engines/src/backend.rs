//! The backend of the tests: a real one with demo data, a database of its own and a free port. It
//! serves the production files, in which each page also loads `watch.js`.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use http::Request;
use tempfile::TempDir;

use crate::engine;
use crate::failure::{Failure, Outcome};
use crate::process::Process;
use crate::webdriver::PlainHttpClient;

const WATCH_SCRIPT: &str = include_str!("../watch.js");

/// A running backend; dropping it stops the backend.
pub(crate) struct Backend {
    url: String,
    _process: Process,
    // Dropped after the process, which has files open in it.
    _folder: TempDir,
}

impl Backend {
    /// Starts a backend. Besides its own pages, the pages of `host_origin` may use it.
    pub(crate) fn start(host_origin: &str) -> Outcome<Self> {
        let folder =
            TempDir::new().map_err(Failure::doing("the folder for the database cannot be created"))?;
        let files = folder.path().join("files");
        copy_uncompressed(&PathBuf::from(engine::program("PASE_DIST")?), &files)
            .and_then(|()| insert_watch_script(&files))
            .map_err(Failure::doing("the portal's files cannot be copied"))?;
        let database = format!("sqlite://{}", folder.path().join("portal.sqlite").display());
        let mut command = Command::new(engine::program("PASE_BACKEND")?);
        command
            .args(["--listen", "127.0.0.1:0", "--sandbox", "--database", &database, "--static-dir"])
            .arg(&files)
            .args(["--allow-origin", host_origin]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = Process::start(&mut command)?;
        let output =
            process.0.stdout.take().ok_or_else(|| Failure::new("the backend's output is not piped"))?;
        let mut line = String::new();
        BufReader::new(output)
            .read_line(&mut line)
            .map_err(Failure::doing("the backend's output cannot be read"))?;
        let url = line.trim().strip_prefix("listening on ");
        let url = url.ok_or_else(|| Failure::new(format!("the backend does not listen: {line}")))?.to_owned();
        Ok(Self { url, _process: process, _folder: folder })
    }

    /// The backend's origin: `http://127.0.0.1:41234`.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Restores the demo data and deletes all sessions and trámites.
    pub(crate) fn reset(&self) -> Outcome {
        let request = Request::post(format!("{}/sandbox/reset", self.url)).header("origin", &self.url);
        let request =
            request.body(String::new()).map_err(Failure::doing("the backend's address is not valid"))?;
        let answer = PlainHttpClient::new()
            .exchange(request)
            .map_err(Failure::doing("the sandbox does not answer"))?;
        if answer.status().is_success() {
            return Ok(());
        }
        Err(Failure::new(format!("the sandbox was not reset: {}", answer.status())))
    }
}

/// Copies the portal's files, except the precompressed ones: they would not contain the watch
/// script.
fn copy_uncompressed(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let (path, target) = entry.map(|entry| (entry.path(), to.join(entry.file_name())))?;
        if path.is_dir() {
            copy_uncompressed(&path, &target)?;
        } else if !["br", "gz"].iter().any(|ending| path.extension().is_some_and(|found| found == *ending)) {
            fs::copy(path, target)?;
        }
    }
    Ok(())
}

/// Makes every page load `watch.js` before anything else.
fn insert_watch_script(files: &Path) -> std::io::Result<()> {
    fs::write(files.join("watch.js"), WATCH_SCRIPT)?;
    for entry in fs::read_dir(files)? {
        let file = entry?.path();
        if file.extension().is_some_and(|ending| ending == "html") {
            let page = fs::read_to_string(&file)?;
            fs::write(file, page.replacen("<head>", "<head><script src=\"/up/watch.js\"></script>", 1))?;
        }
    }
    Ok(())
}
