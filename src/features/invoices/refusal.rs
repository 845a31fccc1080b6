//! Texts that say why an invoice cannot be re-billed.

use pase_contract::invoices::{RefusalReason, TramiteState};

use crate::features::rebills::turn::Turn;
use crate::ui::TagKind;

/// The text in the place of the button.
pub(super) fn refusal_message(reason: RefusalReason, tramite: Option<&TramiteState>) -> &'static str {
    let must_accept = tramite.is_some_and(|tramite| tramite.acceptance.is_some());
    match reason {
        RefusalReason::InProgress => match turn(tramite) {
            Some(Turn::Accept { .. }) => {
                "Tu trámite de refacturación espera que aceptes la cancelación de esta factura en el buzón tributario."
            }
            Some(Turn::Correct) => {
                "Tu trámite de refacturación espera que corrijas un dato de la nueva razón social. Nada se ha cancelado."
            }
            _ if must_accept => {
                "Tu trámite de refacturación está en curso. En cuanto el SAT lo pida, tendrás que aceptar la cancelación de esta factura en el buzón tributario."
            }
            _ => "Esta factura tiene un trámite de refacturación en curso. No tienes que hacer nada.",
        },
        RefusalReason::AlreadyRebilled => {
            "Esta factura ya fue refacturada. Por cada factura solo es posible realizar una vez el trámite."
        }
        RefusalReason::Rejected => {
            "La cancelación de esta factura fue rechazada en el buzón tributario: sigue vigente y su trámite terminó."
        }
        RefusalReason::Substitute => {
            "Este documento es el resultado de una refacturación y no puede refacturarse otra vez."
        }
        RefusalReason::Cancelled => "Esta factura está cancelada.",
        RefusalReason::PastLastDate => "La fecha límite para refacturar este documento ya pasó.",
        RefusalReason::Unknown => "Por el momento esta factura no puede refacturarse.",
    }
}

/// Whose turn it is, if there is a trámite.
pub(super) fn turn(tramite: Option<&TramiteState>) -> Option<Turn> {
    tramite.map(|tramite| Turn::of(tramite.status, tramite.overdue))
}

/// Whose turn it is, also if the server gives only the reason.
pub(super) fn turn_for_reason(reason: RefusalReason, tramite: Option<&TramiteState>) -> Option<Turn> {
    match reason {
        RefusalReason::InProgress => Some(turn(tramite).unwrap_or(Turn::Ours)),
        RefusalReason::AlreadyRebilled => Some(Turn::Done),
        RefusalReason::Rejected => Some(Turn::Rejected),
        _ => None,
    }
}

/// The reason in a word or two, for the row.
pub(super) fn refusal_tag(reason: RefusalReason, turn: Option<Turn>) -> Option<(TagKind, &'static str)> {
    match reason {
        RefusalReason::InProgress => Some(turn.unwrap_or(Turn::Ours).tag()),
        RefusalReason::AlreadyRebilled => Some((TagKind::Plain, "Refacturada")),
        RefusalReason::Substitute => Some((TagKind::Good, "Documento corregido")),
        RefusalReason::Cancelled => Some((TagKind::Bad, "Cancelada")),
        RefusalReason::Rejected => Some(Turn::Rejected.tag()),
        RefusalReason::PastLastDate | RefusalReason::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_who_must_act() {
        let tag = |turn| refusal_tag(RefusalReason::InProgress, turn);
        assert_eq!(
            tag(Some(Turn::Accept { overdue: false })),
            Some((TagKind::NeedsAction, "Acepta en el buzón"))
        );
        assert_eq!(
            tag(Some(Turn::Accept { overdue: true })),
            Some((TagKind::NeedsAction, "Acepta: plazo vencido"))
        );
        assert_eq!(tag(Some(Turn::Correct)), Some((TagKind::NeedsAction, "Corrige un dato")));
        assert_eq!(tag(Some(Turn::Ours)), Some((TagKind::Current, "En trámite")));
        assert_eq!(tag(None), Some((TagKind::Current, "En trámite")), "of a server that does not say it");
    }

    #[test]
    fn a_rejected_row_says_so() {
        assert_eq!(refusal_tag(RefusalReason::Rejected, None), Some((TagKind::Bad, "Cancelación rechazada")));
    }
}
