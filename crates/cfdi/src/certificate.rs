//! A certificate that the SAT issues for sealing: its number, its holder, and its validity.

use std::fmt;
use std::str::FromStr;

use base64ct::{Base64, Encoding};
use chrono::{DateTime, TimeDelta, Utc};
use mx_fiscal::{CfdiDateTime, Rfc};
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use thiserror::Error;
use x509_cert::der::asn1::ObjectIdentifier;
use x509_cert::der::{Decode, DecodePem, Encode};

use crate::Seal;

/// `x500UniqueIdentifier`, in which the SAT writes the holder's RFC.
const UNIQUE_IDENTIFIER: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.45");

/// How far the local time in Mexico is behind UTC: the smallest difference (Quintana Roo) and the
/// greatest (Baja California).
const BEHIND_UTC: [TimeDelta; 2] = [TimeDelta::hours(5), TimeDelta::hours(8)];

/// `NoCertificado`: the twenty digits of a certificate (`[0-9]{20}` in the SAT's `cfdv40.xsd`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CertificateNumber(String);

/// The text is not a certificate number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a certificate number has twenty digits")]
pub struct CertificateNumberError;

impl FromStr for CertificateNumber {
    type Err = CertificateNumberError;

    fn from_str(text: &str) -> Result<Self, CertificateNumberError> {
        let is_one = text.len() == 20 && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_one { Ok(Self(text.to_owned())) } else { Err(CertificateNumberError) }
    }
}

impl fmt::Display for CertificateNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An X.509 certificate with the data that a CFDI needs. It is read, not trusted: only the
/// certifier knows whether the SAT issued it and has not revoked it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    number: CertificateNumber,
    rfc: Rfc,
    not_before: DateTime<Utc>,
    not_after: DateTime<Utc>,
    public_key: Vec<u8>,
}

/// Why a file is not a certificate of the SAT's kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CertificateError {
    /// Neither DER nor PEM of an X.509 certificate.
    #[error("this is not an X.509 certificate")]
    Encoding,
    /// The serial number does not consist of twenty ASCII digits.
    #[error("the certificate's serial number is not one of the SAT's")]
    Number,
    /// The subject contains no RFC.
    #[error("the certificate does not name its holder's RFC")]
    Rfc,
    /// The validity is outside the range of dates.
    #[error("the certificate's validity cannot be read")]
    Validity,
}

impl Certificate {
    /// Reads a certificate, in DER (the SAT's `.cer`) or PEM.
    ///
    /// The SAT writes the number as ASCII digits into the serial number, and the RFC into the
    /// subject's `x500UniqueIdentifier`. For a company that is `RFC / RFC of its representative`.
    ///
    /// # Errors
    /// [`CertificateError`].
    pub fn read(file: &[u8]) -> Result<Self, CertificateError> {
        let certificate = if file.starts_with(b"-----BEGIN") {
            x509_cert::Certificate::from_pem(file)
        } else {
            x509_cert::Certificate::from_der(file)
        };
        let certificate = certificate.map_err(|_| CertificateError::Encoding)?;
        let contents = certificate.tbs_certificate();
        let validity = contents.validity();
        let public_key = contents.subject_public_key_info().subject_public_key.raw_bytes().to_vec();
        Ok(Self {
            number: number(contents.serial_number().as_bytes()).ok_or(CertificateError::Number)?,
            rfc: rfc(contents.subject()).ok_or(CertificateError::Rfc)?,
            not_before: instant(validity.not_before).ok_or(CertificateError::Validity)?,
            not_after: instant(validity.not_after).ok_or(CertificateError::Validity)?,
            public_key,
            der: certificate.to_der().map_err(|_| CertificateError::Encoding)?,
        })
    }

    /// Reads a CFDI's `Certificado`.
    ///
    /// # Errors
    /// [`CertificateError`].
    pub fn from_base64(text: &str) -> Result<Self, CertificateError> {
        Self::read(&Base64::decode_vec(text).map_err(|_| CertificateError::Encoding)?)
    }

    /// `Certificado`: the certificate in base64.
    pub fn to_base64(&self) -> String {
        Base64::encode_string(&self.der)
    }

    /// `NoCertificado`.
    pub fn number(&self) -> &CertificateNumber {
        &self.number
    }

    /// The holder's RFC.
    pub fn rfc(&self) -> &Rfc {
        &self.rfc
    }

    /// The beginning of its validity.
    pub fn not_before(&self) -> DateTime<Utc> {
        self.not_before
    }

    /// The end of its validity.
    pub fn not_after(&self) -> DateTime<Utc> {
        self.not_after
    }

    /// Whether it is valid at this local time, in every time zone of Mexico.
    pub fn is_valid_at(&self, local: CfdiDateTime) -> bool {
        BEHIND_UTC.into_iter().all(|behind| {
            let instant = local.local().checked_add_signed(behind).map(|utc| utc.and_utc());
            instant.is_some_and(|instant| (self.not_before..=self.not_after).contains(&instant))
        })
    }

    /// Whether this certificate's key made the seal of this text (RSA-SHA256, PKCS#1 v1.5: Anexo
    /// 20, «Generación de sellos digitales»).
    pub fn verifies(&self, text: &str, seal: &Seal) -> bool {
        let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &self.public_key);
        key.verify(text.as_bytes(), &seal.signature()).is_ok()
    }

    /// The RSA public key in PKCS#1 format.
    pub(crate) fn public_key(&self) -> &[u8] {
        &self.public_key
    }
}

fn number(serial: &[u8]) -> Option<CertificateNumber> {
    std::str::from_utf8(serial).ok()?.parse().ok()
}

fn rfc(subject: &x509_cert::name::Name) -> Option<Rfc> {
    let attribute = subject.iter().find(|attribute| attribute.oid == UNIQUE_IDENTIFIER)?;
    let text = std::str::from_utf8(attribute.value.value()).ok()?;
    text.split('/').next()?.trim().parse().ok()
}

fn instant(time: x509_cert::time::Time) -> Option<DateTime<Utc>> {
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).ok()?;
    DateTime::from_timestamp(seconds, 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_documents::csd_file;

    #[test]
    fn the_number_the_holder_and_the_validity_are_read_as_the_sat_writes_them() {
        let certificate = Certificate::read(&csd_file("issuer.cer")).unwrap();
        assert_eq!(certificate.number().to_string(), "30001000000999999901");
        assert_eq!(certificate.rfc().as_str(), "ISD950921HE5");
        assert_eq!(certificate.not_before().to_rfc3339(), "2010-01-01T00:00:00+00:00");
        assert_eq!(certificate.not_after().to_rfc3339(), "2049-12-31T23:59:59+00:00");
        assert_eq!(Certificate::from_base64(&certificate.to_base64()), Ok(certificate));
    }

    #[test]
    fn a_certificate_in_pem_is_the_same() {
        let der = csd_file("pac.cer");
        let lines = Base64::encode_string(&der);
        let lines: Vec<_> =
            lines.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
        let pem = format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"));
        assert_eq!(Certificate::read(pem.as_bytes()), Certificate::read(&der));
    }

    #[test]
    fn what_is_no_certificate_is_refused() {
        for file in [b"".as_slice(), b"-----BEGIN CERTIFICATE-----", &csd_file("issuer.key")] {
            assert_eq!(Certificate::read(file), Err(CertificateError::Encoding));
        }
        assert_eq!(number(&[1, 2, 3]), None);
        assert_eq!(number(b"0000100000050000999X"), None);
    }

    #[test]
    fn the_hours_on_its_first_and_last_day_count_by_the_westernmost_and_easternmost_clock() {
        let certificate = Certificate::read(&csd_file("issuer.cer")).unwrap();
        for (local, is_valid) in [
            ("2009-12-31T18:59:59", false),
            ("2009-12-31T19:00:00", true),
            ("2026-11-25T12:00:00", true),
            ("2049-12-31T15:59:59", true),
            ("2049-12-31T16:00:00", false),
        ] {
            assert_eq!(certificate.is_valid_at(local.parse().unwrap()), is_valid, "{local}");
        }
    }
}
