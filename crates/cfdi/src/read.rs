//! Reads a stamped document from its XML. A document is stored as the bytes that were certified,
//! and its printed form is made from them.
//!
//! Only documents in the form that this crate writes are accepted. Two checks prove that nothing
//! was overlooked or misread: writing the parsed document again must give the same elements and
//! attributes, and the issuer's seal must match it. The seal also vouches for the parties' data, so
//! a document stays readable if a postal code has since left the SAT's catalog.

use std::str::FromStr;

use mx_fiscal::RelationKind;
use roxmltree::{Document, Node};
use thiserror::Error;

use crate::comprobante::CFDI_NAMESPACE;
use crate::element::Element;
use crate::envelope;
use crate::stamp::TFD_NAMESPACE;
use crate::{
    Certificate, CertificateError, Cfdi, CfdiError, Concept, ConceptError, FolioFiscal, Head, Issuer,
    Receiver, SealedCfdi, Service, Stamp, StampError, StampedCfdi, Taxation,
};

/// Why an XML is not one of this issuer's documents. The messages reveal nothing of its contents.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadError {
    /// Not XML, or XML with a document type declaration, which no CFDI has.
    #[error("this is not the XML of a CFDI")]
    Xml,
    /// An element or attribute is missing.
    #[error("the CFDI has no {0}")]
    Missing(&'static str),
    /// A value has the wrong form, or is one that this issuer does not write.
    #[error("the CFDI's {0} cannot be read")]
    Value(&'static str),
    /// A concept's figures are impossible.
    #[error(transparent)]
    Concept(#[from] ConceptError),
    /// The document's figures are impossible.
    #[error(transparent)]
    Cfdi(#[from] CfdiError),
    /// The issuer's certificate cannot be read.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The seal is not the issuer's seal of this document.
    #[error("the CFDI's seal does not verify")]
    Seal,
    /// The document contains more than this issuer's documents do, or has another form.
    #[error("the CFDI is not as this issuer writes one")]
    Foreign,
    /// The stamp belongs to another document.
    #[error(transparent)]
    Stamp(#[from] StampError),
}

impl StampedCfdi {
    /// Reads one of this issuer's documents from its XML, which is kept byte for byte. The issuer's
    /// seal is verified. The certifier's is not, because its certificate is not in the document. If
    /// the XML is a PAC's response that contains the document, as an element or as text, only the
    /// document is read and kept.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn read(xml: Vec<u8>) -> Result<Self, ReadError> {
        Self::read_within(xml, envelope::DEPTH)
    }

    fn read_within(xml: Vec<u8>, depth: u8) -> Result<Self, ReadError> {
        let text = std::str::from_utf8(&xml).map_err(|_| ReadError::Xml)?;
        let parsed = envelope::parse(text).ok_or(ReadError::Xml)?;
        let root = parsed.root_element();
        if !root.has_tag_name((CFDI_NAMESPACE, "Comprobante")) {
            let deeper = depth.checked_sub(1).ok_or(ReadError::Missing("Comprobante"))?;
            return within(&parsed, deeper);
        }
        let certificate = Certificate::from_base64(attribute(root, "Certificado")?)?;
        let concepts = child(root, "Conceptos")?.children().filter(Node::is_element).map(concept);
        let cfdi = Cfdi::as_issued(head(root)?, concepts.collect::<Result<_, _>>()?)?;
        let sealed = SealedCfdi::verified(cfdi, certificate, value(root, "Sello")?).ok_or(ReadError::Seal)?;
        let stamp = stamp(root)?;
        if !is_written_as(root, &StampedCfdi::tree(&sealed, &stamp)) {
            return Err(ReadError::Foreign);
        }
        Ok(Self::with_xml(sealed, stamp, xml)?)
    }
}

/// Reads the document inside another document.
fn within(parsed: &Document<'_>, depth: u8) -> Result<StampedCfdi, ReadError> {
    let mut elements = parsed.descendants();
    let element = elements.find(|node| node.has_tag_name((CFDI_NAMESPACE, "Comprobante")));
    let element = element.and_then(|node| parsed.input_text().get(node.range()));
    let inner = envelope::inner(parsed).filter(|text| text.contains("Comprobante"));
    let mut error = ReadError::Missing("Comprobante");
    for text in element.into_iter().chain(inner) {
        match StampedCfdi::read_within(text.as_bytes().to_vec(), depth) {
            Err(inner) => error = inner,
            read => return read,
        }
    }
    Err(error)
}

/// Whether a node has exactly the attributes and children of `element`. Prefixes and the schema's
/// location may differ.
fn is_written_as(node: Node<'_, '_>, element: &Element) -> bool {
    let local_name = element.name.rsplit(':').next();
    let written = node.attributes().filter(|attribute| attribute.namespace().is_none());
    let expected = || element.attributes.iter().filter(|(name, _)| !name.contains(':'));
    let mut children = node.children().filter(Node::is_element);
    local_name == Some(node.tag_name().name())
        && written.count() == expected().count()
        && expected().all(|(name, value)| node.attribute(*name) == Some(value))
        && element.children.iter().all(|child| children.next().is_some_and(|node| is_written_as(node, child)))
        && children.next().is_none()
}

fn head(root: Node<'_, '_>) -> Result<Head, ReadError> {
    let (issuer, receiver) = (child(root, "Emisor")?, child(root, "Receptor")?);
    Ok(Head {
        series: value(root, "Serie")?,
        folio: value(root, "Folio")?,
        issued_at: value(root, "Fecha")?,
        payment_form: value(root, "FormaPago")?,
        place_of_issue: value(root, "LugarExpedicion")?,
        issuer: Issuer {
            rfc: value(issuer, "Rfc")?,
            name: value(issuer, "Nombre")?,
            fiscal_regime: value(issuer, "RegimenFiscal")?,
        },
        receiver: Receiver {
            rfc: value(receiver, "Rfc")?,
            name: value(receiver, "Nombre")?,
            postal_code: value(receiver, "DomicilioFiscalReceptor")?,
            fiscal_regime: value(receiver, "RegimenFiscalReceptor")?,
            cfdi_use: value(receiver, "UsoCFDI")?,
        },
        replaces: replaced(root)?,
    })
}

fn replaced(root: Node<'_, '_>) -> Result<Vec<FolioFiscal>, ReadError> {
    let Ok(node) = child(root, "CfdiRelacionados") else {
        return Ok(Vec::new());
    };
    if attribute(node, "TipoRelacion")? != RelationKind::Substitution.code() {
        return Err(ReadError::Value("TipoRelacion"));
    }
    node.children().filter(Node::is_element).map(|related| value(related, "UUID")).collect()
}

fn concept(node: Node<'_, '_>) -> Result<Concept, ReadError> {
    let product = attribute(node, "ClaveProdServ")?;
    let service = Service::ALL.into_iter().find(|service| service.product_key() == product);
    Ok(Concept::new(
        service.ok_or(ReadError::Value("ClaveProdServ"))?,
        value(node, "Cantidad")?,
        value(node, "Descripcion")?,
        value(node, "ValorUnitario")?,
        taxation(node)?,
    )?)
}

fn taxation(concept: Node<'_, '_>) -> Result<Taxation, ReadError> {
    let transfer = concept.descendants().find(|node| node.has_tag_name((CFDI_NAMESPACE, "Traslado")));
    match (attribute(concept, "ObjetoImp")?, transfer.and_then(|node| node.attribute("TipoFactor"))) {
        ("01", None) => Ok(Taxation::NotSubject),
        ("02", Some("Tasa")) => Ok(Taxation::Vat),
        ("02", Some("Exento")) => Ok(Taxation::Exempt),
        ("03", None) => Ok(Taxation::NotItemized),
        _ => Err(ReadError::Value("ObjetoImp")),
    }
}

fn stamp(root: Node<'_, '_>) -> Result<Stamp, ReadError> {
    let mut stamps = child(root, "Complemento")?
        .children()
        .filter(|node| node.has_tag_name((TFD_NAMESPACE, "TimbreFiscalDigital")));
    let node = stamps.next().ok_or(ReadError::Missing("TimbreFiscalDigital"))?;
    Ok(Stamp {
        folio_fiscal: value(node, "UUID")?,
        stamped_at: value(node, "FechaTimbrado")?,
        provider: value(node, "RfcProvCertif")?,
        legend: if node.has_attribute("Leyenda") { Some(value(node, "Leyenda")?) } else { None },
        document_seal: value(node, "SelloCFD")?,
        certificate_number: value(node, "NoCertificadoSAT")?,
        seal: value(node, "SelloSAT")?,
    })
}

fn child<'a, 'input>(parent: Node<'a, 'input>, name: &'static str) -> Result<Node<'a, 'input>, ReadError> {
    let mut children = parent.children();
    children.find(|node| node.has_tag_name((CFDI_NAMESPACE, name))).ok_or(ReadError::Missing(name))
}

fn attribute<'a>(node: Node<'a, '_>, name: &'static str) -> Result<&'a str, ReadError> {
    node.attribute(name).ok_or(ReadError::Missing(name))
}

fn value<T: FromStr>(node: Node<'_, '_>, name: &'static str) -> Result<T, ReadError> {
    attribute(node, name)?.parse().map_err(|_| ReadError::Value(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Taxation;
    use crate::test_documents::{concept, head, issuer, pac};

    #[test]
    fn what_the_catalogues_have_lost_since_can_still_be_read() {
        let gone = Receiver { postal_code: "00001".parse().unwrap(), ..head().receiver };
        let (head, concepts) = (Head { receiver: gone, ..head() }, vec![concept("100.00", Taxation::Vat)]);
        assert_eq!(Cfdi::new(head.clone(), concepts.clone()), Err(CfdiError::PostalCode), "not today");
        let sealed = Cfdi::as_issued(head, concepts).unwrap().sealed(&issuer()).unwrap();
        let uuid = "04bf2854-fe7d-4377-9196-71248f060abb".parse().unwrap();
        let stamp = Stamp::issue(&sealed, uuid, "2020-05-27T11:01:30".parse().unwrap(), None, &pac());
        let stamped = sealed.stamped(stamp.unwrap()).unwrap();
        assert_eq!(StampedCfdi::read(stamped.xml().to_vec()), Ok(stamped));
    }

    #[test]
    fn a_document_is_read_from_within_a_pacs_answer_and_kept_as_it_was_certified() {
        let concepts = vec![concept("100.00", Taxation::Vat)];
        let sealed = Cfdi::new(head(), concepts).unwrap().sealed(&issuer()).unwrap();
        let uuid = "04bf2854-fe7d-4377-9196-71248f060abb".parse().unwrap();
        let stamp = Stamp::issue(&sealed, uuid, "2020-05-27T11:01:30".parse().unwrap(), None, &pac());
        let stamped = sealed.stamped(stamp.unwrap()).unwrap();
        let xml = String::from_utf8(stamped.xml().to_vec()).unwrap();
        let element = xml.split_once("?>").unwrap().1;
        let envelope = |body: &str| {
            format!(
                r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><xml>{body}</xml></s:Body></s:Envelope>"#
            )
        };
        for (answer, kept) in [
            (envelope(&crate::element::Escaped(&xml).to_string()), &*xml),
            (envelope(&format!("<![CDATA[{xml}]]>")), &xml),
            (envelope(element), element),
            (format!("\u{feff}{}", envelope(element)), element),
        ] {
            let read = StampedCfdi::read(answer.clone().into_bytes());
            let read = read.unwrap_or_else(|error| panic!("{error}: {answer}"));
            assert_eq!(std::str::from_utf8(read.xml()), Ok(kept), "{answer}");
            assert_eq!(read.stamp(), stamped.stamp());
        }
        for (answer, error) in [
            (envelope(""), ReadError::Missing("Comprobante")),
            (envelope("&lt;error/&gt;"), ReadError::Missing("Comprobante")),
            (envelope(&element.replace("100.00", "100.01")), ReadError::Seal),
        ] {
            let read = StampedCfdi::read(answer.clone().into_bytes());
            assert!(read == Err(error) || answer.contains("100.01") && read.is_err(), "{answer}");
        }
    }
}
