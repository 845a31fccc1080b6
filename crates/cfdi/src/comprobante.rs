//! The XML tree of a CFDI 4.0 document, with elements and attributes in the order of the SAT's
//! `cfdv40.xsd`.

use mx_fiscal::RelationKind;
use rust_decimal::Decimal;

use crate::element::Element;
use crate::{Certificate, Cfdi, Concept, FolioFiscal, Seal, Taxation, Taxes, VAT_RATE};

pub(crate) const CFDI_NAMESPACE: &str = "http://www.sat.gob.mx/cfd/4";
const CFDI_SCHEMA: &str = "http://www.sat.gob.mx/cfd/4 http://www.sat.gob.mx/sitio_internet/cfd/4/cfdv40.xsd";
const XSI_NAMESPACE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// `Impuesto` of IVA (`c_Impuesto`).
const VAT_KEY: &str = "002";

/// `cfdi:Comprobante`, without a complement. There is no seal yet when the tree is used for its
/// cadena original.
pub(crate) fn comprobante(cfdi: &Cfdi, certificate: &Certificate, seal: Option<&Seal>) -> Element {
    let head = cfdi.head();
    Element::new("cfdi:Comprobante")
        .with("xmlns:cfdi", CFDI_NAMESPACE)
        .with("xmlns:xsi", XSI_NAMESPACE)
        .with("xsi:schemaLocation", CFDI_SCHEMA)
        .with("Version", "4.0")
        .with("Serie", &head.series)
        .with("Folio", &head.folio)
        .with("Fecha", head.issued_at)
        .with_some("Sello", seal)
        .with("FormaPago", head.payment_form.code())
        .with("NoCertificado", certificate.number())
        .with("Certificado", certificate.to_base64())
        .with("SubTotal", cfdi.subtotal())
        .with("Moneda", "MXN")
        .with("Total", cfdi.total())
        .with("TipoDeComprobante", "I")
        .with("Exportacion", "01")
        .with("MetodoPago", head.payment_form.method().code())
        .with("LugarExpedicion", head.place_of_issue)
        .containing(replaced(&head.replaces))
        .containing(parties(cfdi))
        .containing([Element::new("cfdi:Conceptos").containing(cfdi.concepts().iter().map(concept))])
        .containing(taxes(cfdi.taxes()))
}

fn replaced(replaces: &[FolioFiscal]) -> Option<Element> {
    let related = replaces.iter().map(|uuid| Element::new("cfdi:CfdiRelacionado").with("UUID", uuid));
    let node = || {
        Element::new("cfdi:CfdiRelacionados")
            .with("TipoRelacion", RelationKind::Substitution.code())
            .containing(related)
    };
    (!replaces.is_empty()).then(node)
}

fn parties(cfdi: &Cfdi) -> [Element; 2] {
    let (issuer, receiver) = (&cfdi.head().issuer, &cfdi.head().receiver);
    [
        Element::new("cfdi:Emisor")
            .with("Rfc", &issuer.rfc)
            .with("Nombre", &issuer.name)
            .with("RegimenFiscal", issuer.fiscal_regime.code()),
        Element::new("cfdi:Receptor")
            .with("Rfc", &receiver.rfc)
            .with("Nombre", &receiver.name)
            .with("DomicilioFiscalReceptor", receiver.postal_code)
            .with("RegimenFiscalReceptor", receiver.fiscal_regime.code())
            .with("UsoCFDI", receiver.cfdi_use.code()),
    ]
}

fn concept(concept: &Concept) -> Element {
    let base = pesos(concept.amount());
    let transfer = match concept.taxation() {
        Taxation::Vat => Some(at_16_percent(base.clone(), pesos(concept.vat()))),
        Taxation::Exempt => Some(exempt(base.clone())),
        Taxation::NotSubject | Taxation::NotItemized => None,
    };
    Element::new("cfdi:Concepto")
        .with("ClaveProdServ", concept.service().product_key())
        .with("Cantidad", concept.quantity())
        .with("ClaveUnidad", concept.service().unit_key())
        .with("Unidad", concept.service().unit_description())
        .with("Descripcion", concept.description())
        .with("ValorUnitario", pesos(concept.unit_price()))
        .with("Importe", base)
        .with("ObjetoImp", concept.taxation().object_key())
        .containing(transfer.map(|transfer| {
            let transfers = Element::new("cfdi:Traslados").containing([transfer]);
            Element::new("cfdi:Impuestos").containing([transfers])
        }))
}

fn taxes(taxes: Taxes) -> Option<Element> {
    let vat = taxes.vat.map(|vat| at_16_percent(vat.base.to_string(), vat.amount.to_string()));
    let exempt = taxes.exempt_base.map(|base| exempt(base.to_string()));
    let transfers = Element::new("cfdi:Traslados").containing(vat).containing(exempt);
    let node = Element::new("cfdi:Impuestos").with_some("TotalImpuestosTrasladados", taxes.transferred());
    (!taxes.is_empty()).then(|| node.containing([transfers]))
}

fn at_16_percent(base: String, vat: String) -> Element {
    Element::new("cfdi:Traslado")
        .with("Base", base)
        .with("Impuesto", VAT_KEY)
        .with("TipoFactor", "Tasa")
        .with("TasaOCuota", format!("{VAT_RATE:.6}"))
        .with("Importe", vat)
}

fn exempt(base: String) -> Element {
    Element::new("cfdi:Traslado").with("Base", base).with("Impuesto", VAT_KEY).with("TipoFactor", "Exento")
}

/// An amount with at least two decimals, or with as many as it has.
fn pesos(amount: Decimal) -> String {
    let decimals = amount.normalize().scale().max(2);
    format!("{amount:.*}", usize::try_from(decimals).unwrap_or(2))
}
