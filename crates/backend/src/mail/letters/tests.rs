//! Compares the letters with committed files. `WRITE_LETTERS=1` rewrites the files.

use pase_contract::invoices::Party;

use super::super::Mail;
use super::super::facts::Refused;
use super::*;
use crate::store::columns::{EnumColumn, Instant, JsonColumn, TextColumn};
use crate::store::entities::mail;

const KINDS: [(MailKind, &str); 6] = [
    (MailKind::Registered, "registered"),
    (MailKind::AcceptNow, "accept_now"),
    (MailKind::AcceptReminder, "accept_reminder"),
    (MailKind::NeedsCorrection, "needs_correction"),
    (MailKind::Rejected, "rejected"),
    (MailKind::Ready, "ready"),
];

/// A name of 300 characters, with the characters that are special in HTML, SQL and mail headers.
fn longest_name() -> String {
    let name = "PEÑA & HIJOS <b>\"LOS NIÑOS\"</b> 'S', SEÑALAMIENTO DE AUTOPISTAS Y CASETAS, ".repeat(4);
    format!("{name:Ñ<300}")
}

pub(in super::super) fn facts() -> MailFacts {
    let refused = |field: &str, code: &str, value: &str| Refused {
        field: field.to_owned(),
        code: code.to_owned(),
        value: value.to_owned(),
    };
    MailFacts {
        email: "xochilt@pase.example".to_owned(),
        name: "Xochilt".to_owned(),
        tag: "IMDM 28400017-3".to_owned(),
        folio: "O-48120357".to_owned(),
        uuid: "8c7f3a52-1d0b-4e9a-9a51-2f60c9b4d7e1".parse().unwrap(),
        period: "2020-05".parse().unwrap(),
        total: "1093.40".parse().unwrap(),
        from: Party {
            rfc: "ISD950921HE5".parse().unwrap(),
            name: "Pase, Servicios Electrónicos S.A De C.V.".to_owned(),
        },
        to: Party { rfc: "Ñ&O190128J61".parse().unwrap(), name: longest_name() },
        acceptance_due_at: Some("2020-06-04T15:00:00Z".parse().unwrap()),
        refused: vec![
            refused("name", "CFDI40145", &longest_name()),
            refused("postal_code", "CFDI40148", "76343"),
            refused("address", "PAC-7", ""),
        ],
        corrected_folio: Some("O-48900001".to_owned()),
    }
}

pub(in super::super) fn mail(kind: MailKind) -> mail::Model {
    let at = Instant("2020-06-03T15:00:00Z".parse().unwrap());
    mail::Model {
        id: TextColumn("5b2d0b40-6a02-4c54-8f0e-1d2c3b4a5f60".parse().unwrap()),
        rebill_id: TextColumn("r1".parse().unwrap()),
        position: 0,
        kind: EnumColumn(kind),
        facts: JsonColumn(facts()),
        due_at: at,
        failures: 0,
        refused_since: None,
        next_attempt_at: at,
        outcome: None,
        ended_at: None,
    }
}

fn written(kind: MailKind, facts: &MailFacts) -> Letter {
    letter(kind, facts, "https://www.pase.com.mx/up/tramites/r1").unwrap()
}

fn holds(file: &str, letter: &str) {
    let path = format!("{}/src/mail/letters/snapshots/{file}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("WRITE_LETTERS").is_some() {
        std::fs::write(&path, letter).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == letter, "{file} differs; see `git diff` after WRITE_LETTERS=1:\n{letter}");
}

#[test]
fn letters_are_as_they_were_last_looked_at() {
    for (kind, name) in KINDS {
        let corrected_folio = facts().corrected_folio.filter(|_| kind == MailKind::Ready);
        let letter = written(kind, &MailFacts { corrected_folio, ..facts() });
        holds(&format!("{name}.txt"), &format!("Subject: {}\n\n{}", letter.subject, letter.text));
        holds(&format!("{name}.html"), &letter.html);
    }
    let nobody_accepts = MailFacts { acceptance_due_at: None, corrected_folio: None, ..facts() };
    holds("registered_below.txt", &written(MailKind::Registered, &nobody_accepts).text);
}

#[test]
fn what_a_customer_has_typed_is_text_and_never_markup() {
    let name = longest_name();
    assert_eq!(name.chars().count(), 300);
    let typed = MailFacts { name: name.clone(), tag: "<i>&".to_owned(), ..facts() };
    for (kind, _) in KINDS {
        let letter = written(kind, &typed);
        assert!(letter.text.contains(&name), "verbatim in the text");
        assert!(!letter.html.contains("<b>") && !letter.html.contains("<i>"), "{}", letter.html);
        assert!(letter.html.contains("PEÑA &#38; HIJOS &#60;b&#62;"), "{}", letter.html);
        assert!(letter.html.contains("Ñ&#38;O190128J61"));
    }
}

#[test]
fn each_letter_has_one_call_to_action_and_no_subject_says_who() {
    for (kind, name) in KINDS {
        let letter = written(kind, &facts());
        assert_eq!(letter.html.matches("class=\"button\"").count(), 1, "{name}");
        assert!(letter.subject.contains("O-48120357"));
        assert!(!letter.subject.contains("ISD950921HE5") && !letter.subject.contains("PEÑA"));
        assert!(letter.text.contains("https://www.pase.com.mx/up/tramites/r1"), "{name}");
        assert!(!letter.html.contains("<script") && !letter.html.contains("<img"), "nothing is fetched");
    }
}

#[test]
fn who_must_accept_is_told_whose_buzon_until_when_and_how() {
    for kind in [MailKind::AcceptNow, MailKind::AcceptReminder] {
        let text = written(kind, &facts()).text;
        for said in [
            "Buzón tributario del RFC: ISD950921HE5",
            "Acepta a más tardar el: jueves 4 de junio de 2020, 10:00 h (hora de la Ciudad de México)",
            "8C7F3A52-1D0B-4E9A-9A51-2F60C9B4D7E1",
            "\n1. ",
            "\n3. ",
        ] {
            assert!(text.contains(said), "{said}: {text}");
        }
    }
}

#[test]
fn a_tramites_mail_is_written_for_the_site_that_is_configured() {
    let letter = Mail::unconnected().letter(&mail(MailKind::Ready)).unwrap();
    assert!(letter.html.contains("href=\"http://localhost/up/tramites/r1\""));
}
