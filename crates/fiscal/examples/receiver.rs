//! What a form that asks for a razón social does: it reads what was typed, reports everything that
//! is wrong, makes suggestions, and warns.

use std::error::Error;
use std::io::{self, Write};

use mx_fiscal::{CfdiUse, FiscalRegime, PersonKind, Receiver, ReceiverDraft};

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    let mut draft = ReceiverDraft {
        rfc: "luc-950913-msa".to_owned(),
        name: "Luces y Obras, S.A. de C.V.".to_owned(),
        postal_code: "6092".to_owned(),
        fiscal_regime: "612".to_owned(),
        cfdi_use: "G03".to_owned(),
    };
    if let Err(errors) = Receiver::try_from(&draft) {
        for error in errors {
            writeln!(out, "{}: {error}", error.field().as_str())?;
        }
    }

    draft.postal_code = "60922".to_owned();
    draft.fiscal_regime = "601".to_owned();
    let receiver = Receiver::try_from(&draft).map_err(|_| "the draft should be whole now")?;
    if let Some(suggested) = receiver.name().without_capital_regime(receiver.person()) {
        writeln!(out, "the Constancia probably says: {suggested}")?;
    }
    if !receiver.rfc().has_valid_check_digit() {
        writeln!(out, "look at the RFC once more: {}", receiver.rfc())?;
    }
    if !receiver.postal_code().is_in_catalogue() {
        writeln!(out, "nobody lives there: {}", receiver.postal_code())?;
    }

    writeln!(out, "a company can be taxed under:")?;
    for regime in FiscalRegime::ALL.iter().filter(|regime| regime.admits(PersonKind::Moral)) {
        let uses = CfdiUse::ALL.iter().filter(|cfdi_use| cfdi_use.admits(*regime, PersonKind::Moral)).count();
        writeln!(out, "  {regime} {} ({uses} uses)", regime.description())?;
    }
    Ok(())
}
