//! Handlers of `/session`.

use axum::Router;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::IntoResponse;
use pase_contract::Nothing;
use pase_contract::session::{Account, Credentials, LogIn, LogOut, WhoAmI};

use crate::http::cookie;
use crate::http::extract::{Address, Json, SentToken, Visitor};
use crate::http::reply::{Reply, endpoint};
use crate::http::shared::Shared;
use crate::use_cases::failure::Outcome;
use crate::use_cases::sessions;

pub(super) fn add(router: Router<Shared>) -> Router<Shared> {
    let router = endpoint::<LogIn, _, _>(router, log_in);
    let router = endpoint::<WhoAmI, _, _>(router, who_am_i);
    endpoint::<LogOut, _, _>(router, log_out)
}

async fn log_in(
    State(app): State<Shared>,
    Address(address): Address,
    SentToken(former): SentToken,
    Json(credentials): Json<Credentials>,
) -> Outcome<impl IntoResponse> {
    let (account, token) = sessions::log_in(&app, credentials, &address, former).await?;
    Ok(([(SET_COOKIE, cookie::set(&app, &token)?)], Reply::<LogIn>(account)))
}

async fn who_am_i(Visitor(customer): Visitor) -> Reply<WhoAmI> {
    Reply(customer.map(|customer| Account { id: customer.account_id, name: customer.name }))
}

async fn log_out(State(app): State<Shared>, SentToken(token): SentToken) -> Outcome<impl IntoResponse> {
    if let Some(token) = token {
        sessions::log_out(&app, &token).await?;
    }
    Ok(([(SET_COOKIE, cookie::clear(&app)?)], Reply::<LogOut>(Nothing)))
}
