//! The sandbox's parties keep what the gateways' traits promise, and the test kit notices a party
//! that does not.

use async_trait::async_trait;
use cfdi::{
    CancellationReceipt, Cfdi, FolioFiscal, Head, Issuer, SealedCfdi, StampedCfdi, monthly_statement,
};
use mx_fiscal::{Receiver, ReceiverDraft};
use tempfile::TempDir;
use uuid::Uuid;

use crate::app::App;
use crate::domain::issuer;
use crate::gateways::test_kit::{Samples, check};
use crate::gateways::{CancellationAnswer, CfdiExpression, GatewayError, Pac, ReceiverCheck, Stamping};
use crate::kernel::mexico_city;

fn receiver(name: &str) -> Receiver {
    let [rfc, name, postal_code, fiscal_regime, cfdi_use] =
        ["XIA190128J61", name, "76343", "601", "G03"].map(str::to_owned);
    Receiver::try_from(&ReceiverDraft { rfc, name, postal_code, fiscal_regime, cfdi_use }).unwrap()
}

fn samples(app: &App) -> Samples {
    let registered = receiver("XENON INDUSTRIAL ARTICLES");
    let document = |folio: &str| {
        let head = Head {
            series: "K".parse().unwrap(),
            folio: folio.parse().unwrap(),
            issued_at: mexico_city::document_time(app.clock.now()),
            payment_form: "04".parse().unwrap(),
            place_of_issue: issuer::PLACE_OF_ISSUE.parse().unwrap(),
            issuer: Issuer {
                rfc: issuer::RFC.parse().unwrap(),
                name: issuer::NAME.parse().unwrap(),
                fiscal_regime: issuer::FISCAL_REGIME.parse().unwrap(),
            },
            receiver: cfdi::Receiver {
                rfc: registered.rfc().clone(),
                name: registered.name().as_str().parse().unwrap(),
                postal_code: registered.postal_code(),
                fiscal_regime: registered.fiscal_regime(),
                cfdi_use: registered.cfdi_use(),
            },
            replaces: Vec::new(),
        };
        let [total, commission] = ["1093.40", "0"].map(|amount| amount.parse().unwrap());
        let concepts = monthly_statement(total, commission, "2020-05".parse().unwrap()).unwrap();
        Cfdi::new(head, concepts).unwrap().sealed(&app.csd).unwrap()
    };
    let documents = [document("1"), document("2")];
    Samples { documents, registered: registered.clone(), misnamed: receiver("XENON") }
}

#[tokio::test]
async fn the_sandboxs_pac_and_sat_keep_every_promise() {
    let folder = TempDir::new().unwrap();
    let app = super::app_in(&folder).await;
    assert_eq!(check(&*app.pac, &*app.tax_authority, &samples(&app)).await, []);
}

/// Forgets every reference, so that it stamps twice and finds nothing, and says of every
/// cancellation that it is the first.
struct ForgetfulPac<'a>(&'a dyn Pac);

#[async_trait]
impl Pac for ForgetfulPac<'_> {
    async fn validate_receiver(&self, _: &Receiver) -> Result<ReceiverCheck, GatewayError> {
        Ok(ReceiverCheck::Accepted)
    }

    async fn stamp(&self, _: &str, document: &SealedCfdi) -> Result<Stamping, GatewayError> {
        self.0.stamp(&Uuid::new_v4().to_string(), document).await
    }

    async fn find(&self, _: &str) -> Result<Option<StampedCfdi>, GatewayError> {
        Ok(None)
    }

    async fn cancel(&self, request: &CfdiExpression) -> Result<CancellationAnswer, GatewayError> {
        self.0.cancel(request).await.map(|_| CancellationAnswer::Received)
    }

    async fn receipt(&self, folio_fiscal: FolioFiscal) -> Result<Option<CancellationReceipt>, GatewayError> {
        self.0.receipt(folio_fiscal).await
    }
}

#[tokio::test]
async fn every_promise_that_a_forgetful_pac_breaks_is_named() {
    let folder = TempDir::new().unwrap();
    let app = super::app_in(&folder).await;
    let broken = check(&ForgetfulPac(&*app.pac), &*app.tax_authority, &samples(&app)).await;
    let promises: Vec<_> = broken.iter().map(|broken| broken.promise).collect();
    assert_eq!(
        promises,
        [
            "a wrong name is refused",
            "a reference is stamped once",
            "the stamped document is found, byte for byte",
            "of two simultaneous requests one gets the stamp that is found later",
            "a document has one open cancellation request",
        ]
    );
}
