//! Where in a long list the customer is, and the pages before and after.

use leptos::prelude::*;

use crate::format;

/// What a page of a list covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Range {
    first: u64,
    last: u64,
    total: u64,
}

impl Range {
    fn words(self) -> String {
        let Self { first, last, total } = self;
        format!("{}–{} de {}", format::integer(first), format::integer(last), format::integer(total))
    }
}

/// Links to the pages before and after; nothing at all for a list of one page.
#[component]
pub fn Pagination(
    /// What the list is of, for the name of the landmark: "Páginas de facturas".
    label: &'static str,
    /// Rows before this page.
    offset: u64,
    /// Rows on this page.
    rows: u64,
    /// Rows on all pages.
    total: u64,
    /// The address of the page before.
    previous: Option<String>,
    /// The address of the page after.
    next: Option<String>,
) -> impl IntoView {
    let range = Range { first: offset + rows.min(1), last: offset + rows, total };
    let step = |address: Option<String>, words: &'static str, relation: &'static str| match address {
        Some(address) => {
            view! { <a class="button" href=address rel=relation data-noscroll="">{words}</a> }.into_any()
        }
        None => view! { <span class="button button--off" aria-hidden="true">{words}</span> }.into_any(),
    };
    (previous.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="pagination" aria-label=label>
                {step(previous, "Anterior", "prev")} <p class="pagination__range">{range.words()}</p>
                {step(next, "Siguiente", "next")}
            </nav>
        }
    })
}
