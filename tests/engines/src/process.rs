//! Programs that run beside the checks and stop with them, and the ports on which they listen.

use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use http::Request;

use crate::failure::{Failure, Outcome};
use crate::webdriver::PlainHttpClient;

/// How long a program may take to start.
const START_LIMIT: Duration = Duration::from_secs(60);
const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// A running program; dropping it kills the program.
pub(crate) struct Process(pub(crate) Child);

impl Process {
    pub(crate) fn start(command: &mut Command) -> Outcome<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        command.spawn().map(Self).map_err(Failure::doing(format!("{name} could not be started")))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // The program may have ended by itself, so errors do not matter.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Finds a port of this machine on which nothing listens.
pub(crate) fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    let address = listener.and_then(|listener| listener.local_addr());
    address.map(|address| address.port()).map_err(Failure::doing("there is no free port"))
}

/// Waits until this address answers with success.
pub(crate) async fn wait_until_ready(url: &str) -> Outcome {
    let started = Instant::now();
    loop {
        let request = Request::get(url).body(String::new());
        let request = request.map_err(Failure::doing(format!("{url} is not a valid address")))?;
        let answer = tokio::task::spawn_blocking(move || PlainHttpClient::new().exchange(request)).await;
        match answer.map_err(Failure::doing(format!("{url} could not be requested")))? {
            Ok(answer) if answer.status().is_success() => return Ok(()),
            _ if started.elapsed() > START_LIMIT => {
                return Err(Failure::new(format!("nothing answers at {url}")));
            }
            _ => tokio::time::sleep(POLL_INTERVAL).await,
        }
    }
}
