//! A customer's HTTP client. It talks to a backend as a browser on the portal's own pages would.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use ureq::Agent;

/// An HTTP client with a session cookie. Its writes look like those of a browser on the portal's
/// own page.
#[derive(Clone)]
pub struct Client {
    agent: Agent,
    url: String,
    pub cookie: Option<String>,
}

/// A complete response.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub body: String,
    pub bytes: Vec<u8>,
    headers: ureq::http::HeaderMap,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The values of a header that may occur several times, as one list.
    pub fn header_list(&self, name: &str) -> String {
        let lines = self.headers.get_all(name).iter();
        lines.map(|value| value.to_str().unwrap()).collect::<Vec<_>>().join(",")
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
    /// A client that is not logged in.
    pub fn new(agent: Agent, url: String) -> Self {
        Self { agent, url, cookie: None }
    }

    /// Sends a request with exactly these headers and the cookie.
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
        // A PDF is not text, but its beginning can be read as text.
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Answer { status: response.status().as_u16(), body, bytes, headers: response.headers().clone() })
    }

    /// Requests a path of the API.
    pub fn get(&self, path: &str) -> Answer {
        self.get_at(&format!("/up/api/v1{path}"))
    }

    /// Requests a path of the API as a browser does when a user follows a link.
    pub fn follow(&self, path: &str) -> Answer {
        let headers = [("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")];
        self.send("GET", &format!("/up/api/v1{path}"), &headers, None).unwrap()
    }

    /// Requests any path of the server.
    pub fn get_at(&self, path: &str) -> Answer {
        self.send("GET", path, &[], None).unwrap()
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_at(&format!("/up/api/v1{path}"), body)
    }

    pub fn post_at(&self, path: &str, body: &Value) -> Answer {
        self.try_post_at(path, body).unwrap()
    }

    /// Like `post_at`, but the server may die during the request.
    pub fn try_post_at(&self, path: &str, body: &Value) -> Result<Answer, ureq::Error> {
        let headers = [("origin", &*self.url), ("content-type", "application/json")];
        self.send("POST", path, &headers, Some(&body.to_string()))
    }

    /// Sends any other write, with or without an `If-Match`. The server may die during the request.
    pub fn try_change(
        &self,
        method: &str,
        path: &str,
        if_match: Option<&str>,
        body: Option<&Value>,
    ) -> Result<Answer, ureq::Error> {
        let mut headers = vec![("origin", &*self.url), ("content-type", "application/json")];
        headers.extend(if_match.map(|tags| ("if-match", tags)));
        let body = body.map(Value::to_string);
        self.send(method, &format!("/up/api/v1{path}"), &headers, body.as_deref())
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

    /// Like `rebill`, but the server may die during the request.
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

    /// All razones sociales.
    pub fn profiles(&self) -> Vec<Value> {
        self.get("/fiscal-profiles").json()["items"].as_array().unwrap().clone()
    }

    /// The razón social with this RFC.
    pub fn profile(&self, rfc: &str) -> Value {
        let found = self.profiles().into_iter().find(|profile| profile["rfc"] == rfc);
        found.unwrap_or_else(|| panic!("no razón social of {rfc}"))
    }

    /// Adds a razón social.
    pub fn add_profile(&self, taxpayer: Taxpayer) -> Value {
        let added = self.post("/fiscal-profiles", &draft(taxpayer));
        assert_eq!(added.status, 201, "{}", added.body);
        added.json()
    }

    /// Saves new data in a razón social, using the version that was read.
    pub fn save(&self, profile: &Value, taxpayer: Taxpayer) -> Answer {
        self.try_save(profile, taxpayer).unwrap()
    }

    /// Like `save`, but the server may die during the request.
    pub fn try_save(&self, profile: &Value, taxpayer: Taxpayer) -> Result<Answer, ureq::Error> {
        let version = format!("\"{}\"", profile["version"]);
        self.try_change("PUT", &path_of(profile), Some(&version), Some(&draft(taxpayer)))
    }

    /// Removes a razón social, using the version that was read.
    pub fn remove(&self, profile: &Value) -> Answer {
        let version = format!("\"{}\"", profile["version"]);
        self.try_change("DELETE", &path_of(profile), Some(&version), None).unwrap()
    }

    /// The id of a razón social that is not the invoice's present receiver.
    pub fn another_profile(&self, invoice: &Value) -> String {
        let list = self.get("/fiscal-profiles").json();
        let other = list["items"].as_array().unwrap().iter();
        text(&other.clone().find(|profile| profile["rfc"] != invoice["receiver"]["rfc"]).unwrap()["id"])
    }

    /// Waits until a trámite has this status.
    pub fn until(&self, rebill: &str, status: &str) -> Value {
        let path = format!("/rebills/{rebill}");
        until(&format!("trámite {status}"), || {
            let rebill = self.get(&path).json();
            (rebill["status"] == status).then_some(rebill)
        })
    }
}

/// RFC, name, postal code, régimen, uso CFDI.
pub type Taxpayer<'a> = [&'a str; 5];

/// The request body for a razón social.
pub fn draft([rfc, name, postal_code, fiscal_regime, cfdi_use]: Taxpayer) -> Value {
    json!({
        "rfc": rfc, "name": name, "postal_code": postal_code, "fiscal_regime": fiscal_regime, "cfdi_use": cfdi_use,
    })
}

/// The path of a razón social.
pub fn path_of(profile: &Value) -> String {
    format!("/fiscal-profiles/{}", text(&profile["id"]))
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// Polls a condition until it returns a value. Panics after 60 seconds.
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
