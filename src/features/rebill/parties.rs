//! Who an invoice is made out to, and who it will be: before the act in the review, after it on the trámite's page.

use leptos::prelude::*;
use mx_fiscal::Money;
use pase_contract::fiscal_profiles::FiscalProfile;
use pase_contract::invoices;

use crate::format;
use crate::ui::{Description, DescriptionList, Emphasis};

/// One side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Party {
    rfc: String,
    name: String,
}

impl From<&invoices::Party> for Party {
    fn from(party: &invoices::Party) -> Self {
        Self { rfc: party.rfc.to_string(), name: party.name.clone() }
    }
}

impl From<&FiscalProfile> for Party {
    fn from(profile: &FiscalProfile) -> Self {
        Self { rfc: profile.rfc.to_string(), name: profile.name.to_string() }
    }
}

/// The two sides, and the invoice that it is about.
#[component]
pub(super) fn Parties(
    /// The invoice's folio.
    folio: String,
    /// Its total with taxes.
    total: Money,
    /// Who has it now.
    from: Party,
    /// Who will have it.
    to: Party,
) -> impl IntoView {
    let party = |Party { rfc, name }: Party| {
        view! {
            <span class="code">{rfc}</span>
            <br/>
            {name}
        }
    };
    view! {
        <DescriptionList>
            <Description term="Factura original">
                <span class="code">{folio}</span>
            </Description>
            <Description term="Total" emphasis=Emphasis::Great>
                {format::money(total)}
            </Description>
            <Description term="Razón social actual">{party(from)}</Description>
            <Description term="Nueva razón social" emphasis=Emphasis::New>
                {party(to)}
            </Description>
        </DescriptionList>
    }
}
