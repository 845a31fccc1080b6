//! What stands where no PAC and no tax authority are connected, as outside of the sandbox until a contract with a PAC is
//! configured: every question stays open, so that trámites are registered and wait.

use async_trait::async_trait;
use cfdi::{Cfdi, Stamp};
use mx_fiscal::Receiver;

use super::{Cancellation, CancellationRequest, GatewayError, Pac, ReceiverCheck, TaxAuthority};

/// Answers nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unconnected;

fn nobody<T>(who: &str) -> Result<T, GatewayError> {
    Err(GatewayError(format!("no {who} is connected")))
}

#[async_trait]
impl Pac for Unconnected {
    async fn validate_receiver(&self, _: &Receiver) -> Result<ReceiverCheck, GatewayError> {
        nobody("PAC")
    }

    async fn stamp(&self, _: &str, _: &Cfdi) -> Result<Stamp, GatewayError> {
        nobody("PAC")
    }
}

#[async_trait]
impl TaxAuthority for Unconnected {
    async fn cancel(&self, _: &CancellationRequest) -> Result<Cancellation, GatewayError> {
        nobody("tax authority")
    }
}
