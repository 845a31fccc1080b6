//! The printed form as whoever opens it finds it: read with a PDF library of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, missing_docs)]

use cfdi::{Cfdi, Concept, Head, Issuer, Receiver, Service, Stamp, StampedCfdi, monthly_statement};
use lopdf::{Document, Object};
use mx_fiscal::PaymentForm;
use printed_form::Printer;
use proptest::prelude::*;

/// The manual's invoice of MAYO 2020.
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
        Concept::new(Service::TollCrossings, 1.into(), description.parse().unwrap(), (17 + number).into())
            .unwrap()
    };
    (1..=count).map(crossing).collect()
}

fn stamped(head: Head, concepts: Vec<Concept>) -> StampedCfdi {
    Cfdi::new(head, concepts).unwrap().stamped(Stamp {
        folio_fiscal: "04bf2854-fe7d-4377-9196-71248f060abb".parse().unwrap(),
        stamped_at: "2020-05-27T11:01:30".parse().unwrap(),
    })
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

#[test]
fn an_ordinary_invoice_is_one_page_that_says_all_of_it() {
    let pdf = read(&print(&stamped(head(), statement())));
    assert_eq!(pdf.get_pages().len(), 1);
    let text = text(&pdf);
    // Nothing stands before the wordmark or hidden under its band.
    assert!(text.starts_with("PASE FACT"), "{text:?}");
    for said in [
        "O-52375239",
        "ISD950921HE5",
        "SAT050528XN0",
        "SERVICIOS DE AUTOPISTAS Y TELEPEAJE",
        "601 General de Ley Personas Morales",
        "G03 Gastos en general",
        "27 de mayo de 2020, 11:01:00",
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

    let xml = document.to_xml().unwrap();
    let attached = pdf.objects.values().filter_map(|object| object.as_stream().ok()).filter(|stream| {
        stream.dict.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"EmbeddedFile")
    });
    let attached: Vec<Vec<u8>> =
        attached.map(|file| file.decompressed_content().unwrap_or_else(|_| file.content.clone())).collect();
    assert_eq!(attached, [xml]);
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
    // Setting a document takes long enough that a few dozen must do.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_a_name_may_hold_is_printed(name in prop_oneof!["[A-ZÑ&'\"#$*_@<>\\\\/`~\\[\\]{}= .-]{1,300}", "\\PC{1,80}"]) {
        prop_assume!(name.parse::<cfdi::PartyName>().is_ok());
        let printed = Printer::new().unwrap().print(&stamped(named(&name), statement()));
        prop_assert!(printed.is_ok(), "{:?}", printed.err());
    }
}
