//! The sandbox's PAC. It stamps every document, and accepts every receiver that matches its padrón
//! unless it was told to refuse.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use cfdi::{CancellationReceipt, Csd, FolioFiscal, SealedCfdi, Stamp, StampedCfdi};
use mx_fiscal::{CfdiDateTime, Receiver, ReceiverField, Rfc};
use uuid::Uuid;

use super::faults::Faults;
use super::padron;
use super::tax_authority::SandboxTaxAuthority;
use crate::gateways::{
    CancellationAnswer, CfdiExpression, DocumentSource, GatewayError, Pac, ReceiverCheck, Refusal, Stamping,
};
use crate::kernel::clock::Clock;
use crate::kernel::mexico_city;
use crate::store::sandbox::fault::Operation;
use crate::store::sandbox::stamps::{self, StoredStamp};
use crate::store::{Store, StoreError};

/// The legend that each of its stamps carries.
const LEGEND: &str = "DOCUMENTO DE PRUEBA, SIN VALIDEZ FISCAL";

/// The PAC, and the refusal that it was told to give, if any.
#[derive(Clone, Debug)]
pub(crate) struct SandboxPac {
    store: Store,
    clock: Clock,
    faults: Faults,
    authority: SandboxTaxAuthority,
    /// The issuer whose documents it stamps and cancels.
    issuer: Rfc,
    csd: Arc<Csd>,
    forced: Arc<Mutex<Option<ForcedRefusal>>>,
}

/// A refusal that the PAC was told to give, whatever the padrón says. It ends when the customer
/// changes the refused field: the PAC then accepts any other value of that field, so that a
/// customer can correct the data while the refusal is still set.
#[derive(Debug)]
struct ForcedRefusal {
    refusal: Refusal,
    /// The first value that was asked about, for each RFC. It stays refused.
    refused: HashMap<String, String>,
}

impl SandboxPac {
    /// The PAC of this issuer. It stamps with this CSD and takes cancellations to this authority.
    pub(crate) fn new(
        store: Store,
        clock: Clock,
        authority: SandboxTaxAuthority,
        issuer: Rfc,
        csd: Csd,
    ) -> Self {
        let faults = Faults::new(store.clone(), clock.clone());
        Self { store, clock, faults, authority, issuer, csd: Arc::new(csd), forced: Arc::default() }
    }

    /// The faults that its operations can be told to have.
    pub(crate) fn faults(&self) -> &Faults {
        &self.faults
    }

    /// All stamps that it has made.
    pub(crate) async fn stamps(&self) -> Result<Vec<StoredStamp>, StoreError> {
        stamps::all(self.store.reader()).await
    }

    fn check(&self, receiver: &Receiver) -> ReceiverCheck {
        let mut refusals = padron::refusals_of(receiver);
        if let Some(forced) = &mut *self.forced.lock().unwrap_or_else(PoisonError::into_inner) {
            refusals.retain(|refusal| refusal.field != forced.refusal.field);
            if forced.refuses(receiver) {
                refusals.insert(0, forced.refusal.clone());
            }
        }
        ReceiverCheck::of(refusals)
    }

    async fn stamp_once(&self, reference: String, document: SealedCfdi) -> Result<Stamping, GatewayError> {
        let transaction = self.store.begin().await?;
        let stamping = if stamps::count_request(&transaction, &reference).await? {
            Stamping::KnownReference
        } else {
            let (uuid, at) = (Uuid::new_v4(), mexico_city::document_time(self.clock.now()));
            let stamped = self.certify(document, FolioFiscal::from(uuid), at)?;
            let stored = StoredStamp { reference, uuid, xml: stamped.xml().to_vec(), asked: 1 };
            stamps::insert(&transaction, stored).await?;
            Stamping::Stamped(Box::new(stamped))
        };
        transaction.commit().await?;
        Ok(stamping)
    }

    async fn stamped(&self, reference: &str) -> Result<Option<StampedCfdi>, GatewayError> {
        let known = stamps::find(self.store.reader(), reference).await?;
        let read = known.map(|known| StampedCfdi::read(known.xml)).transpose();
        read.map_err(|error| GatewayError::Unreadable(error.to_string()))
    }

    async fn receipt_of(
        &self,
        folio_fiscal: FolioFiscal,
    ) -> Result<Option<CancellationReceipt>, GatewayError> {
        let Some(at) = self.authority.cancelled_at(folio_fiscal.uuid()).await? else {
            return Ok(None);
        };
        let at = mexico_city::document_time(at);
        let receipt = CancellationReceipt::issue(self.issuer.clone(), folio_fiscal, at, &self.csd);
        receipt.map(Some).map_err(|error| GatewayError::NoAnswer(error.to_string()))
    }

    /// From now on, also refuses receivers for this reason. `None` leaves only the padrón's
    /// reasons.
    pub(crate) fn refuse_receivers(&self, refusal: Option<Refusal>) {
        let forced = refusal.map(|refusal| ForcedRefusal { refusal, refused: HashMap::new() });
        *self.forced.lock().unwrap_or_else(PoisonError::into_inner) = forced;
    }
}

impl ForcedRefusal {
    fn refuses(&mut self, receiver: &Receiver) -> bool {
        // If the RFC itself is refused, the values cannot be kept by RFC: the first RFC is refused,
        // and every other one is accepted.
        let refused_key = match self.refusal.field {
            ReceiverField::Rfc => String::new(),
            _ => receiver.rfc().to_string(),
        };
        let value = value(receiver, self.refusal.field);
        *self.refused.entry(refused_key).or_insert_with(|| value.clone()) == value
    }
}

fn value(receiver: &Receiver, field: ReceiverField) -> String {
    match field {
        ReceiverField::Rfc => receiver.rfc().to_string(),
        ReceiverField::Name => receiver.name().to_string(),
        ReceiverField::PostalCode => receiver.postal_code().to_string(),
        ReceiverField::FiscalRegime => receiver.fiscal_regime().to_string(),
        ReceiverField::CfdiUse => receiver.cfdi_use().to_string(),
    }
}

/// The demo invoices, for which nobody ever requests a stamp, get theirs directly from here.
impl DocumentSource for SandboxPac {
    fn certify(
        &self,
        document: SealedCfdi,
        folio_fiscal: FolioFiscal,
        stamped_at: CfdiDateTime,
    ) -> Result<StampedCfdi, GatewayError> {
        let unreadable = || GatewayError::Refused { code: "302".to_owned() };
        let stamp = Stamp::issue(&document, folio_fiscal, stamped_at, LEGEND.parse().ok(), &self.csd);
        document.stamped(stamp.map_err(|_| unreadable())?).map_err(|_| unreadable())
    }
}

#[async_trait]
impl Pac for SandboxPac {
    async fn validate_receiver(&self, receiver: &Receiver) -> Result<ReceiverCheck, GatewayError> {
        let (own, receiver) = (self.clone(), receiver.clone());
        self.faults.run(Operation::Validate, async move { Ok(own.check(&receiver)) }).await
    }

    async fn stamp(&self, reference: &str, document: &SealedCfdi) -> Result<Stamping, GatewayError> {
        let (own, reference, document) = (self.clone(), reference.to_owned(), document.clone());
        self.faults.run(Operation::Stamp, async move { own.stamp_once(reference, document).await }).await
    }

    async fn find(&self, reference: &str) -> Result<Option<StampedCfdi>, GatewayError> {
        let (own, reference) = (self.clone(), reference.to_owned());
        self.faults.run(Operation::Find, async move { own.stamped(&reference).await }).await
    }

    async fn cancel(&self, request: &CfdiExpression) -> Result<CancellationAnswer, GatewayError> {
        let (authority, request) = (self.authority.clone(), request.clone());
        self.faults.run(Operation::Cancel, async move { authority.request(&request).await }).await
    }

    async fn receipt(&self, folio_fiscal: FolioFiscal) -> Result<Option<CancellationReceipt>, GatewayError> {
        let own = self.clone();
        self.faults.run(Operation::Receipt, async move { own.receipt_of(folio_fiscal).await }).await
    }
}

#[cfg(test)]
mod tests {
    use mx_fiscal::ReceiverDraft;

    use super::*;
    use crate::gateways::MatrixCode;

    fn receiver(rfc: &str, name: &str) -> Receiver {
        let [rfc, name, postal_code] = [rfc, name, "42501"].map(str::to_owned);
        let [fiscal_regime, cfdi_use] = ["601", "G03"].map(str::to_owned);
        Receiver::try_from(&ReceiverDraft { rfc, name, postal_code, fiscal_regime, cfdi_use }).unwrap()
    }

    fn forced(code: MatrixCode) -> ForcedRefusal {
        ForcedRefusal { refusal: code.into(), refused: HashMap::new() }
    }

    #[test]
    fn what_was_first_asked_about_stays_refused_and_what_it_is_changed_to_is_taken() {
        let mut forced = forced(MatrixCode::NameDiffers);
        assert!(forced.refuses(&receiver("EKU9003173C9", "UNA")));
        assert!(forced.refuses(&receiver("IIA040805DZ4", "UNA")), "each RFC has its own");
        assert!(!forced.refuses(&receiver("EKU9003173C9", "OTRA")));
        assert!(forced.refuses(&receiver("EKU9003173C9", "UNA")));
    }

    #[test]
    fn a_refused_rfc_is_corrected_by_another_rfc() {
        let mut forced = forced(MatrixCode::RfcUnknown);
        assert!(forced.refuses(&receiver("EKU9003173C9", "UNA")));
        assert!(!forced.refuses(&receiver("IIA040805DZ4", "UNA")));
    }
}
