//! Adds and changes razones sociales. All errors are reported at once. The PAC is asked before the
//! transaction, and its answer never prevents saving. A change also lets the trámites that waited
//! for it continue, in the same transaction.

use mx_fiscal::{Receiver, Rfc};
use pase_contract::fiscal_profiles::{Address, FiscalProfile, FiscalProfileDraft};
use pase_contract::{AccountId, FieldProblem, FiscalProfileId};

use super::{find_at_version, padron, to_contract};
use crate::app::App;
use crate::kernel::entity_tag::IfMatch;
use crate::kernel::random;
use crate::store::{Read, StoreError, fiscal_profiles as store, rebills};
use crate::use_cases::failure::{Failure, Outcome, field_problem};
use crate::use_cases::rebills::{Correction, correct, would_keep_receiver};

/// A change that a customer requests.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) account: AccountId,
    pub(crate) id: FiscalProfileId,
    pub(crate) if_match: IfMatch,
    pub(crate) draft: FiscalProfileDraft,
    /// The request's trace id, for the log and the audit.
    pub(crate) trace_id: String,
}

/// Adds a razón social. The first one of an account becomes its default.
///
/// # Errors
/// [`Failure::Invalid`] with everything that is wrong, including an RFC that the account already
/// has.
pub(crate) async fn create(
    app: &App,
    account: &AccountId,
    draft: FiscalProfileDraft,
) -> Outcome<FiscalProfile> {
    let receiver = check(app.store.reader(), account, &draft, None).await?;
    let padron_check = padron::check(app, account, &receiver).await;
    let transaction = app.store.begin().await?;
    refuse_conflict(&transaction, account, receiver.rfc(), None).await?;
    let Address { street, neighborhood, municipality, state } = draft.address.tidied();
    let profile = store::FiscalProfile {
        id: random::identifier()?,
        account_id: account.clone(),
        rfc: receiver.rfc().clone(),
        name: receiver.name().clone(),
        postal_code: receiver.postal_code(),
        fiscal_regime: receiver.fiscal_regime(),
        cfdi_use: receiver.cfdi_use(),
        street,
        neighborhood,
        municipality,
        state,
        is_default: !store::exists(&transaction, account, None).await?,
        created_at: app.clock.now(),
        version: 1,
        padron_check,
    };
    store::insert(&transaction, profile.clone()).await?;
    transaction.commit().await?;
    Ok(to_contract(profile, None))
}

/// Changes a razón social that has not changed since the client read it. Trámites that waited for a
/// correction take the new data and continue; the other running trámites keep the data they have.
///
/// # Errors
/// As the contract lists them, in this order: `not_found`, `precondition_required` or
/// `precondition_failed`, `invalid_input`.
pub(crate) async fn update(app: &App, change: Change) -> Outcome<FiscalProfile> {
    let Change { account, id, if_match, draft, trace_id } = change;
    find_at_version(app.store.reader(), &account, &id, &if_match).await?;
    let receiver = check(app.store.reader(), &account, &draft, Some(&id)).await?;
    let padron_check = padron::check(app, &account, &receiver).await;

    let transaction = app.store.begin().await?;
    let before = find_at_version(&transaction, &account, &id, &if_match).await?;
    refuse_conflict(&transaction, &account, receiver.rfc(), Some(&id)).await?;
    let Address { street, neighborhood, municipality, state } = draft.address.tidied();
    let profile = store::FiscalProfile {
        rfc: receiver.rfc().clone(),
        name: receiver.name().clone(),
        postal_code: receiver.postal_code(),
        fiscal_regime: receiver.fiscal_regime(),
        cfdi_use: receiver.cfdi_use(),
        street,
        neighborhood,
        municipality,
        state,
        version: before.version.saturating_add(1),
        padron_check,
        ..before
    };
    store::replace(&transaction, profile.clone()).await?;
    let waiting = rebills::waiting_for(&transaction, &id).await?;
    let correction = Correction { receiver: &receiver, at: app.clock.now(), trace_id: &trace_id };
    correct(&transaction, &waiting, correction).await?;
    let running = rebills::running_with(&transaction, &id).await?;
    transaction.commit().await?;
    if !waiting.is_empty() {
        app.worker_waker.wake();
    }
    Ok(to_contract(profile, running))
}

/// The draft as a receiver, if nothing is wrong with it. `own` is the razón social that is being
/// changed.
async fn check(
    reader: &impl Read,
    account: &AccountId,
    draft: &FiscalProfileDraft,
    own: Option<&FiscalProfileId>,
) -> Outcome<Receiver> {
    let checked = draft.check();
    let mut errors: Vec<FieldProblem> = Vec::new();
    if let Ok(rfc) = Rfc::from_typed(&draft.rfc) {
        errors.extend(conflict(reader, account, &rfc, own).await?);
    }
    let fields = checked.as_ref().err().into_iter().flatten();
    errors.extend(fields.map(|error| field_problem(error.field(), error.code(), error)));
    match checked {
        Ok(receiver) if errors.is_empty() => Ok(receiver),
        _ => Err(Failure::Invalid(errors)),
    }
}

async fn refuse_conflict(
    reader: &impl Read,
    account: &AccountId,
    rfc: &Rfc,
    own: Option<&FiscalProfileId>,
) -> Outcome<()> {
    match conflict(reader, account, rfc, own).await? {
        Some(problem) => Err(Failure::Invalid(vec![problem])),
        None => Ok(()),
    }
}

/// Why the account cannot use this RFC in this razón social; `None` if it can.
async fn conflict(
    reader: &impl Read,
    account: &AccountId,
    rfc: &Rfc,
    own: Option<&FiscalProfileId>,
) -> Result<Option<FieldProblem>, StoreError> {
    let has_it = store::with_rfc(reader, account, rfc).await?;
    if has_it.is_some_and(|other| Some(&other.id) != own) {
        let detail = "the account has a razón social of this RFC";
        return Ok(Some(field_problem("rfc", "duplicate", detail)));
    }
    let Some(own) = own else {
        return Ok(None);
    };
    let waiting = rebills::waiting_for(reader, own).await?;
    let kept = waiting.iter().any(|rebill| would_keep_receiver(rebill, rfc));
    let detail = "a trámite waits for this razón social, and its invoice has this RFC already";
    Ok(kept.then(|| field_problem("rfc", "present_receiver", detail)))
}
