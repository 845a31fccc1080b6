//! The customer's razones sociales: listing them, removing one and choosing the default. `save`
//! adds and changes them, `padron` has the PAC check them, and `budget` limits how often that may
//! happen.

pub(crate) mod budget;
mod padron;
mod save;

use std::collections::HashMap;

use pase_contract::fiscal_profiles::{Address, FiscalProfile};
use pase_contract::{AccountId, FiscalProfileId, List, ProblemCode, RebillId};

pub(crate) use self::save::{Change, create, update};
use crate::app::App;
use crate::kernel::entity_tag::{IfMatch, Precondition};
use crate::store::{Read, fiscal_profiles as store, rebills};
use crate::use_cases::failure::{Failure, Outcome};

/// All razones sociales of an account, the default first.
pub(crate) async fn list(app: &App, account: &AccountId) -> Outcome<List<FiscalProfile>> {
    all(app.store.reader(), account).await
}

/// Makes a razón social the default and returns the updated list.
///
/// # Errors
/// `not_found` if it is not this account's.
pub(crate) async fn choose_default(
    app: &App,
    account: &AccountId,
    id: &FiscalProfileId,
) -> Outcome<List<FiscalProfile>> {
    let transaction = app.store.begin().await?;
    store::find(&transaction, account, id).await?.ok_or(Failure::NOT_FOUND)?;
    store::set_default(&transaction, account, id).await?;
    let list = all(&transaction, account).await?;
    transaction.commit().await?;
    Ok(list)
}

/// Removes a razón social that has not changed since the client read it. Trámites that have ended
/// keep their own copy of its data.
///
/// # Errors
/// As the contract lists them, in this order: `not_found`, `precondition_required` or
/// `precondition_failed`, `fiscal_profile_in_use`, `fiscal_profile_is_default`.
pub(crate) async fn remove(
    app: &App,
    account: &AccountId,
    id: &FiscalProfileId,
    if_match: &IfMatch,
) -> Outcome<()> {
    let transaction = app.store.begin().await?;
    let row = find_at_version(&transaction, account, id, if_match).await?;
    if let Some(rebill) = rebills::running_with(&transaction, id).await? {
        return Err(Failure::FiscalProfileInUse(rebill));
    }
    if row.is_default && store::exists(&transaction, account, Some(id)).await? {
        return Err(Failure::Refused(ProblemCode::FiscalProfileIsDefault));
    }
    store::delete(&transaction, id).await?;
    transaction.commit().await?;
    Ok(())
}

/// The razón social that a request wants to change, if it is this account's and has a version that
/// the request allows.
async fn find_at_version(
    reader: &impl Read,
    account: &AccountId,
    id: &FiscalProfileId,
    if_match: &IfMatch,
) -> Outcome<store::FiscalProfile> {
    let row = store::find(reader, account, id).await?.ok_or(Failure::NOT_FOUND)?;
    match if_match.check(row.version) {
        Precondition::Holds => Ok(row),
        Precondition::Missing => Err(Failure::Refused(ProblemCode::PreconditionRequired)),
        Precondition::Fails => {
            let rebill = rebills::running_with(reader, id).await?;
            Err(Failure::VersionConflict(Box::new(to_contract(row, rebill))))
        }
    }
}

async fn all(reader: &impl Read, account: &AccountId) -> Outcome<List<FiscalProfile>> {
    let rows = store::of_account(reader, account).await?;
    // If several trámites use one razón social, the newest comes last and replaces the others.
    let mut running: HashMap<FiscalProfileId, RebillId> =
        rebills::running(reader, account).await?.into_iter().collect();
    let profiles = rows.into_iter().map(|row| {
        let rebill = running.remove(&row.id);
        to_contract(row, rebill)
    });
    Ok(List::of_one_page(profiles.collect()))
}

/// A razón social as the API sends it. `rebill_id` is a running trámite that uses it.
fn to_contract(stored: store::FiscalProfile, rebill_id: Option<RebillId>) -> FiscalProfile {
    FiscalProfile {
        id: stored.id,
        person: stored.rfc.person(),
        rfc: stored.rfc,
        name: stored.name,
        postal_code: stored.postal_code,
        fiscal_regime: stored.fiscal_regime,
        cfdi_use: stored.cfdi_use,
        address: Address {
            street: stored.street,
            neighborhood: stored.neighborhood,
            municipality: stored.municipality,
            state: stored.state,
        },
        is_default: stored.is_default,
        version: stored.version,
        padron_check: stored.padron_check,
        rebill_id,
    }
}
