//! A mail server with configurable behavior, for the tests of sending by SMTP.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// How the server treats a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerBehavior {
    Takes,
    /// Accepts the mail but never confirms it.
    TakesInSilence,
    /// Refuses the receiver as unknown, and quotes them in its answer.
    Refuses,
    /// Refuses every login.
    RefusesLogin,
}

/// A mail as the server received it.
#[derive(Clone, Debug)]
pub struct Received {
    /// The receiver in the envelope.
    pub to: String,
    pub message: String,
}

impl Received {
    pub fn header(&self, name: &str) -> String {
        let line = self.message.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
        line.unwrap_or_else(|| panic!("no {name} in {}", self.message)).trim().to_owned()
    }
}

#[derive(Clone)]
pub struct MailServer {
    pub port: u16,
    received: Arc<Mutex<Vec<Received>>>,
    logins: Arc<Mutex<Vec<String>>>,
    behavior: Arc<Mutex<ServerBehavior>>,
}

impl MailServer {
    pub fn start(behavior: ServerBehavior) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").unwrap(), behavior)
    }

    /// Starts the server on this listener's port, where no server has answered so far.
    pub fn on(listener: TcpListener, behavior: ServerBehavior) -> Self {
        let port = listener.local_addr().unwrap().port();
        let (received, logins) = (Arc::default(), Arc::default());
        let server = Self { port, received, logins, behavior: Arc::new(Mutex::new(behavior)) };
        let own = server.clone();
        std::thread::spawn(move || {
            for connection in listener.incoming() {
                let own = own.clone();
                // A connection that fails, for any reason, ends only its own thread.
                std::thread::spawn(move || drop(own.talk(connection.unwrap())));
            }
        });
        server
    }

    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    pub fn set_behavior(&self, behavior: ServerBehavior) {
        *self.behavior.lock().unwrap() = behavior;
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// The logins, including refused ones: user and password in the format of RFC 4616, in Base64.
    pub fn logins(&self) -> Vec<String> {
        self.logins.lock().unwrap().clone()
    }

    /// Implements as much of RFC 5321 as one client needs.
    fn talk(&self, connection: TcpStream) -> std::io::Result<()> {
        let mut answers = connection.try_clone()?;
        let mut lines = BufReader::new(connection);
        let mut to = String::new();
        answers.write_all(b"220 test\r\n")?;
        loop {
            let mut line = String::new();
            if lines.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let behavior = *self.behavior.lock().unwrap();
            let answer = match line.trim_end() {
                "QUIT" => "221 bye".to_owned(),
                "DATA" => {
                    answers.write_all(b"354 go on\r\n")?;
                    let message = data(&mut lines)?;
                    self.received.lock().unwrap().push(Received { to: to.clone(), message });
                    if behavior == ServerBehavior::TakesInSilence {
                        continue;
                    }
                    "250 taken".to_owned()
                }
                line if line.starts_with("EHLO") => "250-test\r\n250 AUTH PLAIN".to_owned(),
                line if line.starts_with("AUTH PLAIN ") => {
                    self.logins.lock().unwrap().push(line.trim_start_matches("AUTH PLAIN ").to_owned());
                    let answer = if behavior == ServerBehavior::RefusesLogin {
                        "535 5.7.8 no"
                    } else {
                        "235 2.7.0 ok"
                    };
                    answer.to_owned()
                }
                line => match line.strip_prefix("RCPT TO:") {
                    Some(receiver) if behavior == ServerBehavior::Refuses => {
                        format!("550 5.1.1 {receiver} is unknown")
                    }
                    Some(receiver) => {
                        receiver.trim_matches(['<', '>']).clone_into(&mut to);
                        "250 ok".to_owned()
                    }
                    None => "250 ok".to_owned(),
                },
            };
            answers.write_all(format!("{answer}\r\n").as_bytes())?;
        }
    }
}

fn data(lines: &mut impl BufRead) -> std::io::Result<String> {
    let mut message = String::new();
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 || line == ".\r\n" {
            return Ok(message);
        }
        message.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
