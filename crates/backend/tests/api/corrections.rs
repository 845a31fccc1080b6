//! If the PAC refuses a receiver, the customer corrects the razón social and the same trámite
//! continues. Nothing is cancelled before that.

use serde_json::{Value, json};

use crate::support::{Backend, Client, Taxpayer, text};

const LONGEST: &str = "XIA190128J61";
const XENON: Taxpayer = [LONGEST, "XENON INDUSTRIAL ARTICLES", "76343", "601", "G03"];
const SAT: Taxpayer = ["SAT050528XN0", "SERVICIOS DE AUTOPISTAS Y TELEPEAJE", "11529", "601", "G03"];

/// Registers the re-billing of an invoice to a razón social, and returns the trámite's id.
fn register(customer: &Client, invoice: &Value, profile: &Value) -> String {
    let (id, body) = (text(&invoice["id"]), json!({ "fiscal_profile_id": profile["id"] }));
    let rebill = customer.rebill(&id, &id, &body);
    assert_eq!(rebill.status, 201, "{}", rebill.body);
    text(&rebill.json()["id"])
}

fn force(customer: &Client, field: &str, code: &str) {
    let refusal = json!({ "refuse_receiver": { "field": field, "code": code } });
    assert_eq!(customer.post_at("/sandbox/pac", &refusal).status, 204);
}

fn steps(rebill: &Value) -> Vec<String> {
    rebill["steps"].as_array().unwrap().iter().map(|step| text(&step["step"])).collect()
}

fn status_of(customer: &Client, invoice: &Value) -> Value {
    customer.get(&format!("/invoices/{}", text(&invoice["id"]))).json()["status"].clone()
}

/// Waits until the trámite is issued, and returns its corrected document.
fn corrected(customer: &Client, rebill: &str) -> Value {
    let issued = customer.until(rebill, "issued");
    customer.get(&format!("/invoices/{}", text(&issued["corrected"]["id"]))).json()
}

#[test]
fn each_code_of_the_sat_is_told_with_its_field_and_corrected_by_saving() {
    // The code, its field, the receiver, and the value to which the customer corrects the field.
    const CODES: [(&str, &str, Taxpayer, &str); 13] = [
        (
            "CFDI40130",
            "rfc",
            ["H&E951128469", "HERRERIA & ELECTRICOS", "06002", "601", "G03"],
            "H&E951128468",
        ),
        (
            "CFDI40130",
            "name",
            ["IVD920810GU2", "INNOVACION VALOR Y DESARROLLO", "63901", "601", "G03"],
            "INNOVACION",
        ),
        (
            "CFDI40143",
            "rfc",
            ["IXS7607092R5", "INTERNACIONAL XIMBO Y SABORES", "23004", "601", "G03"],
            "IXS7607092R4",
        ),
        ("CFDI40144", "name", ["JES900109Q90", "JIMENEZ ESTRADA SALAS", "37161", "601", "G03"], "JIMENEZ"),
        ("CFDI40145", "name", ["KIJ0906199R1", "KERNEL INDUSTIA JUGUETERA", "28971", "601", "G03"], "KERNEL"),
        ("CFDI40147", "postal_code", ["L&O950913MSA", "LUCES & OBRAS", "60922", "601", "G03"], "11529"),
        (
            "CFDI40148",
            "postal_code",
            ["OÑO120726RX3", "ORGANICOS ÑAVEZ OSORIO", "40501", "601", "G03"],
            "11529",
        ),
        ("CFDI40149", "postal_code", ["S&S051221SE2", "S & SOFTWARE", "76022", "601", "G03"], "11529"),
        (
            "CFDI40157",
            "fiscal_regime",
            ["URE180429TM6", "UNIVERSIDAD ROBOTICA ESPAÑOLA", "86991", "601", "G03"],
            "603",
        ),
        (
            "CFDI40158",
            "fiscal_regime",
            ["XIA190128J61", "XENON INDUSTRIAL ARTICLES", "76343", "601", "G03"],
            "603",
        ),
        (
            "CFDI40159",
            "fiscal_regime",
            ["ZUÑ920208KL4", "ZAPATERIA URTADO ÑERI", "34541", "601", "G03"],
            "603",
        ),
        (
            "CFDI40160",
            "cfdi_use",
            ["ISD950921HE5", "PASE, SERVICIOS ELECTRONICOS", "11529", "601", "G03"],
            "G01",
        ),
        ("CFDI40161", "cfdi_use", ["CACX7605101P8", "XOCHILT CASAS CHAVEZ", "36257", "612", "G03"], "G01"),
    ];
    const FIELDS: [&str; 5] = ["rfc", "name", "postal_code", "fiscal_regime", "cfdi_use"];
    let backend = Backend::sandbox();
    let customer = backend.customer("kemper");
    let below_the_threshold = |invoice: &Value| text(&invoice["total"]).parse::<f64>().unwrap() < 1000.0;
    let invoices = customer.rebillable(100).into_iter().filter(below_the_threshold);
    for ((code, field, taxpayer, value), invoice) in CODES.into_iter().zip(invoices) {
        let profile = customer.add_profile(taxpayer);
        force(&customer, field, code);
        let rebill = register(&customer, &invoice, &profile);
        let refused = customer.until(&rebill, "needs_correction");
        assert_eq!(refused["corrections"], json!([{ "field": field, "code": code }]));
        assert_eq!(refused["available_by"], Value::Null);
        assert_eq!(status_of(&customer, &invoice), "valid", "{code}: nothing is cancelled");

        let corrected: Vec<_> = taxpayer
            .into_iter()
            .zip(FIELDS)
            .map(|(before, name)| if name == field { value } else { before })
            .collect();
        let saved = customer.save(&profile, corrected.try_into().unwrap());
        assert_eq!(saved.status, 200, "{code}: {}", saved.body);
        assert_eq!(saved.json()["padron_check"]["refusals"], json!([]), "{code}");
        let issued = customer.until(&rebill, "issued");
        assert_eq!(issued["corrections"], json!([]));
        let way =
            ["registered", "validating", "needs_correction", "validating", "cancelling", "issuing", "issued"];
        assert_eq!(steps(&issued), way, "{code}");
    }
}

#[test]
fn mending_a_razon_social_lets_all_that_waited_for_it_go_on_with_its_data() {
    let backend = Backend::sandbox();
    let customer = backend.customer("xochilt");
    let profile = customer.profile(LONGEST);
    let invoices = ["999.99", "1000.00", "12345.67"].map(|total| customer.invoice_of(total));
    let rebills = invoices.each_ref().map(|invoice| register(&customer, invoice, &profile));
    for (rebill, invoice) in rebills.iter().zip(&invoices) {
        let refused = customer.until(rebill, "needs_correction");
        assert_eq!(refused["corrections"], json!([{ "field": "name", "code": "CFDI40145" }]));
        assert_eq!(status_of(&customer, invoice), "valid");
        let again =
            customer.rebill(&text(&invoice["id"]), "again", &json!({ "fiscal_profile_id": profile["id"] }));
        assert_eq!(again.problem(), (409, "already_rebilled".to_owned()), "it is still its one trámite");
    }
    let asked = customer.get_at("/sandbox/buzon").body;
    assert!(!asked.contains("12,345.67"), "and the SAT was asked nothing");

    let saved = customer.save(&profile, XENON).json();
    assert_eq!((&saved["version"], &saved["rebill_id"]), (&json!(2), &json!(rebills[2])));
    let document = corrected(&customer, &rebills[0]);
    assert_eq!(document["receiver"], json!({ "rfc": LONGEST, "name": XENON[1] }));
    for rebill in &rebills[1..] {
        let waits = customer.until(rebill, "awaiting_acceptance");
        assert_eq!(waits["to"], json!({ "rfc": LONGEST, "name": XENON[1] }));
        assert_eq!(waits["acceptance"]["rfc"], "CACX7605101P8");
    }
    assert_eq!(status_of(&customer, &invoices[0]), "cancelled");
    assert_eq!(status_of(&customer, &invoices[2]), "valid", "not before it is accepted");
}

#[test]
fn what_is_corrected_wrongly_is_refused_again_with_what_is_now_wrong() {
    let backend = Backend::sandbox();
    let customer = backend.customer("xochilt");
    let profile = customer.profile(LONGEST);
    let invoice = customer.invoice_of("999.99");
    let rebill = register(&customer, &invoice, &profile);
    customer.until(&rebill, "needs_correction");
    let saved = customer.save(&profile, [LONGEST, XENON[1], "76000", "603", "G03"]).json();
    let wrong = json!([
        { "field": "postal_code", "code": "CFDI40148" },
        { "field": "fiscal_regime", "code": "CFDI40159" },
    ]);
    assert_eq!(saved["padron_check"]["refusals"], wrong, "saved all the same");
    let path = format!("/rebills/{rebill}");
    let refused = crate::support::until("a second refusal", || {
        let rebill = customer.get(&path).json();
        (steps(&rebill).len() == 5 && rebill["status"] == "needs_correction").then_some(rebill)
    });
    assert_eq!(refused["corrections"], wrong);
    assert_eq!(
        steps(&refused),
        ["registered", "validating", "needs_correction", "validating", "needs_correction"]
    );
    assert_eq!(status_of(&customer, &invoice), "valid");
    assert_eq!(customer.save(&profile, XENON).problem().0, 412, "the first version is gone");
    assert_eq!(customer.save(&saved, XENON).status, 200);
    corrected(&customer, &rebill);
}

#[test]
fn saving_what_was_right_all_along_asks_the_pac_again() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let profile = customer.profile("SAT050528XN0");
    force(&customer, "name", "CFDI40145");
    let rebill = register(&customer, &customer.invoice_of("743.00"), &profile);
    customer.until(&rebill, "needs_correction");
    let refused = customer.remove(&profile);
    assert_eq!(refused.problem(), (409, "fiscal_profile_in_use".to_owned()), "what waits runs");
    assert_eq!(customer.post_at("/sandbox/pac", &json!({ "refuse_receiver": null })).status, 204);
    assert_eq!(customer.save(&profile, SAT).status, 200);
    assert_eq!(corrected(&customer, &rebill)["receiver"]["rfc"], SAT[0]);
}

#[test]
fn a_refused_rfc_is_corrected_by_another_one_with_all_its_data() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let mistyped = customer.add_profile(["EKU9003173C8", "KEMPER", "01000", "603", "G01"]);
    let invoice = customer.invoice_of("743.00");
    let rebill = register(&customer, &invoice, &mistyped);
    let refused = customer.until(&rebill, "needs_correction");
    assert_eq!(refused["corrections"], json!([{ "field": "rfc", "code": "CFDI40143" }]));
    let kemper = ["EKU9003173C9", "ESCUELA KEMPER URGATE", "42501", "601", "G03"];
    assert_eq!(customer.save(&mistyped, kemper).status, 200);
    let document = corrected(&customer, &rebill);
    assert_eq!(document["receiver"], json!({ "rfc": kemper[0], "name": kemper[1] }));
    let xml = customer.get(&format!("/invoices/{}/document.xml", text(&document["id"]))).body;
    let receiver = xml.split_once("<cfdi:Receptor").unwrap().1.split_once("/>").unwrap().0;
    for attribute in ["DomicilioFiscalReceptor=\"42501\"", "RegimenFiscalReceptor=\"601\"", "UsoCFDI=\"G03\""]
    {
        assert!(receiver.contains(attribute), "{receiver}");
    }
}

#[test]
fn mending_never_keeps_the_present_receiver_unconfirmed() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let (present, other) = (customer.profile("ISD950921HE5"), customer.profile("SAT050528XN0"));
    let body = json!({ "fiscal_profile_id": other["id"] });
    assert_eq!(
        customer.try_change("PUT", "/fiscal-profiles/default", None, Some(&body)).unwrap().status,
        200
    );
    assert_eq!(customer.remove(&present).status, 204);
    force(&customer, "rfc", "CFDI40143");
    let rebill = register(&customer, &customer.invoice_of("743.00"), &other);
    let waiting = customer.until(&rebill, "needs_correction");
    let pase = ["ISD950921HE5", "PASE, SERVICIOS ELECTRONICOS", "11529", "601", "G03"];
    let refused = customer.save(&other, pase);
    assert_eq!(refused.problem(), (422, "invalid_input".to_owned()));
    assert_eq!(refused.field_errors(), [("rfc".to_owned(), "present_receiver".to_owned())]);
    assert_eq!(customer.profile("SAT050528XN0")["version"], 1, "nothing was saved");
    let still = customer.get(&format!("/rebills/{rebill}")).json();
    assert_eq!((&still["to"], &still["steps"]), (&waiting["to"], &waiting["steps"]));
}

#[test]
fn a_receiver_that_was_confirmed_to_stay_can_be_corrected() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let invoice = text(&customer.invoice_of("743.00")["id"]);
    let profile = customer.profile("ISD950921HE5");
    force(&customer, "name", "CFDI40144");
    let body = json!({ "fiscal_profile_id": profile["id"], "confirm_same_receiver": true });
    let rebill = text(&customer.rebill(&invoice, "k1", &body).json()["id"]);
    customer.until(&rebill, "needs_correction");
    assert_eq!(customer.save(&profile, ["ISD950921HE5", "PASE", "11529", "601", "G03"]).status, 200);
    assert_eq!(corrected(&customer, &rebill)["receiver"]["name"], "PASE");
}

#[test]
fn of_ten_corrections_at_once_one_is_made_and_the_tramite_goes_on_once() {
    let backend = Backend::sandbox();
    let customer = backend.customer("xochilt");
    let profile = customer.profile(LONGEST);
    let rebill = register(&customer, &customer.invoice_of("999.99"), &profile);
    customer.until(&rebill, "needs_correction");
    let statuses: Vec<_> = std::thread::scope(|scope| {
        let saves: Vec<_> = (0..10)
            .map(|_| {
                let mut own = backend.visitor();
                own.cookie.clone_from(&customer.cookie);
                let profile = &profile;
                scope.spawn(move || own.save(profile, XENON).status)
            })
            .collect();
        saves.into_iter().map(|save| save.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 412).count(), 9, "{statuses:?}");
    let issued = customer.until(&rebill, "issued");
    assert_eq!(steps(&issued).iter().filter(|step| *step == "validating").count(), 2);
}
