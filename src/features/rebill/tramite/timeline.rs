//! A trámite in words: its timeline, what it waits for, when to ask again.

use std::time::Duration;

use chrono::{DateTime, Utc};
use pase_contract::rebills::{Rebill, RebillStatus, SatCfdiStatus};

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

/// Whether something may still happen: the SAT's receipt may come after the corrected document.
pub(super) fn is_awaited(rebill: &Rebill) -> bool {
    !rebill.status.is_final() || (rebill.status == RebillStatus::Issued && !rebill.has_receipt)
}

/// How often in a row a question brought no news.
#[derive(Clone, Copy, Default)]
pub(super) struct Unchanged {
    stood: Option<(RebillStatus, bool)>,
    times: u32,
}

impl Unchanged {
    /// With this answer, or with the last one where none came.
    pub(super) fn with(self, rebill: &Rebill, failed: bool) -> Self {
        let stands = Some((rebill.status, rebill.has_receipt));
        let times = if failed || self.stood == stands { self.times.saturating_add(1) } else { 0 };
        Self { stood: stands, times }
    }

    /// When to ask again: soon at first, then ever more seldom, up to once a minute.
    pub(super) fn ask_again_after(self) -> Duration {
        const SECONDS: [u64; 8] = [1, 1, 2, 3, 5, 10, 20, 60];
        let index = usize::try_from(self.times).unwrap_or(usize::MAX);
        Duration::from_secs(SECONDS.get(index).copied().unwrap_or(60))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use pase_contract::rebills::SatStatus;

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
        assert!(is_awaited(&finished));
        finished.has_receipt = true;
        assert!(!is_awaited(&finished));
        assert!(!is_awaited(&rebill("rejected", true, &["registered", "rejected"])));
        assert!(is_awaited(&rebill("a_new_one", false, &["registered"])));
    }

    #[test]
    fn news_are_asked_for_soon_again_and_silence_ever_more_seldom() {
        let waiting = rebill("awaiting_acceptance", true, &["registered"]);
        let first = Unchanged::default().with(&waiting, false);
        let pauses = std::iter::successors(Some(first), |before| Some(before.with(&waiting, false)));
        let seconds: Vec<_> = pauses.take(10).map(|times| times.ask_again_after().as_secs()).collect();
        assert_eq!(seconds, [1, 1, 2, 3, 5, 10, 20, 60, 60, 60]);
        let later = (0..4).fold(first, |times, _| times.with(&waiting, false));
        let failed = later.with(&waiting, true);
        assert!(failed.ask_again_after() > later.ask_again_after(), "a failure is no news");
        let issuing = rebill("issuing", true, &["registered", "issuing"]);
        assert_eq!(later.with(&issuing, false).ask_again_after().as_secs(), 1);
    }
}
