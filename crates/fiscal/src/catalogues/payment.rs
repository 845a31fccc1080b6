//! The SAT's catalogs `c_FormaPago` and `c_MetodoPago` (CFDI 4.0, in force since 2022-01-01): how
//! and when an invoice is paid.

catalogue! {
    /// Whether an invoice is paid at once or later, by the SAT's key.
    PaymentMethod of "c_MetodoPago";
    AtOnce "PUE" "Pago en una sola exhibición";
    Deferred "PPD" "Pago en parcialidades o diferido";
}

catalogue! {
    /// The form in which something is paid, by the SAT's key. It also determines the
    /// [`method`](Self::method).
    PaymentForm of "c_FormaPago";
    Cash "01" "Efectivo";
    Cheque "02" "Cheque nominativo";
    Transfer "03" "Transferencia electrónica de fondos";
    CreditCard "04" "Tarjeta de crédito";
    ElectronicPurse "05" "Monedero electrónico";
    ElectronicMoney "06" "Dinero electrónico";
    FoodVouchers "08" "Vales de despensa";
    GivenInPayment "12" "Dación en pago";
    Subrogation "13" "Pago por subrogación";
    Consignation "14" "Pago por consignación";
    Remission "15" "Condonación";
    Compensation "17" "Compensación";
    Novation "23" "Novación";
    Merger "24" "Confusión";
    DebtRelease "25" "Remisión de deuda";
    Prescription "26" "Prescripción o caducidad";
    CreditorsSatisfaction "27" "A satisfacción del acreedor";
    DebitCard "28" "Tarjeta de débito";
    ServiceCard "29" "Tarjeta de servicios";
    AdvanceApplied "30" "Aplicación de anticipos";
    PaymentIntermediary "31" "Intermediario pagos";
    ToBeDefined "99" "Por definir";
}

impl PaymentForm {
    /// The only `MetodoPago` allowed with this form: PPD with 99, PUE with every other form (Anexo
    /// 20's guide for filling in a CFDI 4.0). Code that stores only the form cannot write an
    /// invalid pair.
    pub fn method(self) -> PaymentMethod {
        if self == Self::ToBeDefined { PaymentMethod::Deferred } else { PaymentMethod::AtOnce }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_to_be_defined_is_paid_later() {
        let later = PaymentForm::ALL.iter().filter(|form| form.method() == PaymentMethod::Deferred);
        assert_eq!(later.collect::<Vec<_>>(), [&PaymentForm::ToBeDefined]);
    }
}
