//! A test kit for gateways: what the rest of the program relies on, as checks that anybody can run
//! against their implementation of [`Pac`] and [`TaxAuthority`], for example in the test environment
//! of a PAC. The sandbox's own parties are checked with it.
//!
//! The checks stamp two documents and request the cancellation of one of them. They cannot check
//! what happens if an answer is lost; `docs/decisions/0020-plugging-in-a-pac.md` says what must
//! hold then.

use std::fmt::Debug;

use cfdi::{SealedCfdi, StampedCfdi};
use mx_fiscal::Receiver;
use thiserror::Error;
use uuid::Uuid;

use super::{CancellationAnswer, CfdiExpression, GatewayError, Pac, ReceiverCheck, Stamping, TaxAuthority};

/// What the checks need besides the two parties.
#[derive(Clone, Debug)]
pub struct Samples {
    /// Two different documents that the PAC can stamp now: sealed with the issuer's CSD, and dated
    /// within the last 72 hours.
    pub documents: [SealedCfdi; 2],
    /// A receiver whose data are as they are registered with the SAT.
    pub registered: Receiver,
    /// A receiver whose name is not the one that is registered for its RFC.
    pub misnamed: Receiver,
}

/// A promise that an implementation has not kept.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{promise}, but: {found}")]
pub struct BrokenPromise {
    /// What the trait promises.
    pub promise: &'static str,
    /// What the implementation did instead. It may contain data of the samples.
    pub found: String,
}

/// Checks the parties, and returns every promise that they do not keep.
pub async fn check(pac: &dyn Pac, tax_authority: &dyn TaxAuthority, samples: &Samples) -> Vec<BrokenPromise> {
    let mut broken = Vec::new();
    check_receivers(pac, samples, &mut broken).await;
    let [first, second] = &samples.documents;
    let stamped = check_stamping(pac, first, &mut broken).await;
    check_simultaneous_stamping(pac, second, &mut broken).await;
    if let Some(stamped) = stamped {
        check_cancellation(pac, tax_authority, &stamped, &mut broken).await;
    }
    broken
}

/// Records the promise as broken unless the answer fits.
fn expect<T: Debug>(
    broken: &mut Vec<BrokenPromise>,
    promise: &'static str,
    answer: &Result<T, GatewayError>,
    fits: impl FnOnce(&T) -> bool,
) {
    if !answer.as_ref().is_ok_and(fits) {
        broken.push(BrokenPromise { promise, found: format!("{answer:?}") });
    }
}

async fn check_receivers(pac: &dyn Pac, samples: &Samples, broken: &mut Vec<BrokenPromise>) {
    let registered = pac.validate_receiver(&samples.registered).await;
    expect(broken, "a registered receiver is accepted", &registered, |check| {
        *check == ReceiverCheck::Accepted
    });
    let misnamed = pac.validate_receiver(&samples.misnamed).await;
    expect(broken, "a wrong name is refused", &misnamed, |check| matches!(check, ReceiverCheck::Refused(_)));
}

async fn check_stamping(
    pac: &dyn Pac,
    document: &SealedCfdi,
    broken: &mut Vec<BrokenPromise>,
) -> Option<StampedCfdi> {
    let reference = Uuid::new_v4().to_string();
    let unknown = pac.find(&reference).await;
    expect(broken, "nothing is found under a reference that was never stamped", &unknown, Option::is_none);
    let stamping = pac.stamp(&reference, document).await;
    expect(
        broken,
        "a new reference gets a stamp of our document",
        &stamping,
        |stamping| matches!(stamping, Stamping::Stamped(stamped) if stamped.cfdi() == document.cfdi()),
    );
    let again = pac.stamp(&reference, document).await;
    expect(broken, "a reference is stamped once", &again, |again| *again == Stamping::KnownReference);
    let Ok(Stamping::Stamped(stamped)) = stamping else { return None };
    let found = pac.find(&reference).await;
    expect(broken, "the stamped document is found, byte for byte", &found, |found| {
        found.as_ref().is_some_and(|found| found.xml() == stamped.xml())
    });
    let receipt = pac.receipt(stamped.stamp().folio_fiscal).await;
    expect(broken, "a document that is not cancelled has no receipt", &receipt, Option::is_none);
    Some(*stamped)
}

/// Two requests under one reference at the same time. One of them may fail, but no second stamp is
/// made.
async fn check_simultaneous_stamping(pac: &dyn Pac, document: &SealedCfdi, broken: &mut Vec<BrokenPromise>) {
    let reference = Uuid::new_v4().to_string();
    let answers = tokio::join!(pac.stamp(&reference, document), pac.stamp(&reference, document));
    let folios: Vec<_> = [answers.0, answers.1]
        .into_iter()
        .filter_map(|answer| match answer {
            Ok(Stamping::Stamped(stamped)) => Some(stamped.stamp().folio_fiscal),
            Ok(Stamping::KnownReference) | Err(_) => None,
        })
        .collect();
    let found = pac.find(&reference).await;
    expect(broken, "of two simultaneous requests one gets the stamp that is found later", &found, |found| {
        let kept = found.as_ref().map(|found| found.stamp().folio_fiscal);
        kept.is_some() && folios.iter().all(|folio| Some(*folio) == kept)
    });
}

async fn check_cancellation(
    pac: &dyn Pac,
    tax_authority: &dyn TaxAuthority,
    stamped: &StampedCfdi,
    broken: &mut Vec<BrokenPromise>,
) {
    let head = stamped.cfdi().head();
    let expression = CfdiExpression {
        folio_fiscal: stamped.stamp().folio_fiscal,
        issuer: head.issuer.rfc.clone(),
        receiver: head.receiver.rfc.clone(),
        total: stamped.cfdi().total(),
    };
    let readable = "the SAT's words about a document are known";
    for answer in [CancellationAnswer::Received, CancellationAnswer::AlreadyRequested] {
        let status = read_status(tax_authority, &expression).await;
        expect(broken, readable, &status, |_| true);
        let cancellation = pac.cancel(&expression).await;
        expect(broken, "a document has one open cancellation request", &cancellation, |said| *said == answer);
    }
    let status = read_status(tax_authority, &expression).await;
    expect(broken, readable, &status, |_| true);
}

async fn read_status(
    tax_authority: &dyn TaxAuthority,
    expression: &CfdiExpression,
) -> Result<pase_contract::rebills::SatCfdiStatus, GatewayError> {
    Ok(tax_authority.status(expression).await?.status()?)
}
