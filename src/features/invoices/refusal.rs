//! Why an invoice cannot be re-billed, in words.

use pase_contract::invoices::RefusalReason;

use crate::ui::TagKind;

/// The words that stand where the button would be.
pub(super) fn words(reason: RefusalReason) -> &'static str {
    match reason {
        RefusalReason::InProgress => "Esta factura tiene un trámite de refacturación en curso.",
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

/// The same in a word or two, for the row.
pub(super) fn mark(reason: RefusalReason) -> Option<(TagKind, &'static str)> {
    match reason {
        RefusalReason::InProgress => Some((TagKind::Current, "En trámite")),
        RefusalReason::AlreadyRebilled => Some((TagKind::Plain, "Refacturada")),
        RefusalReason::Substitute => Some((TagKind::Good, "Documento corregido")),
        RefusalReason::Cancelled => Some((TagKind::Bad, "Cancelada")),
        RefusalReason::Rejected | RefusalReason::PastLastDate | RefusalReason::Unknown => None,
    }
}
