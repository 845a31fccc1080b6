//! The document: who bills whom for what, and its sums.

use mx_fiscal::{CfdiDateTime, CfdiUse, FiscalRegime, Money, PaymentForm, PostalCode, Rfc};
use thiserror::Error;

use crate::taxes::to_the_centavo;
use crate::{Concept, Folio, FolioFiscal, PartyName, Series, Taxes, TextError};

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

/// All of a document but its concepts, its sums and its seals.
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

impl Head {
    fn check(&self) -> Result<(), CfdiError> {
        let (issuer, receiver) = (&self.issuer, &self.receiver);
        let person = receiver.rfc.person();
        if !issuer.fiscal_regime.admits(issuer.rfc.person()) || !receiver.fiscal_regime.admits(person) {
            return Err(CfdiError::RegimeForPerson);
        }
        if !receiver.cfdi_use.admits(receiver.fiscal_regime, person) {
            return Err(CfdiError::UseForRegime);
        }
        if !self.place_of_issue.is_in_catalogue() || !receiver.postal_code.is_in_catalogue() {
            return Err(CfdiError::PostalCode);
        }
        Ok(())
    }
}

/// An invoice whose amounts add up, in pesos. Not sealed yet: nobody vouches for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cfdi {
    head: Head,
    concepts: Vec<Concept>,
    subtotal: Money,
    taxes: Taxes,
    total: Money,
}

/// Why there is no such document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CfdiError {
    /// An invoice without a concept.
    #[error("a CFDI has at least one concept")]
    NoConcepts,
    /// A total, or the base of a tax, that rounds to nothing.
    #[error("a CFDI's total and the bases of its taxes are at least a centavo")]
    Nothing,
    /// More money than can be counted.
    #[error("a CFDI's total is out of range")]
    Range,
    /// A party's régimen is for the other kind of person (CFDI40158 for a receiver).
    #[error("a régimen fiscal is for the other kind of person")]
    RegimeForPerson,
    /// The uso CFDI is not open to the receiver's régimen (CFDI40161).
    #[error("the uso CFDI is not open to the receiver's régimen fiscal")]
    UseForRegime,
    /// The receiver's or the issuer's postal code is not in the SAT's catalogue (CFDI40147 for a receiver).
    #[error("a postal code is not in the SAT's catalogue")]
    PostalCode,
}

impl Cfdi {
    /// The document with its sums. As the SAT's validation matrix of Anexo 20 has it: the subtotal is the sum of the
    /// concepts' amounts and the IVA the sum of theirs, each rounded once, half up, to the centavo; the total is the two
    /// together. What the matrix asks of the parties beyond the schema is held against the SAT's catalogues.
    ///
    /// # Errors
    /// [`CfdiError`].
    pub fn new(head: Head, concepts: Vec<Concept>) -> Result<Self, CfdiError> {
        head.check()?;
        Self::as_issued(head, concepts)
    }

    /// The same of a document that was issued: the SAT's catalogues were asked then, and what they say today does not undo it.
    pub(crate) fn as_issued(head: Head, concepts: Vec<Concept>) -> Result<Self, CfdiError> {
        if concepts.is_empty() {
            return Err(CfdiError::NoConcepts);
        }
        let subtotal = to_the_centavo(concepts.iter().map(Concept::amount))?;
        let taxes = Taxes::of(&concepts)?;
        let total =
            subtotal.checked_add(taxes.transferred().unwrap_or(Money::ZERO)).ok_or(CfdiError::Range)?;
        if total == Money::ZERO {
            return Err(CfdiError::Nothing);
        }
        Ok(Self { head, concepts, subtotal, taxes, total })
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

    /// `Impuestos`.
    pub fn taxes(&self) -> Taxes {
        self.taxes
    }

    /// The IVA that is charged; zero where none is.
    pub fn vat(&self) -> Money {
        self.taxes.transferred().unwrap_or(Money::ZERO)
    }

    /// `Total`: with IVA.
    pub fn total(&self) -> Money {
        self.total
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Taxation;
    use crate::test_documents::{concept, head};

    fn invoice(head: Head) -> Result<Cfdi, CfdiError> {
        Cfdi::new(head, vec![concept("100.00", Taxation::Vat)])
    }

    #[test]
    fn sums_are_rounded_once_and_not_line_by_line() {
        // Line by line each IVA would round to nothing and each base to nothing or a whole centavo.
        let concepts = ["0.004", "0.004", "0.03"].map(|amount| concept(amount, Taxation::Vat));
        let invoice = Cfdi::new(head(), concepts.to_vec()).unwrap();
        assert_eq!(invoice.subtotal().to_string(), "0.04");
        assert_eq!(invoice.taxes().transferred().unwrap().to_string(), "0.01");
        assert_eq!(invoice.total().to_string(), "0.05");
    }

    #[test]
    fn what_is_exempt_or_no_object_of_the_tax_adds_to_the_total_and_not_to_the_iva() {
        let concepts = Taxation::ALL.map(|taxation| concept("100.00", taxation));
        let invoice = Cfdi::new(head(), concepts.to_vec()).unwrap();
        assert_eq!(invoice.subtotal().to_string(), "400.00");
        assert_eq!(invoice.total().to_string(), "416.00");
    }

    #[test]
    fn an_invoice_for_nothing_is_refused() {
        assert_eq!(Cfdi::new(head(), Vec::new()), Err(CfdiError::NoConcepts));
        assert_eq!(Cfdi::new(head(), vec![concept("0.004", Taxation::NotSubject)]), Err(CfdiError::Nothing));
    }

    #[test]
    fn what_the_schema_takes_and_the_catalogues_do_not_is_refused() {
        let receiver = head().receiver;
        let salaried = Receiver { fiscal_regime: "605".parse().unwrap(), ..receiver.clone() };
        assert_eq!(invoice(Head { receiver: salaried, ..head() }), Err(CfdiError::RegimeForPerson));

        let rfc = "CACX7605101P8".parse().unwrap();
        let salaried = Receiver { rfc, fiscal_regime: "605".parse().unwrap(), ..receiver.clone() };
        assert_eq!(invoice(Head { receiver: salaried.clone(), ..head() }), Err(CfdiError::UseForRegime));
        let without_effects = Receiver { cfdi_use: "S01".parse().unwrap(), ..salaried };
        assert!(invoice(Head { receiver: without_effects, ..head() }).is_ok());

        let nowhere = Receiver { postal_code: "00001".parse().unwrap(), ..receiver };
        assert_eq!(invoice(Head { receiver: nowhere, ..head() }), Err(CfdiError::PostalCode));
    }
}
