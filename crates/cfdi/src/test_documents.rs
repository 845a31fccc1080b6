//! Documents for this crate's tests.

use mx_fiscal::PaymentForm;

use crate::{Head, Issuer, Receiver};

/// The manual's customer's invoice, all but its concepts.
pub(crate) fn head() -> Head {
    Head {
        series: "O".parse().unwrap(),
        folio: "52375239".parse().unwrap(),
        issued_at: "2020-05-27T11:01:00".parse().unwrap(),
        payment_form: PaymentForm::CreditCard,
        place_of_issue: "11529".parse().unwrap(),
        issuer: Issuer {
            rfc: "ISD950921HE5".parse().unwrap(),
            name: "PASE, SERVICIOS ELECTRONICOS".parse().unwrap(),
            fiscal_regime: "601".parse().unwrap(),
        },
        receiver: Receiver {
            rfc: "ISD950921HE5".parse().unwrap(),
            name: "Pase, Servicios Electrónicos S.A De C.V.".parse().unwrap(),
            postal_code: "11529".parse().unwrap(),
            fiscal_regime: "601".parse().unwrap(),
            cfdi_use: "G03".parse().unwrap(),
        },
        replaces: Vec::new(),
    }
}
