//! Keyset paging: a page begins at the place of a row, not after a count of rows. A page contains
//! no row twice and misses none, even while rows are added, and the last page is as fast as the
//! first.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func, SimpleExpr};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select, Value};
use serde::{Deserialize, Serialize};

use super::{Reader, StoreError};

/// What a list is ordered by: a column or an expression and, among equals, the identifier.
#[derive(Clone, Debug)]
pub(crate) struct Ordering<C> {
    pub(crate) key: SimpleExpr,
    pub(crate) id: C,
    pub(crate) ascending: bool,
}

/// A row's place in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    pub(crate) key: Key,
    pub(crate) id: String,
}

/// The value of a row that a list is ordered by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Key {
    Number(i64),
    Text(String),
}

/// A page's position: the rows after or before a place. Opaque to clients.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cursor {
    /// The order of the list that the place belongs to.
    pub(crate) sort: String,
    pub(crate) backwards: bool,
    pub(crate) place: Place,
}

/// Which rows of an ordered list, and how many.
#[derive(Clone, Debug)]
pub(crate) struct PageRequest {
    pub(crate) sort: String,
    pub(crate) cursor: Option<Cursor>,
    pub(crate) limit: u64,
}

/// A page of a list, with the cursors of the pages after and before it.
#[derive(Clone, Debug)]
pub(crate) struct Page<R> {
    pub(crate) rows: Vec<R>,
    pub(crate) total: u64,
    pub(crate) offset: u64,
    pub(crate) next: Option<Cursor>,
    pub(crate) previous: Option<Cursor>,
}

impl<R> Page<R> {
    /// The same page of other rows.
    pub(crate) fn map<T>(self, row: impl FnMut(R) -> T) -> Page<T> {
        let Self { rows, total, offset, next, previous } = self;
        Page { rows: rows.into_iter().map(row).collect(), total, offset, next, previous }
    }
}

impl Cursor {
    /// The cursor as the API sends it.
    pub(crate) fn to_text(&self) -> Option<String> {
        Some(BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).ok()?))
    }

    /// Reads a cursor. It is `None` if the cursor is not of a list in this order, or if its key is
    /// not of the right kind: a number or a text.
    pub(crate) fn read(text: &str, sort: &str, key_is_number: bool) -> Option<Self> {
        let cursor: Self = serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let key_fits = matches!(cursor.place.key, Key::Number(_)) == key_is_number;
        (cursor.sort == sort && key_fits).then_some(cursor)
    }
}

impl From<Key> for Value {
    fn from(key: Key) -> Self {
        match key {
            Key::Number(number) => number.into(),
            Key::Text(text) => text.into(),
        }
    }
}

/// Reads a page of `list` in two queries. The first one counts the rows of the list and those
/// before the cursor. The second one, made by `fetch`, reads the rows and may join what it needs.
pub(crate) async fn page<E, R, F>(
    reader: &Reader,
    list: Select<E>,
    ordering: Ordering<E::Column>,
    request: PageRequest,
    place_of: impl Fn(&R) -> Place,
    fetch: impl FnOnce(Select<E>) -> F,
) -> Result<Page<R>, StoreError>
where
    E: EntityTrait,
    F: Future<Output = Result<Vec<R>, DbErr>>,
{
    let PageRequest { sort, cursor, limit } = request;
    let backwards = cursor.as_ref().is_some_and(|cursor| cursor.backwards);
    let (total, before_cursor) = count(reader, list.clone(), &ordering, cursor.as_ref()).await?;

    // The rows before a place are read from it upwards, and reversed afterwards.
    let order = if ordering.ascending != backwards { Order::Asc } else { Order::Desc };
    let mut rows =
        list.order_by(ordering.key.clone(), order.clone()).order_by(ordering.id, order).limit(limit + 1);
    if let Some(cursor) = &cursor {
        rows = rows.filter(beyond(&ordering, &cursor.place, cursor.backwards));
    }
    let mut rows = fetch(rows).await?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    if backwards {
        rows.reverse();
    }
    let fetched = u64::try_from(rows.len()).unwrap_or_default();
    let offset = if backwards { before_cursor.saturating_sub(fetched) } else { before_cursor };

    let to = |row: Option<&R>, backwards| {
        row.map(|row| Cursor { sort: sort.clone(), backwards, place: place_of(row) })
    };
    Ok(Page {
        next: if backwards || more { to(rows.last(), false) } else { None },
        previous: if offset > 0 { to(rows.first(), true) } else { None },
        rows,
        total,
        offset,
    })
}

/// How many rows the list has, and how many of them come before the cursor. If the page follows the
/// cursor, its place is the last of these rows; if the page precedes it, its place is not one of
/// them.
async fn count<E: EntityTrait>(
    reader: &Reader,
    list: Select<E>,
    ordering: &Ordering<E::Column>,
    cursor: Option<&Cursor>,
) -> Result<(u64, u64), StoreError> {
    let before = match cursor {
        None => Expr::value(0),
        Some(Cursor { backwards: true, place, .. }) => count_if(beyond(ordering, place, true)),
        // The place itself is the last row of the page before.
        Some(Cursor { backwards: false, place, .. }) => count_if(beyond(ordering, place, false).not()),
    };
    let all: SimpleExpr = Func::count(Expr::col((E::default(), ordering.id))).into();
    let counts = list.select_only().expr_as(all, "total").expr_as(before, "before");
    let (total, before) = counts.into_tuple::<(i64, i64)>().one(reader).await?.unwrap_or_default();
    Ok((u64::try_from(total).unwrap_or_default(), u64::try_from(before).unwrap_or_default()))
}

fn count_if(condition: SimpleExpr) -> SimpleExpr {
    Func::count(CaseStatement::new().case(condition, 1)).into()
}

/// The rows after a place in the list's order or, backwards, before it.
fn beyond<C: ColumnTrait>(ordering: &Ordering<C>, place: &Place, backwards: bool) -> SimpleExpr {
    let row = Expr::tuple([ordering.key.clone(), ordering.id.into_expr()]);
    let place = Expr::tuple([Expr::value(place.key.clone()), Expr::value(place.id.clone())]);
    if ordering.ascending != backwards { row.gt(place) } else { row.lt(place) }
}
