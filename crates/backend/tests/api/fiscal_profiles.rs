//! Razones sociales: adding, changing, removing, choosing the default, and the padrón's answers
//! about them.

use serde_json::{Value, json};

use crate::support::{Answer, Backend, Client, Taxpayer, draft, path_of, text};

const ROBOTICS: Taxpayer = ["URE180429TM6", "UNIVERSIDAD ROBOTICA ESPAÑOLA", "86991", "601", "G03"];
const RENAMED: Taxpayer = ["URE180429TM6", "UNIVERSIDAD ROBOTICA", "86991", "601", "G03"];
const ORGANICS: Taxpayer = ["OÑO120726RX3", "ORGANICOS ÑAVEZ OSORIO", "40501", "601", "G03"];

fn not_found() -> (u16, String) {
    (404, "not_found".to_owned())
}

/// Changes a razón social with any `If-Match`, or without one.
fn put(customer: &Client, profile: &Value, if_match: Option<&str>, body: &Value) -> Answer {
    customer.try_change("PUT", &path_of(profile), if_match, Some(body)).unwrap()
}

fn choose_default(customer: &Client, profile: &Value) -> Answer {
    let body = json!({ "fiscal_profile_id": profile["id"] });
    customer.try_change("PUT", "/fiscal-profiles/default", None, Some(&body)).unwrap()
}

fn codes(check: &Value) -> Vec<String> {
    check["refusals"].as_array().unwrap().iter().map(|refusal| text(&refusal["code"])).collect()
}

#[test]
fn a_razon_social_is_changed_by_who_has_read_it_as_it_is() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let added = customer.post("/fiscal-profiles", &draft(ROBOTICS));
    assert_eq!((added.status, added.header("etag")), (201, "\"1\""));
    let added = added.json();
    assert_eq!((&added["version"], &added["is_default"]), (&json!(1), &json!(false)));

    let mut body = draft(ORGANICS);
    body["address"] = json!({ "street": "  Calle   Sur 9 ", "state": "GUERRERO" });
    let changed = put(&customer, &added, Some("\"1\""), &body);
    assert_eq!((changed.status, changed.header("etag")), (200, "\"2\""));
    let changed = changed.json();
    assert_eq!((&changed["id"], &changed["version"]), (&added["id"], &json!(2)));
    assert_eq!(customer.profile("OÑO120726RX3"), changed, "and so it stands in the list");
    assert_eq!(changed["address"]["street"], "Calle Sur 9");

    let stale = customer.save(&added, RENAMED);
    assert_eq!(stale.problem(), (412, "precondition_failed".to_owned()));
    assert_eq!(stale.json()["fiscal_profile"], changed, "the problem says how it now is");
    assert_eq!(customer.profile("OÑO120726RX3"), changed, "and nothing was written");
}

#[test]
fn a_change_must_say_what_it_is_made_to() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let profile = customer.add_profile(ROBOTICS);
    let required = (428, "precondition_required".to_owned());
    assert_eq!(put(&customer, &profile, None, &draft(RENAMED)).problem(), required);
    let remove = |tags| customer.try_change("DELETE", &path_of(&profile), tags, None).unwrap();
    assert_eq!(remove(None).problem(), required);
    for tags in ["W/\"1\"", "1", "\"1", "\"01\"", "\"2\"", "", "*, \"1\""] {
        let failed = (412, "precondition_failed".to_owned());
        assert_eq!(put(&customer, &profile, Some(tags), &draft(RENAMED)).problem(), failed, "{tags}");
        assert_eq!(remove(Some(tags)).problem(), failed, "{tags}");
    }
    assert_eq!(put(&customer, &profile, Some("\"7\", \"1\""), &draft(RENAMED)).status, 200, "one of a list");
    assert_eq!(put(&customer, &profile, Some("*"), &draft(ROBOTICS)).json()["version"], 3, "whatever it is");
    let headers = [
        ("origin", &*backend.url),
        ("content-type", "application/json"),
        ("if-match", "\"9\""),
        ("if-match", "\"3\""),
    ];
    let path = format!("/up/api/v1{}", path_of(&profile));
    let in_two_lines = customer.send("PUT", &path, &headers, Some(&draft(RENAMED).to_string())).unwrap();
    assert_eq!(in_two_lines.status, 200);
    assert_eq!(remove(Some("*")).status, 204);
}

#[test]
fn of_twenty_changes_of_one_version_at_once_one_is_made() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let profile = customer.add_profile(ROBOTICS);
    let answers: Vec<_> = std::thread::scope(|scope| {
        let changes: Vec<_> = (0..20)
            .map(|number| {
                let mut own = backend.visitor();
                own.cookie.clone_from(&customer.cookie);
                let (profile, name) = (&profile, format!("UNIVERSIDAD {number}"));
                scope.spawn(move || own.save(profile, ["URE180429TM6", &name, "86991", "601", "G03"]))
            })
            .collect();
        changes.into_iter().map(|change| change.join().unwrap()).collect()
    });
    let made: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
    assert_eq!(made.len(), 1);
    let made = made[0].json();
    assert_eq!(made["version"], 2);
    for late in answers.iter().filter(|answer| answer.status != 200) {
        assert_eq!(late.problem(), (412, "precondition_failed".to_owned()));
        assert_eq!(late.json()["fiscal_profile"], made);
    }
    assert_eq!(customer.profile("URE180429TM6"), made);
}

#[test]
fn all_that_is_wrong_with_a_change_is_told_at_once() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let profile = customer.add_profile(ROBOTICS);
    let mut body = draft(["isd-950921-he5", "", "1152", "612", "D01"]);
    body["address"] = json!({ "state": "x".repeat(121) });
    let wrong = [
        ("rfc", "duplicate"),
        ("name", "required"),
        ("postal_code", "form"),
        ("fiscal_regime", "not_for_person"),
        ("address.state", "too_long"),
    ]
    .map(|(field, code)| (field.to_owned(), code.to_owned()));
    let refused = put(&customer, &profile, Some("\"1\""), &body);
    assert_eq!(refused.problem(), (422, "invalid_input".to_owned()));
    assert_eq!(refused.field_errors(), wrong);
    assert_eq!(customer.post("/fiscal-profiles", &body).field_errors(), wrong, "and so with a new one");
    assert_eq!(customer.profile("URE180429TM6"), profile, "nothing was written");

    let kept = put(&customer, &profile, Some("\"1\""), &draft(RENAMED));
    assert_eq!(kept.status, 200, "its own RFC is not a duplicate: {}", kept.body);
}

#[test]
fn what_is_not_there_is_told_first_then_what_has_changed_then_what_is_wrong() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let nothing = json!({ "id": "nothing" });
    assert_eq!(put(&customer, &nothing, None, &json!({})).problem(), not_found());
    let profile = customer.add_profile(ROBOTICS);
    assert_eq!(put(&customer, &profile, None, &json!({})).problem().0, 428);
    assert_eq!(put(&customer, &profile, Some("\"2\""), &json!({})).problem().0, 412);
    assert_eq!(put(&customer, &profile, Some("\"1\""), &json!({})).problem().0, 422);
    let malformed = put(&customer, &profile, Some("\"1\""), &json!({ "is_default": true }));
    assert_eq!(malformed.problem().0, 400, "what the contract does not know is not taken silently");
}

#[test]
fn a_razon_social_is_removed_but_never_the_default_among_others() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let default = customer.profile("ISD950921HE5");
    let refused = customer.remove(&default);
    assert_eq!(refused.problem(), (409, "fiscal_profile_is_default".to_owned()));
    let stale = json!({ "id": default["id"], "version": 9 });
    assert_eq!(customer.remove(&stale).problem().0, 412, "what has changed is told first");
    assert_eq!(customer.remove(&json!({ "id": "nothing", "version": 1 })).problem(), not_found());

    let other = customer.profile("SAT050528XN0");
    let removed = customer.remove(&other);
    assert_eq!((removed.status, &*removed.body), (204, ""));
    assert_eq!(customer.remove(&other).problem(), not_found());
    assert_eq!(customer.remove(&default).status, 204, "the last one may be the default");
    assert!(customer.profiles().is_empty());
    assert_eq!(customer.add_profile(ROBOTICS)["is_default"], true, "and the next first one becomes it");
}

#[test]
fn a_razon_social_stays_while_a_running_tramite_uses_it() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let invoice = customer.invoice_of("1093.40");
    let profile = customer.profile("SAT050528XN0");
    assert_eq!(profile["rebill_id"], Value::Null);
    let body = json!({ "fiscal_profile_id": profile["id"] });
    let rebill = customer.rebill(&text(&invoice["id"]), "k1", &body).json();
    assert_eq!(rebill["fiscal_profile_id"], profile["id"]);
    let id = text(&rebill["id"]);
    customer.until(&id, "awaiting_acceptance");
    assert_eq!(customer.profile("SAT050528XN0")["rebill_id"], id);
    assert_eq!(choose_default(&customer, &profile).status, 200);
    let refused = customer.remove(&profile);
    assert_eq!(
        refused.problem(),
        (409, "fiscal_profile_in_use".to_owned()),
        "told before that it is the default"
    );
    assert_eq!(refused.json()["rebill_id"], id);

    // A running trámite keeps the data with which it was registered.
    let renamed = ["SAT050528XN0", "AUTOPISTAS Y TELEPEAJE", "11529", "601", "G03"];
    let changed = customer.save(&profile, renamed).json();
    assert_eq!((&changed["version"], &changed["rebill_id"]), (&json!(2), &json!(id)));
    let running = customer.get(&format!("/rebills/{id}")).json();
    assert_eq!(running["to"]["name"], "SERVICIOS DE AUTOPISTAS Y TELEPEAJE");
    assert_eq!(running["status"], "awaiting_acceptance");

    let buzon = format!("/sandbox/buzon/{}", text(&invoice["uuid"]));
    assert_eq!(customer.post_at(&buzon, &json!({ "decision": "accept" })).status, 204);
    let issued = customer.until(&id, "issued");
    let corrected = text(&issued["corrected"]["id"]);
    let corrected = customer.get(&format!("/invoices/{corrected}")).json();
    assert_eq!(corrected["receiver"]["name"], "SERVICIOS DE AUTOPISTAS Y TELEPEAJE");

    assert_eq!(customer.profile("SAT050528XN0")["rebill_id"], Value::Null);
    assert_eq!(choose_default(&customer, &customer.profile("ISD950921HE5")).status, 200);
    assert_eq!(customer.remove(&changed).status, 204, "what has ended needs it no more");
    let ended = customer.get(&format!("/rebills/{id}")).json();
    assert_eq!((&ended["fiscal_profile_id"], &ended["to"]), (&Value::Null, &running["to"]));
}

#[test]
fn of_several_tramites_the_newest_is_named() {
    let backend = Backend::sandbox();
    let customer = backend.customer("xochilt");
    let profile = customer.profile("XIA190128J61");
    let body = json!({ "fiscal_profile_id": profile["id"] });
    let rebills = ["1000.00", "1000.01", "12345.67"].map(|total| {
        let invoice = text(&customer.invoice_of(total)["id"]);
        text(&customer.rebill(&invoice, total, &body).json()["id"])
    });
    assert_eq!(customer.profile("XIA190128J61")["rebill_id"], rebills[2]);
    assert_eq!(customer.remove(&profile).json()["rebill_id"], rebills[2]);
}

#[test]
fn there_is_one_default_whatever_is_chosen_at_once() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let profiles = customer.profiles();
    assert_eq!(profiles[0]["is_default"], true);
    let chosen = choose_default(&customer, &profiles[1]);
    assert_eq!(chosen.status, 200);
    let list = chosen.json();
    assert_eq!(
        (&list["items"][0]["id"], &list["total"]),
        (&profiles[1]["id"], &json!(2)),
        "the default first"
    );
    assert_eq!(list["items"][0]["version"], 1, "its data are what they were");
    assert_eq!(list, customer.get("/fiscal-profiles").json());
    assert_eq!(choose_default(&customer, &profiles[1]).json(), list, "chosen twice");
    assert_eq!(choose_default(&customer, &json!({ "id": "nothing" })).problem(), not_found());
    assert_eq!(customer.get("/fiscal-profiles").json(), list, "what fails leaves the default as it was");

    std::thread::scope(|scope| {
        for number in 0..20 {
            let mut own = backend.visitor();
            own.cookie.clone_from(&customer.cookie);
            let profile = &profiles[number % 2];
            scope.spawn(move || assert_eq!(choose_default(&own, profile).status, 200));
        }
    });
    let defaults = customer.profiles().iter().filter(|profile| profile["is_default"] == true).count();
    assert_eq!(defaults, 1);
}

#[test]
fn what_the_padron_says_rides_on_a_razon_social_and_never_stands_in_the_way() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    for seeded in customer.profiles() {
        assert!(codes(&seeded["padron_check"]).is_empty(), "{seeded}");
    }
    let nobody = customer.add_profile(["EKU9003173C8", "NADIE", "01000", "601", "G03"]);
    assert_eq!(nobody["padron_check"]["refusals"], json!([{ "field": "rfc", "code": "CFDI40143" }]));
    let school = customer.add_profile(["EKU9003173C9", "KEMPER", "01000", "603", "G03"]);
    let all = [("name", "CFDI40145"), ("postal_code", "CFDI40148"), ("fiscal_regime", "CFDI40159")]
        .map(|(field, code)| json!({ "field": field, "code": code }));
    assert_eq!(school["padron_check"]["refusals"], json!(all));
    assert!(
        text(&school["padron_check"]["checked_at"]).starts_with("2020-06-03T15:"),
        "by the product's clock"
    );
    let corrected = customer.save(&school, ["EKU9003173C9", "Escuela Kemper Urgate", "42501", "601", "G03"]);
    assert!(codes(&corrected.json()["padron_check"]).is_empty());

    let longest = backend.customer("xochilt").profile("XIA190128J61");
    assert_eq!(codes(&longest["padron_check"]), ["CFDI40145"], "a demo name that the SAT does not have");
}

#[test]
fn trying_data_out_on_the_padron_ends_after_thirty_saves() {
    let backend = Backend::sandbox();
    let (customer, other) = (backend.customer("demo"), backend.customer("karla"));
    let mut school = customer.add_profile(["EKU9003173C9", "KEMPER", "01000", "601", "G03"]);
    for attempt in 2..=30 {
        assert_eq!(codes(&school["padron_check"])[0], "CFDI40145", "{attempt}");
        let not_asked = customer.save(&school, ["EKU9003173C9", "", "42501", "601", "G03"]);
        assert_eq!(not_asked.status, 422, "and what is wrong in itself asks nothing");
        school = customer.save(&school, ["EKU9003173C9", "KEMPER", "42501", "601", "G03"]).json();
    }
    assert_eq!(codes(&school["padron_check"]), ["CFDI40145"], "the thirtieth");

    for (postal_code, name) in [("42501", "KEMPER"), ("42501", "ESCUELA KEMPER URGATE"), ("01000", "KEMPER")]
    {
        let saved = customer.save(&school, ["EKU9003173C9", name, postal_code, "601", "G03"]);
        assert_eq!(saved.status, 200, "it is saved all the same");
        school = saved.json();
        assert_eq!(school["padron_check"], Value::Null, "right or wrong, it looks alike");
        assert_eq!((&school["name"], &school["postal_code"]), (&json!(name), &json!(postal_code)));
    }
    assert_eq!(customer.add_profile(ROBOTICS)["padron_check"], Value::Null, "nor with another one");
    assert_eq!(customer.post_at("/sandbox/clock", &json!({ "advance": "PT2H" })).status, 200);
    let later = customer.save(&school, ["EKU9003173C9", "KEMPER", "01000", "601", "G03"]).json();
    assert_eq!(later["padron_check"], Value::Null, "by the real clock");
    assert!(codes(&other.add_profile(ROBOTICS)["padron_check"]).is_empty(), "another account is told");

    let body = json!({ "fiscal_profile_id": later["id"] });
    let rebill = customer.rebill(&text(&customer.invoice_of("1093.40")["id"]), "k1", &body).json();
    let waiting = customer.until(&text(&rebill["id"]), "needs_correction");
    assert_eq!(waiting["corrections"][0]["code"], "CFDI40145", "a trámite asks whatever was asked before");

    assert_eq!(customer.post_at("/sandbox/reset", &json!({})).status, 204);
    let customer = backend.customer("demo");
    assert!(
        codes(&customer.add_profile(ROBOTICS)["padron_check"]).is_empty(),
        "after a reset they are other accounts"
    );
}

#[test]
fn nobody_changes_anothers_razon_social() {
    let backend = Backend::sandbox();
    let (owner, stranger) = (backend.customer("demo"), backend.customer("kemper"));
    let profile = owner.profile("SAT050528XN0");
    let before = owner.profiles();
    assert_eq!(stranger.save(&profile, ROBOTICS).problem(), not_found());
    assert_eq!(put(&stranger, &profile, None, &draft(ROBOTICS)).problem(), not_found());
    assert_eq!(put(&stranger, &profile, Some("\"9\""), &draft(ROBOTICS)).problem(), not_found());
    assert_eq!(stranger.remove(&profile).problem(), not_found());
    assert_eq!(choose_default(&stranger, &profile).problem(), not_found());
    assert_eq!(stranger.profiles().iter().filter(|own| own["is_default"] == true).count(), 1);

    let nobody = backend.visitor();
    let unauthenticated = (401, "unauthenticated".to_owned());
    assert_eq!(nobody.save(&profile, ROBOTICS).problem(), unauthenticated);
    assert_eq!(nobody.remove(&profile).problem(), unauthenticated);
    assert_eq!(choose_default(&nobody, &profile).problem(), unauthenticated);
    assert_eq!(owner.profiles(), before);
    let added = stranger.add_profile(["SAT050528XN0", "LA MISMA", "11529", "601", "G03"]);
    assert_eq!(added["version"], 1, "two accounts may have the same RFC");
}
