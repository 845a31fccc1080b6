//! The page that stands for the SAT's buzón tributario: what receivers are asked, with forms to answer by. No script.

use std::fmt::Write;

use chrono::{DateTime, Utc};

use crate::gateways::Outcome;
use crate::http::page::escaped;
use crate::mexico_city;
use crate::store::entities::sandbox_cancellation::Model;

/// Its stylesheet, a file of its own under the portal's content security policy.
pub(super) const STYLE: &str = include_str!("buzon.css");

/// The page with these requests, the newest first.
pub(super) fn page(requests: &[Model]) -> String {
    let (open, decided): (Vec<&Model>, Vec<&Model>) =
        requests.iter().partition(|request| request.outcome.is_none());
    let mut html = String::from(
        "<!doctype html>\n<html lang=\"es-MX\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Buzón tributario de prueba</title>\n<link rel=\"stylesheet\" href=\"/sandbox/buzon.css\">\n</head>\n<body>\n\
         <header>\n<h1>Buzón tributario de prueba</h1>\n\
         <p>Esta página ocupa el lugar del buzón del SAT en el ambiente de pruebas. Nada de lo que hagas aquí tiene efectos \
         fiscales.</p>\n</header>\n<main>\n<h2>Solicitudes de cancelación pendientes</h2>\n",
    );
    section(&mut html, &open, "No hay solicitudes pendientes.");
    html.push_str("<h2>Solicitudes atendidas</h2>\n");
    section(&mut html, &decided, "Todavía no se ha atendido ninguna.");
    html.push_str("</main>\n</body>\n</html>\n");
    html
}

fn section(html: &mut String, requests: &[&Model], none: &str) {
    if requests.is_empty() {
        html.push_str(&format!("<p>{none}</p>\n"));
        return;
    }
    html.push_str("<ul>\n");
    for request in requests {
        // Writing to a string does not fail.
        let _ = item(html, request);
    }
    html.push_str("</ul>\n");
}

fn item(html: &mut String, request: &Model) -> std::fmt::Result {
    let uuid = request.uuid.0;
    writeln!(html, "<li>\n<dl>")?;
    writeln!(html, "<dt>RFC receptor</dt><dd>{}</dd>", escaped(request.receiver_rfc.0.as_str()))?;
    writeln!(html, "<dt>Folio fiscal</dt><dd>{}</dd>", format!("{uuid}").to_uppercase())?;
    writeln!(html, "<dt>Total</dt><dd>{}</dd>", pesos(request))?;
    writeln!(html, "<dt>Solicitada</dt><dd>{}</dd>", local(request.requested_at.0))?;
    if let (Some(outcome), Some(at)) = (request.outcome, request.decided_at) {
        let answer = match outcome.0 {
            Outcome::Accepted => "Aceptada",
            Outcome::Rejected => "Rechazada",
            Outcome::Silence => "Aceptada por falta de respuesta",
            Outcome::NotNeeded => "No requirió aceptación",
        };
        writeln!(html, "<dt>Respuesta</dt><dd>{answer}, {}</dd>\n</dl>\n</li>", local(at.0))
    } else {
        writeln!(
            html,
            "</dl>\n<form method=\"post\" action=\"/sandbox/buzon/{uuid}\">\n\
             <button name=\"decision\" value=\"accept\">Aceptar</button>\n\
             <button class=\"reject\" name=\"decision\" value=\"reject\">Rechazar</button>\n</form>\n</li>",
        )
    }
}

/// `$1,093.40`
fn pesos(request: &Model) -> String {
    let amount = request.total.0.to_string();
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

/// Day and time in Mexico City.
fn local(instant: DateTime<Utc>) -> String {
    mexico_city::document_time(instant).local().format("%d/%m/%Y %H:%M").to_string()
}
