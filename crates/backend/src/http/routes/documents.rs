//! `/invoices/{id}/document.xml` and `.pdf`, `/rebills/{id}/acuse.xml` and `.pdf`. A failure never
//! gives a broken file: a person who follows a link gets a page, and a program gets a problem.

use axum::Router;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{ACCEPT, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use pase_contract::invoices::Document;
use pase_contract::rebills::Receipt;
use pase_contract::{AccountId, InvoiceId, ProblemCode, RebillId};

use crate::http::extract::{Id, ResponseFormat, Visitor};
use crate::http::shared::Shared;
use crate::http::{page, problem};
use crate::store::documents::{Document as StoredDocument, Receipt as StoredReceipt};
use crate::store::invoices::{self as store, Invoice, InvoiceRow};
use crate::use_cases::documents;
use crate::use_cases::failure::{Failure, Outcome};
use crate::use_cases::list_query::ListQuery;
use crate::use_cases::rebills;

pub(super) fn add(router: Router<Shared>) -> Router<Shared> {
    router
        .route(Document::XML_PATH, get(xml))
        .route(Document::PDF_PATH, get(pdf))
        .route(Receipt::XML_PATH, get(receipt_xml))
        .route(Receipt::PDF_PATH, get(receipt_pdf))
}

type RequestedDocument<T> = (Result<Visitor, Failure>, Result<Id<T>, Failure>);

async fn xml(
    State(app): State<Shared>,
    format: ResponseFormat,
    visitor: Result<Visitor, Failure>,
    id: Result<Id<InvoiceId>, Failure>,
) -> Response {
    let file = async {
        let (row, document) = find_document(&app, (visitor, id)).await?;
        Ok(file(&documents::file_stem(&row.0), XML, ATTACHMENT, document.xml))
    };
    file.await.unwrap_or_else(|failure| failure_response(failure, &INVOICE, format))
}

/// The PDF. With `?disposition=inline` the browser shows it in place; otherwise it saves it.
async fn pdf(
    State(app): State<Shared>,
    format: ResponseFormat,
    visitor: Result<Visitor, Failure>,
    id: Result<Id<InvoiceId>, Failure>,
    query: ListQuery,
) -> Response {
    let file = async {
        let (row, document) = find_document(&app, (visitor, id)).await?;
        let cancellation = documents::cancellation(&app, &row).await?;
        let form = app.printer.print(document.xml, cancellation).await?;
        Ok(file(&documents::file_stem(&row.0), PDF, disposition(&query), form))
    };
    file.await.unwrap_or_else(|failure| failure_response(failure, &INVOICE, format))
}

async fn receipt_xml(
    State(app): State<Shared>,
    format: ResponseFormat,
    visitor: Result<Visitor, Failure>,
    id: Result<Id<RebillId>, Failure>,
) -> Response {
    let file = async {
        let (original, receipt) = find_receipt(&app, (visitor, id)).await?;
        Ok(file(&documents::receipt_file_stem(&original), XML, ATTACHMENT, receipt.xml))
    };
    file.await.unwrap_or_else(|failure| failure_response(failure, &RECEIPT, format))
}

async fn receipt_pdf(
    State(app): State<Shared>,
    format: ResponseFormat,
    visitor: Result<Visitor, Failure>,
    id: Result<Id<RebillId>, Failure>,
    query: ListQuery,
) -> Response {
    let file = async {
        let (original, receipt) = find_receipt(&app, (visitor, id)).await?;
        let document = documents::of_invoice(&app, &original).await?;
        let form = app.printer.print_receipt(receipt.xml, document.xml).await?;
        Ok(file(&documents::receipt_file_stem(&original), PDF, disposition(&query), form))
    };
    file.await.unwrap_or_else(|failure| failure_response(failure, &RECEIPT, format))
}

/// An invoice and its document, if they are the visitor's.
async fn find_document(
    app: &Shared,
    (visitor, id): RequestedDocument<InvoiceId>,
) -> Outcome<(InvoiceRow, StoredDocument)> {
    let (account, id) = (account(visitor)?, id?.0);
    let row = store::find(app.store.reader(), &account, &id).await?.ok_or(Failure::NOT_FOUND)?;
    let document = documents::of_invoice(app, &row.0).await?;
    Ok((row, document))
}

/// A cancelled invoice and the receipt of its cancellation, if they are the visitor's.
async fn find_receipt(
    app: &Shared,
    (visitor, id): RequestedDocument<RebillId>,
) -> Outcome<(Invoice, StoredReceipt)> {
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

/// The content security policy of a document: it loads nothing, and nobody may frame it. WebKit
/// applies the policy to its own PDF viewer, too, whose inline styles make it fill the window.
/// Allowing inline styles is safe, because a document has no markup into which anybody could
/// smuggle them.
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

/// The value of `Content-Disposition` (RFC 6266): the name in ASCII for old programs, and the exact
/// name for all others, because an RFC may have an Ñ.
fn named(disposition: &str, name: &str) -> String {
    let ascii: String =
        name.chars().map(|c| if c.is_ascii() && !matches!(c, '"' | '\\') { c } else { '_' }).collect();
    let exact = pase_contract::encode_query_value(name);
    format!("{disposition}; filename=\"{ascii}\"; filename*=UTF-8''{exact}")
}

/// What a page says if it cannot give the file.
struct FailureTexts {
    choose_again: &'static str,
    not_here: [&'static str; 2],
    not_made: &'static str,
}

const INVOICE: FailureTexts = FailureTexts {
    choose_again: "Para descargar tu documento, vuelve a entrar al portal y elige de nuevo la factura.",
    not_here: [
        "No encontramos este documento",
        "Puede que la dirección esté incompleta o que la factura pertenezca a otra cuenta.",
    ],
    not_made: "No pudimos preparar tu documento",
};

const RECEIPT: FailureTexts = FailureTexts {
    choose_again: "Para descargar el acuse, vuelve a entrar al portal y abre de nuevo tu trámite.",
    not_here: [
        "No encontramos este acuse",
        "Puede que el SAT todavía no lo haya emitido, que la dirección esté incompleta o que el trámite pertenezca a otra cuenta.",
    ],
    not_made: "No pudimos preparar el acuse",
};

/// A failure in the format that the request asks for, with the same status in both.
fn failure_response(failure: Failure, texts: &FailureTexts, format: ResponseFormat) -> Response {
    let mut response = match format {
        ResponseFormat::Json => failure.into_response(),
        ResponseFormat::Html => page_for(&failure, texts),
    };
    response.headers_mut().append(VARY, HeaderValue::from(ACCEPT));
    response
}

fn page_for(failure: &Failure, texts: &FailureTexts) -> Response {
    let status = problem::status(failure);
    let (title, text) = match failure {
        Failure::Refused(ProblemCode::Unauthenticated) => ("Tu sesión terminó", texts.choose_again),
        Failure::Refused(ProblemCode::NotFound) => {
            let [title, text] = texts.not_here;
            (title, text)
        }
        failure => {
            tracing::error!(error = %failure, "a document was not made");
            (
                texts.not_made,
                "Inténtalo de nuevo en unos minutos. Si el problema continúa, escribe a cavi@pase.com.mx.",
            )
        }
    };
    page::notice(status, title, text)
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use super::*;
    use crate::store::StoreError;

    #[test]
    fn a_page_and_a_problem_have_the_same_status() {
        let failures: [(fn() -> Failure, StatusCode); 5] = [
            (|| Failure::Refused(ProblemCode::Unauthenticated), StatusCode::UNAUTHORIZED),
            (|| Failure::NOT_FOUND, StatusCode::NOT_FOUND),
            (|| Failure::Internal("printing panicked"), StatusCode::INTERNAL_SERVER_ERROR),
            (
                || Failure::Document(documents::DocumentError::Text("series")),
                StatusCode::INTERNAL_SERVER_ERROR,
            ),
            (
                || Failure::Database(StoreError::NoConnection("the pool timed out".to_owned())),
                StatusCode::SERVICE_UNAVAILABLE,
            ),
        ];
        for (failure, status) in failures {
            let page = failure_response(failure(), &INVOICE, ResponseFormat::Html);
            assert_eq!(
                (page.status(), &page.headers()[CONTENT_TYPE]),
                (status, &HeaderValue::from_static("text/html; charset=utf-8"))
            );
            let mut response = failure_response(failure(), &INVOICE, ResponseFormat::Json);
            problem::describe(&mut response, "0af7651916cd43dd8448eb211c80319c");
            assert_eq!(response.status(), status);
            assert_eq!(response.headers()[CONTENT_TYPE], "application/problem+json");
            assert_eq!(response.headers()[VARY], "accept");
        }
    }

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
