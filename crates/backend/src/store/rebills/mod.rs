//! Queries for trámites and their steps. `transitions` changes a trámite's status, `driving` has
//! what the worker needs, and `notes` keeps what was asked of the PAC and the SAT.

mod driving;
mod notes;
mod record;
mod transitions;

use std::collections::HashMap;

use pase_contract::rebills::{RebillStatus, Step};
use pase_contract::{AccountId, FiscalProfileId, RebillId};
use sea_orm::sea_query::{CaseStatement, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

pub(crate) use self::driving::{RetryCounts, next_due, postpone, resume, to_drive};
pub(crate) use self::notes::{
    note_cancellation_asked, note_cancellation_received, note_sat, note_stamp_asked, reserve_document,
};
pub(crate) use self::record::{NewRebill, Rebill};
pub(crate) use self::transitions::{Change, StepTaken, advance, insert};
use super::accounts::Account;
use super::columns::{EnumColumn, TextColumn};
use super::entities::{account, invoice, rebill, rebill_step, tag};
use super::invoices::Invoice;
use super::keyset::{self, Key, Ordering, Page, PageRequest, Place};
use super::tags::Tag;
use super::{Read, Reader, StoreError};

/// The statuses that a trámite never leaves.
const FINAL: [RebillStatus; 2] = [RebillStatus::Issued, RebillStatus::Rejected];

/// A trámite, if it is this account's.
pub(crate) async fn of_account(
    reader: &impl Read,
    account: &AccountId,
    id: &RebillId,
) -> Result<Option<Rebill>, StoreError> {
    let own = rebill::Column::AccountId.eq(TextColumn(account.clone()));
    let found = rebill::Entity::find_by_id(TextColumn(id.clone())).filter(own).one(reader).await?;
    Ok(found.map(Rebill::from))
}

/// A trámite of any account, for the worker.
pub(crate) async fn find(reader: &impl Read, id: &RebillId) -> Result<Option<Rebill>, StoreError> {
    let found = rebill::Entity::find_by_id(TextColumn(id.clone())).one(reader).await?;
    Ok(found.map(Rebill::from))
}

/// The running trámites of an account, each with the razón social that it uses, newest last.
pub(crate) async fn running(
    reader: &impl Read,
    account: &AccountId,
) -> Result<Vec<(FiscalProfileId, RebillId)>, StoreError> {
    use rebill::Column;
    let running = rebill::Entity::find()
        .select_only()
        .columns([Column::FiscalProfileId, Column::Id])
        .filter(Column::AccountId.eq(TextColumn(account.clone())))
        .filter(Column::FiscalProfileId.is_not_null())
        .filter(Column::Status.is_not_in(FINAL.map(EnumColumn)))
        .order_by_asc(Column::RegisteredAt)
        .order_by_asc(Column::Id);
    let rows =
        running.into_tuple::<(TextColumn<FiscalProfileId>, TextColumn<RebillId>)>().all(reader).await?;
    Ok(rows.into_iter().map(|(profile, rebill)| (profile.0, rebill.0)).collect())
}

/// The newest running trámite that uses a razón social.
pub(crate) async fn running_with(
    reader: &impl Read,
    profile: &FiscalProfileId,
) -> Result<Option<RebillId>, StoreError> {
    use rebill::Column;
    let newest = rebill::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::FiscalProfileId.eq(TextColumn(profile.clone())))
        .filter(Column::Status.is_not_in(FINAL.map(EnumColumn)))
        .order_by_desc(Column::RegisteredAt)
        .order_by_desc(Column::Id);
    Ok(newest.into_tuple::<TextColumn<RebillId>>().one(reader).await?.map(|id| id.0))
}

/// The trámites that wait for a razón social to be corrected.
pub(crate) async fn waiting_for(
    reader: &impl Read,
    profile: &FiscalProfileId,
) -> Result<Vec<Rebill>, StoreError> {
    let rows = rebill::Entity::find()
        .filter(rebill::Column::FiscalProfileId.eq(TextColumn(profile.clone())))
        .filter(rebill::Column::Status.eq(EnumColumn(RebillStatus::NeedsCorrection)))
        .order_by_asc(rebill::Column::RegisteredAt)
        .order_by_asc(rebill::Column::Id)
        .all(reader)
        .await?;
    Ok(rows.into_iter().map(Rebill::from).collect())
}

/// A page of an account's trámites, newest first.
pub(crate) async fn page(
    reader: &Reader,
    account: &AccountId,
    request: PageRequest,
) -> Result<Page<Rebill>, StoreError> {
    use rebill::Column;
    let list = rebill::Entity::find().filter(Column::AccountId.eq(TextColumn(account.clone())));
    let ordering = Ordering { key: Column::RegisteredAt.into_expr(), id: Column::Id, ascending: false };
    let place = |row: &rebill::Model| Place {
        key: Key::Number(row.registered_at.0.timestamp_millis()),
        id: row.id.0.to_string(),
    };
    let page = keyset::page(reader, list, ordering, request, place, |rows| rows.all(reader)).await?;
    Ok(page.map(Rebill::from))
}

/// Added to the registration time of a trámite without a deadline, so that it comes after all those
/// that have one. As milliseconds, it is later than any date.
const NO_DEADLINE: i64 = 1 << 52;

/// A page of an account's trámites that wait for the customer: soonest deadline first, then those
/// without a deadline, oldest first.
pub(crate) async fn page_of_action(
    reader: &Reader,
    account: &AccountId,
    request: PageRequest,
) -> Result<Page<Rebill>, StoreError> {
    use rebill::Column;
    let list = rebill::Entity::find()
        .filter(Column::AccountId.eq(TextColumn(account.clone())))
        .filter(Column::Status.is_in(RebillStatus::NEEDS_ACTION.map(EnumColumn)));
    // A deadline that was calculated at the registration binds nobody before the SAT has asked the
    // receiver.
    let asked = Column::Status.eq(EnumColumn(RebillStatus::AwaitingAcceptance));
    let deadline = Column::AcceptanceDueAt.into_expr();
    let key = CaseStatement::new()
        .case(asked.and(Column::AcceptanceDueAt.is_not_null()), deadline)
        .finally(Column::RegisteredAt.into_expr().add(NO_DEADLINE));
    let ordering = Ordering { key: key.into(), id: Column::Id, ascending: true };
    let place = |row: &rebill::Model| {
        let due = row.acceptance_due_at.filter(|_| row.status.0 == RebillStatus::AwaitingAcceptance);
        let key = match due {
            Some(due) => due.0.timestamp_millis(),
            None => row.registered_at.0.timestamp_millis().saturating_add(NO_DEADLINE),
        };
        Place { key: Key::Number(key), id: row.id.0.to_string() }
    };
    let page = keyset::page(reader, list, ordering, request, place, |rows| rows.all(reader)).await?;
    Ok(page.map(Rebill::from))
}

/// The steps of these trámites, for each the oldest first.
pub(crate) async fn steps(
    reader: &impl Read,
    rebills: &[Rebill],
) -> Result<HashMap<RebillId, Vec<Step>>, StoreError> {
    let rows = rebill_step::Entity::find()
        .filter(
            rebill_step::Column::RebillId.is_in(rebills.iter().map(|rebill| TextColumn(rebill.id.clone()))),
        )
        .order_by_asc(rebill_step::Column::Position)
        .all(reader)
        .await?;
    let mut steps: HashMap<RebillId, Vec<Step>> = HashMap::new();
    for row in rows {
        steps.entry(row.rebill_id.0).or_default().push(Step { step: row.step.0, at: row.at.0 });
    }
    Ok(steps)
}

/// A trámite with everything that its mails name.
#[derive(Debug)]
pub(crate) struct RebillForMail {
    pub(crate) rebill: Rebill,
    pub(crate) account: Account,
    pub(crate) original: Invoice,
    pub(crate) tag: Tag,
}

/// A trámite of any account with everything that its mails name.
pub(crate) async fn for_mail(reader: &impl Read, id: &RebillId) -> Result<Option<RebillForMail>, StoreError> {
    let found = rebill::Entity::find_by_id(TextColumn(id.clone())).one(reader).await?;
    let Some(rebill) = found else { return Ok(None) };
    let account = account::Entity::find_by_id(rebill.account_id.clone()).one(reader).await?;
    let original = invoice::Entity::find_by_id(rebill.invoice_id.clone()).one(reader).await?;
    let Some((account, original)) = account.zip(original) else { return Ok(None) };
    let tag = tag::Entity::find_by_id(original.tag_id.clone()).one(reader).await?;
    Ok(tag.map(|tag| RebillForMail {
        rebill: rebill.into(),
        account: account.into(),
        original: original.into(),
        tag: tag.into(),
    }))
}
