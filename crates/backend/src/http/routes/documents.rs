//! `/invoices/{id}/document.xml` and `.pdf`, `/rebills/{id}/acuse.xml` and `.pdf`: plain links, whose failures are pages for a
//! person, never a broken file.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use pase_contract::invoices::Document;
use pase_contract::rebills::Receipt;
use pase_contract::{AccountId, InvoiceId, ProblemCode, RebillId};

use crate::failure::{Failure, Outcome};
use crate::http::extract::{Id, Visitor};
use crate::http::{Shared, page};
use crate::list_query::ListQuery;
use crate::store::entities::{document, invoice, receipt};
use crate::store::invoices as store;
use crate::{documents, rebills};

pub(super) fn add(router: Router<Shared>) -> Router<Shared> {
    router
        .route(Document::XML_PATH, get(xml))
        .route(Document::PDF_PATH, get(pdf))
        .route(Receipt::XML_PATH, get(receipt_xml))
        .route(Receipt::PDF_PATH, get(receipt_pdf))
}

type Asked<T> = (Result<Visitor, Failure>, Result<Id<T>, Failure>);

async fn xml(
    State(app): State<Shared>,
    visitor: Result<Visitor, Failure>,
    id: Result<Id<InvoiceId>, Failure>,
) -> Response {
    let file = async {
        let (row, document) = wanted(&app, (visitor, id)).await?;
        Ok(file(&documents::file_stem(&row), XML, ATTACHMENT, document.xml))
    };
    file.await.unwrap_or_else(|failure| page_for(failure, &INVOICE))
}

/// With `?disposition=inline` for looking at in place, otherwise to be saved.
async fn pdf(
    State(app): State<Shared>,
    visitor: Result<Visitor, Failure>,
    id: Result<Id<InvoiceId>, Failure>,
    query: ListQuery,
) -> Response {
    let file = async {
        let (row, document) = wanted(&app, (visitor, id)).await?;
        let form = app.printer.print(document.xml).await?;
        Ok(file(&documents::file_stem(&row), PDF, disposition(&query), form))
    };
    file.await.unwrap_or_else(|failure| page_for(failure, &INVOICE))
}

async fn receipt_xml(
    State(app): State<Shared>,
    visitor: Result<Visitor, Failure>,
    id: Result<Id<RebillId>, Failure>,
) -> Response {
    let file = async {
        let (original, receipt) = wanted_receipt(&app, (visitor, id)).await?;
        Ok(file(&documents::receipt_file_stem(&original), XML, ATTACHMENT, receipt.xml))
    };
    file.await.unwrap_or_else(|failure| page_for(failure, &RECEIPT))
}

async fn receipt_pdf(
    State(app): State<Shared>,
    visitor: Result<Visitor, Failure>,
    id: Result<Id<RebillId>, Failure>,
    query: ListQuery,
) -> Response {
    let file = async {
        let (original, receipt) = wanted_receipt(&app, (visitor, id)).await?;
        let document = documents::of_invoice(&app, &original).await?;
        let form = app.printer.print_receipt(receipt.xml, document.xml).await?;
        Ok(file(&documents::receipt_file_stem(&original), PDF, disposition(&query), form))
    };
    file.await.unwrap_or_else(|failure| page_for(failure, &RECEIPT))
}

/// An invoice and its document, if they are the visitor's.
async fn wanted(app: &Shared, (visitor, id): Asked<InvoiceId>) -> Outcome<(invoice::Model, document::Model)> {
    let (account, id) = (account(visitor)?, id?.0);
    let (row, _) = store::find(app.store.reader(), &account, &id).await?.ok_or(Failure::NOT_FOUND)?;
    let document = documents::of_invoice(app, &row).await?;
    Ok((row, document))
}

/// A cancelled invoice and the receipt, if they are the visitor's.
async fn wanted_receipt(
    app: &Shared,
    (visitor, id): Asked<RebillId>,
) -> Outcome<(invoice::Model, receipt::Model)> {
    let (account, id) = (account(visitor)?, id?.0);
    rebills::receipt(app, &account, &id).await
}

fn account(visitor: Result<Visitor, Failure>) -> Outcome<AccountId> {
    let customer = visitor?.0.ok_or(Failure::Refused(ProblemCode::Unauthenticated))?;
    Ok(customer.account_id)
}

const XML: [&str; 2] = ["xml", "application/xml"];
const PDF: [&str; 2] = ["pdf", "application/pdf"];
const ATTACHMENT: &str = "attachment";

/// Of a document: it loads nothing, and nobody frames it. WebKit applies it to its own viewer of PDFs, too, whose inline styles
/// make it fill the window; there is no markup in a document that they could be smuggled into.
const DOCUMENT_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; \
    object-src 'none'; frame-ancestors 'none'";

fn disposition(query: &ListQuery) -> &'static str {
    if query.text("disposition") == Some("inline") { "inline" } else { ATTACHMENT }
}

fn file(stem: &str, [ending, media_type]: [&'static str; 2], disposition: &str, bytes: Vec<u8>) -> Response {
    let name = format!("{stem}.{ending}");
    let headers = [
        (CONTENT_TYPE, media_type.to_owned()),
        (CONTENT_DISPOSITION, named(disposition, &name)),
        (CONTENT_SECURITY_POLICY, DOCUMENT_POLICY.to_owned()),
    ];
    (headers, bytes).into_response()
}

/// RFC 6266: the name in ASCII for old programs, and as it is (an RFC may have an Ñ) for all others.
fn named(disposition: &str, name: &str) -> String {
    let ascii: String =
        name.chars().map(|c| if c.is_ascii() && !matches!(c, '"' | '\\') { c } else { '_' }).collect();
    let exact = pase_contract::encode_query_value(name);
    format!("{disposition}; filename=\"{ascii}\"; filename*=UTF-8''{exact}")
}

/// What a page says of the thing that it has not got.
struct Words {
    choose_again: &'static str,
    not_here: [&'static str; 2],
    not_made: &'static str,
}

const INVOICE: Words = Words {
    choose_again: "Para descargar tu documento, vuelve a entrar al portal y elige de nuevo la factura.",
    not_here: [
        "No encontramos este documento",
        "Puede que la dirección esté incompleta o que la factura pertenezca a otra cuenta.",
    ],
    not_made: "No pudimos preparar tu documento",
};

const RECEIPT: Words = Words {
    choose_again: "Para descargar el acuse, vuelve a entrar al portal y abre de nuevo tu trámite.",
    not_here: [
        "No encontramos este acuse",
        "Puede que el SAT todavía no lo haya emitido, que la dirección esté incompleta o que el trámite pertenezca a otra cuenta.",
    ],
    not_made: "No pudimos preparar el acuse",
};

fn page_for(failure: Failure, words: &Words) -> Response {
    let (status, title, text) = match failure {
        Failure::Refused(ProblemCode::Unauthenticated) => {
            (StatusCode::UNAUTHORIZED, "Tu sesión terminó", words.choose_again)
        }
        Failure::Refused(ProblemCode::NotFound) => {
            let [title, text] = words.not_here;
            (StatusCode::NOT_FOUND, title, text)
        }
        failure => {
            tracing::error!(error = %failure, "a document was not made");
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                words.not_made,
                "Inténtalo de nuevo en unos minutos. Si el problema continúa, escribe a cavi@pase.com.mx.",
            )
        }
    };
    page::notice(status, title, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_outside_ascii_is_given_twice() {
        assert_eq!(
            named("attachment", "IAÑL750210963_O-1_2020-05-27.xml"),
            "attachment; filename=\"IA_L750210963_O-1_2020-05-27.xml\"; \
             filename*=UTF-8''IA%C3%91L750210963_O-1_2020-05-27.xml"
        );
        assert!(named("inline", "H&E951128469_O-1.pdf").ends_with("filename*=UTF-8''H%26E951128469_O-1.pdf"));
    }
}
