//! The XML says what the document says, whatever is in it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, missing_docs)]

use cfdi::{Cfdi, Concept, Head, Issuer, Receiver, Service, Stamp, StampedCfdi, monthly_statement};
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

fn stamped(head: Head, concepts: Vec<Concept>) -> StampedCfdi {
    Cfdi::new(head, concepts).unwrap().stamped(Stamp {
        folio_fiscal: "04bf2854-fe7d-4377-9196-71248f060abb".parse().unwrap(),
        stamped_at: "2020-05-27T11:01:30".parse().unwrap(),
    })
}

fn xml(document: &StampedCfdi) -> String {
    String::from_utf8(document.to_xml().unwrap()).unwrap()
}

/// The children of that name, of the CFDI's own namespace.
fn children<'a>(node: Node<'a, 'a>, name: &'static str) -> Vec<Node<'a, 'a>> {
    node.children().filter(|child| child.has_tag_name((CFDI, name))).collect()
}

#[test]
fn the_mayo_2020_invoice_is_written_in_the_order_of_the_schema() {
    let total = "1093.40".parse().unwrap();
    let concepts = monthly_statement(total, "12.50".parse().unwrap(), "2020-05".parse().unwrap()).unwrap();
    let document = stamped(head("Pase, Servicios Electrónicos S.A De C.V."), concepts);

    let expected = concat!(
        r#"<?xml version="1.0" encoding="UTF-8"?>"#,
        r#"<cfdi:Comprobante xmlns:cfdi="http://www.sat.gob.mx/cfd/4""#,
        r#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#,
        r#" xsi:schemaLocation="http://www.sat.gob.mx/cfd/4 http://www.sat.gob.mx/sitio_internet/cfd/4/cfdv40.xsd""#,
        r#" Version="4.0" Serie="O" Folio="52375239" Fecha="2020-05-27T11:01:00" FormaPago="04""#,
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
        r#" Version="1.1" UUID="04BF2854-FE7D-4377-9196-71248F060ABB" FechaTimbrado="2020-05-27T11:01:30"/>"#,
        r#"</cfdi:Complemento></cfdi:Comprobante>"#,
    );
    assert_eq!(xml(&document), expected);
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

/// A text as a name or a description may hold it, rich in what XML has to escape.
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
        descriptions in proptest::collection::vec((carried_text(), 1i64..1_000_000_000, 1u32..=1000), 1..8),
    ) {
        let mut concepts = Vec::new();
        for (description, unit_price, quantity) in descriptions {
            let Ok(description) = description.parse() else { continue };
            let price = Decimal::new(unit_price, 6) + Decimal::ONE;
            concepts.push(Concept::new(Service::TollCrossings, quantity.into(), description, price).unwrap());
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
            let vat = written.descendants().find(|node| node.has_tag_name((CFDI, "Traslado"))).unwrap();
            prop_assert_eq!(figure(&vat, "Base"), concept.amount());
            prop_assert_eq!(figure(&vat, "Importe"), concept.vat());
            bases += figure(written, "Importe");
            vats += figure(&vat, "Importe");
        }
        let half_up = |sum: Decimal| sum.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        prop_assert_eq!(half_up(bases), cfdi.subtotal().decimal());
        prop_assert_eq!(half_up(vats), cfdi.vat().decimal());
        prop_assert_eq!(half_up(bases) + half_up(vats), cfdi.total().decimal());

        let stamp = root.descendants().find(|node| node.has_tag_name((TFD, "TimbreFiscalDigital"))).unwrap();
        prop_assert_eq!(stamp.attribute("UUID"), Some("04BF2854-FE7D-4377-9196-71248F060ABB"));
    }
}
