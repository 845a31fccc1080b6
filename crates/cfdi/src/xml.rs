//! The XML of a stamped document: CFDI 4.0 with the complement TimbreFiscalDigital 1.1, elements and attributes in the
//! order of the SAT's `cfdv40.xsd`. Seals and certificates are left out (see the crate's documentation).

use std::io;

use mx_fiscal::RelationKind;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};
use rust_decimal::Decimal;

use crate::{Cfdi, Concept, FolioFiscal, Stamp, StampedCfdi, VAT_RATE};

type Xml = Writer<Vec<u8>>;

const CFDI_NAMESPACE: &str = "http://www.sat.gob.mx/cfd/4";
const CFDI_SCHEMA: &str = "http://www.sat.gob.mx/cfd/4 http://www.sat.gob.mx/sitio_internet/cfd/4/cfdv40.xsd";
const TFD_NAMESPACE: &str = "http://www.sat.gob.mx/TimbreFiscalDigital";
const TFD_SCHEMA: &str = "http://www.sat.gob.mx/TimbreFiscalDigital \
    http://www.sat.gob.mx/sitio_internet/cfd/TimbreFiscalDigital/TimbreFiscalDigitalv11.xsd";
const XSI_NAMESPACE: &str = "http://www.w3.org/2001/XMLSchema-instance";

impl StampedCfdi {
    /// The document's XML in UTF-8.
    ///
    /// # Errors
    /// Only as [`Writer`] declares them: writing to memory does not fail.
    pub fn to_xml(&self) -> io::Result<Vec<u8>> {
        let mut xml = Writer::new(Vec::new());
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        document(&mut xml, self.cfdi(), self.stamp())?;
        Ok(xml.into_inner())
    }
}

fn document(xml: &mut Xml, cfdi: &Cfdi, stamp: Stamp) -> io::Result<()> {
    let head = cfdi.head();
    xml.create_element("cfdi:Comprobante")
        .with_attributes([
            ("xmlns:cfdi", CFDI_NAMESPACE),
            ("xmlns:xsi", XSI_NAMESPACE),
            ("xsi:schemaLocation", CFDI_SCHEMA),
            ("Version", "4.0"),
            ("Serie", head.series.as_str()),
            ("Folio", head.folio.as_str()),
            ("Fecha", &head.issued_at.to_string()),
            ("FormaPago", head.payment_form.code()),
            ("SubTotal", &cfdi.subtotal().to_string()),
            ("Moneda", "MXN"),
            ("Total", &cfdi.total().to_string()),
            ("TipoDeComprobante", "I"),
            ("Exportacion", "01"),
            ("MetodoPago", head.payment_form.method().code()),
            ("LugarExpedicion", &head.place_of_issue.to_string()),
        ])
        .write_inner_content(|xml| {
            replaced(xml, &head.replaces)?;
            parties(xml, cfdi)?;
            xml.create_element("cfdi:Conceptos")
                .write_inner_content(|xml| cfdi.concepts().iter().try_for_each(|line| concept(xml, line)))?;
            let (base, vat) = (cfdi.subtotal().to_string(), cfdi.vat().to_string());
            xml.create_element("cfdi:Impuestos")
                .with_attribute(("TotalImpuestosTrasladados", vat.as_str()))
                .write_inner_content(|xml| transferred_vat(xml, &base, &vat))?;
            xml.create_element("cfdi:Complemento").write_inner_content(|xml| timbre(xml, stamp))?;
            Ok(())
        })?;
    Ok(())
}

fn replaced(xml: &mut Xml, replaces: &[FolioFiscal]) -> io::Result<()> {
    if replaces.is_empty() {
        return Ok(());
    }
    xml.create_element("cfdi:CfdiRelacionados")
        .with_attribute(("TipoRelacion", RelationKind::Substitution.code()))
        .write_inner_content(|xml| {
            replaces.iter().try_for_each(|folio_fiscal| {
                xml.create_element("cfdi:CfdiRelacionado")
                    .with_attribute(("UUID", folio_fiscal.to_string().as_str()))
                    .write_empty()
                    .map(|_| ())
            })
        })?;
    Ok(())
}

fn parties(xml: &mut Xml, cfdi: &Cfdi) -> io::Result<()> {
    let (issuer, receiver) = (&cfdi.head().issuer, &cfdi.head().receiver);
    xml.create_element("cfdi:Emisor")
        .with_attributes([
            ("Rfc", issuer.rfc.as_str()),
            ("Nombre", issuer.name.as_str()),
            ("RegimenFiscal", issuer.fiscal_regime.code()),
        ])
        .write_empty()?;
    xml.create_element("cfdi:Receptor")
        .with_attributes([
            ("Rfc", receiver.rfc.as_str()),
            ("Nombre", receiver.name.as_str()),
            ("DomicilioFiscalReceptor", &receiver.postal_code.to_string()),
            ("RegimenFiscalReceptor", receiver.fiscal_regime.code()),
            ("UsoCFDI", receiver.cfdi_use.code()),
        ])
        .write_empty()?;
    Ok(())
}

fn concept(xml: &mut Xml, concept: &Concept) -> io::Result<()> {
    let (amount, vat) = (pesos(concept.amount()), pesos(concept.vat()));
    xml.create_element("cfdi:Concepto")
        .with_attributes([
            ("ClaveProdServ", concept.service().product_key()),
            ("Cantidad", &concept.quantity().to_string()),
            ("ClaveUnidad", concept.service().unit_key()),
            ("Unidad", concept.service().unit_description()),
            ("Descripcion", concept.description().as_str()),
            ("ValorUnitario", &pesos(concept.unit_price())),
            ("Importe", &amount),
            ("ObjetoImp", "02"),
        ])
        .write_inner_content(|xml| {
            xml.create_element("cfdi:Impuestos")
                .write_inner_content(|xml| transferred_vat(xml, &amount, &vat))?;
            Ok(())
        })?;
    Ok(())
}

fn transferred_vat(xml: &mut Xml, base: &str, vat: &str) -> io::Result<()> {
    xml.create_element("cfdi:Traslados").write_inner_content(|xml| {
        xml.create_element("cfdi:Traslado")
            .with_attributes([
                ("Base", base),
                ("Impuesto", "002"),
                ("TipoFactor", "Tasa"),
                ("TasaOCuota", &format!("{VAT_RATE:.6}")),
                ("Importe", vat),
            ])
            .write_empty()?;
        Ok(())
    })?;
    Ok(())
}

fn timbre(xml: &mut Xml, stamp: Stamp) -> io::Result<()> {
    xml.create_element("tfd:TimbreFiscalDigital")
        .with_attributes([
            ("xmlns:tfd", TFD_NAMESPACE),
            ("xsi:schemaLocation", TFD_SCHEMA),
            ("Version", "1.1"),
            ("UUID", &stamp.folio_fiscal.to_string()),
            ("FechaTimbrado", &stamp.stamped_at.to_string()),
        ])
        .write_empty()?;
    Ok(())
}

/// An amount with two decimals, or with those that it has if they are more.
fn pesos(amount: Decimal) -> String {
    let decimals = amount.normalize().scale().max(2);
    format!("{amount:.*}", usize::try_from(decimals).unwrap_or(2))
}
