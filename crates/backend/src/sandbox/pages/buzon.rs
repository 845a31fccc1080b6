//! The page that stands in for the SAT's buzón tributario: the requests that receivers have to
//! answer, with forms to answer them. It has no script.

use askama::Template;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::kernel::mexico_city;
use crate::store::sandbox::cancellation_outcome::CancellationOutcome;
use crate::store::sandbox::cancellations::Cancellation;

/// The page's stylesheet. It is a file of its own because the portal's content security policy
/// forbids inline styles.
pub(super) const STYLE: &str = include_str!("buzon.css");

#[derive(Template)]
#[template(path = "sandbox/buzon.html")]
struct BuzonPage {
    open: Vec<RequestView>,
    decided: Vec<RequestView>,
}

/// A request as the page shows it.
struct RequestView {
    uuid: Uuid,
    receiver_rfc: String,
    folio_fiscal: String,
    total: String,
    requested_at: String,
    /// How it ended and when; empty while it is open.
    answer: String,
}

impl RequestView {
    fn new(request: &Cancellation) -> Self {
        let uuid = request.uuid;
        Self {
            uuid,
            receiver_rfc: request.receiver_rfc.to_string(),
            folio_fiscal: uuid.to_string().to_uppercase(),
            total: pesos(request),
            requested_at: local(request.requested_at),
            answer: answer(request).unwrap_or_default(),
        }
    }
}

fn answer(request: &Cancellation) -> Option<String> {
    let answer = match request.outcome? {
        CancellationOutcome::Accepted => "Aceptada",
        CancellationOutcome::Rejected => "Rechazada",
        CancellationOutcome::Silence => "Aceptada por falta de respuesta",
        CancellationOutcome::NotNeeded => "No requirió aceptación",
    };
    Some(format!("{answer}, {}", local(request.decided_at?)))
}

/// The page with these requests, which must be sorted newest first.
///
/// # Errors
/// If the template cannot be written.
pub(super) fn page(requests: &[Cancellation]) -> Result<String, askama::Error> {
    let (open, decided): (Vec<&Cancellation>, Vec<&Cancellation>) =
        requests.iter().partition(|request| request.outcome.is_none());
    let views = |requests: Vec<&Cancellation>| requests.into_iter().map(RequestView::new).collect();
    BuzonPage { open: views(open), decided: views(decided) }.render()
}

/// The total of a request as `$1,093.40`.
fn pesos(request: &Cancellation) -> String {
    let amount = request.total.to_string();
    let (whole, cents) = amount.split_once('.').unwrap_or((&amount, "00"));
    let mut parted = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            parted.push(',');
        }
        parted.push(digit);
    }
    format!("${parted}.{cents}")
}

/// Date and time in Mexico City.
fn local(instant: DateTime<Utc>) -> String {
    mexico_city::document_time(instant).local().format("%d/%m/%Y %H:%M").to_string()
}
