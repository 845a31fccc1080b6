//! Sample documents for this crate's tests.

use mx_fiscal::PaymentForm;
use rust_decimal::Decimal;

use crate::{Cfdi, Concept, Csd, Head, Issuer, Receiver, SealedCfdi, Service, Stamp, StampedCfdi, Taxation};

/// The head of the invoice of the manual's customer.
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

/// A concept of one unit at this price.
pub(crate) fn concept(amount: &str, taxation: Taxation) -> Concept {
    let description = "Cruces".parse().unwrap();
    let amount = amount.parse().unwrap();
    Concept::new(Service::TollCrossings, Decimal::ONE, description, amount, taxation).unwrap()
}

/// The password of the sandbox's keys.
pub(crate) const PASSWORD: &str = "12345678a";

/// Reads a file from the sandbox's CSDs.
pub(crate) fn csd_file(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../backend/src/sandbox/csd/");
    std::fs::read(format!("{folder}{name}")).unwrap()
}

fn csd(name: &str) -> Csd {
    let file = |ending| csd_file(&format!("{name}.{ending}"));
    Csd::open(&file("cer"), &file("key"), PASSWORD).unwrap()
}

/// The CSD of the sandbox's issuer, PASE.
pub(crate) fn issuer() -> Csd {
    csd("issuer")
}

/// The CSD of the sandbox's PAC.
pub(crate) fn pac() -> Csd {
    csd("pac")
}

pub(crate) fn sealed(head: Head, concepts: Vec<Concept>) -> SealedCfdi {
    Cfdi::new(head, concepts).unwrap().sealed(&issuer()).unwrap()
}

pub(crate) fn stamped(head: Head, concepts: Vec<Concept>) -> StampedCfdi {
    let document = sealed(head, concepts);
    let folio_fiscal = "04bf2854-fe7d-4377-9196-71248f060abb".parse().unwrap();
    let legend = Some("DOCUMENTO DE PRUEBA, SIN VALIDEZ FISCAL".parse().unwrap());
    let stamp = Stamp::issue(&document, folio_fiscal, "2020-05-27T11:01:30".parse().unwrap(), legend, &pac())
        .unwrap();
    document.stamped(stamp).unwrap()
}
