//! The keys of the SAT's catalogues that this issuer's invoices use, each with the SAT's own description.

use std::str::FromStr;

use thiserror::Error;

/// What the issuer bills: the key of `c_ClaveProdServ` and the unit of `c_ClaveUnidad` that goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Service {
    /// Toll crossings.
    TollCrossings,
    /// The issuer's commission.
    Commission,
}

impl Service {
    /// `ClaveProdServ`.
    pub fn product_key(self) -> &'static str {
        match self {
            Self::TollCrossings => "95111615",
            Self::Commission => "80141628",
        }
    }

    /// The SAT's description of [`product_key`](Self::product_key).
    pub fn product_description(self) -> &'static str {
        match self {
            Self::TollCrossings => "Cruce de carreteras",
            Self::Commission => "Servicio de distribuidores por comisión",
        }
    }

    /// `ClaveUnidad`.
    pub fn unit_key(self) -> &'static str {
        match self {
            Self::TollCrossings => "E54",
            Self::Commission => "E48",
        }
    }

    /// The SAT's description of [`unit_key`](Self::unit_key).
    pub fn unit_description(self) -> &'static str {
        match self {
            Self::TollCrossings => "Viaje",
            Self::Commission => "Unidad de servicio",
        }
    }
}

/// When and how an invoice is paid. The SAT admits `MetodoPago` PUE with any form but 99, and PPD with 99 only: no other
/// pair can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Payment {
    /// At once (PUE), in a known form.
    AtOnce(PaymentForm),
    /// Later or in parts (PPD), in a form still to be defined (99).
    Deferred,
}

impl Payment {
    /// `MetodoPago`.
    pub fn method_code(self) -> &'static str {
        match self {
            Self::AtOnce(_) => "PUE",
            Self::Deferred => "PPD",
        }
    }

    /// The SAT's description of [`method_code`](Self::method_code).
    pub fn method_description(self) -> &'static str {
        match self {
            Self::AtOnce(_) => "Pago en una sola exhibición",
            Self::Deferred => "Pago en parcialidades o diferido",
        }
    }

    /// `FormaPago`.
    pub fn form_code(self) -> &'static str {
        match self {
            Self::AtOnce(form) => form.code(),
            Self::Deferred => "99",
        }
    }

    /// The SAT's description of [`form_code`](Self::form_code).
    pub fn form_description(self) -> &'static str {
        match self {
            Self::AtOnce(form) => form.description(),
            Self::Deferred => "Por definir",
        }
    }
}

/// Not a key of `c_FormaPago`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a key of c_FormaPago for a payment that was made")]
pub struct UnknownPaymentForm;

macro_rules! payment_forms {
    ($($variant:ident $code:literal $description:literal;)*) => {
        /// How something was paid: `c_FormaPago` without 99, "por definir", which is [`Payment::Deferred`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum PaymentForm {
            $(#[doc = concat!($code, " ", $description)] $variant,)*
        }

        impl PaymentForm {
            /// All of them, in the SAT's order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The SAT's key.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The SAT's description, in Spanish.
            pub fn description(self) -> &'static str {
                match self { $(Self::$variant => $description,)* }
            }
        }
    };
}

payment_forms! {
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
}

impl FromStr for PaymentForm {
    type Err = UnknownPaymentForm;

    fn from_str(code: &str) -> Result<Self, UnknownPaymentForm> {
        Self::ALL.iter().copied().find(|form| form.code() == code).ok_or(UnknownPaymentForm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_payment_form_is_found_by_its_key() {
        for form in PaymentForm::ALL {
            assert_eq!(form.code().parse(), Ok(*form));
        }
        assert_eq!("99".parse::<PaymentForm>(), Err(UnknownPaymentForm));
        assert_eq!("4".parse::<PaymentForm>(), Err(UnknownPaymentForm));
    }
}
