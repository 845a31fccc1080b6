//! Checks the printed form as a reader of the PDF sees it, with an independent PDF library.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, missing_docs)]

use std::sync::LazyLock;

use cfdi::{
    CancellationReceipt, Cfdi, Concept, Csd, Head, Issuer, Receiver, Service, Stamp, StampedCfdi, Taxation,
    monthly_statement,
};
use lopdf::{Document, Object};
use mx_fiscal::PaymentForm;
use printed_form::{Cancellation, PrintError, Printer};
use proptest::prelude::*;

/// Opens a CSD of the sandbox.
fn csd(name: &str) -> Csd {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../backend/src/sandbox/csd/");
    let file = |ending| std::fs::read(format!("{folder}{name}.{ending}")).unwrap();
    Csd::open(&file("cer"), &file("key"), "12345678a").unwrap()
}

static ISSUER: LazyLock<Csd> = LazyLock::new(|| csd("issuer"));
static PAC: LazyLock<Csd> = LazyLock::new(|| csd("pac"));

/// The head of the manual's invoice of MAYO 2020.
fn head() -> Head {
    Head {
        series: "O".parse().unwrap(),
        folio: "52375239".parse().unwrap(),
        issued_at: "2020-05-27T11:01:00".parse().unwrap(),
        payment_form: PaymentForm::CreditCard,
        place_of_issue: "11529".parse().unwrap(),
        issuer: Issuer {
            rfc: "ISD950921HE5".parse().unwrap(),
            name: "PASE, SERVICIOS ELECTRONICOS".parse().unwrap(),
            fiscal_regime: "601".parse().unwrap(),
        },
        receiver: Receiver {
            rfc: "SAT050528XN0".parse().unwrap(),
            name: "SERVICIOS DE AUTOPISTAS Y TELEPEAJE".parse().unwrap(),
            postal_code: "11529".parse().unwrap(),
            fiscal_regime: "601".parse().unwrap(),
            cfdi_use: "G03".parse().unwrap(),
        },
        replaces: Vec::new(),
    }
}

fn named(name: &str) -> Head {
    let head = head();
    Head { receiver: Receiver { name: name.parse().unwrap(), ..head.receiver }, ..head }
}

fn statement() -> Vec<Concept> {
    let total = "1093.40".parse().unwrap();
    monthly_statement(total, "12.50".parse().unwrap(), "2020-05".parse().unwrap()).unwrap()
}

fn crossings(count: u32) -> Vec<Concept> {
    let crossing = |number: u32| {
        let description = format!("CRUCE {number}, PLAZA DE COBRO «SAN MARTÍN», CARRIL {}", number % 9 + 1);
        let (description, price) = (description.parse().unwrap(), (17 + number).into());
        Concept::new(Service::TollCrossings, 1.into(), description, price, Taxation::Vat).unwrap()
    };
    (1..=count).map(crossing).collect()
}

fn stamped(head: Head, concepts: Vec<Concept>) -> StampedCfdi {
    let document = Cfdi::new(head, concepts).unwrap().sealed(&ISSUER).unwrap();
    let uuid = "04bf2854-fe7d-4377-9196-71248f060abb".parse().unwrap();
    let legend = Some("DOCUMENTO DE PRUEBA, SIN VALIDEZ FISCAL".parse().unwrap());
    let stamped_at = "2020-05-27T11:01:30".parse().unwrap();
    let stamp = Stamp::issue(&document, uuid, stamped_at, legend, &PAC).unwrap();
    document.stamped(stamp).unwrap()
}

fn receipt() -> CancellationReceipt {
    let uuid = "04bf2854-fe7d-4377-9196-71248f060abb".parse().unwrap();
    let at = "2020-06-02T17:07:09".parse().unwrap();
    CancellationReceipt::issue("ISD950921HE5".parse().unwrap(), uuid, at, &PAC).unwrap()
}

fn print(document: &StampedCfdi) -> Vec<u8> {
    Printer::new().unwrap().print(document).unwrap()
}

fn read(pdf: &[u8]) -> Document {
    Document::load_mem(pdf).unwrap()
}

/// The text of all pages, with white space collapsed.
fn text(pdf: &Document) -> String {
    let pages: Vec<u32> = pdf.get_pages().keys().copied().collect();
    pdf.extract_text(&pages).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The files attached to the PDF.
fn attached(pdf: &Document) -> Vec<Vec<u8>> {
    let streams = pdf.objects.values().filter_map(|object| object.as_stream().ok());
    let files = streams.filter(|stream| {
        stream.dict.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"EmbeddedFile")
    });
    files.map(|file| file.decompressed_content().unwrap_or_else(|_| file.content.clone())).collect()
}

#[test]
fn an_ordinary_invoice_is_one_page_that_says_all_of_it() {
    let pdf = read(&print(&stamped(head(), statement())));
    assert_eq!(pdf.get_pages().len(), 1);
    let text = text(&pdf);
    // No text is hidden under the colored band.
    assert!(text.starts_with("FACT"), "{text:?}");
    for said in [
        "O-52375239",
        "ISD950921HE5",
        "SAT050528XN0",
        "SERVICIOS DE AUTOPISTAS Y TELEPEAJE",
        "601 General de Ley Personas Morales",
        "G03 Gastos en general",
        "27 de mayo de 2020, 11:01:00",
        "27 de mayo de 2020, 11:01:30",
        "30001000000999999901",
        "30001000000999999902",
        "AAA010101AAA",
        "DOCUMENTO DE PRUEBA, SIN VALIDEZ FISCAL",
        "04BF2854-FE7D-4377-9196-71248F060ABB",
        "95111615 Cruce de carreteras",
        "E54 Viaje",
        "COMISIÓN POR SERVICIO, MAYO 2020",
        "04 Tarjeta de crédito",
        "PUE Pago en una sola exhibición",
        "$942.59",
        "$150.81",
        "$1,093.40",
        "MIL NOVENTA Y TRES PESOS 40/100 M.N.",
        "Este documento es una representación impresa de un CFDI",
    ] {
        assert!(text.contains(said), "{said:?} is not in {text:?}");
    }
    assert!(!text.contains("Sustituye"), "{text:?}");
}

#[test]
fn seals_and_cadena_original_can_be_copied_whole() {
    let document = stamped(head(), statement());
    let copied = text(&read(&print(&document))).replace(' ', "");
    let cadena_original = document.stamp().cadena_original().replace(' ', "");
    for sealed in [document.document().seal().as_str(), document.stamp().seal.as_str(), &cadena_original] {
        assert!(copied.contains(sealed), "{sealed:?} is not in {copied:?}");
    }
}

#[test]
fn the_qr_code_is_a_link_to_the_sats_page_too() {
    let document = stamped(head(), statement());
    let address = document.verification_address().to_string();
    let pdf = read(&print(&document));
    let action = |object: &Object| object.as_dict().ok()?.get(b"A").ok()?.as_dict().ok().cloned();
    let actions = pdf.objects.values().filter_map(action);
    let links: Vec<_> =
        actions.map(|action| action.get(b"URI").unwrap().as_str().unwrap().to_vec()).collect();
    assert!(!links.is_empty() && links.iter().all(|link| link == address.as_bytes()), "{links:?}");
}

#[test]
fn each_kind_of_tax_has_its_sum() {
    let concepts = Taxation::ALL.map(|taxation| {
        let description = "CRUCES".parse().unwrap();
        Concept::new(Service::TollCrossings, 1.into(), description, 100.into(), taxation).unwrap()
    });
    let text = text(&read(&print(&stamped(head(), concepts.to_vec()))));
    for said in [
        "Base exenta de IVA $100.00",
        "Base del IVA 16 % $100.00",
        "IVA 16 % $16.00",
        "$416.00",
        "01 No objeto de impuesto",
        "02 Sí objeto de impuesto · Exento de IVA",
        "03 Sí objeto del impuesto y no obligado al desglose",
    ] {
        assert!(text.contains(said), "{said:?} is not in {text:?}");
    }
}

#[test]
fn the_receipt_of_a_cancellation_says_what_the_sat_says_of_it_and_when() {
    let (document, receipt) = (stamped(head(), statement()), receipt());
    let printer = Printer::new().unwrap();
    let pdf = read(&printer.print_receipt(&receipt, &document).unwrap());
    assert_eq!(pdf.get_pages().len(), 1);
    let text = text(&pdf);
    for said in [
        "ACUSE DE CANCELACIÓN",
        "04BF2854-FE7D-4377-9196-71248F060ABB",
        "2 de junio de 2020, 17:07:09",
        "201 Solicitud de cancelación recibida",
        "O-52375239",
        "ISD950921HE5",
        "SERVICIOS DE AUTOPISTAS Y TELEPEAJE",
        "$1,093.40",
        "30001000000999999902",
        "DOCUMENTO DE PRUEBA, SIN VALIDEZ FISCAL",
    ] {
        assert!(text.contains(said), "{said:?} is not in {text:?}");
    }
    assert!(text.replace(' ', "").contains(receipt.seal().as_str()));
    assert_eq!(attached(&pdf), [receipt.xml().to_vec()]);
}

#[test]
fn the_receipt_of_a_repeated_request_has_the_sats_words_for_that() {
    let again = String::from_utf8(receipt().xml().to_vec()).unwrap().replace(">201<", ">202<");
    let again = CancellationReceipt::read(again.into_bytes(), receipt().folio_fiscal()).unwrap();
    let pdf = Printer::new().unwrap().print_receipt(&again, &stamped(head(), statement())).unwrap();
    assert!(text(&read(&pdf)).contains("202 UUID previamente cancelado"));
}

#[test]
fn a_receipt_is_not_printed_with_another_invoice() {
    let document = stamped(head(), statement());
    let other = "5e2d6aff-2dd7-43d1-83d3-14c1aca396d9".parse().unwrap();
    let at = "2020-06-02T17:07:09".parse().unwrap();
    let other = CancellationReceipt::issue("ISD950921HE5".parse().unwrap(), other, at, &PAC).unwrap();
    let refused = Printer::new().unwrap().print_receipt(&other, &document);
    assert!(matches!(refused, Err(PrintError::OtherDocument)));
}

#[test]
fn a_corrected_invoice_says_which_one_it_replaces() {
    let replaces = vec!["5e2d6aff-2dd7-43d1-83d3-14c1aca396d9".parse().unwrap()];
    let text = text(&read(&print(&stamped(Head { replaces, ..head() }, statement()))));
    assert!(text.contains("Sustituye al CFDI"), "{text:?}");
    assert!(text.contains("5E2D6AFF-2DD7-43D1-83D3-14C1ACA396D9"), "{text:?}");
    assert!(text.contains("04 Sustitución de los CFDI previos"), "{text:?}");
}

#[test]
fn it_is_tagged_in_mexican_spanish_and_carries_its_xml() {
    let document = stamped(head(), statement());
    let pdf = read(&print(&document));
    let catalog = pdf.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"es-MX");
    let (_, mark_info) = pdf.dereference(catalog.get(b"MarkInfo").unwrap()).unwrap();
    assert!(mark_info.as_dict().unwrap().get(b"Marked").unwrap().as_bool().unwrap());
    assert!(catalog.has(b"StructTreeRoot"));

    let (_, metadata) = pdf.dereference(catalog.get(b"Metadata").unwrap()).unwrap();
    let metadata = String::from_utf8(metadata.as_stream().unwrap().content.clone()).unwrap();
    for claim in ["<pdfaid:part>3<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"] {
        assert!(metadata.contains(claim), "{claim} is not in {metadata}");
    }

    assert_eq!(attached(&pdf), [document.xml().to_vec()]);
}

#[test]
fn the_same_invoice_gives_the_same_bytes_whoever_prints_it_and_beside_whatever_else() {
    let document = stamped(head(), statement());
    let expected = print(&document);
    let printer = Printer::new().unwrap();
    std::thread::scope(|threads| {
        let other = threads.spawn(|| printer.print(&stamped(named("OTRA"), crossings(3))).unwrap());
        let same = threads.spawn(|| printer.print(&document).unwrap());
        assert_ne!(other.join().unwrap(), expected);
        assert_eq!(same.join().unwrap(), expected);
    });
    assert_eq!(printer.print(&document).unwrap(), expected);
}

/// The text of each page.
fn pages(pdf: &Document) -> Vec<String> {
    let text =
        |page: &u32| pdf.extract_text(&[*page]).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    pdf.get_pages().keys().map(text).collect()
}

#[test]
fn a_cancelled_invoice_says_so_on_every_page_and_its_xml_is_the_same() {
    let cancellation = Cancellation {
        status: "Cancelado con aceptación",
        known_at: Some("2020-06-03T10:05:12".parse().unwrap()),
        replaced_by: Some("5e2d6aff-2dd7-43d1-83d3-14c1aca396d9".parse().unwrap()),
    };
    let printer = Printer::new().unwrap();
    for concepts in [statement(), crossings(40)] {
        let document = stamped(head(), concepts);
        let valid = read(&printer.print(&document).unwrap());
        assert!(pages(&valid).iter().all(|page| !page.contains("CANCELADA")));
        let pdf = read(&printer.print_cancelled(&document, &cancellation).unwrap());
        for page in pages(&pdf) {
            for said in [
                "CANCELADA",
                "«Cancelado con aceptación»",
                "3 de junio de 2020, 10:05:12, hora de la Ciudad de México",
                "5E2D6AFF-2DD7-43D1-83D3-14C1ACA396D9",
            ] {
                assert!(page.contains(said), "{said:?} is not in {page:?}");
            }
        }
        assert_eq!(attached(&pdf), [document.xml().to_vec()], "byte for byte what was certified");
        let catalog = pdf.catalog().unwrap();
        let (_, metadata) = pdf.dereference(catalog.get(b"Metadata").unwrap()).unwrap();
        let metadata = String::from_utf8(metadata.as_stream().unwrap().content.clone()).unwrap();
        assert!(metadata.contains("<pdfaid:part>3<") && metadata.contains("<pdfuaid:part>1<"), "{metadata}");
    }
    assert_eq!(
        read(&printer.print_cancelled(&stamped(head(), statement()), &cancellation).unwrap())
            .get_pages()
            .len(),
        1
    );
    let bare = Cancellation { status: "Cancelado", known_at: None, replaced_by: None };
    let text = text(&read(&printer.print_cancelled(&stamped(head(), statement()), &bare).unwrap()));
    assert!(text.contains("El SAT la reporta como «Cancelado».") && !text.contains("sustituye"), "{text:?}");
}

#[test]
fn forty_concepts_go_on_to_a_second_page_and_none_is_lost() {
    let pdf = read(&print(&stamped(head(), crossings(40))));
    let pages = pdf.get_pages().len();
    assert!((2..=4).contains(&pages), "{pages} pages");
    let text = text(&pdf);
    for number in 1..=40 {
        assert!(text.contains(&format!("CRUCE {number}, PLAZA")), "{number} is not in {text:?}");
    }
    assert!(text.contains(&format!("Página {pages} de {pages}")), "{text:?}");
}

#[test]
fn a_name_of_three_hundred_characters_is_printed_whole() {
    let words = "UNIÓN DE CRÉDITO & \"ÑANDÚ\" ".repeat(12).chars().take(300).collect::<String>();
    let document = stamped(named(&words), statement());
    let pdf = read(&print(&document));
    assert_eq!(pdf.get_pages().len(), 1);
    assert_eq!(text(&pdf).matches("ÑANDÚ").count(), words.matches("ÑANDÚ").count());

    let unbroken = "Ñ".repeat(300);
    let pdf = read(&print(&stamped(named(&unbroken), statement())));
    assert_eq!(pdf.get_pages().len(), 1);
    let text = text(&pdf);
    assert_eq!(text.matches('Ñ').count(), 300);
    assert!(text.contains("ÑÑÑÑÑ ÑÑÑÑÑ"), "it may break into lines: {text:?}");
}

#[test]
fn what_a_customer_wrote_is_never_markup() {
    let text = text(&read(&print(&stamped(
        named("#strong[X] *Y* $z$ _w_ \\ @ref <label> `raw` // nota"),
        statement(),
    ))));
    assert!(text.contains("#strong[X] *Y* $z$ _w_ \\ @ref <label> `raw` // nota"), "{text:?}");
}

#[test]
fn a_name_in_a_script_that_the_fonts_lack_is_marked_and_not_an_error() {
    let document = stamped(named("日本 S.A. \u{1F697} Ελλάς e\u{301}"), statement());
    let pdf = print(&document);
    assert!(text(&read(&pdf)).contains("□□ S.A. □"));
}

proptest! {
    // Typesetting a document is slow, so a few dozen cases must be enough.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_a_name_may_hold_is_printed(name in prop_oneof!["[A-ZÑ&'\"#$*_@<>\\\\/`~\\[\\]{}= .-]{1,300}", "\\PC{1,80}"]) {
        prop_assume!(name.parse::<cfdi::PartyName>().is_ok());
        let printed = Printer::new().unwrap().print(&stamped(named(&name), statement()));
        prop_assert!(printed.is_ok(), "{:?}", printed.err());
    }
}
