//! `/sandbox/pac` and `/sandbox/sat`: what the PAC and the SAT are told to do wrong, and what they have done.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json as Body};
use chrono::{DateTime, Utc};
use mx_fiscal::ReceiverField;
use pase_contract::rebills::SatCfdiStatus;
use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

use crate::failure::{Failure, Outcome};
use crate::gateways::{self, Clocked, Fault, Operation, Refusal};
use crate::http::Shared;
use crate::http::extract::Json;
use crate::iso_duration::IsoDuration;
use crate::sandbox::Sandbox;
use crate::worker;

/// How the PAC answers from now on. What is left out stays as it was; `null`: as it should.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PacAnswers {
    #[serde(default, deserialize_with = "told")]
    refuse_receiver: Told<ForcedRefusal>,
    #[serde(default, deserialize_with = "told")]
    validate: Told<Misdeed>,
    #[serde(default, deserialize_with = "told")]
    stamp: Told<Misdeed>,
    #[serde(default, deserialize_with = "told")]
    find: Told<Misdeed>,
    #[serde(default, deserialize_with = "told")]
    cancel: Told<Misdeed>,
    #[serde(default, deserialize_with = "told")]
    receipt: Told<Misdeed>,
}

/// How the SAT answers from now on, likewise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SatAnswers {
    #[serde(default, deserialize_with = "told")]
    status: Told<Misdeed>,
}

/// Whether something was said at all, and what.
type Told<T> = Option<Option<T>>;

fn told<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Told<T>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// What the PAC refuses whatever the padrón says: a field as in a razón social, and any code.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ForcedRefusal {
    field: String,
    code: String,
}

/// What an operation does wrong, and how often; without `times` until it is told otherwise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Misdeed {
    does: Does,
    times: Option<u32>,
    /// Of `slow`: how long, in ISO 8601, and by which clock.
    #[serde(rename = "for")]
    length: Option<String>,
    clock: Option<Clocked>,
    /// Of `error`.
    code: Option<String>,
    /// Of `say`: any word of `SatCfdiStatus`; an unknown one makes the SAT say what nobody knows.
    status: Option<SatCfdiStatus>,
}

#[derive(Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Does {
    Slow,
    Down,
    LoseAnswer,
    Error,
    Say,
    CrashBefore,
    CrashAfter,
}

pub(super) async fn tell_pac(
    State(app): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Json(answers): Json<PacAnswers>,
) -> Outcome<StatusCode> {
    let PacAnswers { refuse_receiver, validate, stamp, find, cancel, receipt } = answers;
    let refusal = refuse_receiver.map(|told| told.map(ForcedRefusal::refusal).transpose()).transpose()?;
    let faults = faults([
        (Operation::Validate, validate),
        (Operation::Stamp, stamp),
        (Operation::Find, find),
        (Operation::Cancel, cancel),
        (Operation::Receipt, receipt),
    ])?;
    if let Some(refusal) = refusal {
        sandbox.pac.refuse_receivers(refusal);
    }
    tell(&app, &sandbox, faults).await
}

pub(super) async fn tell_sat(
    State(app): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Json(SatAnswers { status }): Json<SatAnswers>,
) -> Outcome<StatusCode> {
    tell(&app, &sandbox, faults([(Operation::Status, status)])?).await
}

type Faults = Vec<(Operation, Option<(Fault, Option<u32>)>)>;

async fn tell(app: &Shared, sandbox: &Sandbox, faults: Faults) -> Outcome<StatusCode> {
    let answers = |fault: &Option<(Fault, _)>| matches!(fault, None | Some((Fault::Say { .. }, _)));
    let wakes = faults.iter().any(|(_, fault)| answers(fault));
    for (operation, fault) in faults {
        sandbox.pac.faults().tell(operation, fault).await?;
    }
    if wakes {
        // What was put off need not wait until it is noticed that there is an answer to be had.
        worker::wake_all(app).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

fn faults<const N: usize>(told: [(Operation, Told<Misdeed>); N]) -> Outcome<Faults> {
    let said = told.into_iter().filter_map(|(operation, told)| told.map(|misdeed| (operation, misdeed)));
    said.map(|(operation, misdeed)| {
        Ok((operation, misdeed.map(|misdeed| misdeed.fault(operation)).transpose()?))
    })
    .collect()
}

impl Misdeed {
    fn fault(self, operation: Operation) -> Outcome<(Fault, Option<u32>)> {
        if self.times == Some(0) {
            return Err(Failure::field("times", "range", "at least once; null takes a fault back"));
        }
        let of_another = |field: &str| Failure::field(field, "form", "not of what it does");
        let slow = self.does == Does::Slow;
        if !slow && (self.length.is_some() || self.clock.is_some()) {
            return Err(of_another("for"));
        }
        if self.does != Does::Error && self.code.is_some() {
            return Err(of_another("code"));
        }
        if self.does != Does::Say && self.status.is_some() {
            return Err(of_another("status"));
        }
        let missing = |field: &str| Failure::field(field, "required", "what it does needs it");
        let fault = match self.does {
            Does::Slow => {
                let length = self.length.ok_or_else(|| missing("for"))?.parse::<IsoDuration>();
                let length = length.map_err(|error| Failure::field("for", "form", error))?;
                Fault::Slow { seconds: length.0.num_seconds(), clock: self.clock.unwrap_or_default() }
            }
            Does::Down => Fault::Down,
            Does::LoseAnswer => Fault::LoseAnswer,
            Does::Error => Fault::Error { code: self.code.ok_or_else(|| missing("code"))? },
            Does::Say if operation == Operation::Status => {
                Fault::Say { status: self.status.ok_or_else(|| missing("status"))? }
            }
            Does::Say => return Err(Failure::field("does", "form", "only the SAT's status is said")),
            Does::CrashBefore => Fault::CrashBefore,
            Does::CrashAfter => Fault::CrashAfter,
        };
        Ok((fault, self.times))
    }
}

impl ForcedRefusal {
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
pub(super) struct PacMemory {
    stamps: Vec<Stamped>,
}

/// A document that it has stamped, and how often a stamp was asked for under this reference.
#[derive(Serialize)]
struct Stamped {
    reference: String,
    uuid: Uuid,
    asked: i64,
}

/// What the SAT has done.
#[derive(Serialize)]
pub(super) struct SatMemory {
    cancellations: Vec<Requested>,
}

/// A document whose cancellation was asked for, and how often it was.
#[derive(Serialize)]
struct Requested {
    uuid: Uuid,
    requested_at: DateTime<Utc>,
    outcome: Option<gateways::Outcome>,
    asked: i64,
}

pub(super) async fn pac(Extension(sandbox): Extension<Sandbox>) -> Outcome<Body<PacMemory>> {
    let stamps = sandbox.pac.stamps().await?.into_iter();
    let told = stamps.map(|row| Stamped { reference: row.reference, uuid: row.uuid.0, asked: row.asked });
    Ok(Body(PacMemory { stamps: told.collect() }))
}

pub(super) async fn sat(Extension(sandbox): Extension<Sandbox>) -> Outcome<Body<SatMemory>> {
    let rows = sandbox.tax_authority.all().await?.into_iter();
    let cancellations = rows.map(|row| Requested {
        uuid: row.uuid.0,
        requested_at: row.requested_at.0,
        outcome: row.outcome.map(|outcome| outcome.0),
        asked: row.asked,
    });
    Ok(Body(SatMemory { cancellations: cancellations.collect() }))
}
