//! Checks that the XML says exactly what the document says, whatever texts and figures it contains.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, missing_docs)]

use std::sync::LazyLock;

use cfdi::{
    CancellationReceipt, Cfdi, Concept, Csd, Head, Issuer, ReadError, Receiver, Service, Stamp, StampedCfdi,
    Taxation, monthly_statement,
};
use mx_fiscal::{Money, PaymentForm};
use proptest::prelude::*;
use roxmltree::{Document, Node};
use rust_decimal::Decimal;

const CFDI: &str = "http://www.sat.gob.mx/cfd/4";
const TFD: &str = "http://www.sat.gob.mx/TimbreFiscalDigital";

fn head(receiver_name: &str) -> Head {
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
            rfc: "ISD950921HE5".parse().unwrap(),
            name: receiver_name.parse().unwrap(),
            postal_code: "11529".parse().unwrap(),
            fiscal_regime: "601".parse().unwrap(),
            cfdi_use: "G03".parse().unwrap(),
        },
        replaces: Vec::new(),
    }
}

/// Opens a CSD of the sandbox.
fn csd(name: &str) -> Csd {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../backend/src/sandbox/csd/");
    let file = |ending| std::fs::read(format!("{folder}{name}.{ending}")).unwrap();
    Csd::open(&file("cer"), &file("key"), "12345678a").unwrap()
}

static ISSUER: LazyLock<Csd> = LazyLock::new(|| csd("issuer"));
static PAC: LazyLock<Csd> = LazyLock::new(|| csd("pac"));

fn stamped(head: Head, concepts: Vec<Concept>) -> StampedCfdi {
    let document = Cfdi::new(head, concepts).unwrap().sealed(&ISSUER).unwrap();
    let uuid = "04bf2854-fe7d-4377-9196-71248f060abb".parse().unwrap();
    let stamp = Stamp::issue(&document, uuid, "2020-05-27T11:01:30".parse().unwrap(), None, &PAC).unwrap();
    document.stamped(stamp).unwrap()
}

fn xml(document: &StampedCfdi) -> String {
    String::from_utf8(document.xml().to_vec()).unwrap()
}

/// The children with this name in the CFDI's own namespace.
fn children<'a>(node: Node<'a, 'a>, name: &'static str) -> Vec<Node<'a, 'a>> {
    node.children().filter(|child| child.has_tag_name((CFDI, name))).collect()
}

fn manuals_concepts() -> Vec<Concept> {
    monthly_statement("1093.40".parse().unwrap(), "12.50".parse().unwrap(), "2020-05".parse().unwrap())
        .unwrap()
}

#[test]
fn the_mayo_2020_invoice_is_written_in_the_order_of_the_schema() {
    let document = stamped(head("Pase, Servicios Electrónicos S.A De C.V."), manuals_concepts());

    let sealed = document.document();
    let expected = [
        r#"<?xml version="1.0" encoding="UTF-8"?>"#,
        r#"<cfdi:Comprobante xmlns:cfdi="http://www.sat.gob.mx/cfd/4""#,
        r#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#,
        r#" xsi:schemaLocation="http://www.sat.gob.mx/cfd/4 http://www.sat.gob.mx/sitio_internet/cfd/4/cfdv40.xsd""#,
        r#" Version="4.0" Serie="O" Folio="52375239" Fecha="2020-05-27T11:01:00""#,
        &format!(r#" Sello="{}" FormaPago="04" NoCertificado="30001000000999999901""#, sealed.seal()),
        &format!(r#" Certificado="{}""#, sealed.certificate().to_base64()),
        r#" SubTotal="942.59" Moneda="MXN" Total="1093.40" TipoDeComprobante="I" Exportacion="01""#,
        r#" MetodoPago="PUE" LugarExpedicion="11529">"#,
        r#"<cfdi:Emisor Rfc="ISD950921HE5" Nombre="PASE, SERVICIOS ELECTRONICOS" RegimenFiscal="601"/>"#,
        r#"<cfdi:Receptor Rfc="ISD950921HE5" Nombre="Pase, Servicios Electrónicos S.A De C.V.""#,
        r#" DomicilioFiscalReceptor="11529" RegimenFiscalReceptor="601" UsoCFDI="G03"/>"#,
        r#"<cfdi:Conceptos>"#,
        r#"<cfdi:Concepto ClaveProdServ="95111615" Cantidad="1" ClaveUnidad="E54" Unidad="Viaje""#,
        r#" Descripcion="CRUCES DE AUTOPISTA, MAYO 2020" ValorUnitario="930.09" Importe="930.09" ObjetoImp="02">"#,
        r#"<cfdi:Impuestos><cfdi:Traslados><cfdi:Traslado Base="930.09" Impuesto="002" TipoFactor="Tasa""#,
        r#" TasaOCuota="0.160000" Importe="148.8144"/></cfdi:Traslados></cfdi:Impuestos></cfdi:Concepto>"#,
        r#"<cfdi:Concepto ClaveProdServ="80141628" Cantidad="1" ClaveUnidad="E48" Unidad="Unidad de servicio""#,
        r#" Descripcion="COMISIÓN POR SERVICIO, MAYO 2020" ValorUnitario="12.50" Importe="12.50" ObjetoImp="02">"#,
        r#"<cfdi:Impuestos><cfdi:Traslados><cfdi:Traslado Base="12.50" Impuesto="002" TipoFactor="Tasa""#,
        r#" TasaOCuota="0.160000" Importe="2.00"/></cfdi:Traslados></cfdi:Impuestos></cfdi:Concepto>"#,
        r#"</cfdi:Conceptos>"#,
        r#"<cfdi:Impuestos TotalImpuestosTrasladados="150.81"><cfdi:Traslados><cfdi:Traslado Base="942.59""#,
        r#" Impuesto="002" TipoFactor="Tasa" TasaOCuota="0.160000" Importe="150.81"/></cfdi:Traslados></cfdi:Impuestos>"#,
        r#"<cfdi:Complemento><tfd:TimbreFiscalDigital xmlns:tfd="http://www.sat.gob.mx/TimbreFiscalDigital""#,
        r#" xsi:schemaLocation="http://www.sat.gob.mx/TimbreFiscalDigital"#,
        r#" http://www.sat.gob.mx/sitio_internet/cfd/TimbreFiscalDigital/TimbreFiscalDigitalv11.xsd""#,
        r#" Version="1.1" UUID="04BF2854-FE7D-4377-9196-71248F060ABB" FechaTimbrado="2020-05-27T11:01:30""#,
        r#" RfcProvCertif="AAA010101AAA""#,
        &format!(r#" SelloCFD="{}" NoCertificadoSAT="30001000000999999902""#, sealed.seal()),
        &format!(r#" SelloSAT="{}"/></cfdi:Complemento></cfdi:Comprobante>"#, document.stamp().seal),
    ];
    assert_eq!(xml(&document), expected.concat());
}

#[test]
fn a_corrected_invoice_names_the_one_that_it_replaces_before_anyone_else() {
    let concepts =
        monthly_statement("743.00".parse().unwrap(), Money::ZERO, "2020-06".parse().unwrap()).unwrap();
    let replaces = vec!["5e2d6aff-2dd7-43d1-83d3-14c1aca396d9".parse().unwrap()];
    let text = xml(&stamped(Head { replaces, ..head("PRUEBA") }, concepts));
    let document = Document::parse(&text).unwrap();

    let first = document.root_element().first_element_child().unwrap();
    assert!(first.has_tag_name((CFDI, "CfdiRelacionados")));
    assert_eq!(first.attribute("TipoRelacion"), Some("04"));
    let replaced = first.first_element_child().unwrap();
    assert_eq!(replaced.attribute("UUID"), Some("5E2D6AFF-2DD7-43D1-83D3-14C1ACA396D9"));
}

#[test]
fn a_deferred_payment_has_its_form_still_to_be_defined() {
    let concepts =
        monthly_statement("743.00".parse().unwrap(), Money::ZERO, "2020-06".parse().unwrap()).unwrap();
    let text = xml(&stamped(Head { payment_form: PaymentForm::ToBeDefined, ..head("PRUEBA") }, concepts));
    assert!(text.contains(r#"FormaPago="99""#) && text.contains(r#"MetodoPago="PPD""#));
}

#[test]
fn what_is_not_taxed_has_neither_rate_nor_amount() {
    let concept = |taxation| {
        Concept::new(Service::TollCrossings, 1.into(), "CRUCES".parse().unwrap(), 100.into(), taxation)
            .unwrap()
    };
    let text = xml(&stamped(head("PRUEBA"), vec![concept(Taxation::NotSubject), concept(Taxation::Exempt)]));
    assert!(text.contains(r#"Importe="100.00" ObjetoImp="01"/>"#), "{text}");
    let exempt = r#"<cfdi:Traslados><cfdi:Traslado Base="100.00" Impuesto="002" TipoFactor="Exento"/></cfdi:Traslados>"#;
    assert!(text.contains(&format!("</cfdi:Conceptos><cfdi:Impuestos>{exempt}</cfdi:Impuestos>")), "{text}");

    let text = xml(&stamped(head("PRUEBA"), vec![concept(Taxation::NotItemized)]));
    assert!(text.contains(r#"ObjetoImp="03"/></cfdi:Conceptos><cfdi:Complemento>"#), "{text}");
}

#[test]
fn the_xml_of_an_issued_invoice_is_kept_byte_for_byte() {
    let written = xml(&stamped(head("PRUEBA"), manuals_concepts()));
    // A certifier may return it with a byte order mark and line breaks.
    let certified = format!("\u{feff}{}", written.replace("><", ">\r\n  <"));
    let read = StampedCfdi::read(certified.clone().into_bytes()).unwrap();
    assert_eq!(read.xml(), certified.as_bytes());
    assert_eq!(read.document(), stamped(head("PRUEBA"), manuals_concepts()).document());
}

/// These files date from when documents were first sealed. Even if the format that is written
/// changes, issued documents must stay readable.
#[test]
fn what_was_issued_before_is_still_read() {
    let document = StampedCfdi::read(include_bytes!("documents/0261.xml").to_vec()).unwrap();
    assert_eq!(document.cfdi().concepts().len(), 3);
    assert!(document.document().certificate().number().to_string().starts_with("30001000000"));
    let cancelled = "55EF0680-7375-4545-8329-5ED85492F322".parse().unwrap();
    assert!(CancellationReceipt::read(include_bytes!("documents/acuse.xml").to_vec(), cancelled).is_ok());
}

#[test]
fn an_xml_that_somebody_changed_is_not_read() {
    let written = xml(&stamped(head("PRUEBA"), manuals_concepts()));
    let read = |from: &str, to: &str| {
        assert!(written.contains(from), "{from}");
        StampedCfdi::read(written.replacen(from, to, 1).into_bytes()).map(drop)
    };
    assert_eq!(read(r#"Nombre="PRUEBA""#, r#"Nombre="OTRA""#), Err(ReadError::Seal));
    assert_eq!(
        read(r#"Total="1093.40""#, r#"Total="1093.40" Confirmacion="ECVH1""#),
        Err(ReadError::Foreign)
    );
    assert_eq!(read(r#"ValorUnitario="930.09""#, r#"ValorUnitario="93.09""#), Err(ReadError::Seal));
    assert_eq!(read("</cfdi:Complemento>", "<a/></cfdi:Complemento>"), Err(ReadError::Foreign));
    assert_eq!(read("<cfdi:Emisor", "<cfdi:Otro"), Err(ReadError::Missing("Emisor")));
    assert_eq!(read("95111615", "01010101"), Err(ReadError::Value("ClaveProdServ")));
    assert_eq!(read(r#"encoding="UTF-8"?>"#, r#"encoding="UTF-8"?><!DOCTYPE a>"#), Err(ReadError::Xml));
}

/// A text that a name or a description may contain, with many characters that XML has to escape.
fn carried_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-ZÑ&<>\"'áéíóúü;#/ ]{1,60}",
        "\\PC{1,60}".prop_map(|text| text.replace('|', " ")),
        Just("]]> &amp; &#10; <!-- \u{a0}Ñ \u{1F697}".to_owned()),
    ]
}

proptest! {
    #[test]
    fn the_xml_read_again_says_what_the_document_says(
        name in carried_text(),
        lines in proptest::collection::vec((carried_text(), 1i64..1_000_000_000, 1u32..=1000, 0usize..4), 1..8),
    ) {
        let mut concepts = Vec::new();
        for (description, unit_price, quantity, taxation) in lines {
            let taxation = Taxation::ALL[taxation];
            let Ok(description) = description.parse() else { continue };
            let price = Decimal::new(unit_price, 6) + Decimal::ONE;
            concepts.push(Concept::new(Service::TollCrossings, quantity.into(), description, price, taxation).unwrap());
        }
        prop_assume!(!concepts.is_empty() && name.parse::<cfdi::PartyName>().is_ok());
        let document = stamped(head(&name), concepts);
        let cfdi = document.cfdi();

        let text = xml(&document);
        let parsed = Document::parse(&text).unwrap();
        let root = parsed.root_element();
        prop_assert_eq!(root.attribute("Total").unwrap().parse::<Money>().unwrap(), cfdi.total());

        let receiver = children(root, "Receptor")[0];
        prop_assert_eq!(receiver.attribute("Nombre").unwrap(), cfdi.head().receiver.name.as_str());

        let written = children(children(root, "Conceptos")[0], "Concepto");
        prop_assert_eq!(written.len(), cfdi.concepts().len());
        let mut bases = Decimal::ZERO;
        let mut vats = Decimal::ZERO;
        for (written, concept) in written.iter().zip(cfdi.concepts()) {
            let figure = |node: &Node, name: &str| node.attribute(name).unwrap().parse::<Decimal>().unwrap();
            prop_assert_eq!(written.attribute("Descripcion").unwrap(), concept.description().as_str());
            prop_assert_eq!(figure(written, "Cantidad"), concept.quantity());
            prop_assert_eq!(figure(written, "ValorUnitario"), concept.unit_price());
            bases += figure(written, "Importe");
            let transfer = written.descendants().find(|node| node.has_tag_name((CFDI, "Traslado")));
            if let Some(transfer) = transfer {
                prop_assert_eq!(figure(&transfer, "Base"), concept.amount());
                if transfer.has_attribute("Importe") {
                    prop_assert_eq!(figure(&transfer, "Importe"), concept.vat());
                    vats += figure(&transfer, "Importe");
                }
            }
        }
        let half_up = |sum: Decimal| sum.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        prop_assert_eq!(half_up(bases), cfdi.subtotal().decimal());
        prop_assert_eq!(half_up(vats), cfdi.vat().decimal());
        prop_assert_eq!(half_up(bases) + half_up(vats), cfdi.total().decimal());

        let stamp = root.descendants().find(|node| node.has_tag_name((TFD, "TimbreFiscalDigital"))).unwrap();
        prop_assert_eq!(stamp.attribute("UUID"), Some("04BF2854-FE7D-4377-9196-71248F060ABB"));
        prop_assert_eq!(StampedCfdi::read(document.xml().to_vec()).unwrap(), document);
    }
}
