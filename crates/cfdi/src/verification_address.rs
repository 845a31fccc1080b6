//! The address of the SAT's verification page, which is in the QR code of a printed form.

use std::fmt;

use mx_fiscal::{Money, Rfc};

use crate::{FolioFiscal, Seal, StampedCfdi};

const PAGE: &str = "https://verificacfdi.facturaelectronica.sat.gob.mx/default.aspx";

/// The address where the SAT shows a document's status (Anexo 20, «código de barras
/// bidimensional»). `Display` writes the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerificationAddress {
    folio_fiscal: FolioFiscal,
    issuer: Rfc,
    receiver: Rfc,
    total: Money,
    /// `None` if the document itself is not at hand.
    seal: Option<Seal>,
}

impl VerificationAddress {
    /// The address of a document of which only these data are known. The page also finds the
    /// document without the ending of its seal, which the visitor does not need.
    pub fn without_seal(folio_fiscal: FolioFiscal, issuer: Rfc, receiver: Rfc, total: Money) -> Self {
        Self { folio_fiscal, issuer, receiver, total, seal: None }
    }

    fn of(document: &StampedCfdi) -> Self {
        let cfdi = document.cfdi();
        Self {
            folio_fiscal: document.stamp().folio_fiscal,
            issuer: cfdi.head().issuer.rfc.clone(),
            receiver: cfdi.head().receiver.rfc.clone(),
            total: cfdi.total(),
            seal: Some(document.document().seal().clone()),
        }
    }
}

impl StampedCfdi {
    /// The address where the SAT says whether the document is valid. The QR code of the printed
    /// form contains it.
    pub fn verification_address(&self) -> VerificationAddress {
        VerificationAddress::of(self)
    }
}

impl fmt::Display for VerificationAddress {
    /// The total has no superfluous zeros at its end, but always at least one decimal. The seal's
    /// characters are not encoded: this is how such addresses are usually written, and the page
    /// accepts it. Two characters of an RFC are percent-encoded: `&` would end its parameter, and
    /// `Ñ` is not ASCII.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.total.decimal().normalize();
        let decimals = usize::try_from(total.scale().max(1)).unwrap_or(1);
        write!(
            f,
            "{PAGE}?id={}&re={}&rr={}&tt={total:.decimals$}",
            self.folio_fiscal,
            encoded(&self.issuer),
            encoded(&self.receiver),
        )?;
        self.seal.as_ref().map_or(Ok(()), |seal| write!(f, "&fe={}", seal.ending()))
    }
}

fn encoded(rfc: &Rfc) -> String {
    rfc.as_str().replace('&', "%26").replace('Ñ', "%C3%91")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(total: &str, receiver: &str) -> String {
        let address = VerificationAddress {
            folio_fiscal: "04BF2854-FE7D-4377-9196-71248F060ABB".parse().unwrap(),
            issuer: "CSM190311AH6".parse().unwrap(),
            receiver: receiver.parse().unwrap(),
            total: total.parse().unwrap(),
            seal: Some("AAAAAAAA5tSZhA==".parse().unwrap()),
        };
        address.to_string()
    }

    #[test]
    fn it_is_that_of_a_document_of_which_the_address_is_known() {
        // The address of a public CFDI, from phpcfdi/cfdi-expresiones.
        assert_eq!(
            address("459.36", "MCI7306249Y1"),
            "https://verificacfdi.facturaelectronica.sat.gob.mx/default.aspx?id=04BF2854-FE7D-4377-9196-71248F060ABB\
             &re=CSM190311AH6&rr=MCI7306249Y1&tt=459.36&fe=5tSZhA=="
        );
    }

    #[test]
    fn the_total_has_no_meaningless_zeros_but_always_a_decimal() {
        for (total, written) in [
            ("1000.00", "&tt=1000.0&"),
            ("1093.40", "&tt=1093.4&"),
            ("0.01", "&tt=0.01&"),
            ("999999.99", "&tt=999999.99&"),
        ] {
            assert!(address(total, "MCI7306249Y1").contains(written), "{total}");
        }
    }

    #[test]
    fn an_rfc_stays_one_parameter() {
        assert!(address("1.00", "Ñ&A7306249Y1").contains("&rr=%C3%91%26A7306249Y1&tt="));
    }
}
