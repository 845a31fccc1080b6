//! Texts about a razón social: what identifies it, what is wrong with it, and what to copy from the
//! Constancia.

use std::borrow::Cow;

use mx_fiscal::{PersonKind, PostalCodeError, ReceiverError, RfcError, TaxpayerNameError, is_visible};
use pase_contract::FieldProblem;
use pase_contract::fiscal_profiles::{DraftError, FiscalProfile, ReceiverRefusal};

use super::draft::Field;
use super::is_refused_by_padron;
use crate::ui::FieldError;

/// What identifies a razón social, as in the manual's picture: RFC and kind of person.
pub fn title(profile: &FiscalProfile) -> String {
    let person = match profile.person {
        PersonKind::Fisica => "(FÍSICA)",
        PersonKind::Moral => "(MORAL)",
    };
    format!("{} {person}", profile.rfc)
}

/// Its address, line by line, as in the manual's picture. The postal code is always there.
pub fn address_lines(profile: &FiscalProfile) -> Vec<String> {
    let address = &profile.address;
    let town = [&*address.municipality, &*address.state, &profile.postal_code.to_string(), "MÉXICO"]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let lines = [address.street.clone(), address.neighborhood.clone(), town];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// Its régimen fiscal and uso CFDI, each with its key and its name in the SAT's catalogs.
pub fn regime_and_use(profile: &FiscalProfile) -> [String; 2] {
    let (regime, cfdi_use) = (profile.fiscal_regime, profile.cfdi_use);
    [
        format!("Régimen {} {}", regime.code(), regime.description()),
        format!("Uso {} {}", cfdi_use.code(), cfdi_use.description()),
    ]
}

/// What to check before it is used, if anything.
pub fn warning(profile: &FiscalProfile) -> Option<&'static str> {
    if is_refused_by_padron(profile) {
        Some("El SAT no reconoce estos datos: corrígelos con tu Constancia antes de usarlos.")
    } else if !profile.rfc.has_valid_check_digit() {
        Some("Este RFC podría tener un error. Compáralo con tu Constancia.")
    } else {
        None
    }
}

/// The label of a field of the form.
pub fn label(field: Field) -> &'static str {
    match field {
        Field::Rfc => "RFC",
        Field::Name => "Nombre o razón social",
        Field::PostalCode => "Código postal",
        Field::FiscalRegime => "Régimen fiscal",
        Field::CfdiUse => "Uso del CFDI",
        Field::Street => "Calle y número",
        Field::Neighborhood => "Colonia",
        Field::Municipality => "Municipio o alcaldía",
        Field::State => "Estado",
    }
}

/// Words what a PAC refused, by the codes of the SAT's matrix of errors for CFDI 4.0. PACs report
/// some codes for other fields, so an unknown code of a field is worded by the field alone. A
/// refusal of anything else is shown at the RFC.
pub fn refusal_error(refusal: &ReceiverRefusal, person: PersonKind) -> FieldError {
    let field = Field::parse(&refusal.field);
    let message = match (field, &*refusal.code) {
        (Some(Field::Rfc), "CFDI40143") => {
            "El SAT no tiene registrado este RFC. Cópialo de tu Constancia, carácter por carácter."
        }
        (Some(Field::Rfc), _) => "El SAT no acepta este RFC como receptor. Cópialo de tu Constancia.",
        (Some(Field::Name), "CFDI40144") => {
            "El SAT no encuentra este nombre entre los RFC activos. Copia nombre y RFC de una Constancia reciente."
        }
        (Some(Field::Name), "CFDI40130") => {
            "Con el RFC genérico el nombre debe ser PUBLICO EN GENERAL. Usa tu propio RFC."
        }
        (Some(Field::Name), _) if person == PersonKind::Fisica => {
            "El nombre no es el que el SAT tiene para este RFC. Cópialo de tu Constancia: primero el nombre y después los dos apellidos."
        }
        (Some(Field::Name), _) => {
            "El nombre no es el que el SAT tiene para este RFC. Cópialo de tu Constancia, sin el régimen de capital (S.A. de C.V.)."
        }
        (Some(Field::PostalCode), "CFDI40147") => {
            "El SAT no encuentra un RFC activo con este código postal. Copia el código postal de tu Constancia."
        }
        (Some(Field::PostalCode), "CFDI40149") => {
            "El SAT pide otro código postal para este RFC. Copia el código postal de tu Constancia."
        }
        (Some(Field::PostalCode), _) => {
            "Este no es el código postal que el SAT tiene para este RFC. Copia el código postal de tu Constancia."
        }
        (Some(Field::FiscalRegime), "CFDI40157") => {
            "El SAT ya no tiene este régimen en su catálogo. Elige uno de los que aparecen en tu Constancia."
        }
        (Some(Field::FiscalRegime), "CFDI40158") => {
            "Este régimen no corresponde al tipo de persona del RFC. Elige el que aparece en tu Constancia."
        }
        (Some(Field::FiscalRegime), _) => {
            "El SAT no tiene este régimen para el RFC. Elige uno de los que aparecen en tu Constancia."
        }
        (Some(Field::CfdiUse), "CFDI40160") => "El SAT ya no tiene este uso en su catálogo. Elige otro uso.",
        (Some(Field::CfdiUse), _) => "El SAT no permite este uso con el régimen elegido. Elige otro uso.",
        (Some(Field::Street | Field::Neighborhood | Field::Municipality | Field::State) | None, _) => {
            "El SAT no reconoce los datos así. Compáralos todos con tu Constancia."
        }
    };
    let shown_at = field.filter(|field| !field.is_address()).unwrap_or(Field::Rfc);
    FieldError::new(shown_at.name(), message)
}

/// Words an error that the form itself found. The text says how long the value is, or which
/// character is wrong.
pub fn draft_error(error: DraftError) -> FieldError {
    use ReceiverError::{Name, PostalCode, Rfc};
    let plain = field_error(error.field(), error.code());
    let message = match error {
        DraftError::Receiver(Rfc(RfcError::Character(wrong))) => {
            format!("Ningún RFC lleva {}. Bórralo o escribe el RFC de nuevo.", describe_character(wrong))
        }
        DraftError::Receiver(Name(TaxpayerNameError::Character(wrong))) => {
            format!(
                "El SAT no admite {} en un nombre. Bórralo o escribe esa parte de nuevo.",
                describe_character(wrong)
            )
        }
        DraftError::Receiver(PostalCode(PostalCodeError::Character(wrong))) => {
            format!("El código postal tiene solo números, y aquí hay {}. Bórralo.", describe_character(wrong))
        }
        DraftError::Character(_, wrong) => {
            format!("Aquí hay {}. Bórralo o escribe esta línea de nuevo.", describe_character(wrong))
        }
        DraftError::Receiver(Name(TaxpayerNameError::TooLong(length))) => {
            format!(
                "El nombre tiene {length} caracteres y puede tener hasta 300. Acórtalo como en tu Constancia."
            )
        }
        DraftError::TooLong(field, length) => {
            let Some(field) = Field::parse(field) else { return plain };
            format!("{}: tiene {length} caracteres y puede tener hasta 120. Acorta esta línea.", label(field))
        }
        _ => return plain,
    };
    FieldError { message: Cow::Owned(message), ..plain }
}

/// Describes a character: as it looks, if it is visible, and by its number if it is invisible, a
/// loose accent, or from another alphabet.
fn describe_character(character: char) -> String {
    let code = u32::from(character);
    let is_foreign = character.is_alphabetic() && code > 0x24f;
    match character {
        '\u{300}'..='\u{36f}' => format!("el acento suelto «◌{character}» (U+{code:04X})"),
        hidden if !is_visible(hidden) => format!("un carácter invisible (U+{code:04X})"),
        _ if is_foreign => format!("el carácter «{character}» (U+{code:04X}), que es de otro alfabeto"),
        _ => format!("el carácter «{character}»"),
    }
}

/// The error that another razón social of the account has this RFC.
pub fn duplicate_error() -> FieldError {
    field_error(Field::Rfc.name(), "duplicate")
}

/// Words an error that the server found.
pub fn server_error(problem: &FieldProblem) -> FieldError {
    field_error(&problem.field, &problem.code)
}

/// Words an error by the names of its field and its code in the contract. An error of a field that
/// the form does not have belongs to no field, so its message appears above them.
fn field_error(field: &str, code: &str) -> FieldError {
    let Some(field) = Field::parse(field) else {
        return FieldError::new("", "Revisa los datos: el servidor no los aceptó.");
    };
    let message = match (field, code) {
        (Field::Rfc, "required") => "Escribe el RFC. Cópialo de tu Constancia de Situación Fiscal.",
        (Field::Rfc, "length") => {
            "El RFC tiene 12 caracteres (persona moral) o 13 (persona física). Cópialo de tu Constancia."
        }
        (Field::Rfc, "date") => {
            "Los seis números del RFC son una fecha que no existe. Cópialo de tu Constancia."
        }
        (Field::Rfc, "generic") => {
            "Este es un RFC genérico y no identifica a nadie. Escribe el RFC de quien recibirá la factura."
        }
        (Field::Rfc, "duplicate") => {
            "Ya tienes registrada una razón social con este RFC. Elígela en la lista."
        }
        (Field::Rfc, "present_receiver") => {
            "La factura de un trámite en espera ya está a nombre de este RFC. Si quieres usarlo, agrégalo como otra razón social."
        }
        (Field::Rfc, _) => "Este no es un RFC válido. Cópialo de tu Constancia de Situación Fiscal.",
        (Field::Name, "required") => "Escribe el nombre o razón social, como aparece en tu Constancia.",
        (Field::Name, "too_long") => "El nombre puede tener hasta 300 caracteres.",
        (Field::Name, _) => {
            "El nombre tiene un carácter que una factura no admite. Cópialo de tu Constancia."
        }
        (Field::PostalCode, "required") => "Escribe el código postal. Cópialo de tu Constancia.",
        (Field::PostalCode, "unknown") => {
            "Este código postal no está en el catálogo del SAT. Copia el código postal de tu Constancia."
        }
        (Field::PostalCode, _) => {
            "El código postal tiene 5 números. Copia el código postal de tu Constancia."
        }
        (Field::FiscalRegime, "not_for_person") => {
            "Este régimen no corresponde al tipo de persona del RFC. Elige el que aparece en tu Constancia."
        }
        (Field::FiscalRegime, _) => "Elige el régimen fiscal que aparece en tu Constancia.",
        (Field::CfdiUse, "not_for_regime") => {
            "Este uso no está permitido para el régimen elegido. Elige otro."
        }
        (Field::CfdiUse, _) => "Elige el uso que le darás a la factura.",
        (Field::Street, _) => "Revisa esta línea: puede tener hasta 120 caracteres.",
        (Field::Neighborhood, _) => "Revisa la colonia: puede tener hasta 120 caracteres.",
        (Field::Municipality, _) => "Revisa el municipio o alcaldía: puede tener hasta 120 caracteres.",
        (Field::State, _) => "Revisa el estado: puede tener hasta 120 caracteres.",
    };
    FieldError::new(field.name(), message)
}
