//! A trámite in words: its timeline, what it waits for, when to ask again.

use std::time::Duration;

use chrono::{DateTime, Utc};
use pase_contract::rebills::{Rebill, RebillStatus};

use crate::ui::{TagKind, TimelineEntry, TimelineState};

/// The timeline of a trámite; `when` words an instant.
pub(super) fn timeline(rebill: &Rebill, when: impl Fn(DateTime<Utc>) -> String) -> Vec<TimelineEntry> {
    use RebillStatus as Status;
    let status = rebill.status;
    let reached = |wanted: Status| rebill.steps.iter().rfind(|step| step.step == wanted).map(|step| step.at);
    let at = |wanted: Status| reached(wanted).map(&when);
    let validated = at(Status::Cancelling);
    let cancelled = at(Status::Issuing);
    let rejected = status == Status::Rejected;

    let mut entries = vec![done("Trámite registrado", Some(when(rebill.registered_at)))];
    entries.push(match (status, validated) {
        (Status::NeedsCorrection, _) => failed(
            "Corrige los datos de la nueva razón social",
            at(Status::NeedsCorrection),
            "El SAT no los reconoció. Nada se ha cancelado.",
        ),
        (_, Some(time)) => done("Datos validados", Some(time)),
        (_, None) => current("Validando los datos de la nueva razón social", None),
    });
    if let Some(acceptance) = &rebill.acceptance {
        entries.push(match status {
            Status::Rejected => failed(
                "Cancelación rechazada",
                at(Status::Rejected),
                "El receptor actual no aceptó la cancelación: la factura original sigue vigente.",
            ),
            Status::Issuing | Status::Issued => {
                done("Cancelación aceptada en el buzón tributario", cancelled.clone())
            }
            Status::AwaitingAcceptance => current(
                "Aceptación pendiente en el buzón tributario",
                Some(format!("RFC {}", acceptance.rfc)),
            ),
            _ => pending("Aceptación en el buzón tributario"),
        });
    } else if rejected {
        entries.push(failed(
            "Cancelación rechazada",
            at(Status::Rejected),
            "La factura original sigue vigente.",
        ));
    }
    if rejected {
        return entries;
    }
    entries.push(match (status, cancelled) {
        (_, Some(time)) => done("Factura original cancelada", Some(time)),
        (Status::Cancelling, None) => current("Cancelando la factura original", None),
        (_, None) => pending("Factura original cancelada"),
    });
    entries.push(match status {
        Status::Issued => done("Documento corregido disponible", at(Status::Issued)),
        Status::Issuing => current("Emitiendo el documento corregido", None),
        _ => pending("Documento corregido disponible"),
    });
    entries
}

fn entry(title: &str, state: TimelineState, time: Option<String>, text: Option<String>) -> TimelineEntry {
    TimelineEntry { title: title.to_owned(), state, time, text }
}

fn done(title: &str, time: Option<String>) -> TimelineEntry {
    entry(title, TimelineState::Done, time, None)
}

fn current(title: &str, text: Option<String>) -> TimelineEntry {
    entry(title, TimelineState::Current, None, text)
}

fn failed(title: &str, time: Option<String>, text: &str) -> TimelineEntry {
    entry(title, TimelineState::Failed, time, Some(text.to_owned()))
}

fn pending(title: &str) -> TimelineEntry {
    entry(title, TimelineState::Pending, None, None)
}

/// A status in a word or two.
pub(super) fn status_tag(status: RebillStatus) -> (TagKind, &'static str) {
    match status {
        RebillStatus::Registered | RebillStatus::Validating => (TagKind::Current, "Registrado"),
        RebillStatus::NeedsCorrection => (TagKind::Heed, "Requiere corrección"),
        RebillStatus::Cancelling => (TagKind::Current, "Cancelando la factura original"),
        RebillStatus::AwaitingAcceptance => (TagKind::Heed, "Aceptación pendiente"),
        RebillStatus::Issuing => (TagKind::Current, "Emitiendo el documento corregido"),
        RebillStatus::Issued => (TagKind::Good, "Documento corregido disponible"),
        RebillStatus::Rejected => (TagKind::Bad, "Cancelación rechazada"),
        RebillStatus::Unknown => (TagKind::Current, "En curso"),
    }
}

/// When to ask how a trámite stands, after this many questions without news: soon at first, then ever more seldom, up
/// to once a minute. `None` when nothing more will happen.
pub(super) fn ask_again_after(status: RebillStatus, unchanged: u32) -> Option<Duration> {
    const SECONDS: [u64; 8] = [1, 1, 2, 3, 5, 10, 20, 60];
    let index = usize::try_from(unchanged).unwrap_or(usize::MAX).min(SECONDS.len() - 1);
    (!status.is_final()).then(|| Duration::from_secs(SECONDS.get(index).copied().unwrap_or(60)))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A trámite in this status that has come these steps.
    pub(in super::super) fn rebill(status: &str, acceptance: bool, steps: &[&str]) -> Rebill {
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

    fn marks(rebill: &Rebill) -> Vec<(String, TimelineState)> {
        let entries = timeline(rebill, |_| "hoy".to_owned());
        entries.into_iter().map(|entry| (entry.title, entry.state)).collect()
    }

    #[test]
    fn a_second_correction_is_told_with_its_own_time() {
        let mut again = rebill(
            "needs_correction",
            false,
            &["registered", "needs_correction", "validating", "needs_correction"],
        );
        again.steps[3].at += chrono::TimeDelta::hours(2);
        let entries = timeline(&again, |at| at.to_rfc3339());
        assert_eq!(entries[1].time.as_deref(), Some("2020-06-03T17:00:00+00:00"));
    }

    #[test]
    fn a_small_invoice_needs_nobodys_acceptance() {
        let steps = ["registered", "validating", "cancelling", "issuing", "issued"];
        let titles: Vec<_> = marks(&rebill("issued", false, &steps));
        assert!(titles.iter().all(|(_, state)| *state == TimelineState::Done));
        assert_eq!(titles.last().unwrap().0, "Documento corregido disponible");
        assert_eq!(titles.len(), 4);
    }

    #[test]
    fn the_buzon_is_what_a_great_invoice_waits_for() {
        let waiting =
            marks(&rebill("awaiting_acceptance", true, &["registered", "validating", "cancelling"]));
        assert_eq!(
            waiting[2],
            ("Aceptación pendiente en el buzón tributario".to_owned(), TimelineState::Current)
        );
        assert_eq!(waiting[3].1, TimelineState::Pending);
        assert_eq!(waiting[4].1, TimelineState::Pending);
    }

    #[test]
    fn exactly_one_entry_is_current_until_the_end() {
        for (status, steps) in [
            ("registered", &["registered"][..]),
            ("validating", &["registered", "validating"]),
            ("cancelling", &["registered", "validating", "cancelling"]),
            ("awaiting_acceptance", &["registered", "validating", "cancelling", "awaiting_acceptance"]),
            ("issuing", &["registered", "validating", "cancelling", "awaiting_acceptance", "issuing"]),
        ] {
            let current = |acceptance| {
                let marks = marks(&rebill(status, acceptance, steps));
                marks.iter().filter(|(_, state)| *state == TimelineState::Current).count()
            };
            assert_eq!(current(true), 1, "{status}");
            if status != "awaiting_acceptance" {
                assert_eq!(current(false), 1, "{status}");
            }
        }
    }

    #[test]
    fn a_rejection_is_the_end_and_promises_nothing() {
        let rejected =
            marks(&rebill("rejected", true, &["registered", "validating", "cancelling", "rejected"]));
        assert_eq!(rejected.last().unwrap().1, TimelineState::Failed);
        assert!(rejected.iter().all(|(title, _)| !title.contains("corregido")));
    }

    #[test]
    fn a_finished_tramite_is_not_asked_about() {
        assert_eq!(ask_again_after(RebillStatus::Issued, 0), None);
        assert_eq!(ask_again_after(RebillStatus::AwaitingAcceptance, 0), Some(Duration::from_secs(1)));
        assert_eq!(ask_again_after(RebillStatus::Unknown, 500), Some(Duration::from_secs(60)));
    }
}
