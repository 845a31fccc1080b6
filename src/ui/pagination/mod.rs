//! Where in a long list the customer is, and the pages before and after.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

use super::ButtonLink;
use crate::format;

/// What a page of a list covers, and how to get to its neighbours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages {
    /// Rows before this page.
    pub offset: u64,
    /// Rows on this page.
    pub rows: u64,
    /// Rows on all pages.
    pub total: u64,
    /// The address of the page before.
    pub previous: Option<String>,
    /// The address of the page after.
    pub next: Option<String>,
}

impl Pages {
    /// `21–40 de 3,214`
    pub fn range(&self) -> String {
        let first = self.offset + self.rows.min(1);
        let last = self.offset + self.rows;
        format!("{}–{} de {}", format::integer(first), format::integer(last), format::integer(self.total))
    }
}

/// Links to the pages before and after; nothing at all for a list of one page.
#[component]
pub fn Pagination(
    /// What the list is of, for the name of the landmark: "Páginas de facturas".
    label: &'static str,
    /// Where the customer is.
    pages: Pages,
) -> impl IntoView {
    let range = pages.range();
    let Pages { previous, next, .. } = pages;
    let step = |address: Option<String>, words: &'static str| match address {
        Some(href) => view! { <ButtonLink href=href attr:data-noscroll="">{words}</ButtonLink> }.into_any(),
        // Keeps its place, so that the other one does not move under the finger.
        None => view! { <span class="button pagination__end" aria-hidden="true">{words}</span> }.into_any(),
    };
    (previous.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="pagination" aria-label=label>
                {step(previous, "Anterior")} <p class="pagination__range">{range}</p> {step(next, "Siguiente")}
            </nav>
        }
    })
}
