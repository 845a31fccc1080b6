//! *Datos fiscales*: which screen an address is, and the pages of the form.

use leptos::prelude::*;
use pase_contract::fiscal_profiles::{FiscalProfile, ListFiscalProfiles};
use pase_contract::{FiscalProfileId, List, RebillId};

use super::form_view::ProfileFormView;
use super::list::All;
use super::open::OpenProfile;
use crate::api::{Client, Load, load};
use crate::loaded::loaded;
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
    let form = move |found: Option<FiscalProfile>| match found {
        Some(profile) => {
            let rebill = profile.rebill_id.clone();
            open.open(profile);
            view! {
                {rebill.map(|id| view! { <InUse id=id/> })}
                <Form/>
            }
            .into_any()
        }
        None => view! { <Gone/> }.into_any(),
    };
    view! {
        <Page title="Editar razón social">
            {move || one_of(profiles, Some(&id), form)}
        </Page>
    }
}

/// The bones, the failure, or what `show` makes of the razón social, if it is still there.
pub fn one_of(
    profiles: Load<List<FiscalProfile>>,
    id: Option<&FiscalProfileId>,
    show: impl FnOnce(Option<FiscalProfile>) -> AnyView,
) -> AnyView {
    let bones = || view! { <Skeleton label="Cargando la razón social…" lines=8/> }.into_any();
    loaded(profiles, bones, |list| show(list.items.into_iter().find(|profile| Some(&profile.id) == id)))
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
