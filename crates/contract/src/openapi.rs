//! Generates the OpenAPI document (3.1) from the endpoint types: paths, methods, bodies and, for
//! each endpoint, exactly the problem codes that it may return. The committed copy is
//! `docs/openapi.json`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use utoipa::{PartialSchema, ToSchema};

use crate::fiscal_profiles::{
    CreateFiscalProfile, DefaultFiscalProfile, DeleteFiscalProfile, FiscalProfile, FiscalProfileDraft,
    ListFiscalProfiles, SetDefaultFiscalProfile, UpdateFiscalProfile,
};
use crate::invoices::{Document, GetInvoice, Invoice, ListInvoices};
use crate::movements::{ListMovements, Movement};
use crate::rebills::{GetRebill, ListRebills, Rebill, RebillInvoice, RebillRequest, Receipt};
use crate::session::{Account, Credentials, LogIn, LogOut, WhoAmI};
use crate::tags::{ListTags, Tag};
use crate::{BASE, Endpoint, IDEMPOTENCY_KEY, IF_MATCH, List, Method, Nothing, Problem, ProblemCode};

/// The complete OpenAPI document.
pub fn document() -> Value {
    let Description { paths, mut components, .. } = describe();
    components.add::<Problem>();
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "PASE re-billing API",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "MIT", "identifier": "MIT" },
            "description": "Conventions: docs/API.md. Money is text with two decimals, a CFDI's date is local without \
                an offset, an instant is RFC 3339 in UTC. Every error is RFC 9457 with a stable code.",
        },
        "servers": [{ "url": BASE }],
        "paths": paths,
        "components": {
            "schemas": components.0,
            "securitySchemes": {
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "__Host-pase_session",
                    "description": "Opaque and HttpOnly; set by POST /session. Without TLS, in the sandbox: pase_session.",
                },
            },
        },
    });
    drop_what_is_never_sent(&mut document);
    document
}

/// Every endpoint and document of the API, by method and path under the base.
pub fn endpoints() -> Vec<(Method, &'static str)> {
    describe().endpoints
}

fn describe() -> Description {
    let mut api = Description::default();
    api.endpoint::<LogIn>("Log in", &[]);
    api.endpoint::<WhoAmI>("Who is logged in; null when nobody", &[]);
    api.endpoint::<LogOut>("Log out", &[]);
    api.endpoint::<ListTags>("The customer's tags", &[]);
    api.endpoint::<ListMovements>("A tag's movements, newest first", &["from", "to", "cursor", "limit"]);
    let table = ["q", "from", "to", "sort", "cursor", "limit"];
    api.endpoint::<ListInvoices>("A tag's invoices", &table);
    api.endpoint::<GetInvoice>("One invoice", &[]);
    api.document(Document::XML_PATH, "The CFDI", "application/xml");
    api.document(Document::PDF_PATH, "The CFDI's printed form", "application/pdf");
    api.endpoint::<RebillInvoice>("Register the trámite of an invoice, once for ever", &[]);
    api.endpoint::<ListRebills>("The customer's trámites", &["needs_action", "cursor", "limit"]);
    api.document(Receipt::XML_PATH, "The SAT's receipt of the cancellation", "application/xml");
    api.document(Receipt::PDF_PATH, "The receipt, printed", "application/pdf");
    api.endpoint::<GetRebill>("Where a trámite stands", &[]);
    api.endpoint::<ListFiscalProfiles>("The customer's razones sociales, the default first", &[]);
    api.endpoint::<CreateFiscalProfile>("Add a razón social", &[]);
    api.endpoint::<UpdateFiscalProfile>("Change a razón social", &[]);
    api.endpoint::<DeleteFiscalProfile>("Remove a razón social", &[]);
    api.endpoint::<SetDefaultFiscalProfile>("Choose the default razón social", &[]);
    api
}

#[derive(Default)]
struct Description {
    endpoints: Vec<(Method, &'static str)>,
    paths: BTreeMap<&'static str, Map<String, Value>>,
    components: Components,
}

/// The named schemas.
#[derive(Default)]
struct Components(BTreeMap<String, Value>);

impl Components {
    /// Adds a type's schema and every schema it refers to, and returns a reference to it.
    fn add<T: ToSchema>(&mut self) -> Value {
        let mut all = vec![(T::name().into_owned(), <T as PartialSchema>::schema())];
        T::schemas(&mut all);
        for (name, schema) in all {
            self.0.insert(name, serde_json::to_value(schema).unwrap_or(Value::Null));
        }
        reference(&T::name())
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// A request or response body that has a schema; `None` if the body is empty.
trait Described {
    fn schema(components: &mut Components) -> Option<Value>;
}

macro_rules! described {
    ($($type:ty)*) => {$(
        impl Described for $type {
            fn schema(components: &mut Components) -> Option<Value> {
                Some(components.add::<$type>())
            }
        }
    )*};
}

described! { Account Credentials DefaultFiscalProfile FiscalProfile FiscalProfileDraft Invoice Rebill RebillRequest }

impl Described for Nothing {
    fn schema(_: &mut Components) -> Option<Value> {
        None
    }
}

impl Described for Option<Account> {
    fn schema(components: &mut Components) -> Option<Value> {
        Some(json!({ "oneOf": [components.add::<Account>(), { "type": "null" }] }))
    }
}

macro_rules! described_lists {
    ($($item:ty)*) => {$(
        impl Described for List<$item> {
            fn schema(components: &mut Components) -> Option<Value> {
                let item = components.add::<$item>();
                let name = format!("{}List", <$item as ToSchema>::name());
                components.0.insert(name.clone(), list_of(&item));
                Some(reference(&name))
            }
        }
    )*};
}

described_lists! { FiscalProfile Invoice Movement Rebill Tag }

fn list_of(item: &Value) -> Value {
    let count = |description: &str| json!({ "type": "integer", "minimum": 0, "description": description });
    let cursor = |description: &str| json!({ "type": ["string", "null"], "description": description });
    json!({
        "type": "object",
        "description": "A page of a list.",
        "required": ["items", "total", "offset", "next_cursor", "previous_cursor"],
        "properties": {
            "items": { "type": "array", "items": item },
            "total": count("Rows of the whole list."),
            "offset": count("Rows of the list before this page."),
            "next_cursor": cursor("What to ask for the page after this one."),
            "previous_cursor": cursor("What to ask for the page before this one."),
        },
    })
}

impl Description {
    fn endpoint<E: Endpoint>(&mut self, summary: &str, query: &[&str])
    where
        E::Body: Described,
        E::Response: Described,
    {
        let body = E::Body::schema(&mut self.components);
        let mut responses = Map::new();
        let mut success = json!({ "description": "Success." });
        if let Some(schema) = E::Response::schema(&mut self.components) {
            merge(&mut success, json!({ "content": { "application/json": { "schema": schema } } }));
        }
        responses.insert(E::STATUS.to_string(), success);
        for (status, codes) in problems::<E>(body.is_some()) {
            responses.insert(status.to_string(), problem(status, &codes));
        }
        let mut parameters = path_parameters(E::PATH);
        parameters.extend(query.iter().map(|name| query_parameter(name)));
        if E::PROBLEMS.contains(&ProblemCode::IdempotencyKeyMissing) {
            parameters.push(idempotency_key());
        }
        if E::PROBLEMS.contains(&ProblemCode::PreconditionRequired) {
            parameters.push(if_match());
        }
        let mut operation = json!({ "summary": summary, "parameters": parameters, "responses": responses });
        if let Some(schema) = body {
            let content = json!({ "application/json": { "schema": schema } });
            merge(&mut operation, json!({ "requestBody": { "required": true, "content": content } }));
        }
        if E::PROBLEMS.contains(&ProblemCode::Unauthenticated) {
            merge(&mut operation, json!({ "security": [{ "session": [] }] }));
        }
        self.add(E::METHOD, E::PATH, operation);
    }

    /// Adds a document, which is a file. Its failures are problems, or pages when a person follows
    /// a link to it.
    fn document(&mut self, path: &'static str, summary: &str, media_type: &str) {
        let failure = |codes: &[ProblemCode]| {
            let mut response = problem(codes.first().map_or(500, |code| code.status()), codes);
            if let Some(content) = response.get_mut("content").and_then(Value::as_object_mut) {
                content.insert("text/html".to_owned(), json!({ "schema": { "type": "string" } }));
            }
            response
        };
        let mut parameters = path_parameters(path);
        if media_type == "application/pdf" {
            parameters.push(json!({
                "name": "disposition",
                "in": "query",
                "description": "inline: to look at, not to save.",
                "schema": { "type": "string", "enum": ["attachment", "inline"], "default": "attachment" },
            }));
        }
        let file = json!({
            "description": "The file, under a name that says whose it is.",
            "headers": { "Content-Disposition": { "schema": { "type": "string" } } },
            "content": { media_type: { "schema": { "type": "string", "contentMediaType": media_type } } },
        });
        let operation = json!({
            "summary": summary,
            "parameters": parameters,
            "security": [{ "session": [] }],
            "responses": {
                "200": file,
                "401": failure(&[ProblemCode::Unauthenticated]),
                "404": failure(&[ProblemCode::NotFound]),
                "500": failure(&[ProblemCode::Internal]),
                "503": failure(&[ProblemCode::Unavailable]),
            },
        });
        self.add(Method::Get, path, operation);
    }

    fn add(&mut self, method: Method, path: &'static str, operation: Value) {
        self.endpoints.push((method, path));
        self.paths.entry(path).or_default().insert(method.as_str().to_lowercase(), operation);
    }
}

fn merge(into: &mut Value, more: Value) {
    if let (Some(into), Value::Object(more)) = (into.as_object_mut(), more) {
        into.extend(more);
    }
}

/// The codes that an endpoint may return, by HTTP status.
fn problems<E: Endpoint>(has_body: bool) -> BTreeMap<u16, Vec<ProblemCode>> {
    let mut by_status = BTreeMap::<u16, Vec<ProblemCode>>::new();
    let write: &[ProblemCode] = match (E::METHOD, has_body) {
        (Method::Get, _) => &[],
        (_, true) => ProblemCode::ON_WRITE,
        (_, false) => &[ProblemCode::CrossSiteRequest],
    };
    for code in E::PROBLEMS.iter().chain(write).chain(ProblemCode::ANYWHERE) {
        by_status.entry(code.status()).or_default().push(*code);
    }
    by_status
}

fn problem(status: u16, codes: &[ProblemCode]) -> Value {
    let titles: Vec<_> = codes.iter().map(|code| format!("`{}`: {}.", code.as_str(), code.title())).collect();
    let codes: Vec<_> = codes.iter().map(|code| code.as_str()).collect();
    let exactly = json!({ "properties": { "code": { "enum": codes }, "status": { "const": status } } });
    let schema = json!({ "allOf": [reference("Problem"), exactly] });
    let mut response = json!({
        "description": titles.join(" "),
        "content": { "application/problem+json": { "schema": schema } },
    });
    if status == 429 {
        let seconds = json!({ "type": "integer", "description": "Seconds to wait." });
        merge(&mut response, json!({ "headers": { "Retry-After": { "schema": seconds } } }));
    }
    response
}

fn path_parameters(path: &str) -> Vec<Value> {
    let names = path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
    let parameter = |name: &str| {
        let schema = json!({ "type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$" });
        json!({ "name": name, "in": "path", "required": true, "schema": schema })
    };
    names.map(parameter).collect()
}

fn query_parameter(name: &str) -> Value {
    let day = json!({ "type": "string", "format": "date" });
    let (description, schema) = match name {
        "q" => (
            "Every term must match the receiver's RFC or name, the folio, the folio fiscal, the total, the month or the day.",
            json!({ "type": "string", "maxLength": 300 }),
        ),
        "from" => ("First day, inclusive.", day),
        "to" => ("Last day, inclusive.", day),
        "sort" => (
            "The order; a leading hyphen goes from the greatest down.",
            json!({
                "type": "string",
                "enum": ["issued_at", "-issued_at", "total", "-total", "folio", "-folio"],
                "default": "-issued_at",
            }),
        ),
        "needs_action" => (
            "true: only trámites that wait for the customer, the soonest deadline first. Otherwise all, the newest first.",
            json!({ "type": "boolean", "default": false }),
        ),
        "limit" => {
            ("Rows a page.", json!({ "type": "integer", "minimum": 1, "maximum": 100, "default": 20 }))
        }
        _ => ("A cursor of an earlier answer to the same query.", json!({ "type": "string" })),
    };
    json!({ "name": name, "in": "query", "description": description, "schema": schema })
}

fn idempotency_key() -> Value {
    json!({
        "name": IDEMPOTENCY_KEY,
        "in": "header",
        "required": true,
        "description": "Made once for each intent of the customer; a repetition gets the first answer.",
        "schema": { "type": "string", "minLength": 1, "maxLength": 130 },
    })
}

fn if_match() -> Value {
    json!({
        "name": IF_MATCH,
        "in": "header",
        "required": true,
        "description": "The version that was read, as a strong entity tag.",
        "schema": { "type": "string", "pattern": "^\"[0-9]{1,10}\"$" },
    })
}

/// Removes `unknown` from every enum. It is what a reader turns an unknown word into; no response
/// contains it.
fn drop_what_is_never_sent(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if let Some(Value::Array(words)) = object.get_mut("enum") {
                words.retain(|word| word != "unknown");
            }
            object.values_mut().for_each(drop_what_is_never_sent);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_what_is_never_sent),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// Collects every value stored under `key`, at any depth.
    fn values<'a>(value: &'a Value, key: &str, found: &mut Vec<&'a Value>) {
        match value {
            Value::Object(object) => {
                found.extend(object.get(key));
                object.values().for_each(|value| values(value, key, found));
            }
            Value::Array(items) => items.iter().for_each(|value| values(value, key, found)),
            _ => {}
        }
    }

    #[test]
    fn the_committed_document_is_this_one() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
        let document = format!("{}\n", serde_json::to_string_pretty(&document()).unwrap());
        if std::env::var_os("UPDATE_OPENAPI").is_some() {
            std::fs::write(&path, &document).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == document,
            "the contract has changed: renew docs/openapi.json with `UPDATE_OPENAPI=1 cargo test -p pase-contract`"
        );
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let document = document();
        let mut references = Vec::new();
        values(&document, "$ref", &mut references);
        assert!(references.len() > 20);
        for reference in references {
            let pointer = reference.as_str().unwrap().strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{pointer}");
        }
    }

    #[test]
    fn every_problem_of_the_rebill_is_enumerated_and_nothing_unknown_is() {
        let document = document();
        let rebill = &document["paths"][RebillInvoice::PATH]["post"]["responses"];
        for code in RebillInvoice::PROBLEMS {
            let response = rebill[code.status().to_string()].to_string();
            assert!(response.contains(&format!("\"{}\"", code.as_str())), "{code:?}");
        }
        assert!(!document.to_string().contains("\"unknown\""));
    }

    #[test]
    fn each_endpoint_stands_once() {
        let mut seen = endpoints();
        let all = seen.len();
        seen.sort_by_key(|(method, path)| (*path, method.as_str()));
        seen.dedup();
        assert_eq!(seen.len(), all);
    }
}
