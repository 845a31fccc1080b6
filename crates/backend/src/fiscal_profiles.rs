//! The customer's razones sociales.

use mx_fiscal::Receiver;
use pase_contract::fiscal_profiles::{Address, FiscalProfile, FiscalProfileDraft};
use pase_contract::{AccountId, FieldProblem, List};

use crate::app::App;
use crate::failure::{Failure, Outcome, field_problem, is_duplicate};
use crate::random;
use crate::store::columns::{Instant, Text};
use crate::store::entities::fiscal_profile::Model;
use crate::store::fiscal_profiles as store;
use crate::tags::whole;

/// All razones sociales of an account, the default first.
pub(crate) async fn list(app: &App, account: &AccountId) -> Outcome<List<FiscalProfile>> {
    let rows = store::of_account(app.store.reader(), account).await?;
    Ok(whole(rows.into_iter().map(profile).collect()))
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
    let receiver = check(&draft)?;
    let transaction = app.store.begin().await?;
    let Address { street, neighborhood, municipality, state } = draft.address;
    let row = Model {
        id: Text(random::identifier()?),
        account_id: Text(account.clone()),
        rfc: Text(receiver.rfc().clone()),
        name: Text(receiver.name().clone()),
        postal_code: Text(receiver.postal_code()),
        fiscal_regime: Text(receiver.fiscal_regime()),
        cfdi_use: Text(receiver.cfdi_use()),
        street: tidy(&street),
        neighborhood: tidy(&neighborhood),
        municipality: tidy(&municipality),
        state: tidy(&state),
        is_default: !store::any(&transaction, account).await?,
        created_at: Instant(app.clock.now()),
    };
    let inserted = store::insert(&transaction, row.clone()).await;
    if inserted.as_ref().is_err_and(is_duplicate) {
        return Err(Failure::field("rfc", "duplicate", "the account has a razón social of this RFC"));
    }
    inserted?;
    transaction.commit().await?;
    Ok(profile(row))
}

fn check(draft: &FiscalProfileDraft) -> Outcome<Receiver> {
    let receiver = Receiver::try_from(&draft.receiver());
    let too_long: Vec<FieldProblem> = draft
        .address
        .too_long()
        .map(|field| field_problem(field, "too_long", "at most 120 characters"))
        .collect();
    match receiver {
        Ok(receiver) if too_long.is_empty() => Ok(receiver),
        receiver => {
            let errors = receiver.err().unwrap_or_default().into_iter();
            let errors = errors.map(|error| field_problem(error.field().as_str(), error.code(), error));
            Err(Failure::Invalid(errors.chain(too_long).collect()))
        }
    }
}

/// One line without superfluous white space or control characters.
fn tidy(line: &str) -> String {
    line.split_whitespace().map(|word| word.replace(char::is_control, "")).collect::<Vec<_>>().join(" ")
}

fn profile(row: Model) -> FiscalProfile {
    FiscalProfile {
        id: row.id.0,
        person: row.rfc.0.person(),
        rfc: row.rfc.0,
        name: row.name.0,
        postal_code: row.postal_code.0,
        fiscal_regime: row.fiscal_regime.0,
        cfdi_use: row.cfdi_use.0,
        address: Address {
            street: row.street,
            neighborhood: row.neighborhood,
            municipality: row.municipality,
            state: row.state,
        },
        is_default: row.is_default,
    }
}
