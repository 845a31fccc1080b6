//! `/invoices/{id}/document.xml` and `.pdf`: plain links, whose failures are pages for a person, never a broken file.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use pase_contract::invoices::Document;
use pase_contract::{InvoiceId, ProblemCode};

use crate::documents;
use crate::failure::{Failure, Outcome};
use crate::http::extract::{Id, Visitor};
use crate::http::{Shared, page};
use crate::list_query::ListQuery;
use crate::store::entities::invoice;
use crate::store::invoices as store;

pub(super) fn add(router: Router<Shared>) -> Router<Shared> {
    router.route(Document::XML_PATH, get(xml)).route(Document::PDF_PATH, get(pdf))
}

type Asked = (Result<Visitor, Failure>, Result<Id<InvoiceId>, Failure>);

async fn xml(
    State(app): State<Shared>,
    visitor: Result<Visitor, Failure>,
    id: Result<Id<InvoiceId>, Failure>,
) -> Response {
    let file = async {
        let row = wanted(&app, (visitor, id)).await?;
        Ok(file(&row, ["xml", "application/xml"], "attachment", documents::xml(&row)?))
    };
    file.await.unwrap_or_else(page_for)
}

/// With `?disposition=inline` for looking at in place, otherwise to be saved.
async fn pdf(
    State(app): State<Shared>,
    visitor: Result<Visitor, Failure>,
    id: Result<Id<InvoiceId>, Failure>,
    query: ListQuery,
) -> Response {
    let file = async {
        let row = wanted(&app, (visitor, id)).await?;
        let disposition = if query.text("disposition") == Some("inline") { "inline" } else { "attachment" };
        let form = app.printer.print(documents::stamped(&row)?).await?;
        Ok(file(&row, ["pdf", "application/pdf"], disposition, form))
    };
    file.await.unwrap_or_else(page_for)
}

/// The invoice, if it is the visitor's.
async fn wanted(app: &Shared, (visitor, id): Asked) -> Outcome<invoice::Model> {
    let Visitor(customer) = visitor?;
    let customer = customer.ok_or(Failure::Refused(ProblemCode::Unauthenticated))?;
    let Id(id) = id?;
    let found = store::find(app.store.reader(), &customer.account_id, &id).await?;
    Ok(found.ok_or(Failure::NOT_FOUND)?.0)
}

fn file(
    row: &invoice::Model,
    [ending, media_type]: [&'static str; 2],
    disposition: &str,
    bytes: Vec<u8>,
) -> Response {
    let name = format!("{}.{ending}", documents::file_stem(row));
    let headers = [(CONTENT_TYPE, media_type.to_owned()), (CONTENT_DISPOSITION, named(disposition, &name))];
    (headers, bytes).into_response()
}

/// RFC 6266: the name in ASCII for old programs, and as it is (an RFC may have an Ñ) for all others.
fn named(disposition: &str, name: &str) -> String {
    let ascii: String =
        name.chars().map(|c| if c.is_ascii() && !matches!(c, '"' | '\\') { c } else { '_' }).collect();
    let exact = pase_contract::encode_query_value(name);
    format!("{disposition}; filename=\"{ascii}\"; filename*=UTF-8''{exact}")
}

fn page_for(failure: Failure) -> Response {
    let (status, title, text) = match failure {
        Failure::Refused(ProblemCode::Unauthenticated) => (
            StatusCode::UNAUTHORIZED,
            "Tu sesión terminó",
            "Para descargar tu documento, vuelve a entrar al portal y elige de nuevo la factura.",
        ),
        Failure::Refused(ProblemCode::NotFound) => (
            StatusCode::NOT_FOUND,
            "No encontramos este documento",
            "Puede que la dirección esté incompleta o que la factura pertenezca a otra cuenta.",
        ),
        failure => {
            tracing::error!(error = %failure, "a document was not made");
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                "No pudimos preparar tu documento",
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
