//! Who an invoice is made out to, and who it will be made out to: before the commitment in the
//! review, and after it on the trámite's page.

use leptos::prelude::*;
use mx_fiscal::{CfdiDateTime, Money, Period};
use pase_contract::fiscal_profiles::FiscalProfile;
use pase_contract::invoices;

use crate::features::fiscal_profiles::texts;
use crate::locale::format;
use crate::ui::{Description, DescriptionList, Emphasis};

/// One of the two receivers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    rfc: String,
    name: String,
    /// Its other data in a CFDI: código postal, régimen, uso.
    more: Vec<String>,
}

impl From<&invoices::Party> for Party {
    fn from(party: &invoices::Party) -> Self {
        Self { rfc: party.rfc.to_string(), name: party.name.clone(), more: Vec::new() }
    }
}

impl From<&FiscalProfile> for Party {
    fn from(profile: &FiscalProfile) -> Self {
        let mut more = vec![format!("C.P. {}", profile.postal_code)];
        more.extend(texts::regime_and_use(profile));
        Self { rfc: profile.rfc.to_string(), name: profile.name.to_string(), more }
    }
}

/// The two receivers, and the invoice.
#[component]
pub fn Parties(
    /// The invoice's folio.
    folio: String,
    /// The month that it bills.
    #[prop(optional, into)]
    period: Option<Period>,
    /// The date of the invoice itself.
    #[prop(optional, into)]
    issued_at: Option<CfdiDateTime>,
    /// Its total with taxes.
    total: Money,
    /// The current receiver.
    from: Party,
    /// The new receiver.
    to: Party,
    /// Whether the re-billing is done, so that `from` is the former receiver.
    #[prop(optional)]
    is_done: bool,
) -> impl IntoView {
    let party = |Party { rfc, name, more }: Party| {
        view! {
            <span class="code" translate="no">{rfc}</span>
            <br/>
            {name}
            {more.into_iter().map(|line| view! { <span class="hint party__line">{line}</span> }).collect_view()}
        }
    };
    view! {
        <DescriptionList>
            <Description term="Factura original">
                <span class="code" translate="no">{folio}</span>
            </Description>
            {period.map(|period| view! { <Description term="Período">{format::period(period)}</Description> })}
            {issued_at
                .map(|date| view! { <Description term="Fecha">{format::cfdi_date_time(date)}</Description> })}
            <Description term="Total" emphasis=Emphasis::KeyFigure>
                {format::money(total)}
            </Description>
            <Description term=if is_done { "Razón social anterior" } else { "Razón social actual" }>
                {party(from)}
            </Description>
            <Description term="Nueva razón social" emphasis=Emphasis::New>
                {party(to)}
            </Description>
        </DescriptionList>
    }
}
