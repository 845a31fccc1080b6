//! A *certificado de sello digital* with its private key, which can seal documents.

use ring::rand::SystemRandom;
use ring::rsa::KeyPair;
use ring::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use thiserror::Error;
use x509_cert::der::SecretDocument;

use crate::{Certificate, CertificateError, Seal};

/// A certificate together with its private key. The key is never shown: `Debug` prints only the
/// public half.
#[derive(Debug)]
pub struct Csd {
    certificate: Certificate,
    key: KeyPair,
}

/// Why two files do not form a CSD.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CsdError {
    /// The file is not a certificate.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The key is not encrypted PKCS#8, in DER or PEM.
    #[error("this is not an encrypted PKCS#8 key")]
    Key,
    /// The password does not open the key.
    #[error("the password does not open the key")]
    Password,
    /// The key belongs to another certificate.
    #[error("the key is not this certificate's")]
    NotAPair,
}

/// The key could not be used, because the system provides no randomness. Randomness hides the key
/// while it is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the key cannot be used for sealing")]
pub struct SealingError;

impl Csd {
    /// Opens a CSD: the certificate (`.cer`) and the private key (`.key`, encrypted PKCS#8), each
    /// in DER, as the SAT issues them, or in PEM.
    ///
    /// # Errors
    /// [`CsdError`].
    pub fn open(certificate: &[u8], key: &[u8], password: &str) -> Result<Self, CsdError> {
        let certificate = Certificate::read(certificate)?;
        let der = std::str::from_utf8(key).ok().and_then(|pem| SecretDocument::from_pem(pem).ok());
        let der = der.as_ref().map_or(key, |(_, document)| document.as_bytes());
        let encrypted = pkcs8::EncryptedPrivateKeyInfoRef::try_from(der).map_err(|_| CsdError::Key)?;
        let opened = encrypted.decrypt(password).map_err(|_| CsdError::Password)?;
        // About one wrong password in 256 decrypts the file to something that is not a key.
        let key = KeyPair::from_pkcs8(opened.as_bytes()).map_err(|_| CsdError::Password)?;
        if key.public_key().as_ref() != certificate.public_key() {
            return Err(CsdError::NotAPair);
        }
        Ok(Self { certificate, key })
    }

    /// The certificate.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The seal of a text: RSA-SHA256, PKCS#1 v1.5 (Anexo 20, «Generación de sellos digitales»).
    /// The same text gives the same seal.
    ///
    /// # Errors
    /// [`SealingError`].
    pub(crate) fn seal(&self, text: &str) -> Result<Seal, SealingError> {
        let mut signature = vec![0; self.key.public().modulus_len()];
        self.key
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature)
            .map_err(|_| SealingError)?;
        Ok(Seal::of(&signature))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_documents::{PASSWORD, csd_file, issuer, pac};

    #[test]
    fn what_a_csd_seals_its_certificate_verifies_and_no_other() {
        let (issuer, pac) = (issuer(), pac());
        let seal = issuer.seal("||4.0|Ñ||").unwrap();
        assert_eq!(issuer.seal("||4.0|Ñ||").unwrap(), seal, "the same text, the same seal");
        assert!(issuer.certificate().verifies("||4.0|Ñ||", &seal));
        assert!(!issuer.certificate().verifies("||4.0|N||", &seal));
        assert!(!pac.certificate().verifies("||4.0|Ñ||", &seal));
    }

    #[test]
    fn files_that_do_not_belong_together_are_told_apart() {
        let open = |certificate, key, password| {
            Csd::open(&csd_file(certificate), &csd_file(key), password).map(|_| ()).unwrap_err()
        };
        assert_eq!(open("issuer.cer", "pac.key", PASSWORD), CsdError::NotAPair);
        assert_eq!(open("issuer.cer", "issuer.key", "12345678b"), CsdError::Password);
        assert_eq!(open("issuer.cer", "issuer.cer", PASSWORD), CsdError::Key);
        assert_eq!(
            open("issuer.key", "issuer.key", PASSWORD),
            CsdError::Certificate(CertificateError::Encoding)
        );
    }

    #[test]
    fn the_private_key_is_not_printed() {
        let printed = format!("{:?}", issuer());
        assert!(printed.len() < 10_000 && !printed.contains("private"), "{printed}");
    }
}
