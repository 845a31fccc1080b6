//! Stands in for the PAC and the tax authority if none is connected, which is the case outside the
//! sandbox until a contract with a PAC is configured. Every call fails, so trámites are registered
//! and wait.

use async_trait::async_trait;
use cfdi::{CancellationReceipt, FolioFiscal, SealedCfdi, StampedCfdi};
use mx_fiscal::Receiver;

use super::{
    CancellationAnswer, CfdiExpression, GatewayError, Pac, ReceiverCheck, SatAnswer, Stamping, TaxAuthority,
};

/// Answers every call with [`GatewayError::Unreachable`].
#[derive(Clone, Copy, Debug)]
pub struct Unconnected;

fn not_connected<T>(who: &str) -> Result<T, GatewayError> {
    Err(GatewayError::Unreachable(format!("no {who} is connected")))
}

#[async_trait]
impl Pac for Unconnected {
    async fn validate_receiver(&self, _: &Receiver) -> Result<ReceiverCheck, GatewayError> {
        not_connected("PAC")
    }

    async fn stamp(&self, _: &str, _: &SealedCfdi) -> Result<Stamping, GatewayError> {
        not_connected("PAC")
    }

    async fn find(&self, _: &str) -> Result<Option<StampedCfdi>, GatewayError> {
        not_connected("PAC")
    }

    async fn cancel(&self, _: &CfdiExpression) -> Result<CancellationAnswer, GatewayError> {
        not_connected("PAC")
    }

    async fn receipt(&self, _: FolioFiscal) -> Result<Option<CancellationReceipt>, GatewayError> {
        not_connected("PAC")
    }
}

#[async_trait]
impl TaxAuthority for Unconnected {
    async fn status(&self, _: &CfdiExpression) -> Result<SatAnswer, GatewayError> {
        not_connected("tax authority")
    }
}
