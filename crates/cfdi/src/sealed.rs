//! A document that its issuer has sealed.

use crate::cadena_original::cadena_original;
use crate::comprobante::comprobante;
use crate::element::Element;
use crate::{Certificate, Cfdi, Csd, Seal, SealError};

/// A document with its issuer's seal, ready to be sent for certification. It has no fiscal validity
/// yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedCfdi {
    cfdi: Cfdi,
    certificate: Certificate,
    seal: Seal,
}

impl Cfdi {
    /// Seals the document. The same document with the same CSD gives the same seal.
    ///
    /// # Errors
    /// [`SealError`]: a certifier refuses a document sealed with another taxpayer's certificate, or
    /// with one that was not valid at `Fecha`.
    pub fn sealed(self, csd: &Csd) -> Result<SealedCfdi, SealError> {
        let certificate = csd.certificate();
        if *certificate.rfc() != self.head().issuer.rfc {
            return Err(SealError::OtherIssuer);
        }
        if !certificate.is_valid_at(self.head().issued_at) {
            return Err(SealError::NotValid);
        }
        let seal = csd.seal(&cadena_original(&comprobante(&self, certificate, None)))?;
        Ok(SealedCfdi { certificate: certificate.clone(), seal, cfdi: self })
    }
}

impl SealedCfdi {
    /// The document that was read, if the seal is its issuer's.
    pub(crate) fn verified(cfdi: Cfdi, certificate: Certificate, seal: Seal) -> Option<Self> {
        let sealed = Self { cfdi, certificate, seal };
        let is_issuers = *sealed.certificate.rfc() == sealed.cfdi.head().issuer.rfc;
        let is_sealed = sealed.certificate.verifies(&sealed.cadena_original(), &sealed.seal);
        (is_issuers && is_sealed).then_some(sealed)
    }

    /// The document that was sealed.
    pub fn cfdi(&self) -> &Cfdi {
        &self.cfdi
    }

    /// The issuer's certificate (`Certificado`, `NoCertificado`).
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The issuer's seal (`Sello`).
    pub fn seal(&self) -> &Seal {
        &self.seal
    }

    /// The text that is sealed, as the SAT's `cadenaoriginal_4_0.xslt` produces it.
    pub fn cadena_original(&self) -> String {
        cadena_original(&self.tree())
    }

    /// The XML in UTF-8 as it is sent for certification, without a complement.
    pub fn to_xml(&self) -> Vec<u8> {
        self.tree().to_xml()
    }

    pub(crate) fn tree(&self) -> Element {
        comprobante(&self.cfdi, &self.certificate, Some(&self.seal))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Taxation;
    use crate::test_documents::{concept, head, issuer, pac, sealed};

    #[test]
    fn a_document_is_sealed_by_its_issuer_alone() {
        let document = Cfdi::new(head(), vec![concept("100.00", Taxation::Vat)]).unwrap();
        assert_eq!(document.clone().sealed(&pac()), Err(SealError::OtherIssuer));
        let document = document.sealed(&issuer()).unwrap();
        assert!(document.certificate().verifies(&document.cadena_original(), document.seal()));
    }

    #[test]
    fn a_certificate_seals_nothing_from_before_it_was_valid() {
        let head = crate::Head { issued_at: "2009-05-27T11:01:00".parse().unwrap(), ..head() };
        let document = Cfdi::new(head, vec![concept("100.00", Taxation::Vat)]).unwrap();
        assert_eq!(document.sealed(&issuer()), Err(SealError::NotValid));
    }

    #[test]
    fn the_cadena_original_has_everything_but_the_seal_and_the_certificate() {
        let document =
            sealed(head(), vec![concept("100.00", Taxation::Vat), concept("5.50", Taxation::Exempt)]);
        assert_eq!(
            document.cadena_original(),
            "||4.0|O|52375239|2020-05-27T11:01:00|04|30001000000999999901|105.50|MXN|121.50|I|01|PUE|11529\
             |ISD950921HE5|PASE, SERVICIOS ELECTRONICOS|601\
             |ISD950921HE5|Pase, Servicios Electrónicos S.A De C.V.|11529|601|G03\
             |95111615|1|E54|Viaje|Cruces|100.00|100.00|02|100.00|002|Tasa|0.160000|16.00\
             |95111615|1|E54|Viaje|Cruces|5.50|5.50|02|5.50|002|Exento\
             |100.00|002|Tasa|0.160000|16.00|5.50|002|Exento|16.00||"
        );
    }
}
