//! The letters: what each kind of mail says. It is written once, so that a letter's text and its
//! HTML (`templates/mail`) say the same. The manual's sentences are quoted unchanged; all other
//! sentences address the customer as *tú*.

use askama::Template;
use mx_fiscal::TAX_MAILBOX;

use super::wording::{deadline, folio_fiscal, money, refusal};
use super::{MailFacts, MailKind};

/// Where customers get help.
const CAVI: &str = "cavi@pase.com.mx";

const REGISTERED: &str = "Su trámite de refacturación ha sido registrado.";
const IN_24_HOURS: &str =
    "Podrá descargar su documento corregido en el transcurso de las siguientes 24 horas.";
const ACCEPT: &str = "Para finalizar su solicitud, le pedimos ingrese a su buzón tributario y acepte la cancelación del documento.";
const AFTER_CANCELLATION: &str = "*Una vez cancelada la factura original, podrá descargar su documento corregido en el transcurso de las siguientes 24 horas.";

/// A letter, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Letter {
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
}

/// The content of a letter, from which its text and its HTML are made.
struct Content {
    subject: String,
    title: &'static str,
    blocks: Vec<Block>,
    /// The one thing that the customer is asked to do.
    action: Link,
    /// The trámite's page, if `action` leads somewhere else.
    secondary_action: Option<Link>,
}

enum Block {
    Paragraph(String),
    /// Facts that the customer must see at a glance.
    KeyFacts(Vec<Line>),
    Steps(Vec<String>),
    Points(Vec<String>),
    FieldsToCorrect(Vec<FieldToCorrect>),
    /// A paragraph in small print.
    Note(String),
}

struct Line {
    label: &'static str,
    value: String,
}

/// A field that the customer must correct: what it contains, and what to do.
struct FieldToCorrect {
    label: &'static str,
    current_value: String,
    advice: &'static str,
}

struct Link {
    label: &'static str,
    address: String,
}

impl Link {
    /// The address as the customer reads it. For a `mailto:` link it is only the mail address.
    fn display_address(&self) -> &str {
        let mail = self.address.strip_prefix("mailto:").and_then(|rest| rest.split('?').next());
        mail.unwrap_or(&self.address)
    }
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct HtmlTemplate<'a> {
    content: &'a Content,
    name: &'a str,
    details: &'a [Line],
    cavi: &'a str,
}

#[derive(Template)]
#[template(path = "mail/letter.txt")]
struct TextTemplate<'a> {
    content: &'a Content,
    name: &'a str,
    details: &'a [Line],
    cavi: &'a str,
}

/// Writes a letter. `page` is the address of the trámite's page in the portal.
pub(super) fn letter(kind: MailKind, facts: &MailFacts, page: &str) -> Result<Letter, askama::Error> {
    let content = content(kind, facts, page);
    let (content, name, details, cavi) = (&content, &*facts.name, &*details(facts), CAVI);
    Ok(Letter {
        subject: content.subject.clone(),
        text: TextTemplate { content, name, details, cavi }.render()?,
        html: HtmlTemplate { content, name, details, cavi }.render()?,
    })
}

fn content(kind: MailKind, facts: &MailFacts, page: &str) -> Content {
    let folio = &facts.folio;
    let (subject, title, blocks) = match kind {
        MailKind::Registered => (
            format!("Registramos tu trámite de refacturación de la factura {folio}"),
            "Tu trámite está registrado",
            registered(facts),
        ),
        MailKind::AcceptNow => (
            format!("Acepta la cancelación de tu factura {folio}"),
            "Acepta la cancelación de tu factura",
            [vec![paragraph(ACCEPT)], mailbox(facts), vec![note(AFTER_CANCELLATION)]]
                .into_iter()
                .flatten()
                .collect(),
        ),
        MailKind::AcceptReminder => (
            format!("Recordatorio: falta aceptar la cancelación de tu factura {folio}"),
            "Falta que aceptes la cancelación",
            reminder(facts),
        ),
        MailKind::NeedsCorrection => (
            format!("Corrige los datos fiscales para seguir con tu factura {folio}"),
            "Corrige los datos de la nueva razón social",
            needs_correction(facts),
        ),
        MailKind::Rejected => (
            format!("La cancelación de tu factura {folio} fue rechazada"),
            "La cancelación fue rechazada",
            rejected(facts),
        ),
        MailKind::Ready => (
            format!("Tu documento corregido está listo: factura {folio}"),
            "Tu documento corregido está listo",
            ready(),
        ),
    };
    let (action, secondary_action) = actions(kind, facts, page);
    Content { subject, title, blocks, action, secondary_action }
}

fn registered(facts: &MailFacts) -> Vec<Block> {
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

fn reminder(facts: &MailFacts) -> Vec<Block> {
    let mut blocks =
        vec![paragraph("El plazo para aceptar la cancelación de la factura original está por terminar.")];
    blocks.extend(mailbox(facts));
    blocks.push(note(
        "Si el plazo ya pasó, nada se ha deshecho: mientras la solicitud siga en el buzón tributario, todavía puedes aceptarla.",
    ));
    blocks
}

/// Whose buzón it is, until when to accept, and how.
fn mailbox(facts: &MailFacts) -> Vec<Block> {
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

fn needs_correction(facts: &MailFacts) -> Vec<Block> {
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

fn rejected(facts: &MailFacts) -> Vec<Block> {
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

fn actions(kind: MailKind, facts: &MailFacts, page: &str) -> (Link, Option<Link>) {
    let page = |label| Link { label, address: page.to_owned() };
    let secondary_action = Some(page("Ver mi trámite en el portal"));
    match kind {
        MailKind::Registered => (page("Ver mi trámite"), None),
        MailKind::AcceptNow | MailKind::AcceptReminder => {
            (Link { label: "Ir al buzón tributario", address: TAX_MAILBOX.to_owned() }, secondary_action)
        }
        MailKind::NeedsCorrection => (page("Corregir los datos"), None),
        MailKind::Rejected => {
            let subject = format!("Cancelación rechazada de la factura {}, tag {}", facts.folio, facts.tag);
            let subject = pase_contract::encode_query_value(&subject);
            (
                Link { label: "Escribir a CAVI", address: format!("mailto:{CAVI}?subject={subject}") },
                secondary_action,
            )
        }
        MailKind::Ready => (page("Descargar XML y PDF"), None),
    }
}

fn details(facts: &MailFacts) -> Vec<Line> {
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

fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph(text.into())
}

fn note(text: &str) -> Block {
    Block::Note(text.to_owned())
}

#[cfg(test)]
pub(super) mod tests;
