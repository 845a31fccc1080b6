//! Compares the letters with committed files. `WRITE_LETTERS=1` rewrites the files.

use pase_contract::invoices::Party;

use super::*;
use crate::mail::Mail;
use crate::mail::content::MailContent;
use crate::mail::letter::Letter;
use crate::mail::tramite::{RefusedField, TramiteMail};

/// All kinds with the names of their files. The compiler asks for a new kind's place in the chain.
fn kinds() -> impl Iterator<Item = (TramiteMailKind, String)> {
    use TramiteMailKind as Kind;
    let next = |kind: &Kind| match kind {
        Kind::Registered => Some(Kind::AcceptNow),
        Kind::AcceptNow => Some(Kind::AcceptReminder),
        Kind::AcceptReminder => Some(Kind::NeedsCorrection),
        Kind::NeedsCorrection => Some(Kind::Rejected),
        Kind::Rejected => Some(Kind::Ready),
        Kind::Ready => None,
    };
    std::iter::successors(Some(Kind::Registered), next).map(|kind| {
        let name = serde_json::to_value(kind).unwrap();
        (kind, name.as_str().unwrap().to_owned())
    })
}

/// A name of 300 characters, with the characters that are special in HTML, SQL and mail headers.
fn longest_name() -> String {
    let name = "PEÑA & HIJOS <b>\"LOS NIÑOS\"</b> 'S', SEÑALAMIENTO DE AUTOPISTAS Y CASETAS, ".repeat(4);
    format!("{name:Ñ<300}")
}

fn facts() -> TramiteFacts {
    let refused = |field: &str, code: &str, value: &str| RefusedField {
        field: field.to_owned(),
        code: code.to_owned(),
        value: value.to_owned(),
    };
    TramiteFacts {
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

pub(in crate::mail) fn mail(kind: TramiteMailKind) -> MailContent {
    MailContent::Tramite(TramiteMail { rebill_id: "r1".parse().unwrap(), kind, facts: facts() })
}

fn written(kind: TramiteMailKind, facts: &TramiteFacts) -> Letter {
    written_to("Xochilt", kind, facts)
}

fn written_to(name: &str, kind: TramiteMailKind, facts: &TramiteFacts) -> Letter {
    content(kind, facts, "https://www.pase.com.mx/up/tramites/r1").write(name).unwrap()
}

fn holds(file: &str, letter: &str) {
    let path = format!("{}/src/mail/tramite/letters/snapshots/{file}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("WRITE_LETTERS").is_some() {
        std::fs::write(&path, letter).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == letter, "{file} differs; see `git diff` after WRITE_LETTERS=1:\n{letter}");
}

#[test]
fn letters_are_as_they_were_last_looked_at() {
    for (kind, name) in kinds() {
        let corrected_folio = facts().corrected_folio.filter(|_| kind == TramiteMailKind::Ready);
        let letter = written(kind, &TramiteFacts { corrected_folio, ..facts() });
        holds(&format!("{name}.txt"), &format!("Subject: {}\n\n{}", letter.subject, letter.text));
        holds(&format!("{name}.html"), &letter.html);
    }
    let nobody_accepts = TramiteFacts { acceptance_due_at: None, corrected_folio: None, ..facts() };
    holds("registered_below.txt", &written(TramiteMailKind::Registered, &nobody_accepts).text);
}

#[test]
fn what_a_customer_has_typed_is_text_and_never_markup() {
    let name = longest_name();
    assert_eq!(name.chars().count(), 300);
    let typed = TramiteFacts { tag: "<i>&".to_owned(), ..facts() };
    for (kind, _) in kinds() {
        let letter = written_to(&name, kind, &typed);
        assert!(letter.text.contains(&name), "verbatim in the text");
        assert!(!letter.html.contains("<b>") && !letter.html.contains("<i>"), "{}", letter.html);
        assert!(letter.html.contains("PEÑA &#38; HIJOS &#60;b&#62;"), "{}", letter.html);
        assert!(letter.html.contains("Ñ&#38;O190128J61"));
    }
}

#[test]
fn each_letter_has_one_call_to_action_and_no_subject_says_who() {
    for (kind, name) in kinds() {
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
    for kind in [TramiteMailKind::AcceptNow, TramiteMailKind::AcceptReminder] {
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
    let letter = Mail::unconnected().letter(&mail(TramiteMailKind::Ready), "Xochilt").unwrap();
    assert!(letter.html.contains("href=\"http://localhost/up/tramites/r1\""));
}
