//! Programs that run beside the checks and end with them, and the ports by which they are asked.

use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use http::Request;

use crate::failure::{Failure, Outcome};
use crate::webdriver::Plain;

const READY_WITHIN: Duration = Duration::from_secs(60);
const ASK_AGAIN: Duration = Duration::from_millis(50);

/// A program of ours that ends with this value.
pub(crate) struct Process(pub(crate) Child);

impl Process {
    pub(crate) fn start(command: &mut Command) -> Outcome<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        command.spawn().map(Self).map_err(Failure::doing(format!("{name} could not be started")))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself, which is as good.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A port of this machine that nobody listens on.
pub(crate) fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    let address = listener.and_then(|listener| listener.local_addr());
    address.map(|address| address.port()).map_err(Failure::doing("there is no free port"))
}

/// Waits until this address answers.
pub(crate) async fn answers(url: &str) -> Outcome {
    let begun = Instant::now();
    loop {
        let request = Request::get(url).body(String::new());
        let request = request.map_err(Failure::doing(format!("{url} is no address")))?;
        let asked = tokio::task::spawn_blocking(move || Plain::new().exchange(request)).await;
        match asked.map_err(Failure::doing(format!("{url} could not be asked")))? {
            Ok(answer) if answer.status().is_success() => return Ok(()),
            _ if begun.elapsed() > READY_WITHIN => {
                return Err(Failure::new(format!("nobody answers at {url}")));
            }
            _ => tokio::time::sleep(ASK_AGAIN).await,
        }
    }
}
