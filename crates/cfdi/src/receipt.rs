//! The SAT's receipt of a request for cancellation (*acuse de cancelación*). It does not say that
//! the document is cancelled; only the SAT's consultation service does.

use base64ct::{Base64, Encoding};
use chrono::{DateTime, NaiveDateTime};
use chrono_tz::America::Mexico_City;
use mx_fiscal::{CfdiDateTime, Rfc};
use ring::digest::{SHA256, digest};
use roxmltree::{Document, Node};
use thiserror::Error;

use crate::element::Escaped;
use crate::envelope;
use crate::{Csd, FolioFiscal, Seal, SealingError};

const NAMESPACE: &str = "http://cancelacfd.sat.gob.mx";
const SIGNATURE_NAMESPACE: &str = "http://www.w3.org/2000/09/xmldsig#";

/// What the SAT's cancellation service says about one document (`EstatusUUID`), as worded in its
/// standard in Anexo 20. Its other codes, 203 to 206, are refusals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CancellationCode {
    /// 201: the SAT has received the request.
    Received,
    /// 202: the document was cancelled before. This is the answer to a repeated request, for
    /// example when the first answer was lost.
    CancelledBefore,
}

impl CancellationCode {
    const ALL: [Self; 2] = [Self::Received, Self::CancelledBefore];

    /// The code as written in the receipt.
    pub fn code(self) -> &'static str {
        match self {
            Self::Received => "201",
            Self::CancelledBefore => "202",
        }
    }

    /// The SAT's own description.
    pub fn description(self) -> &'static str {
        match self {
            Self::Received => "Solicitud de cancelación recibida",
            Self::CancelledBefore => "UUID previamente cancelado",
        }
    }
}

/// The receipt of a request to cancel one document. Like a [`StampedCfdi`](crate::StampedCfdi), it
/// *is* its XML.
///
/// The SAT publishes no schema for it. The form used here is that of the receipts that PACs pass
/// on: `Acuse` without a namespace, `Folios` in the SAT's, and an enveloped XML signature with the
/// id `SelloSAT`. The SAT signs with HMAC-SHA512 and a key that nobody else has, so nobody can
/// verify its signature. What [`issue`](Self::issue) writes differs only in the signature: it is
/// RSA-SHA256 and names the number of its certificate, so it can be verified.
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

/// Why an XML is not the receipt of a cancellation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ReceiptError {
    /// Not XML, or not the XML of a receipt.
    #[error("this is not the XML of a receipt")]
    Xml,
    /// An element or attribute is missing or has the wrong form.
    #[error("the receipt's {0} cannot be read")]
    Value(&'static str),
    /// The receipt does not contain this document.
    #[error("the receipt is of another document")]
    OtherDocument,
    /// A code other than 201 or 202: the SAT has refused the request.
    #[error("the receipt is of a request that was refused")]
    Refused,
}

impl CancellationReceipt {
    /// Writes a receipt as the sandbox's tax authority does. The same arguments give the same
    /// receipt.
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
        // Both parts are digested and signed in their canonical form (XML-C14N 1.0), which is also
        // the form in which they are written. The signed part, however, is canonicalized by itself,
        // so it must declare the namespace that it otherwise inherits.
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

    /// Reads the receipt of a document's cancellation, the SAT's own or the sandbox's, from what a
    /// PAC passes on: by itself, inside a SOAP envelope, or as the text of an element in the PAC's
    /// response. If the receipt covers several documents, the part about this one is read. The
    /// signature is not verified, because the SAT's cannot be.
    ///
    /// The XML is kept byte for byte. If the receipt was the text of an element, that text is kept.
    ///
    /// # Errors
    /// [`ReceiptError`].
    pub fn read(xml: Vec<u8>, of: FolioFiscal) -> Result<Self, ReceiptError> {
        Self::read_within(xml, of, envelope::DEPTH)
    }

    fn read_within(xml: Vec<u8>, of: FolioFiscal, depth: u8) -> Result<Self, ReceiptError> {
        let text = std::str::from_utf8(&xml).map_err(|_| ReceiptError::Xml)?;
        let parsed = envelope::parse(text).ok_or(ReceiptError::Xml)?;
        let error = match Parts::find(&parsed, of) {
            Ok(Parts { issuer, answered_at, code, key_name, seal }) => {
                return Ok(Self { issuer, answered_at, folio_fiscal: of, code, key_name, seal, xml });
            }
            Err(ReceiptError::Refused) => return Err(ReceiptError::Refused),
            Err(error) => error,
        };
        let Some(deeper) = depth.checked_sub(1) else { return Err(error) };
        let mut told = error;
        for inner in envelope::inner(&parsed) {
            match Self::read_within(inner.as_bytes().to_vec(), of, deeper) {
                Err(ReceiptError::Xml) => {}
                // Report the error of the candidate that came closest to being this receipt.
                Err(inner) if matches!(told, ReceiptError::Xml | ReceiptError::OtherDocument) => told = inner,
                Err(ReceiptError::Refused) => return Err(ReceiptError::Refused),
                Err(_) => {}
                read => return read,
            }
        }
        Err(told)
    }

    /// The RFC of the document's issuer.
    pub fn issuer(&self) -> &Rfc {
        &self.issuer
    }

    /// `Fecha`: when the SAT answered, in central Mexico's time, without an offset.
    pub fn answered_at(&self) -> CfdiDateTime {
        self.answered_at
    }

    /// What the SAT says about the document.
    pub fn code(&self) -> CancellationCode {
        self.code
    }

    /// The document's folio fiscal.
    pub fn folio_fiscal(&self) -> FolioFiscal {
        self.folio_fiscal
    }

    /// The name of the key that signed the receipt. In the sandbox it is a certificate's number.
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

/// The part that is signed, which includes the digest of the rest: the contents of `SignedInfo`, in
/// canonical form.
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

/// What a receipt says about one document.
struct Parts {
    issuer: Rfc,
    answered_at: CfdiDateTime,
    code: CancellationCode,
    key_name: String,
    seal: Seal,
}

impl Parts {
    fn find(parsed: &Document<'_>, of: FolioFiscal) -> Result<Self, ReceiptError> {
        let elements = || parsed.descendants().filter(Node::is_element);
        let is_ours = |text: &str| text.trim().parse::<FolioFiscal>().is_ok_and(|named| named == of);
        let ours = elements().find(|node| {
            let element = envelope::is_named(*node, "UUID") && node.text().is_some_and(is_ours);
            let attribute = node.attributes().find(|attribute| attribute.name().eq_ignore_ascii_case("UUID"));
            element || attribute.is_some_and(|attribute| is_ours(attribute.value()))
        });
        let Some(ours) = ours else {
            let is_receipt = elements().any(|node| envelope::field(node, "EstatusUUID").is_some());
            return Err(if is_receipt { ReceiptError::OtherDocument } else { ReceiptError::Xml });
        };
        let code = code_beside(ours).ok_or(ReceiptError::Value("EstatusUUID"))?;
        let code = CancellationCode::ALL.into_iter().find(|known| known.code() == code);
        let code = code.ok_or(ReceiptError::Refused)?;
        // Search from the inside out, because a PAC's response may repeat the receipt's contents
        // around it.
        let around = |name: &'static str| ours.ancestors().find_map(|node| envelope::field(node, name));
        let receipt = ours.ancestors().find(|node| envelope::field(*node, "RfcEmisor").is_some());
        let receipt = receipt.ok_or(ReceiptError::Value("RfcEmisor"))?;
        Ok(Self {
            issuer: value(around("RfcEmisor"), "RfcEmisor")?,
            answered_at: around("Fecha").and_then(local_time).ok_or(ReceiptError::Value("Fecha"))?,
            code,
            key_name: text_of(receipt, "KeyName")?.to_owned(),
            seal: value(Some(text_of(receipt, "SignatureValue")?), "SignatureValue")?,
        })
    }
}

/// The code of the document that this element or attribute names: the one that follows its UUID,
/// before the next UUID.
fn code_beside<'a>(uuid: Node<'a, '_>) -> Option<&'a str> {
    let own = envelope::field(uuid, "EstatusUUID");
    let following = || {
        let element = Some(uuid).filter(|node| envelope::is_named(*node, "UUID"))?;
        element
            .next_siblings()
            .skip(1)
            .take_while(|node| !envelope::is_named(*node, "UUID"))
            .flat_map(|node| node.descendants())
            .find(|node| envelope::is_named(*node, "EstatusUUID"))
            .and_then(|node| node.text())
    };
    // Some PACs write `201 - Solicitud de cancelación recibida`; only the code is needed.
    let text = own.or_else(following)?;
    text.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty()).or(Some(""))
}

/// Central Mexico's time of a date in any form used by the SAT and PACs: with a T or a space, with
/// or without a fraction of any length, and with or without an offset. A time with an offset is
/// converted to central Mexico's time.
fn local_time(text: &str) -> Option<CfdiDateTime> {
    let text = text.trim();
    let text = if text.contains('T') { text.to_owned() } else { text.replacen(' ', "T", 1) };
    let text = text.replace(' ', "");
    let with_offset = ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z"];
    let at = with_offset.iter().find_map(|form| DateTime::parse_from_str(&text, form).ok());
    if let Some(at) = at {
        return Some(CfdiDateTime::new(at.with_timezone(&Mexico_City).naive_local()));
    }
    let without = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"];
    without.iter().find_map(|form| NaiveDateTime::parse_from_str(&text, form).ok()).map(CfdiDateTime::new)
}

fn text_of<'a>(root: Node<'a, '_>, name: &'static str) -> Result<&'a str, ReceiptError> {
    let mut found = root.descendants().filter(|node| envelope::is_named(*node, name));
    found.find_map(|node| node.text()).map(str::trim).ok_or(ReceiptError::Value(name))
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
        assert_eq!(
            CancellationReceipt::read(receipt.xml().to_vec(), receipt.folio_fiscal()),
            Ok(receipt.clone())
        );
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
        let ours = || "7C665342-65F1-46A8-ABB2-58F5909FB14A".parse().unwrap();
        let read = |xml: String| CancellationReceipt::read(xml.into_bytes(), ours());
        let receipt = read(xml.to_owned()).unwrap();
        assert_eq!(receipt.answered_at().to_string(), "2022-02-18T18:12:14");
        assert_eq!(receipt.folio_fiscal(), ours());
        assert_eq!(receipt.key_name(), "BF66E582888CC845");

        assert_eq!(receipt.code(), CancellationCode::Received);
        let again = read(xml.replace(">201<", ">202<")).unwrap();
        assert_eq!(again.code(), CancellationCode::CancelledBefore, "the answer before was lost");
        assert_eq!((again.folio_fiscal(), again.seal()), (receipt.folio_fiscal(), receipt.seal()));
        for refusal in ["203", "204", "205", "206", ""] {
            let refused = read(xml.replace(">201<", &format!(">{refusal}<")));
            assert!(refused.is_err(), "{refusal}");
        }
        assert_eq!(read("<Otro/>".to_owned()), Err(ReceiptError::Xml));
        let other = xml.replace("7c665342", "00000000");
        assert_eq!(read(other), Err(ReceiptError::OtherDocument));
    }

    const OURS: &str = "7C665342-65F1-46A8-ABB2-58F5909FB14A";
    const SIGNATURE: &str = r#"<Signature Id="SelloSAT" xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue>dSU5q9IXiK7xTFFOrcDC8UJU</SignatureValue><KeyInfo><KeyName>BF66E582888CC845</KeyName></KeyInfo></Signature>"#;

    fn folios(uuid: &str, code: &str) -> String {
        format!(
            r#"<Folios xmlns="{NAMESPACE}"><UUID>{uuid}</UUID><EstatusUUID>{code}</EstatusUUID></Folios>"#
        )
    }

    fn acuse(date: &str, folios: &str) -> String {
        format!(r#"<Acuse Fecha="{date}" RfcEmisor="ISD950921HE5">{folios}{SIGNATURE}</Acuse>"#)
    }

    /// In the SAT's own envelope, the receipt's element is named after the result of the operation.
    fn enveloped(date: &str, folios: &str) -> String {
        let security = "<Security><Signature><SignatureValue>QUJD</SignatureValue><KeyInfo><KeyName>PAC</KeyName></KeyInfo></Signature></Security>";
        format!(
            r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>{security}</s:Header><s:Body><CancelaCFDResponse xmlns="{NAMESPACE}"><CancelaCFDResult Fecha="{date}" RfcEmisor="ISD950921HE5">{folios}{SIGNATURE}</CancelaCFDResult></CancelaCFDResponse></s:Body></s:Envelope>"#
        )
    }

    /// A PAC's response that contains the receipt as text and repeats its contents around it.
    fn as_text(receipt: &str, code: &str) -> String {
        format!(
            r#"<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><r:cancelResult xmlns:r="urn:pac"><r:Folios><r:Folio><r:UUID>{OURS}</r:UUID><r:EstatusUUID>{code}</r:EstatusUUID></r:Folio></r:Folios><r:Acuse>{}</r:Acuse><r:Fecha>2024-03-19T03:46:47</r:Fecha><r:RfcEmisor>ISD950921HE5</r:RfcEmisor></r:cancelResult></e:Body></e:Envelope>"#,
            Escaped(receipt)
        )
    }

    #[test]
    fn receipts_are_read_as_pacs_and_the_sat_hand_them_on() {
        const AT: &str = "2024-03-19T03:46:47";
        let other = "5E2D6AFF-2DD7-43D1-83D3-14C1ACA396D9";
        let plain = folios(OURS, "201");
        let both = [folios(other, "205"), folios(OURS, "202")].concat();
        let flat = format!(
            "<Folios><UUID>{other}</UUID><EstatusUUID>205</EstatusUUID><UUID>{OURS}</UUID><EstatusUUID>201</EstatusUUID></Folios>"
        );
        let inner_code =
            format!("<Folios><UUID>{OURS}</UUID><Acuse><EstatusUUID>201</EstatusUUID></Acuse></Folios>");
        let attributes = format!(r#"<Folios UUID="{}" EstatusUUID="201"/>"#, OURS.to_lowercase());
        let (received, before) = (CancellationCode::Received, CancellationCode::CancelledBefore);
        for (name, xml, code) in [
            ("by itself", acuse(AT, &plain), received),
            (
                "a byte order mark and a declaration",
                format!("\u{feff}<?xml version=\"1.0\"?>{}", acuse(AT, &plain)),
                received,
            ),
            ("an envelope", enveloped(AT, &plain), received),
            ("an acuse within an envelope", enveloped(AT, &acuse(AT, &plain)), received),
            ("several, ours second", acuse(AT, &both), before),
            ("several within an envelope", enveloped(AT, &both), before),
            ("several in one element", acuse(AT, &flat), received),
            ("the code in an inner Acuse", acuse(AT, &inner_code), received),
            ("attributes", acuse(AT, &attributes), received),
            (
                "a code with its words",
                acuse(AT, &folios(OURS, "201 - Solicitud de cancelación recibida")),
                received,
            ),
            ("as text", as_text(&acuse(AT, &plain), "201"), received),
            ("an envelope as text", as_text(&enveloped(AT, &plain), "201"), received),
            (
                "CDATA",
                format!("<respuesta><acuse><![CDATA[{}]]></acuse></respuesta>", acuse(AT, &plain)),
                received,
            ),
            ("a space", acuse("2024-03-19 03:46:47", &plain), received),
            ("a fraction", acuse("2024-03-19T03:46:47.2906078", &plain), received),
            ("a long fraction after a space", acuse(" 2024-03-19 03:46:47.290607812345 ", &plain), received),
            ("the offset of Mexico City", acuse("2024-03-19T03:46:47-06:00", &plain), received),
            ("an offset without a colon", acuse("2024-03-19T03:46:47.29-0600", &plain), received),
            ("an offset after a space", acuse("2024-03-19 03:46:47 -06:00", &plain), received),
            ("UTC", acuse("2024-03-19T09:46:47Z", &plain), received),
            ("another offset", acuse("2024-03-19T04:46:47.5-05:00", &plain), received),
        ] {
            let receipt = CancellationReceipt::read(xml.clone().into_bytes(), OURS.parse().unwrap());
            let receipt = receipt.unwrap_or_else(|error| panic!("{name}: {error}: {xml}"));
            assert_eq!(receipt.code(), code, "{name}");
            assert_eq!(receipt.answered_at().to_string(), AT, "{name}");
            assert_eq!(receipt.issuer().as_str(), "ISD950921HE5", "{name}");
            assert_eq!(receipt.key_name(), "BF66E582888CC845", "{name}");
            let kept = String::from_utf8(receipt.xml().to_vec()).unwrap();
            assert!(
                kept == xml || xml.contains(&Escaped(&kept).to_string()) || xml.contains(&kept),
                "{name}"
            );
            let again = CancellationReceipt::read(receipt.xml().to_vec(), OURS.parse().unwrap());
            assert_eq!(again, Ok(receipt), "{name}");
        }
    }

    #[test]
    fn what_is_no_receipt_of_ours_is_told_apart() {
        const AT: &str = "2024-03-19T03:46:47";
        let read = |xml: &str| CancellationReceipt::read(xml.as_bytes().to_vec(), OURS.parse().unwrap());
        let other = folios("5E2D6AFF-2DD7-43D1-83D3-14C1ACA396D9", "201");
        let ours = folios(OURS, "201");
        for (xml, error) in [
            ("", ReceiptError::Xml),
            ("<html><body>502</body></html>", ReceiptError::Xml),
            (&acuse(AT, &other), ReceiptError::OtherDocument),
            (&as_text(&acuse(AT, &folios(OURS, "205")), "205"), ReceiptError::Refused),
            (&acuse(AT, &folios(OURS, "sin código")), ReceiptError::Refused),
            (&acuse(AT, &folios(OURS, "")), ReceiptError::Value("EstatusUUID")),
            (
                &acuse(AT, &format!("<Folios><UUID>{OURS}</UUID></Folios>{other}")),
                ReceiptError::Value("EstatusUUID"),
            ),
            (&acuse("ayer", &ours), ReceiptError::Value("Fecha")),
            (&acuse("2024-02-30 03:46:47", &ours), ReceiptError::Value("Fecha")),
            (&acuse(AT, &ours).replace(SIGNATURE, ""), ReceiptError::Value("KeyName")),
            (&acuse(AT, &ours).replace(" RfcEmisor=\"ISD950921HE5\"", ""), ReceiptError::Value("RfcEmisor")),
        ] {
            assert_eq!(read(xml), Err(error), "{xml}");
        }
    }
}
