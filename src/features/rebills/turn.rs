//! Who must act next in a trámite, in words and colors. Only what the customer must do is
//! highlighted.

use chrono::{DateTime, Utc};
use pase_contract::rebills::{Acceptance, Rebill, RebillStatus};

use crate::locale::format;
use crate::locale::mexico_city;
use crate::ui::TagKind;

/// Who must act next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The customer must accept the cancellation in the buzón tributario.
    Accept {
        /// Whether the time limit for it has passed. It can still be accepted.
        overdue: bool,
    },
    /// The customer must correct the data of the new razón social.
    Correct,
    /// PASE and the SAT must act.
    Ours,
    /// Nobody: the corrected document is available.
    Done,
    /// Nobody: the cancellation was rejected.
    Rejected,
}

impl Turn {
    /// Who must act next in a trámite of this status.
    pub fn of(status: RebillStatus, overdue: bool) -> Self {
        match status {
            RebillStatus::AwaitingAcceptance => Self::Accept { overdue },
            RebillStatus::NeedsCorrection => Self::Correct,
            RebillStatus::Registered
            | RebillStatus::Validating
            | RebillStatus::Cancelling
            | RebillStatus::Issuing
            | RebillStatus::Unknown => Self::Ours,
            RebillStatus::Issued => Self::Done,
            RebillStatus::Rejected => Self::Rejected,
        }
    }

    /// Whether the customer must act.
    pub fn is_customers(self) -> bool {
        matches!(self, Self::Accept { .. } | Self::Correct)
    }

    /// A tag for the turn, in a few words.
    pub fn tag(self) -> (TagKind, &'static str) {
        match self {
            Self::Accept { overdue: false } => (TagKind::NeedsAction, "Acepta en el buzón"),
            Self::Accept { overdue: true } => (TagKind::NeedsAction, "Acepta: plazo vencido"),
            Self::Correct => (TagKind::NeedsAction, "Corrige un dato"),
            Self::Ours => (TagKind::Current, "En trámite"),
            Self::Done => (TagKind::Good, "Documento corregido disponible"),
            Self::Rejected => (TagKind::Bad, "Cancelación rechazada"),
        }
    }
}

/// Who must act next in a trámite.
pub fn turn_of(rebill: &Rebill) -> Turn {
    Turn::of(rebill.status, rebill.overdue)
}

/// By when the customer must accept: `Acéptala hasta el jueves 4 de junio, 10:00 h (faltan 3 h).`
pub fn deadline_text(acceptance: &Acceptance, overdue: bool, now: DateTime<Utc>) -> String {
    if overdue {
        return overdue_text(acceptance);
    }
    let until = mexico_city::day_and_time(acceptance.due_at, now);
    let left = format::remaining(acceptance.due_at.signed_duration_since(now));
    format!("Acéptala hasta el {until} ({left}).")
}

/// Says since when the customer is late: `El plazo venció el jueves 4 de junio de 2020, 10:00 h.
/// Todavía puedes aceptarla.`
pub fn overdue_text(acceptance: &Acceptance) -> String {
    let due_at = mexico_city::day_and_time_of_year(acceptance.due_at);
    format!("El plazo venció el {due_at}. Todavía puedes aceptarla.")
}

/// The key by which lists of trámites are sorted: first those that wait for the customer, the
/// nearest deadline before the others, then the rest.
pub fn urgency(rebill: &Rebill) -> (bool, DateTime<Utc>) {
    let turn = turn_of(rebill);
    let due_at = match (turn, &rebill.acceptance) {
        (Turn::Accept { .. }, Some(acceptance)) => acceptance.due_at,
        // A correction has no deadline, although only the customer keeps the trámite from
        // continuing.
        _ => DateTime::<Utc>::MAX_UTC,
    };
    (!turn.is_customers(), due_at)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A trámite in this status, with these steps in its history.
    pub(crate) fn rebill(status: &str, acceptance: bool, steps: &[&str]) -> Rebill {
        let acceptance =
            if acceptance { r#"{"rfc": "ISD950921HE5", "due_at": "2020-06-04T15:00:00Z"}"# } else { "null" };
        let steps: Vec<_> = steps
            .iter()
            .map(|step| format!(r#"{{"step": "{step}", "at": "2020-06-03T15:00:00Z"}}"#))
            .collect();
        serde_json::from_str(&format!(
            r#"{{"id": "r1", "original": {{"id": "i1", "tag_id": "t1", "folio": "O-1",
                "uuid": "5b2d0b40-6a02-4c54-8f0e-1d2c3b4a5f60", "issued_at": "2020-05-27T11:01:00", "total": "1093.40",
                "verification_url": "https://verificacfdi.facturaelectronica.sat.gob.mx/"}}, "status": "{status}", "overdue": false,
                "from": {{"rfc": "ISD950921HE5", "name": "A"}}, "to": {{"rfc": "SAT050528XN0", "name": "B"}},
                "registered_at": "2020-06-03T15:00:00Z", "acceptance": {acceptance}, "available_by": null,
                "corrected": null, "has_receipt": false, "sat": null, "fiscal_profile_id": "p2", "corrections": [], "steps": [{}],
                "as_of": "2020-06-03T15:00:00Z"}}"#,
            steps.join(",")
        ))
        .unwrap()
    }

    #[test]
    fn only_what_the_customer_must_do_asks_for_attention() {
        for (status, overdue, tag) in [
            (RebillStatus::AwaitingAcceptance, false, (TagKind::NeedsAction, "Acepta en el buzón")),
            (RebillStatus::AwaitingAcceptance, true, (TagKind::NeedsAction, "Acepta: plazo vencido")),
            (RebillStatus::NeedsCorrection, false, (TagKind::NeedsAction, "Corrige un dato")),
            (RebillStatus::Registered, false, (TagKind::Current, "En trámite")),
            (RebillStatus::Validating, false, (TagKind::Current, "En trámite")),
            (RebillStatus::Cancelling, false, (TagKind::Current, "En trámite")),
            (RebillStatus::Issuing, false, (TagKind::Current, "En trámite")),
            (RebillStatus::Unknown, false, (TagKind::Current, "En trámite")),
            (RebillStatus::Issued, false, (TagKind::Good, "Documento corregido disponible")),
            (RebillStatus::Rejected, false, (TagKind::Bad, "Cancelación rechazada")),
        ] {
            let turn = Turn::of(status, overdue);
            assert_eq!(turn.tag(), tag, "{status:?}");
            assert_eq!(turn.is_customers(), tag.0 == TagKind::NeedsAction, "{status:?}");
        }
    }

    #[test]
    fn what_waits_for_the_customer_comes_first_and_the_nearest_deadline_before_it() {
        let issued = rebill("issued", true, &["registered"]);
        let correct = rebill("needs_correction", false, &["registered"]);
        let soon = rebill("awaiting_acceptance", true, &["registered"]);
        let mut later = soon.clone();
        later.acceptance = later.acceptance.map(|acceptance| Acceptance {
            due_at: acceptance.due_at + chrono::TimeDelta::hours(1),
            ..acceptance
        });
        let mut rebills = [issued.clone(), correct.clone(), later.clone(), soon.clone()];
        rebills.sort_by_key(urgency);
        assert_eq!(rebills, [soon, later, correct, issued]);
    }
}
