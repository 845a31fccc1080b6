//! What is wrong with a razón social, and what to copy from where.

use mx_fiscal::ReceiverError;
use pase_contract::FieldProblem;

use crate::ui::FieldError;

/// Words an error that `mx-fiscal` found.
pub fn receiver_error(error: ReceiverError) -> FieldError {
    field_error(error.field().as_str(), error.code())
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
        ("rfc", _) => ("rfc", "Este no es un RFC válido. Cópialo de tu Constancia de Situación Fiscal."),
        ("name", "required") => ("name", "Escribe el nombre o razón social, como aparece en tu Constancia."),
        ("name", "too_long") => ("name", "El nombre puede tener hasta 300 caracteres."),
        ("name", _) => {
            ("name", "El nombre tiene un carácter que una factura no admite. Cópialo de tu Constancia.")
        }
        ("postal_code", "required") => ("postal_code", "Escribe el código postal. Cópialo de tu Constancia."),
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
