//! A table with columns that sort and rows that open. On a phone each row is a card. The stylesheet
//! lays the cards out; the roles in the markup keep it a table for screen readers, whatever
//! `display` does.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::{Glyph, Icon};
use crate::browser::press;

/// The direction in which a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortOrder {
    /// From smallest to greatest.
    Ascending,
    /// From greatest to smallest.
    Descending,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    heading: &'static str,
    at_end: bool,
    hidden: bool,
    sort: Option<(Signal<Option<SortOrder>>, Signal<String>)>,
}

impl Column {
    /// A column of text.
    pub const fn new(heading: &'static str) -> Self {
        Self { heading, at_end: false, hidden: false, sort: None }
    }

    /// A column of amounts, aligned at the end.
    pub const fn of_amounts(heading: &'static str) -> Self {
        Self { at_end: true, ..Self::new(heading) }
    }

    /// The column of the buttons that open rows. Its heading is invisible, for screen readers only.
    pub const fn of_openers(heading: &'static str) -> Self {
        Self { hidden: true, ..Self::new(heading) }
    }

    /// Makes the heading a link to the table sorted by this column, so that each order is an
    /// address.
    #[must_use]
    pub fn sorted(self, order: Signal<Option<SortOrder>>, href: Signal<String>) -> Self {
        Self { sort: Some((order, href)), ..self }
    }
}

/// A table with its columns and rows.
#[component]
pub fn Table(
    /// What the table lists, for those who cannot see it.
    caption: &'static str,
    /// The columns.
    columns: Vec<Column>,
    /// The rows.
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
    let Column { heading, at_end, hidden, sort } = column;
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
                    {heading}
                    <Icon glyph=glyph/>
                </a>
            }
            .into_any()
        }
        None if hidden => view! { <span class="visually-hidden">{heading}</span> }.into_any(),
        None => heading.into_any(),
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
    /// What a press anywhere in the row does, except on a control, which handles its own presses.
    /// The row's [`RowOpener`] does the same for the keyboard.
    #[prop(optional)]
    on_press: Option<Callback<MouseEvent>>,
    /// The cells.
    children: Children,
) -> impl IntoView {
    let press = move |event: MouseEvent| {
        if let Some(on_press) = on_press
            && !press::area_ignores(&event)
        {
            on_press.run(event);
        }
    };
    view! {
        <tr
            class="table__row"
            class:table__row--open=open
            class:table__row--pressable=on_press.is_some()
            role="row"
            on:click=press
        >
            {children()}
        </tr>
    }
}

/// The role of a cell in its row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellKind {
    /// An ordinary cell.
    #[default]
    Plain,
    /// The heading of the card.
    Title,
    /// More than one line. On a card the second line takes the full width.
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
    /// The heading of its column, shown before the value on a card.
    #[prop(optional, into)]
    label: Option<&'static str>,
    /// The role of the cell in its row.
    #[prop(optional)]
    kind: CellKind,
    /// The content.
    children: Children,
) -> impl IntoView {
    view! {
        <td
            class=kind.class()
            role="cell"
            data-label=label
            translate=(kind == CellKind::Amount).then_some("no")
        >
            {children()}
        </td>
    }
}

/// The button that opens a row.
#[component]
pub fn RowOpener(
    /// The accessible name: "Abrir factura folio O-1".
    #[prop(into)]
    name: Signal<String>,
    /// Whether the row is open.
    #[prop(into)]
    open: Signal<bool>,
    /// The id of the row's [`RowDetails`].
    controls: String,
    /// Opens or closes the row.
    on_toggle: Callback<MouseEvent>,
) -> impl IntoView {
    // A double click opens the row: its second press must not close it again.
    let press = move |event: MouseEvent| {
        if !press::is_double_click(&event) {
            on_toggle.run(event);
        }
    };
    view! {
        <button
            type="button"
            class="table__opener"
            aria-expanded=move || open.get().to_string()
            aria-controls=controls
            aria-label=move || name.get()
            on:click=press
        >
            <Icon glyph=Glyph::Down/>
        </button>
    }
}

/// The content that opens below a row.
#[component]
pub fn RowDetails(
    /// The id that the row's [`RowOpener`] refers to.
    id: String,
    /// The number of columns of the table.
    columns: usize,
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// The content.
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
