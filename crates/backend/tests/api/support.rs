//! A backend that runs, and a customer who is logged in to it.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use ureq::Agent;

/// Of every demo customer.
pub const PASSWORD: &str = "Refactura2020";

/// A running backend with a database of its own; it ends with this value.
pub struct Backend {
    pub url: String,
    address: String,
    process: Child,
    folder: TempDir,
    arguments: Vec<String>,
    log: Arc<Mutex<String>>,
}

impl Backend {
    /// A sandbox with fresh demo data.
    pub fn sandbox() -> Self {
        Self::start(true)
    }

    pub fn start(sandbox: bool) -> Self {
        Self::start_with(if sandbox { &["--sandbox"] } else { &[] })
    }

    /// With these arguments besides address, database and files.
    pub fn start_with(arguments: &[&str]) -> Self {
        let arguments: Vec<_> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        let folder = TempDir::new().unwrap();
        std::fs::create_dir(folder.path().join("dist")).unwrap();
        std::fs::write(folder.path().join("dist/index.html"), "<!doctype html><title>PASE</title>").unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let (process, url) = spawn(&folder, "127.0.0.1:0", &arguments, &log);
        let address = url.strip_prefix("http://").unwrap().to_owned();
        Self { url, address, process, folder, arguments, log }
    }

    /// Ends it at once, in the middle of whatever it does, and starts it again on the same database and address.
    pub fn kill_and_restart(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        let (process, url) = spawn(&self.folder, &self.address, &self.arguments, &self.log);
        assert_eq!(url, self.url);
        self.process = process;
    }

    /// Asks it to end, as an operator would.
    pub fn ask_to_end(&self) {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    }

    /// Waits for its end; whether it ended in good order.
    pub fn ended_well(&mut self) -> bool {
        self.process.wait().unwrap().success()
    }

    pub fn logged(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Somebody who is not logged in.
    pub fn visitor(&self) -> Client {
        let config = Agent::config_builder().http_status_as_error(false).max_redirects(0);
        let agent = config.timeout_global(Some(Duration::from_secs(60))).build().new_agent();
        Client { agent, url: self.url.clone(), cookie: None }
    }

    /// A demo customer, logged in: `demo`, `kemper`, `xochilt`, `oscar`, `karla`.
    pub fn customer(&self, name: &str) -> Client {
        let mut client = self.visitor();
        let answer = client.log_in(&format!("{name}@pase.example"), PASSWORD);
        assert_eq!(answer.status, 200, "{}", answer.body);
        client
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
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

/// An HTTP client with a cookie, as a browser on our own page would write.
#[derive(Clone)]
pub struct Client {
    agent: Agent,
    url: String,
    pub cookie: Option<String>,
}

/// An answer, read whole.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub body: String,
    headers: ureq::http::HeaderMap,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {} {}", self.status, self.body))
    }

    /// The status and the problem's code.
    pub fn problem(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.body);
        let problem = self.json();
        assert_eq!(problem["status"], self.status);
        assert_eq!(problem["trace_id"].as_str().unwrap().len(), 32);
        (self.status, problem["code"].as_str().unwrap().to_owned())
    }

    /// The fields that are wrong, with their codes.
    pub fn field_errors(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let errors = self.json()["errors"].as_array().unwrap().clone();
        errors.iter().map(|error| (text(&error["field"]), text(&error["code"]))).collect()
    }
}

impl Client {
    /// Sends a request with exactly these headers besides the cookie.
    pub fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Result<Answer, ureq::Error> {
        let mut request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        let mut response = match body {
            Some(body) => self.agent.run(request.body(body.to_owned())?)?,
            None => self.agent.run(request.body(())?)?,
        };
        let bytes = response.body_mut().read_to_vec()?;
        // A PDF is no text; its beginning is.
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Answer { status: response.status().as_u16(), body, headers: response.headers().clone() })
    }

    /// A path of the API.
    pub fn get(&self, path: &str) -> Answer {
        self.get_at(&format!("/up/api/v1{path}"))
    }

    /// Any path of the server.
    pub fn get_at(&self, path: &str) -> Answer {
        self.send("GET", path, &[], None).unwrap()
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_at(&format!("/up/api/v1{path}"), body)
    }

    pub fn post_at(&self, path: &str, body: &Value) -> Answer {
        self.try_post_at(path, body).unwrap()
    }

    /// The same, where the server may die meanwhile.
    pub fn try_post_at(&self, path: &str, body: &Value) -> Result<Answer, ureq::Error> {
        let headers = [("origin", &*self.url), ("content-type", "application/json")];
        self.send("POST", path, &headers, Some(&body.to_string()))
    }

    pub fn log_in(&mut self, identifier: &str, password: &str) -> Answer {
        let answer = self.post("/session", &json!({ "identifier": identifier, "password": password }));
        if let Some((cookie, _)) = answer.header("set-cookie").split_once(';') {
            self.cookie = Some(cookie.to_owned());
        }
        answer
    }

    pub fn rebill(&self, invoice: &str, key: &str, body: &Value) -> Answer {
        self.try_rebill(invoice, key, body).unwrap()
    }

    /// The same, where the server may die meanwhile.
    pub fn try_rebill(&self, invoice: &str, key: &str, body: &Value) -> Result<Answer, ureq::Error> {
        let headers = [
            ("origin", &*self.url),
            ("content-type", "application/json"),
            ("idempotency-key", &*format!("\"{key}\"")),
        ];
        let path = format!("/up/api/v1/invoices/{invoice}/rebill");
        self.send("POST", &path, &headers, Some(&body.to_string()))
    }

    pub fn first_tag(&self) -> String {
        text(&self.get("/tags").json()["items"][0]["id"])
    }

    /// Invoices of the first tag that can be re-billed, newest first.
    pub fn rebillable(&self, at_most: usize) -> Vec<Value> {
        let list = self.get(&format!("/tags/{}/invoices?limit=100", self.first_tag())).json();
        let items = list["items"].as_array().unwrap().iter();
        items.filter(|invoice| invoice["rebill"].get("allowed").is_some()).take(at_most).cloned().collect()
    }

    /// The invoice of the first tag with this total.
    pub fn invoice_of(&self, total: &str) -> Value {
        let list = self.get(&format!("/tags/{}/invoices?limit=100", self.first_tag())).json();
        let found = list["items"].as_array().unwrap().iter().find(|invoice| invoice["total"] == total);
        found.unwrap_or_else(|| panic!("no invoice of {total}")).clone()
    }

    /// A razón social that is not the invoice's present receiver.
    pub fn another_profile(&self, invoice: &Value) -> String {
        let list = self.get("/fiscal-profiles").json();
        let other = list["items"].as_array().unwrap().iter();
        text(&other.clone().find(|profile| profile["rfc"] != invoice["receiver"]["rfc"]).unwrap()["id"])
    }

    /// Waits until a trámite stands so.
    pub fn until(&self, rebill: &str, status: &str) -> Value {
        let path = format!("/rebills/{rebill}");
        until(&format!("trámite {status}"), || {
            let rebill = self.get(&path).json();
            (rebill["status"] == status).then_some(rebill)
        })
    }
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// Waits for a condition.
pub fn until<T>(what: &str, mut check: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = check() {
            return found;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "never: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}
