//! Handlers of `/tags` and `/tags/{id}/movements`.

use axum::Router;
use axum::extract::State;
use pase_contract::TagId;
use pase_contract::movements::ListMovements;
use pase_contract::tags::ListTags;

use crate::http::extract::Id;
use crate::http::reply::{Reply, endpoint};
use crate::http::shared::Shared;
use crate::use_cases::failure::Outcome;
use crate::use_cases::list_query::ListQuery;
use crate::use_cases::movements;
use crate::use_cases::sessions::Customer;
use crate::use_cases::tags;

pub(super) fn add(router: Router<Shared>) -> Router<Shared> {
    let router = endpoint::<ListTags, _, _>(router, list);
    endpoint::<ListMovements, _, _>(router, list_movements)
}

async fn list(State(app): State<Shared>, customer: Customer) -> Outcome<Reply<ListTags>> {
    tags::list(&app, &customer.account_id).await.map(Reply)
}

async fn list_movements(
    State(app): State<Shared>,
    customer: Customer,
    Id(tag): Id<TagId>,
    query: ListQuery,
) -> Outcome<Reply<ListMovements>> {
    movements::list(&app, &customer.account_id, &tag, query).await.map(Reply)
}
