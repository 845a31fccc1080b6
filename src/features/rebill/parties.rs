//! Who an invoice is made out to, and who it will be: before the act in the review, after it on the trámite's page.

use leptos::prelude::*;
use pase_contract::invoices::Invoice;

use crate::format;
use crate::ui::{Description, DescriptionList, Emphasis};

/// The two sides, and the invoice that it is about.
#[component]
pub(super) fn Parties(
    /// The invoice, once it is known.
    #[prop(into)]
    invoice: Signal<Option<Invoice>>,
    /// RFC and name of who has it now.
    from: (String, String),
    /// RFC and name of who will have it.
    to: (String, String),
) -> impl IntoView {
    let of = move |word: fn(&Invoice) -> String| {
        move || invoice.with(|invoice| invoice.as_ref().map(word)).unwrap_or_else(|| "…".to_owned())
    };
    let party = |(rfc, name): (String, String)| {
        view! {
            <span class="code">{rfc}</span>
            <br/>
            {name}
        }
    };
    view! {
        <DescriptionList>
            <Description term="Factura original">
                {of(|invoice| format!("{}, {}", invoice.folio, format::period(invoice.period)))}
            </Description>
            <Description term="Total" emphasis=Emphasis::Great>
                {of(|invoice| format::money(invoice.total))}
            </Description>
            <Description term="Razón social actual">{party(from)}</Description>
            <Description term="Nueva razón social" emphasis=Emphasis::New>
                {party(to)}
            </Description>
        </DescriptionList>
    }
}
