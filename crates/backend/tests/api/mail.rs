//! Mails to customers: one for each step, to the right receiver, with the right words; the reminder
//! in time or not at all; and the sandbox's pages that show them.

use serde_json::{Value, json};

use crate::support::{Backend, Client, text, until};

/// Registers the re-billing of the invoice with this total to the razón social with this RFC.
fn registered(customer: &Client, total: &str, rfc: &str) -> (Value, String) {
    let invoice = customer.invoice_of(total);
    let body = json!({ "fiscal_profile_id": customer.profile(rfc)["id"] });
    let rebill = customer.rebill(&text(&invoice["id"]), &format!("key-{total}"), &body).json();
    (invoice, text(&rebill["id"]))
}

fn decide(customer: &Client, invoice: &Value, decision: &str) {
    let path = format!("/sandbox/buzon/{}", text(&invoice["uuid"]));
    assert_eq!(customer.post_at(&path, &json!({ "decision": decision })).status, 204);
}

fn advance(customer: &Client, by: &str) {
    assert_eq!(customer.post_at("/sandbox/clock", &json!({ "advance": by })).status, 200);
}

/// The mails of a trámite that were sent, oldest first. Waits until there are `so_many`.
pub fn sent(customer: &Client, rebill: &str, so_many: usize) -> Vec<Value> {
    until(&format!("{so_many} mails"), || {
        let mails = of(customer, rebill, "items");
        (mails.len() == so_many).then_some(mails)
    })
}

fn of(customer: &Client, rebill: &str, list: &str) -> Vec<Value> {
    let mails = customer.get_at("/sandbox/mail.json").json();
    let mails = mails[list].as_array().unwrap().iter().rev();
    mails.filter(|mail| mail["rebill_id"] == rebill).cloned().collect()
}

fn kinds(mails: &[Value]) -> Vec<String> {
    mails.iter().map(|mail| text(&mail["kind"])).collect()
}

/// The state of a trámite's reminder.
pub fn reminder(customer: &Client, rebill: &str) -> String {
    let unsent = of(customer, rebill, "unsent");
    let reminder = unsent.iter().find(|mail| mail["kind"] == "accept_reminder");
    text(&reminder.expect("an unsent reminder")["state"])
}

#[test]
fn below_the_threshold_a_customer_hears_of_the_beginning_and_of_the_end() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let (_, rebill) = registered(&customer, "743.00", "SAT050528XN0");
    customer.until(&rebill, "issued");
    let mails = sent(&customer, &rebill, 2);
    assert_eq!(kinds(&mails), ["registered", "ready"]);
    assert!(mails.iter().all(|mail| mail["to"] == "demo@pase.example"));
    assert_eq!(mails[0]["subject"], "Registramos tu trámite de refacturación de la factura O-48733916");
    assert_eq!(mails[1]["subject"], "Tu documento corregido está listo: factura O-48733916");
    let page = format!("{}/up/tramites/{rebill}", backend.url);
    assert!(mails.iter().all(|mail| text(&mail["text"]).contains(&page)), "links lead to where it listens");
    assert!(text(&mails[0]["text"]).contains(
        "Su trámite de refacturación ha sido registrado. Podrá descargar su documento corregido en el transcurso de las siguientes 24 horas."
    ));
    assert!(of(&customer, &rebill, "unsent").is_empty(), "nobody is reminded of anything");

    let mut ids: Vec<_> = mails.iter().map(|mail| format!("{}.eml", text(&mail["id"]))).collect();
    ids.sort();
    let files = backend.mail_files();
    let names: Vec<_> = files.iter().map(|file| file.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(names, ids, "one file each, of the mail's name");
    let file = std::fs::read_to_string(backend.mail_folder().join(format!("{}.eml", text(&mails[1]["id"]))))
        .unwrap();
    assert!(file.contains(" <demo@pase.example>\r\n"), "{file}");
    assert!(file.contains(&format!("Message-ID: <{}@pase.com.mx>", text(&mails[1]["id"]))));
    assert!(file.contains("Date: Wed, 03 Jun 2020 15:0"), "by the product's clock: {file}");
}

#[test]
fn who_must_accept_is_told_at_once_and_reminded_after_twenty_hours_if_still_awaited() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let (invoice, rebill) = registered(&customer, "1093.40", "SAT050528XN0");
    customer.until(&rebill, "awaiting_acceptance");
    let mails = sent(&customer, &rebill, 2);
    assert_eq!(kinds(&mails), ["registered", "accept_now"]);
    let said = text(&mails[1]["text"]);
    for part in [
        "Para finalizar su solicitud, le pedimos ingrese a su buzón tributario y acepte la cancelación del documento.",
        "Buzón tributario del RFC: ISD950921HE5",
        "Acepta a más tardar el: jueves 4 de junio de 2020, 10:0",
        &text(&invoice["uuid"]).to_uppercase(),
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!(reminder(&customer, &rebill), "scheduled");
    advance(&customer, "PT19H");
    assert_eq!(reminder(&customer, &rebill), "scheduled", "not yet");
    advance(&customer, "PT1H");
    let mails = sent(&customer, &rebill, 3);
    assert_eq!(kinds(&mails), ["registered", "accept_now", "accept_reminder"]);
    assert_eq!(mails[2]["to"], "demo@pase.example");
    assert_eq!(mails[2]["subject"], "Recordatorio: falta aceptar la cancelación de tu factura O-48120357");
    assert!(text(&mails[2]["due_at"]).starts_with("2020-06-04T11:0"), "four hours before: {}", mails[2]);
    decide(&customer, &invoice, "accept");
    customer.until(&rebill, "issued");
    assert_eq!(kinds(&sent(&customer, &rebill, 4))[3], "ready");
    assert!(of(&customer, &rebill, "unsent").is_empty());
}

#[test]
fn who_has_accepted_is_reminded_of_nothing() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let (invoice, rebill) = registered(&customer, "1093.40", "SAT050528XN0");
    customer.until(&rebill, "awaiting_acceptance");
    decide(&customer, &invoice, "accept");
    customer.until(&rebill, "issued");
    sent(&customer, &rebill, 3);
    assert_eq!(reminder(&customer, &rebill), "cancelled");
    advance(&customer, "PT21H");
    // Send mails that are due after the reminder's time. When they are out, the reminder has been
    // skipped.
    let (_, later) = registered(&customer, "743.00", "SAT050528XN0");
    customer.until(&later, "issued");
    sent(&customer, &later, 2);
    assert_eq!(kinds(&sent(&customer, &rebill, 3)), ["registered", "accept_now", "ready"]);
}

#[test]
fn a_rejection_is_told_with_what_it_means_and_who_helps() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let (invoice, rebill) = registered(&customer, "1093.40", "SAT050528XN0");
    customer.until(&rebill, "awaiting_acceptance");
    decide(&customer, &invoice, "reject");
    customer.until(&rebill, "rejected");
    let mails = sent(&customer, &rebill, 3);
    assert_eq!(kinds(&mails), ["registered", "accept_now", "rejected"]);
    assert_eq!(mails[2]["subject"], "La cancelación de tu factura O-48120357 fue rechazada");
    let said = text(&mails[2]["text"]);
    assert!(said.contains("esa factura sigue vigente") && said.contains("Número de Tag: IMDM 29999999-9"));
    assert_eq!(reminder(&customer, &rebill), "cancelled");
}

#[test]
fn each_correction_that_is_needed_is_asked_for_and_everything_else_is_told_once() {
    let backend = Backend::sandbox();
    let customer = backend.customer("xochilt");
    let data = |name| ["XIA190128J61", name, "76343", "601", "G03"];
    let (_, rebill) = registered(&customer, "999.99", "XIA190128J61");
    customer.until(&rebill, "needs_correction");
    let mails = sent(&customer, &rebill, 2);
    assert_eq!(kinds(&mails), ["registered", "needs_correction"]);
    let said = text(&mails[1]["text"]);
    assert!(
        said.contains("Nombre o razón social: ahora dice XENON INDUSTRIAL ARTICLES, FABRICACION"),
        "{said}"
    );
    assert!(
        said.contains("Cópialo de tu Constancia")
            && said.contains("Constancia de Situación Fiscal del RFC XIA190128J61")
    );
    assert_eq!(customer.save(&customer.profile("XIA190128J61"), data("XENON")).status, 200);
    let mails = sent(&customer, &rebill, 3);
    assert_eq!(kinds(&mails)[2], "needs_correction");
    assert!(text(&mails[2]["text"]).contains("ahora dice XENON\n"), "what stands there now");
    assert_ne!(mails[1]["id"], mails[2]["id"]);
    assert_eq!(
        customer.save(&customer.profile("XIA190128J61"), data("XENON INDUSTRIAL ARTICLES")).status,
        200
    );
    customer.until(&rebill, "issued");
    let way = ["registered", "needs_correction", "needs_correction", "ready"];
    assert_eq!(kinds(&sent(&customer, &rebill, 4)), way);
}

#[test]
fn a_reset_empties_outbox_and_folder_and_leaves_what_is_no_mail() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let (_, rebill) = registered(&customer, "743.00", "SAT050528XN0");
    sent(&customer, &rebill, 2);
    let notes = backend.mail_folder().join("notes.txt");
    std::fs::write(&notes, "mine").unwrap();
    assert_eq!(customer.post_at("/sandbox/reset", &json!({})).status, 204);
    assert_eq!(backend.mail_files(), [notes]);
    assert_eq!(customer.get_at("/sandbox/mail.json").json(), json!({ "items": [], "unsent": [] }));
}

#[test]
fn the_sandbox_shows_a_mail_in_a_frame_that_may_do_nothing() {
    let backend = Backend::sandbox();
    let visitor = backend.visitor();
    assert!(visitor.get_at("/sandbox/mail").body.contains("Todavía no se ha enviado ninguno."));
    let customer = backend.customer("xochilt");
    let (_, rebill) = registered(&customer, "999.99", "XIA190128J61");
    let mails = sent(&customer, &rebill, 2);
    let (id, subject) = (text(&mails[1]["id"]), text(&mails[1]["subject"]));
    let list = visitor.get_at("/sandbox/mail");
    assert!(list.body.contains(&format!("<a href=\"/sandbox/mail/{id}\">{subject}</a>")), "{}", list.body);
    let first = list.body.find("Corregir datos").unwrap();
    assert!(first < list.body.find("Trámite registrado").unwrap(), "the newest first");
    let page = visitor.get_at(&format!("/sandbox/mail/{id}"));
    assert!(page.body.contains(&format!("src=\"/sandbox/mail/{id}/html\" sandbox=")), "{}", page.body);
    let policy = page.header("content-security-policy");
    assert!(policy.contains("frame-src 'self'") && policy.contains("form-action 'none'"), "{policy}");
    let html = visitor.get_at(&format!("/sandbox/mail/{id}/html"));
    assert!(html.header("content-type").starts_with("text/html"));
    let policy = html.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; style-src 'unsafe-inline'") && policy.contains("; sandbox")
    );
    assert!(html.body.contains("Corregir los datos</a>"));
    for path in
        ["/sandbox/mail/5b2d0b40-6a02-4c54-8f0e-1d2c3b4a5f60", "/sandbox/mail/x", "/sandbox/mail/x/html"]
    {
        assert_eq!(visitor.get_at(path).status, 404, "{path}");
    }
    let portal = visitor.get_at("/healthz");
    assert!(
        portal.header("content-security-policy").contains("script-src 'self'"),
        "all else has the portal's"
    );
}

#[test]
fn without_a_sandbox_mails_wait_and_the_log_says_so_once() {
    let backend = Backend::start(false);
    for path in ["/sandbox/mail", "/sandbox/mail.json", "/sandbox/mail.css"] {
        assert_eq!(backend.visitor().get_at(path).problem(), (404, "not_found".to_owned()), "{path}");
    }
    let warning = "no mail server is set";
    until("the warning", || backend.logged().contains(warning).then_some(()));
    assert_eq!(backend.logged().matches(warning).count(), 1);
}
