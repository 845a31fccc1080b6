//! What stands where no PAC and no tax authority are connected, as outside of the sandbox until a contract with a PAC is
//! configured: every question stays open, so that trámites are registered and wait.

use async_trait::async_trait;
use cfdi::{CancellationReceipt, FolioFiscal, SealedCfdi, StampedCfdi};
use mx_fiscal::Receiver;

use super::{
    CancellationAnswer, CfdiExpression, GatewayError, Pac, ReceiverCheck, SatAnswer, Stamping, TaxAuthority,
};

/// Answers nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unconnected;

fn nobody<T>(who: &str) -> Result<T, GatewayError> {
    Err(GatewayError::Unreachable(format!("no {who} is connected")))
}

#[async_trait]
impl Pac for Unconnected {
    async fn validate_receiver(&self, _: &Receiver) -> Result<ReceiverCheck, GatewayError> {
        nobody("PAC")
    }

    async fn stamp(&self, _: &str, _: &SealedCfdi) -> Result<Stamping, GatewayError> {
        nobody("PAC")
    }

    async fn find(&self, _: &str) -> Result<Option<StampedCfdi>, GatewayError> {
        nobody("PAC")
    }

    async fn cancel(&self, _: &CfdiExpression) -> Result<CancellationAnswer, GatewayError> {
        nobody("PAC")
    }

    async fn receipt(&self, _: FolioFiscal) -> Result<Option<CancellationReceipt>, GatewayError> {
        nobody("PAC")
    }
}

#[async_trait]
impl TaxAuthority for Unconnected {
    async fn status(&self, _: &CfdiExpression) -> Result<SatAnswer, GatewayError> {
        nobody("tax authority")
    }
}
