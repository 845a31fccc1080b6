//! `/sandbox/pac` and `/sandbox/sat`: set what the PAC and the SAT do wrong, and read what they
//! have done.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json as Body};
use chrono::{DateTime, Utc};
use mx_fiscal::ReceiverField;
use pase_contract::rebills::SatCfdiStatus;
use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

use crate::gateways::Refusal;
use crate::http::extract::Json;
use crate::http::shared::Shared;
use crate::jobs::worker;
use crate::kernel::iso_duration::IsoDuration;
use crate::sandbox::Sandbox;
use crate::store::sandbox::cancellation_outcome::CancellationOutcome;
use crate::store::sandbox::fault::{Fault, Operation, WaitClock};
use crate::use_cases::failure::{Failure, Outcome};

/// How the PAC answers from now on. A field that is left out changes nothing; `null` makes the PAC
/// answer correctly again.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PacPatch {
    #[serde(default, deserialize_with = "deserialize_patch")]
    refuse_receiver: Patch<RefusalRequest>,
    #[serde(default, deserialize_with = "deserialize_patch")]
    validate: Patch<FaultRequest>,
    #[serde(default, deserialize_with = "deserialize_patch")]
    stamp: Patch<FaultRequest>,
    #[serde(default, deserialize_with = "deserialize_patch")]
    find: Patch<FaultRequest>,
    #[serde(default, deserialize_with = "deserialize_patch")]
    cancel: Patch<FaultRequest>,
    #[serde(default, deserialize_with = "deserialize_patch")]
    receipt: Patch<FaultRequest>,
}

/// How the SAT answers from now on. Omission and `null` mean the same as for the PAC.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SatPatch {
    #[serde(default, deserialize_with = "deserialize_patch")]
    status: Patch<FaultRequest>,
}

/// The outer `None` is a field that was left out, the inner one is `null`.
type Patch<T> = Option<Option<T>>;

fn deserialize_patch<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Patch<T>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// What the PAC refuses, whatever the padrón says: a field of a razón social, and any code.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RefusalRequest {
    field: String,
    code: String,
}

/// What an operation does wrong, and for how many calls. Without `times` it is until the next
/// change.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultRequest {
    does: FaultKind,
    times: Option<u32>,
    /// Only for `slow`: how long it waits (ISO 8601), and by which clock.
    #[serde(rename = "for")]
    length: Option<String>,
    clock: Option<WaitClock>,
    /// Only for `error`.
    code: Option<String>,
    /// Only for `say`: any value of `SatCfdiStatus`. For `unknown`, the SAT answers with words that
    /// nobody knows.
    status: Option<SatCfdiStatus>,
}

#[derive(Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum FaultKind {
    Slow,
    Down,
    LoseAnswer,
    Error,
    Say,
    CrashBefore,
    CrashAfter,
}

pub(super) async fn set_pac_faults(
    State(app): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Json(answers): Json<PacPatch>,
) -> Outcome<StatusCode> {
    let PacPatch { refuse_receiver, validate, stamp, find, cancel, receipt } = answers;
    let refusal =
        refuse_receiver.map(|refusal| refusal.map(RefusalRequest::refusal).transpose()).transpose()?;
    let faults = fault_changes([
        (Operation::Validate, validate),
        (Operation::Stamp, stamp),
        (Operation::Find, find),
        (Operation::Cancel, cancel),
        (Operation::Receipt, receipt),
    ])?;
    if let Some(refusal) = refusal {
        sandbox.pac.refuse_receivers(refusal);
    }
    set_faults(&app, &sandbox, faults).await
}

pub(super) async fn set_sat_faults(
    State(app): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Json(SatPatch { status }): Json<SatPatch>,
) -> Outcome<StatusCode> {
    set_faults(&app, &sandbox, fault_changes([(Operation::Status, status)])?).await
}

type FaultChanges = Vec<(Operation, Option<(Fault, Option<u32>)>)>;

async fn set_faults(app: &Shared, sandbox: &Sandbox, faults: FaultChanges) -> Outcome<StatusCode> {
    let answers = |fault: &Option<(Fault, _)>| matches!(fault, None | Some((Fault::Say { .. }, _)));
    let wakes = faults.iter().any(|(_, fault)| answers(fault));
    for (operation, fault) in faults {
        sandbox.pac.faults().set(operation, fault).await?;
    }
    if wakes {
        // An answer may be available now, so trámites that were put off need not wait for their
        // next attempt.
        worker::wake_all(app).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

fn fault_changes<const N: usize>(patches: [(Operation, Patch<FaultRequest>); N]) -> Outcome<FaultChanges> {
    let patched =
        patches.into_iter().filter_map(|(operation, patch)| patch.map(|request| (operation, request)));
    patched
        .map(|(operation, request)| {
            Ok((operation, request.map(|request| request.fault(operation)).transpose()?))
        })
        .collect()
}

impl FaultRequest {
    fn fault(self, operation: Operation) -> Outcome<(Fault, Option<u32>)> {
        if self.times == Some(0) {
            return Err(Failure::field("times", "range", "at least once; null takes a fault back"));
        }
        let of_another = |field: &str| Failure::field(field, "form", "not of what it does");
        let slow = self.does == FaultKind::Slow;
        if !slow && (self.length.is_some() || self.clock.is_some()) {
            return Err(of_another("for"));
        }
        if self.does != FaultKind::Error && self.code.is_some() {
            return Err(of_another("code"));
        }
        if self.does != FaultKind::Say && self.status.is_some() {
            return Err(of_another("status"));
        }
        let missing = |field: &str| Failure::field(field, "required", "what it does needs it");
        let fault = match self.does {
            FaultKind::Slow => {
                let length = self.length.ok_or_else(|| missing("for"))?.parse::<IsoDuration>();
                let length = length.map_err(|error| Failure::field("for", "form", error))?;
                Fault::Slow { seconds: length.0.num_seconds(), clock: self.clock.unwrap_or_default() }
            }
            FaultKind::Down => Fault::Down,
            FaultKind::LoseAnswer => Fault::LoseAnswer,
            FaultKind::Error => Fault::Error { code: self.code.ok_or_else(|| missing("code"))? },
            FaultKind::Say if operation == Operation::Status => {
                Fault::Say { status: self.status.ok_or_else(|| missing("status"))? }
            }
            FaultKind::Say => return Err(Failure::field("does", "form", "only the SAT's status is said")),
            FaultKind::CrashBefore => Fault::CrashBefore,
            FaultKind::CrashAfter => Fault::CrashAfter,
        };
        Ok((fault, self.times))
    }
}

impl RefusalRequest {
    fn refusal(self) -> Outcome<Refusal> {
        use ReceiverField::{CfdiUse, FiscalRegime, Name, PostalCode, Rfc};
        let fields = [Rfc, Name, PostalCode, FiscalRegime, CfdiUse].into_iter();
        let field = fields.into_iter().find(|field| field.as_str() == self.field).ok_or_else(|| {
            Failure::field(
                "refuse_receiver.field",
                "unknown",
                "no field of a razón social that a PAC refuses",
            )
        })?;
        let Ok(code) = self.code.parse();
        Ok(Refusal { field, code })
    }
}

/// What the PAC has done.
#[derive(Serialize)]
pub(super) struct PacHistory {
    stamps: Vec<StampRecord>,
}

/// A document that it has stamped, and how often a stamp was requested under this reference.
#[derive(Serialize)]
struct StampRecord {
    reference: String,
    uuid: Uuid,
    asked: i64,
}

/// What the SAT has done.
#[derive(Serialize)]
pub(super) struct SatHistory {
    cancellations: Vec<CancellationRecord>,
}

/// A document whose cancellation was requested, and how often it was.
#[derive(Serialize)]
struct CancellationRecord {
    uuid: Uuid,
    requested_at: DateTime<Utc>,
    outcome: Option<CancellationOutcome>,
    asked: i64,
}

pub(super) async fn pac_history(Extension(sandbox): Extension<Sandbox>) -> Outcome<Body<PacHistory>> {
    let stamps = sandbox.pac.stamps().await?.into_iter();
    let stamps =
        stamps.map(|stamp| StampRecord { reference: stamp.reference, uuid: stamp.uuid, asked: stamp.asked });
    Ok(Body(PacHistory { stamps: stamps.collect() }))
}

pub(super) async fn sat_history(Extension(sandbox): Extension<Sandbox>) -> Outcome<Body<SatHistory>> {
    let requests = sandbox.tax_authority.all().await?.into_iter();
    let cancellations = requests.map(|request| CancellationRecord {
        uuid: request.uuid,
        requested_at: request.requested_at,
        outcome: request.outcome,
        asked: request.asked,
    });
    Ok(Body(SatHistory { cancellations: cancellations.collect() }))
}
