//! The document: who bills whom for what, its sums, and its stamp.

use mx_fiscal::{CfdiDateTime, CfdiUse, FiscalRegime, Money, PaymentForm, PostalCode, Rfc};
use rust_decimal::Decimal;
use thiserror::Error;

use crate::concept::half_up;
use crate::{Concept, Folio, FolioFiscal, PartyName, Series, TextError};

/// Who issues (`Emisor`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// RFC.
    pub rfc: Rfc,
    /// Name as the document has it.
    pub name: PartyName,
    /// Régimen fiscal.
    pub fiscal_regime: FiscalRegime,
}

/// Whom it is issued to (`Receptor`), as the document has it. Whether these data fit together *today* is
/// [`mx_fiscal::Receiver`]'s matter, from which one for a new document is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receiver {
    /// RFC.
    pub rfc: Rfc,
    /// Name as the document has it.
    pub name: PartyName,
    /// Código postal of the fiscal domicile.
    pub postal_code: PostalCode,
    /// Régimen fiscal.
    pub fiscal_regime: FiscalRegime,
    /// Uso CFDI.
    pub cfdi_use: CfdiUse,
}

impl TryFrom<&mx_fiscal::Receiver> for Receiver {
    type Error = TextError;

    fn try_from(receiver: &mx_fiscal::Receiver) -> Result<Self, TextError> {
        Ok(Self {
            rfc: receiver.rfc().clone(),
            name: PartyName::try_from(receiver.name())?,
            postal_code: receiver.postal_code(),
            fiscal_regime: receiver.fiscal_regime(),
            cfdi_use: receiver.cfdi_use(),
        })
    }
}

/// All of a document but its concepts, its sums and its stamp.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The issuer's series.
    pub series: Series,
    /// The issuer's number within the series.
    pub folio: Folio,
    /// `Fecha`: local time of the place of issue.
    pub issued_at: CfdiDateTime,
    /// `FormaPago`: how it is paid. It decides `MetodoPago`, too, so that no pair which the SAT refuses can be written.
    pub payment_form: PaymentForm,
    /// `LugarExpedicion`: código postal.
    pub place_of_issue: PostalCode,
    /// Who issues.
    pub issuer: Issuer,
    /// Whom it is issued to.
    pub receiver: Receiver,
    /// The CFDI that this one replaces (`TipoRelacion` 04); empty for an ordinary invoice.
    pub replaces: Vec<FolioFiscal>,
}

/// An invoice whose amounts add up, in pesos. Not stamped yet: it has no fiscal existence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cfdi {
    head: Head,
    concepts: Vec<Concept>,
    subtotal: Money,
    vat: Money,
    total: Money,
}

/// Why there is no such document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CfdiError {
    /// An invoice for nothing.
    #[error("a CFDI has at least one concept")]
    NoConcepts,
    /// More money than can be counted.
    #[error("a CFDI's total is out of range")]
    Range,
}

impl Cfdi {
    /// The document with its sums. As the SAT's validation matrix of Anexo 20 has it: the subtotal is the sum of the
    /// concepts' amounts and the IVA the sum of theirs, each rounded once, half up, to the centavo; the total is the two
    /// together.
    ///
    /// # Errors
    /// [`CfdiError`].
    pub fn new(head: Head, concepts: Vec<Concept>) -> Result<Self, CfdiError> {
        if concepts.is_empty() {
            return Err(CfdiError::NoConcepts);
        }
        let subtotal = to_the_centavo(concepts.iter().map(Concept::amount))?;
        let vat = to_the_centavo(concepts.iter().map(Concept::vat))?;
        let total = subtotal.checked_add(vat).ok_or(CfdiError::Range)?;
        Ok(Self { head, concepts, subtotal, vat, total })
    }

    /// This document, certified.
    pub fn stamped(self, stamp: Stamp) -> StampedCfdi {
        StampedCfdi { cfdi: self, stamp }
    }

    /// All but concepts and sums.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// At least one.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// `SubTotal`: before IVA.
    pub fn subtotal(&self) -> Money {
        self.subtotal
    }

    /// `TotalImpuestosTrasladados`: the IVA.
    pub fn vat(&self) -> Money {
        self.vat
    }

    /// `Total`: with IVA.
    pub fn total(&self) -> Money {
        self.total
    }
}

fn to_the_centavo(mut amounts: impl Iterator<Item = Decimal>) -> Result<Money, CfdiError> {
    let sum = amounts.try_fold(Decimal::ZERO, Decimal::checked_add).ok_or(CfdiError::Range)?;
    Money::from_decimal(half_up(sum, 2)).map_err(|_| CfdiError::Range)
}

/// What the certification adds (`TimbreFiscalDigital`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The folio fiscal (`UUID`).
    pub folio_fiscal: FolioFiscal,
    /// `FechaTimbrado`: local time, without offset.
    pub stamped_at: CfdiDateTime,
}

/// A document with its stamp: an issued invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StampedCfdi {
    cfdi: Cfdi,
    stamp: Stamp,
}

impl StampedCfdi {
    /// What was stamped.
    pub fn cfdi(&self) -> &Cfdi {
        &self.cfdi
    }

    /// The stamp.
    pub fn stamp(&self) -> Stamp {
        self.stamp
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Service;
    use crate::test_documents::head;

    fn concept(amount: &str) -> Concept {
        let description = "Cruces".parse().unwrap();
        Concept::new(Service::TollCrossings, Decimal::ONE, description, amount.parse().unwrap()).unwrap()
    }

    #[test]
    fn sums_are_rounded_once_and_not_line_by_line() {
        // Line by line each IVA would round to nothing and each base to nothing or a whole centavo.
        let invoice = Cfdi::new(head(), vec![concept("0.004"), concept("0.004"), concept("0.03")]).unwrap();
        assert_eq!(invoice.subtotal().to_string(), "0.04");
        assert_eq!(invoice.vat().to_string(), "0.01");
        assert_eq!(invoice.total().to_string(), "0.05");
    }

    #[test]
    fn an_invoice_for_nothing_is_refused() {
        assert_eq!(Cfdi::new(head(), Vec::new()), Err(CfdiError::NoConcepts));
    }
}
