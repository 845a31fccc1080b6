//! The SAT's receipt of a request for cancellation (*acuse de cancelación*). That the document is cancelled, it does not say:
//! only the SAT's consultation service does.

use base64ct::{Base64, Encoding};
use chrono::NaiveDateTime;
use mx_fiscal::{CfdiDateTime, Rfc};
use ring::digest::{SHA256, digest};
use roxmltree::{Document, Node};
use thiserror::Error;

use crate::element::Escaped;
use crate::{Csd, FolioFiscal, Seal, SealingError};

const NAMESPACE: &str = "http://cancelacfd.sat.gob.mx";
const SIGNATURE_NAMESPACE: &str = "http://www.w3.org/2000/09/xmldsig#";

/// What the SAT's cancellation service says of one document (`EstatusUUID`), as its standard in Anexo 20 words it. Its other codes,
/// 203 to 206, are refusals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CancellationCode {
    /// 201: it has taken the request.
    Received,
    /// 202: the document was cancelled before. Who asks again, because an answer was lost, gets this one.
    CancelledBefore,
}

impl CancellationCode {
    const ALL: [Self; 2] = [Self::Received, Self::CancelledBefore];

    /// As it stands in the receipt.
    pub fn code(self) -> &'static str {
        match self {
            Self::Received => "201",
            Self::CancelledBefore => "202",
        }
    }

    /// The SAT's own words for it.
    pub fn description(self) -> &'static str {
        match self {
            Self::Received => "Solicitud de cancelación recibida",
            Self::CancelledBefore => "UUID previamente cancelado",
        }
    }
}

/// The receipt of a request to cancel one document. As a [`StampedCfdi`](crate::StampedCfdi), it is its XML.
///
/// The SAT publishes no schema of it. Its form is that of the receipts that PACs hand on: `Acuse` without a namespace,
/// `Folios` in the SAT's, and an enveloped XML signature with the id `SelloSAT`. The SAT signs with HMAC-SHA512, by a key
/// that nobody else has, so that its signature cannot be verified by anyone. What [`issue`](Self::issue) writes differs from
/// it in the signature alone: RSA-SHA256, by a certificate whose number it names, so that it can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CancellationReceipt {
    issuer: Rfc,
    answered_at: CfdiDateTime,
    folio_fiscal: FolioFiscal,
    code: CancellationCode,
    key_name: String,
    seal: Seal,
    xml: Vec<u8>,
}

/// Why an XML is no receipt of a cancellation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ReceiptError {
    /// Not XML, or not a receipt's.
    #[error("this is not the XML of a receipt")]
    Xml,
    /// An element or attribute is missing or none of its kind.
    #[error("the receipt's {0} cannot be read")]
    Value(&'static str),
    /// Another code than 201 or 202: the SAT has refused the request.
    #[error("the receipt is of a request that was refused")]
    Refused,
}

impl CancellationReceipt {
    /// Writes a receipt as the sandbox's tax authority does. The same arguments give the same receipt.
    ///
    /// # Errors
    /// [`SealingError`].
    pub fn issue(
        issuer: Rfc,
        folio_fiscal: FolioFiscal,
        answered_at: CfdiDateTime,
        authority: &Csd,
    ) -> Result<Self, SealingError> {
        let code = CancellationCode::Received;
        // Both parts are digested and signed in their canonical form (XML-C14N 1.0), in which they are written, too; but
        // what is signed, looked at by itself, has to say the namespace that it otherwise has from around it.
        let rfc = Escaped(issuer.as_str()).to_string();
        let start = format!(r#"<Acuse Fecha="{answered_at}" RfcEmisor="{rfc}">"#);
        let folios = format!(
            r#"<Folios xmlns="{NAMESPACE}"><UUID>{folio_fiscal}</UUID><EstatusUUID>{}</EstatusUUID></Folios>"#,
            code.code(),
        );
        let digest = digest(&SHA256, format!("{start}{folios}</Acuse>").as_bytes());
        let signed = signed_info(&Base64::encode_string(digest.as_ref()));
        let by_itself = format!(r#"<SignedInfo xmlns="{SIGNATURE_NAMESPACE}">{signed}</SignedInfo>"#);
        let seal = authority.seal(&by_itself)?;
        let key_name = authority.certificate().number().to_string();
        let xml = format!(
            r#"<?xml version="1.0" encoding="utf-8"?>{start}{folios}<Signature xmlns="{SIGNATURE_NAMESPACE}" Id="SelloSAT"><SignedInfo>{signed}</SignedInfo><SignatureValue>{seal}</SignatureValue><KeyInfo><KeyName>{key_name}</KeyName></KeyInfo></Signature></Acuse>"#
        );
        Ok(Self { issuer, answered_at, folio_fiscal, code, key_name, seal, xml: xml.into_bytes() })
    }

    /// Reads a receipt from its XML, the SAT's own or the sandbox's. Its signature is not verified: the SAT's cannot be.
    ///
    /// # Errors
    /// [`ReceiptError`].
    pub fn read(xml: Vec<u8>) -> Result<Self, ReceiptError> {
        let text = std::str::from_utf8(&xml).map_err(|_| ReceiptError::Xml)?;
        let parsed = Document::parse(text.trim_start_matches('\u{feff}')).map_err(|_| ReceiptError::Xml)?;
        let root = parsed.root_element();
        if root.tag_name().name() != "Acuse" {
            return Err(ReceiptError::Xml);
        }
        let code = text_of(root, "EstatusUUID")?;
        let code = CancellationCode::ALL.into_iter().find(|known| known.code() == code);
        Ok(Self {
            issuer: value(root.attribute("RfcEmisor"), "RfcEmisor")?,
            answered_at: root.attribute("Fecha").and_then(local_time).ok_or(ReceiptError::Value("Fecha"))?,
            folio_fiscal: value(Some(text_of(root, "UUID")?), "UUID")?,
            code: code.ok_or(ReceiptError::Refused)?,
            key_name: text_of(root, "KeyName")?.to_owned(),
            seal: value(Some(text_of(root, "SignatureValue")?), "SignatureValue")?,
            xml,
        })
    }

    /// Whose document it is.
    pub fn issuer(&self) -> &Rfc {
        &self.issuer
    }

    /// `Fecha`: when the SAT answered, in central Mexico's time, without offset.
    pub fn answered_at(&self) -> CfdiDateTime {
        self.answered_at
    }

    /// What the SAT says of the document.
    pub fn code(&self) -> CancellationCode {
        self.code
    }

    /// Which document it is of.
    pub fn folio_fiscal(&self) -> FolioFiscal {
        self.folio_fiscal
    }

    /// The name of the key that it is signed with; the sandbox's is a certificate's number.
    pub fn key_name(&self) -> &str {
        &self.key_name
    }

    /// The signature, which the SAT calls its seal.
    pub fn seal(&self) -> &Seal {
        &self.seal
    }

    /// The XML in UTF-8.
    pub fn xml(&self) -> &[u8] {
        &self.xml
    }
}

/// What is signed, which has the digest of the rest: the contents of `SignedInfo`, in canonical form.
fn signed_info(digest: &str) -> String {
    [
        r#"<CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"></CanonicalizationMethod>"#,
        r#"<SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></SignatureMethod>"#,
        r#"<Reference URI=""><Transforms><Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116">"#,
        "<XPath>not(ancestor-or-self::*[local-name()='Signature'])</XPath></Transform></Transforms>",
        r#"<DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></DigestMethod>"#,
        "<DigestValue>",
        digest,
        "</DigestValue></Reference>",
    ]
    .concat()
}

/// The SAT writes fractions of a second of any length.
fn local_time(text: &str) -> Option<CfdiDateTime> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok().map(CfdiDateTime::new)
}

fn text_of<'a>(root: Node<'a, '_>, name: &'static str) -> Result<&'a str, ReceiptError> {
    let mut found = root.descendants().filter(|node| node.tag_name().name() == name);
    found.next().and_then(|node| node.text()).map(str::trim).ok_or(ReceiptError::Value(name))
}

fn value<T: std::str::FromStr>(text: Option<&str>, name: &'static str) -> Result<T, ReceiptError> {
    text.and_then(|text| text.parse().ok()).ok_or(ReceiptError::Value(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_documents::pac;

    fn receipt() -> CancellationReceipt {
        let uuid = "04bf2854-fe7d-4377-9196-71248f060abb".parse().unwrap();
        let at = "2020-06-02T17:07:09".parse().unwrap();
        CancellationReceipt::issue("ISD950921HE5".parse().unwrap(), uuid, at, &pac()).unwrap()
    }

    #[test]
    fn it_is_read_again_as_it_was_written() {
        let receipt = receipt();
        assert_eq!(CancellationReceipt::read(receipt.xml().to_vec()), Ok(receipt.clone()));
        let text = String::from_utf8(receipt.xml().to_vec()).unwrap();
        assert!(text.contains(
            r#"<Acuse Fecha="2020-06-02T17:07:09" RfcEmisor="ISD950921HE5"><Folios xmlns="http://cancelacfd.sat.gob.mx"><UUID>04BF2854-FE7D-4377-9196-71248F060ABB</UUID><EstatusUUID>201</EstatusUUID></Folios>"#
        ));
        assert!(text.contains("<KeyName>30001000000999999902</KeyName>"));
    }

    #[test]
    fn a_receipt_as_the_sat_writes_it_is_read() {
        let xml = r#"<?xml version="1.0"?>
            <Acuse xmlns:xsd="http://www.w3.org/2001/XMLSchema" Fecha="2022-02-18T18:12:14.2906078" RfcEmisor="ISD950921HE5">
              <Folios xmlns="http://cancelacfd.sat.gob.mx">
                <UUID> 7c665342-65f1-46a8-abb2-58f5909fb14a </UUID> <EstatusUUID>201</EstatusUUID>
              </Folios>
              <Signature Id="SelloSAT" xmlns="http://www.w3.org/2000/09/xmldsig#">
                <SignatureValue>dSU5q9IXiK7xTFFOrcDC8UJU</SignatureValue>
                <KeyInfo><KeyName>BF66E582888CC845</KeyName></KeyInfo>
              </Signature>
            </Acuse>"#;
        let receipt = CancellationReceipt::read(xml.into()).unwrap();
        assert_eq!(receipt.answered_at().to_string(), "2022-02-18T18:12:14");
        assert_eq!(receipt.folio_fiscal().to_string(), "7C665342-65F1-46A8-ABB2-58F5909FB14A");
        assert_eq!(receipt.key_name(), "BF66E582888CC845");

        assert_eq!(receipt.code(), CancellationCode::Received);
        let again = CancellationReceipt::read(xml.replace(">201<", ">202<").into()).unwrap();
        assert_eq!(again.code(), CancellationCode::CancelledBefore, "the answer before was lost");
        assert_eq!((again.folio_fiscal(), again.seal()), (receipt.folio_fiscal(), receipt.seal()));
        for refusal in ["203", "204", "205", "206", ""] {
            let refused = xml.replace(">201<", &format!(">{refusal}<"));
            assert!(CancellationReceipt::read(refused.into()).is_err(), "{refusal}");
        }
        assert_eq!(CancellationReceipt::read(b"<Otro/>".to_vec()), Err(ReceiptError::Xml));
    }
}
