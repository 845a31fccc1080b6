//! Queries for razones sociales.

use chrono::{DateTime, Utc};
use mx_fiscal::{CfdiUse, FiscalRegime, PostalCode, Rfc, TaxpayerName};
use pase_contract::fiscal_profiles::PadronCheck;
use pase_contract::{AccountId, FiscalProfileId};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use super::columns::{Instant, JsonColumn, TextColumn};
use super::entities::fiscal_profile::{ActiveModel, Column, Entity, Model};
use super::{Read, StoreError, Write, WriteTx};

/// A razón social.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FiscalProfile {
    pub(crate) id: FiscalProfileId,
    pub(crate) account_id: AccountId,
    pub(crate) rfc: Rfc,
    pub(crate) name: TaxpayerName,
    pub(crate) postal_code: PostalCode,
    pub(crate) fiscal_regime: FiscalRegime,
    pub(crate) cfdi_use: CfdiUse,
    pub(crate) street: String,
    pub(crate) neighborhood: String,
    pub(crate) municipality: String,
    pub(crate) state: String,
    /// An account has one default at most.
    pub(crate) is_default: bool,
    /// On the product's clock.
    pub(crate) created_at: DateTime<Utc>,
    /// Counts the changes of the data, from 1.
    pub(crate) version: u32,
    /// What the PAC said when it was saved last, if it gave an answer.
    pub(crate) padron_check: Option<PadronCheck>,
}

/// The razones sociales of an account: the default first, then in the order in which they were
/// added.
pub(crate) async fn of_account(
    reader: &impl Read,
    account: &AccountId,
) -> Result<Vec<FiscalProfile>, StoreError> {
    let rows = Entity::find()
        .filter(Column::AccountId.eq(TextColumn(account.clone())))
        .order_by_desc(Column::IsDefault)
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(reader)
        .await?;
    Ok(rows.into_iter().map(FiscalProfile::from).collect())
}

/// A razón social, if it is this account's.
pub(crate) async fn find(
    reader: &impl Read,
    account: &AccountId,
    id: &FiscalProfileId,
) -> Result<Option<FiscalProfile>, StoreError> {
    let found = Entity::find_by_id(TextColumn(id.clone()))
        .filter(Column::AccountId.eq(TextColumn(account.clone())))
        .one(reader)
        .await?;
    Ok(found.map(FiscalProfile::from))
}

/// Whether an account has any razón social besides `except`.
pub(crate) async fn exists(
    reader: &impl Read,
    account: &AccountId,
    except: Option<&FiscalProfileId>,
) -> Result<bool, StoreError> {
    let mut own = Entity::find().filter(Column::AccountId.eq(TextColumn(account.clone())));
    if let Some(except) = except {
        own = own.filter(Column::Id.ne(TextColumn(except.clone())));
    }
    Ok(own.count(reader).await? > 0)
}

/// The account's razón social with this RFC.
pub(crate) async fn with_rfc(
    reader: &impl Read,
    account: &AccountId,
    rfc: &Rfc,
) -> Result<Option<FiscalProfile>, StoreError> {
    let found = Entity::find()
        .filter(Column::AccountId.eq(TextColumn(account.clone())))
        .filter(Column::Rfc.eq(TextColumn(rfc.clone())))
        .one(reader)
        .await?;
    Ok(found.map(FiscalProfile::from))
}

/// Adds a razón social.
pub(crate) async fn insert(writer: &impl Write, profile: FiscalProfile) -> Result<(), StoreError> {
    let row = ActiveModel::from(Model::from(profile));
    Entity::insert(row).exec_without_returning(writer).await?;
    Ok(())
}

/// Overwrites an existing razón social completely.
pub(crate) async fn replace(writer: &impl Write, profile: FiscalProfile) -> Result<(), StoreError> {
    let row = ActiveModel::from(Model::from(profile)).reset_all();
    Entity::update(row).exec(writer).await?;
    Ok(())
}

/// Removes a razón social. The database forbids it while a running trámite uses it.
pub(crate) async fn delete(writer: &impl Write, id: &FiscalProfileId) -> Result<(), StoreError> {
    Entity::delete_by_id(TextColumn(id.clone())).exec(writer).await?;
    Ok(())
}

/// Makes a razón social the default of its account. The old one's flag is cleared first, so there
/// are never two defaults.
pub(crate) async fn set_default(
    transaction: &WriteTx,
    account: &AccountId,
    id: &FiscalProfileId,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::IsDefault, Expr::value(false))
        .filter(Column::AccountId.eq(TextColumn(account.clone())))
        .exec(transaction)
        .await?;
    Entity::update_many()
        .col_expr(Column::IsDefault, Expr::value(true))
        .filter(Column::Id.eq(TextColumn(id.clone())))
        .exec(transaction)
        .await?;
    Ok(())
}

impl From<Model> for FiscalProfile {
    fn from(row: Model) -> Self {
        Self {
            id: row.id.0,
            account_id: row.account_id.0,
            rfc: row.rfc.0,
            name: row.name.0,
            postal_code: row.postal_code.0,
            fiscal_regime: row.fiscal_regime.0,
            cfdi_use: row.cfdi_use.0,
            street: row.street,
            neighborhood: row.neighborhood,
            municipality: row.municipality,
            state: row.state,
            is_default: row.is_default,
            created_at: row.created_at.0,
            version: row.version,
            padron_check: row.padron_check.map(|check| check.0),
        }
    }
}

impl From<FiscalProfile> for Model {
    fn from(profile: FiscalProfile) -> Self {
        Self {
            id: TextColumn(profile.id),
            account_id: TextColumn(profile.account_id),
            rfc: TextColumn(profile.rfc),
            name: TextColumn(profile.name),
            postal_code: TextColumn(profile.postal_code),
            fiscal_regime: TextColumn(profile.fiscal_regime),
            cfdi_use: TextColumn(profile.cfdi_use),
            street: profile.street,
            neighborhood: profile.neighborhood,
            municipality: profile.municipality,
            state: profile.state,
            is_default: profile.is_default,
            created_at: Instant(profile.created_at),
            version: profile.version,
            padron_check: profile.padron_check.map(JsonColumn),
        }
    }
}
