//! The letters about a trámite. The manual's sentences are quoted unchanged; all other sentences
//! address the customer as *tú*.

use mx_fiscal::TAX_MAILBOX;

use super::wording::{deadline, folio_fiscal, money, refusal};
use super::{TramiteFacts, TramiteMailKind};
use crate::mail::letter::{Block, CAVI, FieldToCorrect, LetterContent, Line, Link, note, paragraph};

const REGISTERED: &str = "Su trámite de refacturación ha sido registrado.";
const IN_24_HOURS: &str =
    "Podrá descargar su documento corregido en el transcurso de las siguientes 24 horas.";
const ACCEPT: &str = "Para finalizar su solicitud, le pedimos ingrese a su buzón tributario y acepte la cancelación del documento.";
const AFTER_CANCELLATION: &str = "*Una vez cancelada la factura original, podrá descargar su documento corregido en el transcurso de las siguientes 24 horas.";
const REASON: &str = "Recibes este correo porque tienes un trámite de refacturación en tu cuenta de PASE.";

/// The content of a letter. `page` is the address of the trámite's page in the portal.
pub(super) fn content(kind: TramiteMailKind, facts: &TramiteFacts, page: &str) -> LetterContent {
    let folio = &facts.folio;
    let (subject, title, blocks) = match kind {
        TramiteMailKind::Registered => (
            format!("Registramos tu trámite de refacturación de la factura {folio}"),
            "Tu trámite está registrado",
            registered(facts),
        ),
        TramiteMailKind::AcceptNow => (
            format!("Acepta la cancelación de tu factura {folio}"),
            "Acepta la cancelación de tu factura",
            [vec![paragraph(ACCEPT)], mailbox(facts), vec![note(AFTER_CANCELLATION)]]
                .into_iter()
                .flatten()
                .collect(),
        ),
        TramiteMailKind::AcceptReminder => (
            format!("Recordatorio: falta aceptar la cancelación de tu factura {folio}"),
            "Falta que aceptes la cancelación",
            reminder(facts),
        ),
        TramiteMailKind::NeedsCorrection => (
            format!("Corrige los datos fiscales para seguir con tu factura {folio}"),
            "Corrige los datos de la nueva razón social",
            needs_correction(facts),
        ),
        TramiteMailKind::Rejected => (
            format!("La cancelación de tu factura {folio} fue rechazada"),
            "La cancelación fue rechazada",
            rejected(facts),
        ),
        TramiteMailKind::Ready => (
            format!("Tu documento corregido está listo: factura {folio}"),
            "Tu documento corregido está listo",
            ready(),
        ),
    };
    let (action, secondary_action) = actions(kind, facts, page);
    let details = details(facts);
    LetterContent { subject, title, blocks, action, secondary_action, details, reason: REASON }
}

fn registered(facts: &TramiteFacts) -> Vec<Block> {
    if facts.acceptance_due_at.is_none() {
        return vec![
            paragraph(format!("{REGISTERED} {IN_24_HOURS}")),
            paragraph("No tienes que hacer nada más: te avisaremos por correo en cuanto esté listo."),
        ];
    }
    vec![
        paragraph(REGISTERED),
        paragraph(format!(
            "Para cancelar la factura original hará falta que se acepte en el buzón tributario del RFC {}, el de quien la recibió. Te avisaremos por correo en cuanto la solicitud esté ahí.",
            facts.from.rfc
        )),
        note(AFTER_CANCELLATION),
    ]
}

fn reminder(facts: &TramiteFacts) -> Vec<Block> {
    let mut blocks =
        vec![paragraph("El plazo para aceptar la cancelación de la factura original está por terminar.")];
    blocks.extend(mailbox(facts));
    blocks.push(note(
        "Si el plazo ya pasó, nada se ha deshecho: mientras la solicitud siga en el buzón tributario, todavía puedes aceptarla.",
    ));
    blocks
}

/// Whose buzón it is, until when to accept, and how.
fn mailbox(facts: &TramiteFacts) -> Vec<Block> {
    let mut key_facts = vec![Line { label: "Buzón tributario del RFC", value: facts.from.rfc.to_string() }];
    key_facts.extend(
        facts.acceptance_due_at.map(|due| Line { label: "Acepta a más tardar el", value: deadline(due) }),
    );
    vec![
        Block::KeyFacts(key_facts),
        paragraph("El buzón tributario es el de quien recibió la factura original. Para aceptarla:"),
        Block::Steps(vec![
            format!(
                "Entra al buzón tributario del SAT con el RFC {} y su contraseña o e.firma.",
                facts.from.rfc
            ),
            "Abre las solicitudes de cancelación: también están en «Cancela y recupera tus facturas», en sat.gob.mx."
                .to_owned(),
            format!("Busca la factura por su folio fiscal, {}, y acepta su cancelación.", folio_fiscal(facts.uuid)),
        ]),
        paragraph("¿No tienes acceso a ese buzón? Pide a su titular que la acepte, o escríbenos."),
    ]
}

fn needs_correction(facts: &TramiteFacts) -> Vec<Block> {
    let fields = facts.refused.iter().map(|refused| {
        let (label, advice) = refusal(&refused.field, &refused.code);
        FieldToCorrect { label, current_value: refused.value.clone(), advice }
    });
    vec![
        paragraph(
            "El SAT no reconoció estos datos. Nada se ha cancelado: en cuanto guardes los datos correctos, este mismo trámite continúa.",
        ),
        Block::FieldsToCorrect(fields.collect()),
        paragraph(format!(
            "Ten a la mano la Constancia de Situación Fiscal del RFC {}, de preferencia reciente, y copia cada dato tal como aparece en ella. Se descarga en sat.gob.mx.",
            facts.to.rfc
        )),
    ]
}

fn rejected(facts: &TramiteFacts) -> Vec<Block> {
    vec![
        paragraph(
            "Quien recibió la factura original no aceptó cancelarla: esa factura sigue vigente, con la razón social que tenía, y este trámite terminó. No se emitió otro documento.",
        ),
        paragraph(
            "Por cada factura solo es posible realizar una vez el trámite. Si fue un error, escríbenos y lo revisamos contigo.",
        ),
        paragraph(format!(
            "Si tiene alguna duda o inconveniente para concluir el trámite de re facturación, agradeceremos reporte la situación a {CAVI} con la siguiente información:"
        )),
        Block::Points(vec![
            format!("Número de Tag: {}", facts.tag),
            "Motivo del contacto (adjuntando la pantalla donde se presentó el inconveniente)".to_owned(),
        ]),
        paragraph("En 48 horas hábiles ofreceremos estatus a su reporte."),
    ]
}

fn ready() -> Vec<Block> {
    vec![
        paragraph(
            "La factura original quedó cancelada y el documento corregido ya está emitido con la nueva razón social.",
        ),
        paragraph(
            "Descarga su XML y su PDF en la página de tu trámite; entra con tu usuario y tu contraseña de siempre.",
        ),
    ]
}

fn actions(kind: TramiteMailKind, facts: &TramiteFacts, page: &str) -> (Link, Option<Link>) {
    let page = |label| Link { label, address: page.to_owned() };
    let secondary_action = Some(page("Ver mi trámite en el portal"));
    match kind {
        TramiteMailKind::Registered => (page("Ver mi trámite"), None),
        TramiteMailKind::AcceptNow | TramiteMailKind::AcceptReminder => {
            (Link { label: "Ir al buzón tributario", address: TAX_MAILBOX.to_owned() }, secondary_action)
        }
        TramiteMailKind::NeedsCorrection => (page("Corregir los datos"), None),
        TramiteMailKind::Rejected => {
            let subject = format!("Cancelación rechazada de la factura {}, tag {}", facts.folio, facts.tag);
            let subject = pase_contract::encode_query_value(&subject);
            (
                Link { label: "Escribir a CAVI", address: format!("mailto:{CAVI}?subject={subject}") },
                secondary_action,
            )
        }
        TramiteMailKind::Ready => (page("Descargar XML y PDF"), None),
    }
}

fn details(facts: &TramiteFacts) -> Vec<Line> {
    let invoice = format!(
        "{} · {} {} · {}",
        facts.folio,
        facts.period.month_name(),
        facts.period.year(),
        money(facts.total)
    );
    let mut lines = vec![
        Line { label: "Factura original", value: invoice },
        Line { label: "A nombre de", value: format!("{} {}", facts.from.rfc, facts.from.name) },
        Line { label: "Nueva razón social", value: format!("{} {}", facts.to.rfc, facts.to.name) },
        Line { label: "Tag", value: facts.tag.clone() },
    ];
    lines.extend(
        facts.corrected_folio.clone().map(|folio| Line { label: "Documento corregido", value: folio }),
    );
    lines
}

#[cfg(test)]
pub(in crate::mail) mod tests;
