//! Handlers of `/tags/{id}/invoices` and `/invoices/{id}`.

use axum::Router;
use axum::extract::State;
use pase_contract::invoices::{GetInvoice, ListInvoices};
use pase_contract::{InvoiceId, TagId};

use crate::http::extract::Id;
use crate::http::reply::{Reply, endpoint};
use crate::http::shared::Shared;
use crate::use_cases::failure::Outcome;
use crate::use_cases::invoices;
use crate::use_cases::list_query::ListQuery;
use crate::use_cases::sessions::Customer;

pub(super) fn add(router: Router<Shared>) -> Router<Shared> {
    let router = endpoint::<ListInvoices, _, _>(router, list);
    endpoint::<GetInvoice, _, _>(router, get)
}

async fn list(
    State(app): State<Shared>,
    customer: Customer,
    Id(tag): Id<TagId>,
    query: ListQuery,
) -> Outcome<Reply<ListInvoices>> {
    invoices::list(&app, &customer.account_id, &tag, query).await.map(Reply)
}

async fn get(
    State(app): State<Shared>,
    customer: Customer,
    Id(id): Id<InvoiceId>,
) -> Outcome<Reply<GetInvoice>> {
    invoices::get(&app, &customer.account_id, &id).await.map(Reply)
}
