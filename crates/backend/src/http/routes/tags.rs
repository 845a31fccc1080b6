//! `/tags` and `/tags/{id}/movements`

use axum::Router;
use axum::extract::State;
use pase_contract::TagId;
use pase_contract::movements::ListMovements;
use pase_contract::tags::ListTags;

use crate::failure::Outcome;
use crate::http::Shared;
use crate::http::extract::Id;
use crate::http::reply::{Reply, endpoint};
use crate::list_query::ListQuery;
use crate::sessions::Customer;
use crate::{movements, tags};

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
