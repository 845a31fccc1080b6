//! Handlers of `/fiscal-profiles`.

use axum::Router;
use axum::extract::State;
use pase_contract::fiscal_profiles::{
    CreateFiscalProfile, DefaultFiscalProfile, DeleteFiscalProfile, FiscalProfileDraft, ListFiscalProfiles,
    SetDefaultFiscalProfile, UpdateFiscalProfile,
};
use pase_contract::{FiscalProfileId, Nothing};

use crate::http::extract::{Id, Json};
use crate::http::reply::{Reply, Saved, endpoint};
use crate::http::shared::Shared;
use crate::http::trace::TraceId;
use crate::kernel::entity_tag::IfMatch;
use crate::use_cases::failure::Outcome;
use crate::use_cases::fiscal_profiles::{self, Change};
use crate::use_cases::sessions::Customer;

pub(super) fn add(router: Router<Shared>) -> Router<Shared> {
    let router = endpoint::<ListFiscalProfiles, _, _>(router, list);
    let router = endpoint::<CreateFiscalProfile, _, _>(router, create);
    let router = endpoint::<UpdateFiscalProfile, _, _>(router, update);
    let router = endpoint::<DeleteFiscalProfile, _, _>(router, remove);
    endpoint::<SetDefaultFiscalProfile, _, _>(router, choose_default)
}

async fn list(State(app): State<Shared>, customer: Customer) -> Outcome<Reply<ListFiscalProfiles>> {
    fiscal_profiles::list(&app, &customer.account_id).await.map(Reply)
}

async fn create(
    State(app): State<Shared>,
    customer: Customer,
    Json(draft): Json<FiscalProfileDraft>,
) -> Outcome<Saved<CreateFiscalProfile>> {
    fiscal_profiles::create(&app, &customer.account_id, draft).await.map(Saved)
}

async fn update(
    State(app): State<Shared>,
    customer: Customer,
    Id(id): Id<FiscalProfileId>,
    if_match: IfMatch,
    TraceId(trace_id): TraceId,
    Json(draft): Json<FiscalProfileDraft>,
) -> Outcome<Saved<UpdateFiscalProfile>> {
    let change = Change { account: customer.account_id, id, if_match, draft, trace_id };
    fiscal_profiles::update(&app, change).await.map(Saved)
}

async fn remove(
    State(app): State<Shared>,
    customer: Customer,
    Id(id): Id<FiscalProfileId>,
    if_match: IfMatch,
) -> Outcome<Reply<DeleteFiscalProfile>> {
    fiscal_profiles::remove(&app, &customer.account_id, &id, &if_match).await?;
    Ok(Reply(Nothing))
}

async fn choose_default(
    State(app): State<Shared>,
    customer: Customer,
    Json(DefaultFiscalProfile { fiscal_profile_id }): Json<DefaultFiscalProfile>,
) -> Outcome<Reply<SetDefaultFiscalProfile>> {
    fiscal_profiles::choose_default(&app, &customer.account_id, &fiscal_profile_id).await.map(Reply)
}
