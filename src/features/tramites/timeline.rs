//! A trámite in words: its timeline, the name of its status, and whether something may still
//! happen.

use chrono::{DateTime, Utc};
use pase_contract::rebills::{Rebill, RebillStatus, SatCfdiStatus};

use crate::ui::{TimelineEntry, TimelineState};

/// The timeline of a trámite. `when` formats an instant.
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
                let silence = rebill.sat.is_some_and(|sat| sat.status == SatCfdiStatus::CancelledBySilence);
                let accepted = if silence {
                    "Plazo vencido sin respuesta: el SAT la dio por aceptada"
                } else {
                    "Cancelación aceptada en el buzón tributario"
                };
                done(accepted, cancelled.clone())
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

/// The name of a status, shown after whose turn it is; `None` where the turn says it all.
pub(super) fn status_name(status: RebillStatus) -> Option<&'static str> {
    match status {
        RebillStatus::Registered | RebillStatus::Validating => Some("Registrado"),
        RebillStatus::NeedsCorrection => Some("Requiere corrección"),
        RebillStatus::Cancelling => Some("Cancelando la factura original"),
        RebillStatus::AwaitingAcceptance => Some("Aceptación pendiente"),
        RebillStatus::Issuing => Some("Emitiendo el documento corregido"),
        RebillStatus::Unknown => Some("En curso"),
        RebillStatus::Issued | RebillStatus::Rejected => None,
    }
}

/// Whether something may still happen. The SAT's receipt may arrive after the corrected document.
pub(super) fn may_still_change(rebill: &Rebill) -> bool {
    !rebill.status.is_final() || (rebill.status == RebillStatus::Issued && !rebill.has_receipt)
}

#[cfg(test)]
mod tests {
    use pase_contract::rebills::SatStatus;

    use super::*;
    use crate::features::rebills::turn::tests::rebill;

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
    fn silence_is_not_told_as_an_acceptance() {
        let mut silent = rebill("issuing", true, &["registered", "validating", "cancelling", "issuing"]);
        let at = silent.registered_at;
        silent.sat = Some(SatStatus { status: SatCfdiStatus::CancelledBySilence, asked_at: at });
        assert_eq!(marks(&silent)[2].0, "Plazo vencido sin respuesta: el SAT la dio por aceptada");
        silent.sat = Some(SatStatus { status: SatCfdiStatus::CancelledWithAcceptance, asked_at: at });
        assert_eq!(marks(&silent)[2].0, "Cancelación aceptada en el buzón tributario");
    }

    #[test]
    fn a_finished_tramite_is_asked_about_until_its_receipt_is_there() {
        let mut finished = rebill("issued", true, &["registered", "issued"]);
        assert!(may_still_change(&finished));
        finished.has_receipt = true;
        assert!(!may_still_change(&finished));
        assert!(!may_still_change(&rebill("rejected", true, &["registered", "rejected"])));
        assert!(may_still_change(&rebill("a_new_one", false, &["registered"])));
    }
}
