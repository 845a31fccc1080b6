//! The stamp (*timbre*) that certifies a document, TFD 1.1, and the stamped document.

use std::fmt;
use std::str::FromStr;

use mx_fiscal::{CfdiDateTime, PersonKind, Rfc};
use thiserror::Error;

use crate::cadena_original::cadena_original;
use crate::element::Element;
use crate::{CertificateNumber, Cfdi, Csd, FolioFiscal, Seal, SealError, SealedCfdi};

pub(crate) const TFD_NAMESPACE: &str = "http://www.sat.gob.mx/TimbreFiscalDigital";
const TFD_SCHEMA: &str = "http://www.sat.gob.mx/TimbreFiscalDigital \
    http://www.sat.gob.mx/sitio_internet/cfd/TimbreFiscalDigital/TimbreFiscalDigitalv11.xsd";

/// The data that certification adds (`TimbreFiscalDigital`), as the certifier gave them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The folio fiscal (`UUID`).
    pub folio_fiscal: FolioFiscal,
    /// `FechaTimbrado`: local time, without an offset.
    pub stamped_at: CfdiDateTime,
    /// `RfcProvCertif`: the certifier, a company.
    pub provider: Rfc,
    /// `Leyenda`: a note by the certifier.
    pub legend: Option<Legend>,
    /// `SelloCFD`: the seal of the certified document.
    pub document_seal: Seal,
    /// `NoCertificadoSAT`.
    pub certificate_number: CertificateNumber,
    /// `SelloSAT`: the certifier's seal, made with the certificate that the SAT gave it for this
    /// purpose.
    pub seal: Seal,
}

/// Why a stamp cannot belong to a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum StampError {
    /// The stamp certifies another document's seal.
    #[error("the stamp is of another document")]
    OtherDocument,
    /// The certifier is not a company (`t_RFC_PM` in the SAT's `TimbreFiscalDigitalv11.xsd`).
    #[error("the stamp's certifier is not a company")]
    Provider,
}

impl Stamp {
    /// Certifies a document, as a PAC does with the SAT's key. The same arguments give the same
    /// stamp.
    ///
    /// # Errors
    /// [`SealError::NotValid`] if the PAC's certificate is not valid at `stamped_at`.
    pub fn issue(
        document: &SealedCfdi,
        folio_fiscal: FolioFiscal,
        stamped_at: CfdiDateTime,
        legend: Option<Legend>,
        pac: &Csd,
    ) -> Result<Self, SealError> {
        let certificate = pac.certificate();
        if !certificate.is_valid_at(stamped_at) {
            return Err(SealError::NotValid);
        }
        let mut stamp = Self {
            folio_fiscal,
            stamped_at,
            provider: certificate.rfc().clone(),
            legend,
            document_seal: document.seal().clone(),
            certificate_number: certificate.number().clone(),
            // A placeholder: the cadena original leaves this field out, and the next statement
            // replaces it.
            seal: document.seal().clone(),
        };
        stamp.seal = pac.seal(&stamp.cadena_original())?;
        Ok(stamp)
    }

    /// The text that the certifier seals, as the SAT's `cadenaoriginal_TFD_1_1.xslt` produces it.
    /// Printed forms show it (RMF 2.7.1.7).
    pub fn cadena_original(&self) -> String {
        cadena_original(&self.tree())
    }

    fn tree(&self) -> Element {
        Element::new("tfd:TimbreFiscalDigital")
            .with("xmlns:tfd", TFD_NAMESPACE)
            .with("xsi:schemaLocation", TFD_SCHEMA)
            .with("Version", "1.1")
            .with("UUID", self.folio_fiscal)
            .with("FechaTimbrado", self.stamped_at)
            .with("RfcProvCertif", &self.provider)
            .with_some("Leyenda", self.legend.as_ref())
            .with("SelloCFD", &self.document_seal)
            .with("NoCertificadoSAT", &self.certificate_number)
            .with("SelloSAT", &self.seal)
    }
}

/// A document with its stamp: an issued invoice. It *is* its XML: the certified bytes are kept and
/// served unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StampedCfdi {
    document: SealedCfdi,
    stamp: Stamp,
    xml: Vec<u8>,
}

impl SealedCfdi {
    /// Certifies this document with its stamp.
    ///
    /// # Errors
    /// [`StampError`] if the stamp belongs to another document.
    pub fn stamped(self, stamp: Stamp) -> Result<StampedCfdi, StampError> {
        StampedCfdi::new(self, stamp)
    }
}

impl StampedCfdi {
    fn new(document: SealedCfdi, stamp: Stamp) -> Result<Self, StampError> {
        let xml = Self::tree(&document, &stamp).to_xml();
        Self::with_xml(document, stamp, xml)
    }

    pub(crate) fn tree(document: &SealedCfdi, stamp: &Stamp) -> Element {
        document.tree().containing([Element::new("cfdi:Complemento").containing([stamp.tree()])])
    }

    pub(crate) fn with_xml(document: SealedCfdi, stamp: Stamp, xml: Vec<u8>) -> Result<Self, StampError> {
        if stamp.document_seal != *document.seal() {
            return Err(StampError::OtherDocument);
        }
        if stamp.provider.person() != PersonKind::Moral {
            return Err(StampError::Provider);
        }
        Ok(Self { document, stamp, xml })
    }

    /// The document's contents.
    pub fn cfdi(&self) -> &Cfdi {
        self.document.cfdi()
    }

    /// The sealed document that was certified.
    pub fn document(&self) -> &SealedCfdi {
        &self.document
    }

    /// The stamp.
    pub fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    /// The XML in UTF-8: CFDI 4.0 with the complement TimbreFiscalDigital 1.1.
    pub fn xml(&self) -> &[u8] {
        &self.xml
    }
}

/// `Leyenda` of a stamp: 12 to 150 characters from the list in the SAT's
/// `TimbreFiscalDigitalv11.xsd`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Legend(String);

/// The text is not a legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a stamp's legend has 12 to 150 characters of the SAT's list")]
pub struct LegendError;

impl FromStr for Legend {
    type Err = LegendError;

    fn from_str(written: &str) -> Result<Self, LegendError> {
        const BESIDES_LETTERS_AND_DIGITS: &str = " Ññ!\"%&'´-:;>=<@_,{}`~áéíóúÁÉÍÓÚüÜ";
        let text = written.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_listed = |character: char| {
            character.is_ascii_alphanumeric() || BESIDES_LETTERS_AND_DIGITS.contains(character)
        };
        let fits = (12..=150).contains(&text.chars().count()) && text.chars().all(is_listed);
        if fits { Ok(Self(text)) } else { Err(LegendError) }
    }
}

impl fmt::Display for Legend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Taxation;
    use crate::test_documents::{concept, head, issuer, pac, sealed, stamped};

    #[test]
    fn the_certifier_seals_the_documents_seal() {
        let document = stamped(head(), vec![concept("100.00", Taxation::Vat)]);
        let stamp = document.stamp();
        assert_eq!(stamp.document_seal, *document.document().seal());
        assert!(pac().certificate().verifies(&stamp.cadena_original(), &stamp.seal));
        assert_eq!(
            stamp.cadena_original(),
            format!(
                "||1.1|04BF2854-FE7D-4377-9196-71248F060ABB|2020-05-27T11:01:30|AAA010101AAA\
                 |DOCUMENTO DE PRUEBA, SIN VALIDEZ FISCAL|{}|30001000000999999902||",
                document.document().seal()
            )
        );
    }

    #[test]
    fn a_stamp_does_not_fit_another_document() {
        let stamp = stamped(head(), vec![concept("100.00", Taxation::Vat)]).stamp().clone();
        let other = sealed(head(), vec![concept("100.01", Taxation::Vat)]);
        assert_eq!(other.stamped(stamp), Err(StampError::OtherDocument));
    }

    #[test]
    fn a_pac_whose_certificate_has_ended_stamps_nothing() {
        let document = sealed(head(), vec![concept("100.00", Taxation::Vat)]);
        let uuid = "04bf2854-fe7d-4377-9196-71248f060abb".parse().unwrap();
        let late = "2050-01-01T00:00:00".parse().unwrap();
        assert_eq!(Stamp::issue(&document, uuid, late, None, &issuer()), Err(SealError::NotValid));
    }

    #[test]
    fn a_legend_has_the_sats_characters_only() {
        assert!("SIN VALIDEZ FISCAL, ¡NO!".parse::<Legend>().is_err());
        assert!("CORTA".parse::<Legend>().is_err());
        assert_eq!("  SIN  VALIDEZ FISCAL ".parse::<Legend>().unwrap().to_string(), "SIN VALIDEZ FISCAL");
    }
}
