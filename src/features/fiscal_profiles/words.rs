//! A razón social in words: what it is, what is wrong with it, and what to copy from where.

use mx_fiscal::PersonKind;
use pase_contract::FieldProblem;
use pase_contract::fiscal_profiles::{DraftError, FiscalProfile, ReceiverRefusal};

use crate::ui::FieldError;

/// What a razón social is known by, as the manual's picture has it: RFC and kind of person.
pub fn title(profile: &FiscalProfile) -> String {
    let person = match profile.person {
        PersonKind::Fisica => "(FÍSICA)",
        PersonKind::Moral => "(MORAL)",
    };
    format!("{} {person}", profile.rfc)
}

/// Its address, line by line, as the manual's picture has it; the postal code is always there.
pub fn address(profile: &FiscalProfile) -> Vec<String> {
    let address = &profile.address;
    let town = [&*address.municipality, &*address.state, &profile.postal_code.to_string(), "MÉXICO"]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let lines = [address.street.clone(), address.neighborhood.clone(), town];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// What to look at before it is used, if there is anything.
pub fn warning(profile: &FiscalProfile) -> Option<&'static str> {
    if !profile.refusals().is_empty() {
        Some("El SAT no reconoce estos datos: corrígelos con tu Constancia antes de usarlos.")
    } else if !profile.rfc.has_valid_check_digit() {
        Some("El último carácter del RFC no coincide con los demás: compáralo con tu Constancia.")
    } else {
        None
    }
}

/// The label of a field of the form.
pub fn label(field: &str) -> &'static str {
    match field {
        "rfc" => "RFC",
        "name" => "Nombre o razón social",
        "postal_code" => "Código postal",
        "fiscal_regime" => "Régimen fiscal",
        "cfdi_use" => "Uso del CFDI",
        "address.street" => "Calle y número",
        "address.neighborhood" => "Colonia",
        "address.municipality" => "Municipio o alcaldía",
        _ => "Estado",
    }
}

/// Words what a PAC refused, by the codes of the SAT's matrix of errors for CFDI 4.0. PACs put some codes on other fields,
/// so what is not known of a field is worded by the field alone.
pub fn refusal(refusal: &ReceiverRefusal) -> FieldError {
    let (field, message) = match (&*refusal.field, &*refusal.code) {
        ("rfc", "CFDI40143") => {
            ("rfc", "El SAT no tiene registrado este RFC. Cópialo de tu Constancia, carácter por carácter.")
        }
        ("rfc", _) => ("rfc", "El SAT no acepta este RFC como receptor. Cópialo de tu Constancia."),
        ("name", "CFDI40144") => (
            "name",
            "El SAT no encuentra este nombre entre los RFC activos. Copia nombre y RFC de una Constancia reciente.",
        ),
        ("name", "CFDI40130") => {
            ("name", "Con el RFC genérico el nombre debe ser PUBLICO EN GENERAL. Usa tu propio RFC.")
        }
        ("name", _) => (
            "name",
            "El nombre no es el que el SAT tiene para este RFC. Cópialo de tu Constancia, sin el régimen de capital (S.A. de C.V.).",
        ),
        ("postal_code", "CFDI40147") => (
            "postal_code",
            "El SAT no encuentra un RFC activo con este código postal. Copia el código postal de tu Constancia.",
        ),
        ("postal_code", "CFDI40149") => (
            "postal_code",
            "El SAT pide otro código postal para este RFC. Copia el código postal de tu Constancia.",
        ),
        ("postal_code", _) => (
            "postal_code",
            "Este no es el código postal que el SAT tiene para este RFC. Copia el código postal de tu Constancia.",
        ),
        ("fiscal_regime", "CFDI40157") => (
            "fiscal_regime",
            "El SAT ya no tiene este régimen en su catálogo. Elige uno de los que aparecen en tu Constancia.",
        ),
        ("fiscal_regime", "CFDI40158") => (
            "fiscal_regime",
            "Este régimen no corresponde al tipo de persona del RFC. Elige el que aparece en tu Constancia.",
        ),
        ("fiscal_regime", _) => (
            "fiscal_regime",
            "El SAT no tiene este régimen para el RFC. Elige uno de los que aparecen en tu Constancia.",
        ),
        ("cfdi_use", "CFDI40160") => {
            ("cfdi_use", "El SAT ya no tiene este uso en su catálogo. Elige otro uso.")
        }
        ("cfdi_use", _) => ("cfdi_use", "El SAT no permite este uso con el régimen elegido. Elige otro uso."),
        _ => ("rfc", "El SAT no reconoce los datos así. Compáralos todos con tu Constancia."),
    };
    FieldError { field, message }
}

/// Words an error that was found here.
pub fn draft_error(error: DraftError) -> FieldError {
    field_error(error.field(), error.code())
}

/// Words an error that the server found.
pub fn field_problem(problem: &FieldProblem) -> FieldError {
    field_error(&problem.field, &problem.code)
}

fn field_error(field: &str, code: &str) -> FieldError {
    let (field, message) = match (field, code) {
        ("rfc", "required") => ("rfc", "Escribe el RFC. Cópialo de tu Constancia de Situación Fiscal."),
        ("rfc", "length") => (
            "rfc",
            "El RFC tiene 12 caracteres (persona moral) o 13 (persona física). Cópialo de tu Constancia.",
        ),
        ("rfc", "date") => {
            ("rfc", "Los seis números del RFC son una fecha que no existe. Cópialo de tu Constancia.")
        }
        ("rfc", "generic") => (
            "rfc",
            "Este es un RFC genérico y no identifica a nadie. Escribe el RFC de quien recibirá la factura.",
        ),
        ("rfc", "duplicate") => {
            ("rfc", "Ya tienes registrada una razón social con este RFC. Elígela en la lista.")
        }
        ("rfc", "present_receiver") => (
            "rfc",
            "La factura de un trámite en espera ya está a nombre de este RFC. Si quieres usarlo, agrégalo como otra razón social.",
        ),
        ("rfc", _) => ("rfc", "Este no es un RFC válido. Cópialo de tu Constancia de Situación Fiscal."),
        ("name", "required") => ("name", "Escribe el nombre o razón social, como aparece en tu Constancia."),
        ("name", "too_long") => ("name", "El nombre puede tener hasta 300 caracteres."),
        ("name", _) => {
            ("name", "El nombre tiene un carácter que una factura no admite. Cópialo de tu Constancia.")
        }
        ("postal_code", "required") => ("postal_code", "Escribe el código postal. Cópialo de tu Constancia."),
        ("postal_code", "unknown") => (
            "postal_code",
            "Este código postal no está en el catálogo del SAT. Copia el código postal de tu Constancia.",
        ),
        ("postal_code", _) => {
            ("postal_code", "El código postal tiene 5 números. Copia el código postal de tu Constancia.")
        }
        ("fiscal_regime", "not_for_person") => (
            "fiscal_regime",
            "Este régimen no corresponde al tipo de persona del RFC. Elige el que aparece en tu Constancia.",
        ),
        ("fiscal_regime", _) => ("fiscal_regime", "Elige el régimen fiscal que aparece en tu Constancia."),
        ("cfdi_use", "not_for_regime") => {
            ("cfdi_use", "Este uso no está permitido para el régimen elegido. Elige otro.")
        }
        ("cfdi_use", _) => ("cfdi_use", "Elige el uso que le darás a la factura."),
        ("address.street", _) => {
            ("address.street", "La calle y el número pueden tener hasta 120 caracteres.")
        }
        ("address.neighborhood", _) => {
            ("address.neighborhood", "La colonia puede tener hasta 120 caracteres.")
        }
        ("address.municipality", _) => {
            ("address.municipality", "El municipio o alcaldía puede tener hasta 120 caracteres.")
        }
        ("address.state", _) => ("address.state", "El estado puede tener hasta 120 caracteres."),
        _ => ("rfc", "Revisa los datos: el servidor no los aceptó."),
    };
    FieldError { field, message }
}
