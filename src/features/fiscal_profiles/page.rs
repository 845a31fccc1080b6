//! *Datos fiscales*: which screen an address is, and the pages of the form.

use leptos::prelude::*;
use pase_contract::fiscal_profiles::{FiscalProfile, ListFiscalProfiles};
use pase_contract::{FiscalProfileId, RebillId};

use super::form_view::ProfileFormView;
use super::list::All;
use super::open::OpenProfile;
use crate::api::{Client, load};
use crate::failure::Failure;
use crate::navigation::Navigation;
use crate::route::{FiscalProfilesAddress, Route};
use crate::ui::{Empty, Notice, Page, Skeleton};

/// The screen of an address.
#[component]
pub fn FiscalProfilesPage(
    /// Which.
    address: FiscalProfilesAddress,
) -> impl IntoView {
    match address {
        FiscalProfilesAddress::List => view! { <All/> }.into_any(),
        FiscalProfilesAddress::New => view! { <New/> }.into_any(),
        FiscalProfilesAddress::Edit(id) => view! { <Edit id=id/> }.into_any(),
    }
}

#[component]
fn New() -> impl IntoView {
    let open = expect_context::<OpenProfile>();
    open.open_new();
    view! {
        <Page title="Nueva razón social">
            <Form/>
        </Page>
    }
}

#[component]
fn Edit(id: FiscalProfileId) -> impl IntoView {
    let client = expect_context::<Client>();
    let open = expect_context::<OpenProfile>();
    let profiles = load(client, || Some(ListFiscalProfiles));
    let found = Memo::new(move |_| {
        profiles.value.with(|list| {
            let profile = list.as_ref()?.items.iter().find(|profile| profile.id == id).cloned();
            Some(profile)
        })
    });
    view! {
        <Page title="Editar razón social">
            {move || match (found.get(), profiles.failure.get()) {
                (Some(Some(profile)), _) => {
                    let rebill = profile.rebill_id.clone();
                    open.open(profile);
                    view! {
                        {rebill.map(|id| view! { <InUse id=id/> })}
                        <Form/>
                    }
                    .into_any()
                }
                (Some(None), _) => view! { <Gone/> }.into_any(),
                (None, Some(error)) => {
                    let retry = Callback::new(move |()| profiles.reload());
                    view! { <Failure error=error retry=retry/> }.into_any()
                }
                (None, None) => view! { <Skeleton label="Cargando la razón social…" lines=8/> }.into_any(),
            }}
        </Page>
    }
}

/// A running trámite keeps its copy of the data, unless it waits for them.
#[component]
fn InUse(id: RebillId) -> impl IntoView {
    let href = expect_context::<Navigation>().href(&Route::Rebill(id));
    view! {
        <Notice title="Un trámite en curso usa esta razón social">
            <p>
                "Si espera una corrección, continuará con lo que guardes aquí; si no, conserva los datos con que se registró. "
                <a href=href>"Ver el trámite"</a>
            </p>
        </Notice>
    }
}

#[component]
fn Gone() -> impl IntoView {
    let all = expect_context::<Navigation>().href(&Route::FiscalProfiles(FiscalProfilesAddress::List));
    view! {
        <Empty title="Esta razón social ya no está entre tus datos fiscales">
            <p><a href=all>"Ver mis datos fiscales"</a></p>
        </Empty>
    }
}

#[component]
fn Form() -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let open = expect_context::<OpenProfile>();
    let all = Route::FiscalProfiles(FiscalProfilesAddress::List);
    let back = all.clone();
    let leave = Callback::new(move |()| {
        open.close();
        navigation.go(&back);
    });
    let saved = Callback::new(move |profile: FiscalProfile| {
        if profile.refusals().is_empty() {
            open.finish(match profile.padron_check {
                Some(_) => "La razón social se guardó y el SAT la reconoce.",
                None => "La razón social se guardó. El SAT no respondió: se comprobará al refacturar.",
            });
            navigation.go(&all);
        } else {
            // It is there now: saving again changes it, and "+" begins another.
            open.continue_with(profile.id);
        }
    });
    view! { <ProfileFormView form=open.form on_saved=saved on_cancel=leave/> }
}
