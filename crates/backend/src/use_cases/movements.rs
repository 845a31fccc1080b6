//! A tag's movements.

use pase_contract::movements::Movement;
use pase_contract::{AccountId, List, TagId};

use crate::app::App;
use crate::store;
use crate::store::entities::movement;
use crate::use_cases::failure::Outcome;
use crate::use_cases::list_query::{ListQuery, to_list};
use crate::use_cases::tags;

/// A page of a tag's movements, newest first.
pub(crate) async fn list(
    app: &App,
    account: &AccountId,
    tag: &TagId,
    mut query: ListQuery,
) -> Outcome<List<Movement>> {
    let days = query.days();
    let page = query.page("-occurred_at".to_owned(), true);
    query.check()?;
    tags::check_owner(app, account, tag).await?;
    Ok(to_list(store::tags::movements(app.store.reader(), tag, days, page).await?, movement))
}

fn movement(row: movement::Model) -> Movement {
    let movement::Model { id, kind, occurred_at, concept, plaza, lane, amount, invoice_id, .. } = row;
    Movement {
        id: id.0,
        kind: kind.0,
        occurred_at: occurred_at.0,
        concept,
        plaza,
        lane,
        amount: amount.0,
        invoiced: invoice_id.is_some(),
    }
}
