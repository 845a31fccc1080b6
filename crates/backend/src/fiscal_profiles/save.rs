//! Adding and changing a razón social. Everything that is wrong is told at once; what the PAC says of it is asked before the
//! transaction and never stands in the way. A change lets the trámites that waited for it go on, in the same transaction.

use mx_fiscal::{Receiver, Rfc};
use pase_contract::fiscal_profiles::{Address, FiscalProfile, FiscalProfileDraft};
use pase_contract::{AccountId, FieldProblem, FiscalProfileId};
use sea_orm::{ConnectionTrait, DbErr};

use super::{meant, padron, shown};
use crate::app::App;
use crate::entity_tag::IfMatch;
use crate::failure::{Failure, Outcome, field_problem};
use crate::rebills::{Correction, correct, would_keep_receiver};
use crate::store::columns::{AsJson, Instant, Text};
use crate::store::entities::fiscal_profile::Model;
use crate::store::{fiscal_profiles as store, rebills};
use crate::{random, worker};

/// A change that a customer asks for.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) account: AccountId,
    pub(crate) id: FiscalProfileId,
    pub(crate) if_match: IfMatch,
    pub(crate) draft: FiscalProfileDraft,
    /// Under which the request stands in the log and in the audit.
    pub(crate) trace_id: String,
}

/// Adds a razón social; the first becomes the default.
///
/// # Errors
/// [`Failure::Invalid`] with everything that is wrong, an RFC that the account has already among it.
pub(crate) async fn create(
    app: &App,
    account: &AccountId,
    draft: FiscalProfileDraft,
) -> Outcome<FiscalProfile> {
    let receiver = check(app.store.reader(), account, &draft, None).await?;
    let padron_check = padron::advice(app, account, &receiver).await;
    let transaction = app.store.begin().await?;
    refuse_conflict(&transaction, account, receiver.rfc(), None).await?;
    let Address { street, neighborhood, municipality, state } = tidy(draft.address);
    let row = Model {
        id: Text(random::identifier()?),
        account_id: Text(account.clone()),
        rfc: Text(receiver.rfc().clone()),
        name: Text(receiver.name().clone()),
        postal_code: Text(receiver.postal_code()),
        fiscal_regime: Text(receiver.fiscal_regime()),
        cfdi_use: Text(receiver.cfdi_use()),
        street,
        neighborhood,
        municipality,
        state,
        is_default: !store::any(&transaction, account, None).await?,
        created_at: Instant(app.clock.now()),
        version: 1,
        padron_check: padron_check.map(AsJson),
    };
    store::insert(&transaction, row.clone()).await?;
    transaction.commit().await?;
    Ok(shown(row, None))
}

/// Changes a razón social that is still as it was read. Trámites that waited for it take the new data and go on; those that
/// run keep the data that they have.
///
/// # Errors
/// As the contract lists them, in this order: `not_found`, `precondition_required` or `precondition_failed`, `invalid_input`.
pub(crate) async fn update(app: &App, change: Change) -> Outcome<FiscalProfile> {
    let Change { account, id, if_match, draft, trace_id } = change;
    meant(app.store.reader(), &account, &id, &if_match).await?;
    let receiver = check(app.store.reader(), &account, &draft, Some(&id)).await?;
    let padron_check = padron::advice(app, &account, &receiver).await;

    let transaction = app.store.begin().await?;
    let before = meant(&transaction, &account, &id, &if_match).await?;
    refuse_conflict(&transaction, &account, receiver.rfc(), Some(&id)).await?;
    let Address { street, neighborhood, municipality, state } = tidy(draft.address);
    let row = Model {
        rfc: Text(receiver.rfc().clone()),
        name: Text(receiver.name().clone()),
        postal_code: Text(receiver.postal_code()),
        fiscal_regime: Text(receiver.fiscal_regime()),
        cfdi_use: Text(receiver.cfdi_use()),
        street,
        neighborhood,
        municipality,
        state,
        version: before.version.saturating_add(1),
        padron_check: padron_check.map(AsJson),
        ..before
    };
    store::replace(&transaction, row.clone()).await?;
    let waiting = rebills::waiting_for(&transaction, &id).await?;
    let correction = Correction { receiver: &receiver, at: app.clock.now(), trace_id: &trace_id };
    correct(&transaction, &waiting, correction).await?;
    let running = rebills::running_with(&transaction, &id).await?;
    transaction.commit().await?;
    if !waiting.is_empty() {
        worker::wake(app);
    }
    Ok(shown(row, running))
}

/// The draft as a receiver, if nothing is wrong with it. `own` is the razón social that is changed.
async fn check(
    connection: &impl ConnectionTrait,
    account: &AccountId,
    draft: &FiscalProfileDraft,
    own: Option<&FiscalProfileId>,
) -> Outcome<Receiver> {
    let checked = draft.check();
    let mut errors: Vec<FieldProblem> = Vec::new();
    if let Ok(rfc) = Rfc::from_typed(&draft.rfc) {
        errors.extend(conflict(connection, account, &rfc, own).await?);
    }
    let fields = checked.as_ref().err().into_iter().flatten();
    errors.extend(fields.map(|error| field_problem(error.field(), error.code(), error)));
    match checked {
        Ok(receiver) if errors.is_empty() => Ok(receiver),
        _ => Err(Failure::Invalid(errors)),
    }
}

async fn refuse_conflict(
    connection: &impl ConnectionTrait,
    account: &AccountId,
    rfc: &Rfc,
    own: Option<&FiscalProfileId>,
) -> Outcome<()> {
    match conflict(connection, account, rfc, own).await? {
        Some(problem) => Err(Failure::Invalid(vec![problem])),
        None => Ok(()),
    }
}

/// Why the account cannot have this RFC in this razón social, if it cannot.
async fn conflict(
    connection: &impl ConnectionTrait,
    account: &AccountId,
    rfc: &Rfc,
    own: Option<&FiscalProfileId>,
) -> Result<Option<FieldProblem>, DbErr> {
    let has_it = store::with_rfc(connection, account, rfc).await?;
    if has_it.is_some_and(|other| Some(&other.id.0) != own) {
        let detail = "the account has a razón social of this RFC";
        return Ok(Some(field_problem("rfc", "duplicate", detail)));
    }
    let Some(own) = own else {
        return Ok(None);
    };
    let waiting = rebills::waiting_for(connection, own).await?;
    let kept = waiting.iter().any(|rebill| would_keep_receiver(rebill, rfc));
    let detail = "a trámite waits for this razón social, and its invoice has this RFC already";
    Ok(kept.then(|| field_problem("rfc", "present_receiver", detail)))
}

/// Lines without superfluous white space or control characters.
fn tidy(address: Address) -> Address {
    let tidy = |line: String| {
        line.split_whitespace().map(|word| word.replace(char::is_control, "")).collect::<Vec<_>>().join(" ")
    };
    let Address { street, neighborhood, municipality, state } = address;
    Address {
        street: tidy(street),
        neighborhood: tidy(neighborhood),
        municipality: tidy(municipality),
        state: tidy(state),
    }
}
