//! The status `validating`: nothing is requested from the SAT before the corrected document can be
//! sealed and the PAC has accepted its receiver.

use pase_contract::rebills::RebillStatus;

use super::issue::corrected_invoice;
use super::step::{Progress, StepError, load_original, with_answer_limit};
use crate::app::App;
use crate::gateways::ReceiverCheck;
use crate::kernel::mexico_city;
use crate::store::rebills::{Change, Rebill};
use crate::use_cases::documents;
use crate::use_cases::rebills::{receiver, transition};

/// Checks the new receiver's data before anything is cancelled.
pub(super) async fn validate(app: &App, rebill: &Rebill) -> Result<Progress, StepError> {
    // A trial: a document that could not be sealed later must not be cancelled now. Its real folio
    // and date are not known yet.
    let original = load_original(app, rebill).await?;
    let folio = original.folio;
    let issued_at = mexico_city::document_time(app.clock.now());
    documents::sealed(app, &corrected_invoice(rebill, original, folio, issued_at)?)?;

    let receiver = receiver(rebill)?;
    let (status, change) = match with_answer_limit(app, app.pac.validate_receiver(&receiver)).await? {
        ReceiverCheck::Accepted => (RebillStatus::Cancelling, Change::default()),
        ReceiverCheck::Refused(refusals) => {
            for refusal in refusals.iter() {
                let (field, meaning) = (refusal.field.as_str(), refusal.code.description());
                tracing::info!(rebill = %rebill.id, field, code = %refusal.code, meaning, "a receiver was refused");
            }
            let change = Change { corrections: Some(refusals.to_contract()), ..Change::default() };
            (RebillStatus::NeedsCorrection, change)
        }
    };
    let next = (RebillStatus::Validating, status);
    let transaction = app.store.begin().await?;
    transition::advance(&transaction, &rebill.id, next, change, app.clock.now()).await?;
    transaction.commit().await?;
    Ok(Progress::Made)
}
