//! `validating`: nothing is asked of the SAT before the corrected document could be sealed and its receiver is accepted.

use pase_contract::rebills::RebillStatus;

use super::issue::corrected;
use super::{Progress, StepError, answered, original};
use crate::app::App;
use crate::gateways::ReceiverCheck;
use crate::rebills::receiver;
use crate::store::columns::Text;
use crate::store::entities::rebill;
use crate::store::rebills::{self as store, Change};
use crate::{documents, mexico_city};

/// The new receiver's data are checked before anything is cancelled.
pub(super) async fn validate(app: &App, rebill: &rebill::Model) -> Result<Progress, StepError> {
    // What could not be sealed afterwards must not be cancelled now; folio and date are still to come.
    let original = original(app, rebill).await?;
    let folio = original.folio;
    let issued_at = Text(mexico_city::document_time(app.clock.now()));
    documents::sealed(app, &corrected(rebill, original, folio, issued_at)?)?;

    let receiver = receiver(rebill)?;
    let (status, change) = match answered(app, app.pac.validate_receiver(&receiver)).await? {
        ReceiverCheck::Accepted => (RebillStatus::Cancelling, Change::default()),
        ReceiverCheck::Refused(refusals) => {
            for refusal in refusals.iter() {
                let (field, meaning) = (refusal.field.as_str(), refusal.code.description());
                tracing::info!(rebill = %rebill.id.0, field, code = %refusal.code, meaning, "a receiver was refused");
            }
            let change = Change { corrections: Some(refusals.told()), ..Change::default() };
            (RebillStatus::NeedsCorrection, change)
        }
    };
    let next = (RebillStatus::Validating, status);
    let transaction = app.store.begin().await?;
    store::advance(&transaction, &rebill.id.0, next, change, app.clock.now()).await?;
    transaction.commit().await?;
    Ok(Progress::Made)
}
