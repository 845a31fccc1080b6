//! The document before it is sealed: its parties, its concepts, and its sums.

use mx_fiscal::{CfdiDateTime, CfdiUse, FiscalRegime, Money, PaymentForm, PostalCode, Rfc};

use crate::error::CfdiError;
use crate::taxes::to_the_centavo;
use crate::{Concept, Folio, FolioFiscal, PartyName, Series, Taxes, TextError};

/// The issuer (`Emisor`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// RFC.
    pub rfc: Rfc,
    /// Name as the document has it.
    pub name: PartyName,
    /// Régimen fiscal.
    pub fiscal_regime: FiscalRegime,
}

/// The receiver (`Receptor`), as the document has it. Whether these data fit together *today* is
/// decided by [`mx_fiscal::Receiver`], from which the receiver of a new document is made.
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

/// Everything in a document except its concepts, sums and seals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The issuer's series.
    pub series: Series,
    /// The issuer's number within the series.
    pub folio: Folio,
    /// `Fecha`: local time at the place of issue.
    pub issued_at: CfdiDateTime,
    /// `FormaPago`: how it is paid. It also determines `MetodoPago`, so that a pair that the SAT
    /// refuses cannot be written.
    pub payment_form: PaymentForm,
    /// `LugarExpedicion`: código postal.
    pub place_of_issue: PostalCode,
    /// The issuer.
    pub issuer: Issuer,
    /// The receiver.
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

/// An invoice whose amounts add up, in pesos. It is not sealed yet, so nobody vouches for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cfdi {
    head: Head,
    concepts: Vec<Concept>,
    subtotal: Money,
    taxes: Taxes,
    total: Money,
}

impl Cfdi {
    /// Creates the document and its sums, following the SAT's validation matrix of Anexo 20: the
    /// subtotal is the sum of the concepts' amounts, and the IVA is the sum of their IVA, each
    /// rounded once, half up, to the centavo. The total is the sum of the two. The parties' data
    /// are checked against the SAT's catalogs, as the matrix requires beyond the schema.
    ///
    /// # Errors
    /// [`CfdiError`].
    pub fn new(head: Head, concepts: Vec<Concept>) -> Result<Self, CfdiError> {
        head.check()?;
        Self::as_issued(head, concepts)
    }

    /// Like [`Cfdi::new`], but for a document that was already issued: its parties were checked at
    /// that time, and what the catalogs say today does not invalidate it.
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

    /// Everything except concepts and sums.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The concepts; at least one.
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

    /// The IVA that is charged; zero if none is.
    pub fn vat(&self) -> Money {
        self.taxes.transferred().unwrap_or(Money::ZERO)
    }

    /// `Total`: including IVA.
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
        // Rounded line by line, each IVA would become zero, and each base zero or a whole centavo.
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
