//! What help says about something that the portal does not do itself yet: how it is done today, and
//! what to have at hand.

use crate::navigation::HelpTopic;

/// The texts of a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TopicText {
    /// The heading of the page.
    pub title: &'static str,
    /// How it is done today.
    pub today: &'static str,
    /// What CAVI will ask for. The mail has a line for each.
    pub at_hand: &'static [&'static str],
    /// A further note; may be empty.
    pub note: &'static str,
}

/// The line of a mail that gets the tag's number.
pub(super) const TAG_NUMBER: &str = "Número de Tag";

/// The texts of this topic.
pub(super) fn topic_text(topic: HelpTopic) -> TopicText {
    match topic {
        HelpTopic::CreateAccount => TopicText {
            title: "Crear tu cuenta",
            today: "Por ahora las cuentas se crean con nuestro centro de atención: llámanos o escríbenos y te damos de alta.",
            at_hand: &["Nombre completo", "Teléfono", "Correo electrónico", TAG_NUMBER],
            note: "El número de Tag está impreso en tu tag, por ejemplo IMDM 29999999-9.",
        },
        HelpTopic::ResetPassword => TopicText {
            title: "Restablecer tu contraseña",
            today: "Por ahora tu contraseña se restablece con nuestro centro de atención: llámanos o escríbenos y te ayudamos a entrar.",
            at_hand: &["Teléfono o correo con el que entras", TAG_NUMBER],
            note: "No escribas tu contraseña en el correo: nunca te la pediremos.",
        },
        HelpTopic::Corporate => TopicText {
            title: "Clientes corporativos",
            today: "Este portal es para usuarios particulares. Si tu contrato es de una empresa, llámanos o escríbenos y te decimos por dónde entrar.",
            at_hand: &["Razón social y RFC de la empresa", "Nombre y teléfono de contacto"],
            note: "",
        },
        HelpTopic::AddTag => TopicText {
            title: "Agregar tu tag",
            today: "Por ahora los tags se agregan con nuestro centro de atención: llámanos o escríbenos y lo agregamos a tu cuenta.",
            at_hand: &[TAG_NUMBER, "Nombre y correo de tu cuenta"],
            note: "El número de Tag está impreso en tu tag, por ejemplo IMDM 29999999-9.",
        },
        HelpTopic::Recharge => TopicText {
            title: "Recargar tu PASE",
            today: "Por ahora no puedes recargar en este portal: llámanos o escríbenos y te decimos cómo hacerlo.",
            at_hand: &[TAG_NUMBER, "Importe que quieres recargar"],
            note: "No escribas los datos de tu tarjeta en el correo.",
        },
        HelpTopic::Invoice => TopicText {
            title: "Facturar",
            today: "Tus facturas se generan de forma automática al recargar tu PASE y aparecen en Facturas. Si te falta alguna, llámanos o escríbenos.",
            at_hand: &[
                TAG_NUMBER,
                "Fecha e importe de lo que falta facturar",
                "RFC al que debe salir la factura",
            ],
            note: "",
        },
        HelpTopic::Clarification => TopicText {
            title: "Pedir una aclaración",
            today: "Llámanos o escríbenos qué no cuadra. Lo revisamos y te decimos cómo va en 48 horas hábiles.",
            at_hand: &[
                TAG_NUMBER,
                "Movimiento o factura: fecha e importe",
                "Qué no reconoces o qué no cuadra",
            ],
            note: "Si puedes, adjunta una captura de la pantalla.",
        },
    }
}
