//! A table: columns that sort, rows that open, and on a phone a card for each row. The stylesheet lays the cards out;
//! the roles in the markup keep it a table for whoever listens, whatever `display` does.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::{Glyph, Icon};

/// Which way a column is in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortOrder {
    /// From the smallest up.
    Ascending,
    /// From the greatest down.
    Descending,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    words: &'static str,
    at_end: bool,
    hidden: bool,
    sort: Option<(Signal<Option<SortOrder>>, Signal<String>)>,
}

impl Column {
    /// A column of text.
    pub const fn new(words: &'static str) -> Self {
        Self { words, at_end: false, hidden: false, sort: None }
    }

    /// A column of amounts, which stand at its end.
    pub const fn of_amounts(words: &'static str) -> Self {
        Self { at_end: true, ..Self::new(words) }
    }

    /// The column of the buttons that open rows; it has a name, but none that is seen.
    pub const fn of_openers(words: &'static str) -> Self {
        Self { hidden: true, ..Self::new(words) }
    }

    /// Its head becomes a link to the table in its order, so that an order is an address.
    #[must_use]
    pub fn sorted(self, order: Signal<Option<SortOrder>>, href: Signal<String>) -> Self {
        Self { sort: Some((order, href)), ..self }
    }
}

/// A table.
#[component]
pub fn Table(
    /// What it lists, for whoever cannot see it.
    caption: &'static str,
    /// Its columns.
    columns: Vec<Column>,
    /// Its rows.
    children: Children,
) -> impl IntoView {
    let sorts = columns.iter().any(|column| column.sort.is_some());
    view! {
        <table class="table" role="table">
            <caption class="visually-hidden">{caption}</caption>
            <thead class="table__top" role="rowgroup">
                <tr class="table__heads" class:table__heads--plain=!sorts role="row">
                    {columns.into_iter().map(head).collect_view()}
                </tr>
            </thead>
            <tbody class="table__body" role="rowgroup">
                {children()}
            </tbody>
        </table>
    }
}

fn head(column: Column) -> impl IntoView {
    let Column { words, at_end, hidden, sort } = column;
    let order = sort.map(|(order, _)| order);
    let name = match sort {
        Some((order, href)) => {
            let glyph = Signal::derive(move || match order.get() {
                None => Glyph::Sort,
                Some(SortOrder::Ascending) => Glyph::Ascending,
                Some(SortOrder::Descending) => Glyph::Descending,
            });
            view! {
                <a class="table__sort" href=href data-noscroll="">
                    {words}
                    <Icon glyph=glyph/>
                </a>
            }
            .into_any()
        }
        None if hidden => view! { <span class="visually-hidden">{words}</span> }.into_any(),
        None => words.into_any(),
    };
    let aria_sort = move || {
        order.and_then(|order| order.get()).map(|order| match order {
            SortOrder::Ascending => "ascending",
            SortOrder::Descending => "descending",
        })
    };
    view! {
        <th
            scope="col"
            role="columnheader"
            class="table__head"
            class:table__head--end=at_end
            class:table__head--sorts=sort.is_some()
            class:table__head--opener=hidden
            aria-sort=aria_sort
        >
            {name}
        </th>
    }
}

/// A row.
#[component]
pub fn Row(
    /// Whether it is open.
    #[prop(optional, into)]
    open: Signal<bool>,
    /// Its cells.
    children: Children,
) -> impl IntoView {
    view! {
        <tr class="table__row" class:table__row--open=open role="row">
            {children()}
        </tr>
    }
}

/// What a cell is in its row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellKind {
    /// One of several.
    #[default]
    Plain,
    /// What a card is headed by.
    Title,
    /// More than a line: on a card its second line takes the whole width.
    Wide,
    /// An amount.
    Amount,
    /// The button that opens the row.
    Opener,
}

impl CellKind {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "table__cell",
            Self::Title => "table__cell table__cell--title",
            Self::Wide => "table__cell table__cell--wide",
            Self::Amount => "table__cell table__cell--end",
            Self::Opener => "table__cell table__cell--opener",
        }
    }
}

/// A cell.
#[component]
pub fn Cell(
    /// The column's words, which stand before it on a card.
    #[prop(optional, into)]
    label: Option<&'static str>,
    /// What it is in its row.
    #[prop(optional)]
    kind: CellKind,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! {
        <td class=kind.class() role="cell" data-label=label>
            {children()}
        </td>
    }
}

/// The button that opens a row.
#[component]
pub fn RowOpener(
    /// Its name: "Abrir factura folio O-1".
    #[prop(into)]
    name: Signal<String>,
    /// Whether the row is open.
    #[prop(into)]
    open: Signal<bool>,
    /// The id of the row's [`RowDetails`].
    controls: String,
    /// Opens or closes it.
    on_toggle: Callback<MouseEvent>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="table__opener"
            aria-expanded=move || open.get().to_string()
            aria-controls=controls
            aria-label=move || name.get()
            on:click=move |event| on_toggle.run(event)
        >
            <Icon glyph=Glyph::Down/>
        </button>
    }
}

/// What opens beneath a row.
#[component]
pub fn RowDetails(
    /// What the row's [`RowOpener`] names.
    id: String,
    /// How many columns the table has.
    columns: usize,
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// What it holds.
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        <Show when=move || open.get()>
            <tr class="table__details-row" id=id.clone() role="row">
                <td class="table__details" role="cell" colspan=columns.to_string()>
                    {children()}
                </td>
            </tr>
        </Show>
    }
}
