//! Answers questions about the fiscal rules, one per line, so that a program in another language
//! can compare the rules with a reference of its own. The parts of a question are separated by
//! tabs; those of an answer by spaces, or by tabs for a catalog:
//!
//! ```text
//! rfc        SAT050528XN0        SAT050528XN0 moral disagrees
//! typed      sat-050528-xn0      SAT050528XN0 moral disagrees
//! regime     601 moral           yes
//! use        G03 601 moral       yes
//! postal_code 11529              yes
//! catalogue  c_MetodoPago        PUE=Pago en una sola exhibición PPD=…
//! ```
//!
//! If the text is not an RFC, the answer is the code of its error: `length`, `form`, `date`,
//! `forbidden_word`, `required` or, for `typed`, `character`.

use std::error::Error;
use std::fmt::Display;
use std::io::{self, BufRead, Write};

use mx_fiscal::{
    CancellationReason, CfdiUse, FiscalRegime, PaymentForm, PaymentMethod, PersonKind, PostalCode,
    ReceiverError, RelationKind, Rfc, RfcError,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut answers = io::BufWriter::new(io::stdout().lock());
    for question in io::stdin().lock().lines() {
        writeln!(answers, "{}", answer(&question?)?)?;
    }
    Ok(answers.flush()?)
}

fn answer(question: &str) -> Result<String, Box<dyn Error>> {
    match question.split('\t').collect::<Vec<_>>().as_slice() {
        ["rfc", text] => Ok(verdict(text.parse())),
        ["typed", text] => Ok(verdict(Rfc::from_typed(text))),
        ["regime", regime, person] => yes_or_no(regime.parse::<FiscalRegime>()?.admits(kind(person)?)),
        ["use", cfdi_use, regime, person] => {
            yes_or_no(cfdi_use.parse::<CfdiUse>()?.admits(regime.parse()?, kind(person)?))
        }
        ["postal_code", code] => yes_or_no(code.parse::<PostalCode>()?.is_in_catalogue()),
        ["catalogue", "c_RegimenFiscal"] => Ok(rows(FiscalRegime::ALL, FiscalRegime::description)),
        ["catalogue", "c_UsoCFDI"] => Ok(rows(CfdiUse::ALL, CfdiUse::description)),
        ["catalogue", "c_FormaPago"] => Ok(rows(PaymentForm::ALL, PaymentForm::description)),
        ["catalogue", "c_MetodoPago"] => Ok(rows(PaymentMethod::ALL, PaymentMethod::description)),
        ["catalogue", "c_TipoRelacion"] => Ok(rows(RelationKind::ALL, RelationKind::description)),
        ["catalogue", "c_MotivoCancelacion"] => {
            Ok(rows(CancellationReason::ALL, CancellationReason::description))
        }
        _ => Err(format!("`{question}` is no question").into()),
    }
}

fn verdict(read: Result<Rfc, RfcError>) -> String {
    match read {
        Ok(rfc) => {
            let person = match rfc.person() {
                PersonKind::Fisica => "fisica",
                PersonKind::Moral => "moral",
            };
            let digit = if rfc.has_valid_check_digit() { "agrees" } else { "disagrees" };
            format!("{rfc} {person} {digit}")
        }
        Err(error) => ReceiverError::from(error).code().to_owned(),
    }
}

fn kind(text: &str) -> Result<PersonKind, Box<dyn Error>> {
    match text {
        "fisica" => Ok(PersonKind::Fisica),
        "moral" => Ok(PersonKind::Moral),
        other => Err(format!("`{other}` is no kind of person").into()),
    }
}

fn yes_or_no(answer: bool) -> Result<String, Box<dyn Error>> {
    Ok(if answer { "yes" } else { "no" }.to_owned())
}

fn rows<Key: Copy + Display>(all: &[Key], description: fn(Key) -> &'static str) -> String {
    let rows: Vec<_> = all.iter().map(|key| format!("{key}={}", description(*key))).collect();
    rows.join("\t")
}
