//! `/fiscal-profiles`

use axum::Router;
use axum::extract::State;
use pase_contract::fiscal_profiles::{CreateFiscalProfile, FiscalProfileDraft, ListFiscalProfiles};

use crate::failure::Outcome;
use crate::fiscal_profiles;
use crate::http::Shared;
use crate::http::extract::Json;
use crate::http::reply::{Reply, endpoint};
use crate::sessions::Customer;

pub(super) fn add(router: Router<Shared>) -> Router<Shared> {
    let router = endpoint::<ListFiscalProfiles, _, _>(router, list);
    endpoint::<CreateFiscalProfile, _, _>(router, create)
}

async fn list(State(app): State<Shared>, customer: Customer) -> Outcome<Reply<ListFiscalProfiles>> {
    fiscal_profiles::list(&app, &customer.account_id).await.map(Reply)
}

async fn create(
    State(app): State<Shared>,
    customer: Customer,
    Json(draft): Json<FiscalProfileDraft>,
) -> Outcome<Reply<CreateFiscalProfile>> {
    fiscal_profiles::create(&app, &customer.account_id, draft).await.map(Reply)
}
