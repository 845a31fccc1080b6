//! The sandbox's PAC: stamps every document, and takes every receiver that is as its padrón has it, unless it was told to
//! refuse.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use cfdi::{Cfdi, FolioFiscal, Stamp};
use mx_fiscal::{Receiver, ReceiverField};
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::padron;
use crate::clock::Clock;
use crate::gateways::{GatewayError, Pac, ReceiverCheck, Refusal};
use crate::mexico_city;
use crate::store::Store;
use crate::store::columns::Text;
use crate::store::entities::sandbox_stamp;

/// The PAC, with what it was told to refuse.
#[derive(Clone, Debug)]
pub(crate) struct SandboxPac {
    store: Store,
    clock: Clock,
    forced: Arc<Mutex<Option<Forced>>>,
}

/// A refusal that the PAC was told to give whatever the padrón says, until the customer has changed the field that it is
/// about. Of that field it then takes any other value, so that a refusal can be mended without being lifted.
#[derive(Debug)]
struct Forced {
    refusal: Refusal,
    /// The value that was first asked about, by the RFC that it was of: it is refused for good.
    refused: HashMap<String, String>,
}

impl SandboxPac {
    pub(crate) fn new(store: Store, clock: Clock) -> Self {
        Self { store, clock, forced: Arc::default() }
    }

    /// From now on refuses receivers for this reason, too, or for none but the padrón's.
    pub(crate) fn refuse_receivers(&self, refusal: Option<Refusal>) {
        let forced = refusal.map(|refusal| Forced { refusal, refused: HashMap::new() });
        *self.forced.lock().unwrap_or_else(PoisonError::into_inner) = forced;
    }
}

impl Forced {
    fn refuses(&mut self, receiver: &Receiver) -> bool {
        // An RFC has no other RFC to be of: the first one is refused, every other one taken.
        let whose = match self.refusal.field {
            ReceiverField::Rfc => String::new(),
            _ => receiver.rfc().to_string(),
        };
        let value = value(receiver, self.refusal.field);
        *self.refused.entry(whose).or_insert_with(|| value.clone()) == value
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

#[async_trait]
impl Pac for SandboxPac {
    async fn validate_receiver(&self, receiver: &Receiver) -> Result<ReceiverCheck, GatewayError> {
        let mut refusals = padron::disagreements(receiver);
        if let Some(forced) = &mut *self.forced.lock().unwrap_or_else(PoisonError::into_inner) {
            refusals.retain(|refusal| refusal.field != forced.refusal.field);
            if forced.refuses(receiver) {
                refusals.insert(0, forced.refusal.clone());
            }
        }
        Ok(ReceiverCheck::of(refusals))
    }

    async fn stamp(&self, reference: &str, _: &Cfdi) -> Result<Stamp, GatewayError> {
        let transaction = self.store.begin().await?;
        let known = sandbox_stamp::Entity::find_by_id(reference.to_owned()).one(&transaction).await?;
        let stamp = match known {
            Some(stamp) => stamp,
            None => {
                let stamp = sandbox_stamp::Model {
                    reference: reference.to_owned(),
                    uuid: Text(Uuid::new_v4()),
                    stamped_at: Text(mexico_city::document_time(self.clock.now())),
                };
                let row = sandbox_stamp::ActiveModel::from(stamp.clone());
                sandbox_stamp::Entity::insert(row).exec_without_returning(&transaction).await?;
                stamp
            }
        };
        transaction.commit().await?;
        Ok(Stamp { folio_fiscal: FolioFiscal::from(stamp.uuid.0), stamped_at: stamp.stamped_at.0 })
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

    fn forced(code: MatrixCode) -> Forced {
        Forced { refusal: code.into(), refused: HashMap::new() }
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
    fn a_refused_rfc_is_mended_by_another_rfc() {
        let mut forced = forced(MatrixCode::RfcUnknown);
        assert!(forced.refuses(&receiver("EKU9003173C9", "UNA")));
        assert!(!forced.refuses(&receiver("IIA040805DZ4", "UNA")));
    }
}
