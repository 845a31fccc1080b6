//! Where the customer is in a long list, with links to the previous and the next page.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

use super::ButtonLink;
use crate::locale::format;

/// The rows that a page of a list covers, and the addresses of the pages next to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages {
    /// Rows before this page.
    pub offset: u64,
    /// Rows on this page.
    pub rows: u64,
    /// Rows on all pages.
    pub total: u64,
    /// The address of the previous page.
    pub previous: Option<String>,
    /// The address of the next page.
    pub next: Option<String>,
}

impl Pages {
    /// The rows of this page in words: `21–40 de 3,214`.
    pub fn range(&self) -> String {
        let first = self.offset + self.rows.min(1);
        let last = self.offset + self.rows;
        format!("{}–{} de {}", format::integer(first), format::integer(last), format::integer(self.total))
    }
}

/// Links to the previous and the next page. Renders nothing for a list of one page.
#[component]
pub fn Pagination(
    /// What the list holds, for the name of the landmark: "Páginas de facturas".
    label: &'static str,
    /// Where the customer is.
    pages: Pages,
) -> impl IntoView {
    let range = pages.range();
    let Pages { previous, next, .. } = pages;
    let step = |address: Option<String>, text: &'static str| match address {
        Some(href) => view! { <ButtonLink href=href attr:data-noscroll="">{text}</ButtonLink> }.into_any(),
        // A missing link keeps its place, so that the other one does not move under the finger.
        None => view! { <span class="button pagination__end" aria-hidden="true">{text}</span> }.into_any(),
    };
    (previous.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="pagination" aria-label=label>
                {step(previous, "Anterior")} <p class="pagination__range">{range}</p> {step(next, "Siguiente")}
            </nav>
        }
    })
}
