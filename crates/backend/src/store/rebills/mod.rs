//! Trámites and their steps: reading them. How one moves on is `transitions`, what the worker needs is `driving`, what is noted
//! of the world outside is `notes`.

mod driving;
mod notes;
mod transitions;

use pase_contract::rebills::RebillStatus;
use pase_contract::{AccountId, FiscalProfileId, RebillId};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

pub(crate) use self::driving::{PutOffs, next_due, put_off, resume, to_drive};
pub(crate) use self::notes::{
    note_cancellation_asked, note_cancellation_received, note_sat, note_stamp_asked, reserve_document,
};
pub(crate) use self::transitions::{Change, advance, insert};
use super::columns::{Text, Word};
use super::entities::{invoice, rebill, rebill_step};
use super::keyset::{self, Key, Ordering, Page, PageRequest, Place};

/// Statuses after which nothing more happens.
const FINAL: [RebillStatus; 2] = [RebillStatus::Issued, RebillStatus::Rejected];

/// A trámite, if it is this account's.
pub(crate) async fn of_account(
    connection: &impl ConnectionTrait,
    account: &AccountId,
    id: &RebillId,
) -> Result<Option<rebill::Model>, DbErr> {
    let own = rebill::Column::AccountId.eq(Text(account.clone()));
    rebill::Entity::find_by_id(Text(id.clone())).filter(own).one(connection).await
}

/// A trámite, whosever it is: for the worker.
pub(crate) async fn find(
    connection: &impl ConnectionTrait,
    id: &RebillId,
) -> Result<Option<rebill::Model>, DbErr> {
    rebill::Entity::find_by_id(Text(id.clone())).one(connection).await
}

/// The running trámites of an account, each with the razón social that it uses, the newest last.
pub(crate) async fn running(
    connection: &impl ConnectionTrait,
    account: &AccountId,
) -> Result<Vec<(FiscalProfileId, RebillId)>, DbErr> {
    use rebill::Column;
    let running = rebill::Entity::find()
        .select_only()
        .columns([Column::FiscalProfileId, Column::Id])
        .filter(Column::AccountId.eq(Text(account.clone())))
        .filter(Column::FiscalProfileId.is_not_null())
        .filter(Column::Status.is_not_in(FINAL.map(Word)))
        .order_by_asc(Column::RegisteredAt)
        .order_by_asc(Column::Id);
    let rows = running.into_tuple::<(Text<FiscalProfileId>, Text<RebillId>)>().all(connection).await?;
    Ok(rows.into_iter().map(|(profile, rebill)| (profile.0, rebill.0)).collect())
}

/// The newest running trámite that uses a razón social.
pub(crate) async fn running_with(
    connection: &impl ConnectionTrait,
    profile: &FiscalProfileId,
) -> Result<Option<RebillId>, DbErr> {
    use rebill::Column;
    let newest = rebill::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::FiscalProfileId.eq(Text(profile.clone())))
        .filter(Column::Status.is_not_in(FINAL.map(Word)))
        .order_by_desc(Column::RegisteredAt)
        .order_by_desc(Column::Id);
    Ok(newest.into_tuple::<Text<RebillId>>().one(connection).await?.map(|id| id.0))
}

/// The trámites that wait for a razón social to be mended.
pub(crate) async fn waiting_for(
    connection: &impl ConnectionTrait,
    profile: &FiscalProfileId,
) -> Result<Vec<rebill::Model>, DbErr> {
    rebill::Entity::find()
        .filter(rebill::Column::FiscalProfileId.eq(Text(profile.clone())))
        .filter(rebill::Column::Status.eq(Word(RebillStatus::NeedsCorrection)))
        .order_by_asc(rebill::Column::RegisteredAt)
        .order_by_asc(rebill::Column::Id)
        .all(connection)
        .await
}

/// A page of an account's trámites, the newest first.
pub(crate) async fn page(
    reader: &DatabaseConnection,
    account: &AccountId,
    request: PageRequest,
) -> Result<Page<rebill::Model>, DbErr> {
    use rebill::Column;
    let list = rebill::Entity::find().filter(Column::AccountId.eq(Text(account.clone())));
    let ordering = Ordering { key: Column::RegisteredAt, id: Column::Id, ascending: false };
    let place = |row: &rebill::Model| Place {
        key: Key::Number(row.registered_at.0.timestamp_millis()),
        id: row.id.0.to_string(),
    };
    keyset::page(reader, list, ordering, request, place, |rows| rows.all(reader)).await
}

/// The original invoice of a trámite.
pub(crate) async fn original(
    connection: &impl ConnectionTrait,
    rebill: &rebill::Model,
) -> Result<Option<invoice::Model>, DbErr> {
    invoice::Entity::find_by_id(rebill.invoice_id.clone()).one(connection).await
}

/// The invoices of these trámites: their originals, and those that they ended with.
pub(crate) async fn invoices(
    connection: &impl ConnectionTrait,
    rebills: &[rebill::Model],
) -> Result<Vec<invoice::Model>, DbErr> {
    use invoice::Column;
    let originals = rebills.iter().map(|rebill| rebill.invoice_id.clone());
    let origins = rebills.iter().map(|rebill| rebill.id.clone());
    let theirs = Column::Id.is_in(originals).or(Column::OriginRebillId.is_in(origins));
    invoice::Entity::find().filter(theirs).all(connection).await
}

/// What has happened in these trámites, oldest first.
pub(crate) async fn steps(
    connection: &impl ConnectionTrait,
    rebills: &[rebill::Model],
) -> Result<Vec<rebill_step::Model>, DbErr> {
    rebill_step::Entity::find()
        .filter(rebill_step::Column::RebillId.is_in(rebills.iter().map(|rebill| rebill.id.clone())))
        .order_by_asc(rebill_step::Column::Position)
        .all(connection)
        .await
}
