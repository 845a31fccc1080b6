//! Handlers of `/invoices/{id}/rebill`, `/rebills` and `/rebills/{id}`.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use pase_contract::rebills::{GetRebill, ListRebills, RebillInvoice, RebillRequest};
use pase_contract::{Endpoint, InvoiceId, RebillId};

use crate::http::extract::{Id, Json};
use crate::http::reply::{Reply, endpoint};
use crate::http::shared::Shared;
use crate::http::trace::TraceId;
use crate::use_cases::failure::Outcome;
use crate::use_cases::list_query::ListQuery;
use crate::use_cases::rebills::{self, IdempotencyKey, Request};
use crate::use_cases::sessions::Customer;

pub(super) fn add(router: Router<Shared>) -> Router<Shared> {
    let router = endpoint::<RebillInvoice, _, _>(router, rebill);
    let router = endpoint::<ListRebills, _, _>(router, list);
    endpoint::<GetRebill, _, _>(router, get)
}

async fn rebill(
    State(app): State<Shared>,
    customer: Customer,
    Id(invoice): Id<InvoiceId>,
    key: IdempotencyKey,
    TraceId(trace_id): TraceId,
    Json(body): Json<RebillRequest>,
) -> Outcome<impl IntoResponse> {
    let request = Request { account: customer.account_id, invoice, key, body, trace_id };
    let body = rebills::register(&app, request).await?;
    let status = StatusCode::from_u16(RebillInvoice::STATUS).unwrap_or(StatusCode::CREATED);
    Ok((status, [(CONTENT_TYPE, "application/json")], body))
}

async fn list(
    State(app): State<Shared>,
    customer: Customer,
    query: ListQuery,
) -> Outcome<Reply<ListRebills>> {
    rebills::list(&app, &customer.account_id, query).await.map(Reply)
}

async fn get(
    State(app): State<Shared>,
    customer: Customer,
    Id(id): Id<RebillId>,
) -> Outcome<Reply<GetRebill>> {
    rebills::get(&app, &customer.account_id, &id).await.map(Reply)
}
