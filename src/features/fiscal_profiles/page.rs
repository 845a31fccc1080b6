//! *Datos fiscales*: which screen belongs to an address, and the pages of the form.

use leptos::prelude::*;
use pase_contract::fiscal_profiles::{FiscalProfile, ListFiscalProfiles};
use pase_contract::{FiscalProfileId, List, RebillId};

use super::form_view::ProfileFormView;
use super::is_refused_by_padron;
use super::list::FiscalProfileList;
use super::open::OpenProfile;
use crate::api::{Client, Load, load};
use crate::data_views::loaded::loaded;
use crate::navigation::{FiscalProfilesAddress, Navigation, Route};
use crate::ui::{Empty, Notice, Page, Skeleton};

/// The screen of an address.
#[component]
pub fn FiscalProfilesPage(
    /// The address.
    address: FiscalProfilesAddress,
) -> impl IntoView {
    match address {
        FiscalProfilesAddress::List => view! { <FiscalProfileList/> }.into_any(),
        FiscalProfilesAddress::New => view! { <NewProfile/> }.into_any(),
        FiscalProfilesAddress::Edit(id) => view! { <EditProfile id=id/> }.into_any(),
    }
}

#[component]
fn NewProfile() -> impl IntoView {
    let open = expect_context::<OpenProfile>();
    open.open_new();
    view! {
        <Page title="Nueva razón social">
            <OpenProfileForm/>
        </Page>
    }
}

#[component]
fn EditProfile(id: FiscalProfileId) -> impl IntoView {
    let client = expect_context::<Client>();
    let open = expect_context::<OpenProfile>();
    let profiles = load(client, || Some(ListFiscalProfiles));
    let form = move |found: Option<FiscalProfile>| match found {
        Some(profile) => {
            let rebill = profile.rebill_id.clone();
            open.open(profile);
            view! {
                {rebill.map(|id| view! { <ProfileInUse id=id/> })}
                <OpenProfileForm/>
            }
            .into_any()
        }
        None => view! { <ProfileGone/> }.into_any(),
    };
    view! {
        <Page title="Editar razón social">
            {move || loaded_profile(profiles, Some(&id), form)}
        </Page>
    }
}

/// Renders the skeleton, the failure, or what `show` makes of the razón social, which may be gone.
pub fn loaded_profile(
    profiles: Load<List<FiscalProfile>>,
    id: Option<&FiscalProfileId>,
    show: impl FnOnce(Option<FiscalProfile>) -> AnyView,
) -> AnyView {
    let skeleton = || view! { <Skeleton label="Cargando la razón social…" lines=8/> }.into_any();
    loaded(profiles, skeleton, |list| show(list.items.into_iter().find(|profile| Some(&profile.id) == id)))
}

/// Says that a running trámite uses the razón social. The trámite keeps its own copy of the data,
/// unless it waits for a correction.
#[component]
fn ProfileInUse(id: RebillId) -> impl IntoView {
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
fn ProfileGone() -> impl IntoView {
    let list = expect_context::<Navigation>().href(&Route::FiscalProfiles(FiscalProfilesAddress::List));
    view! {
        <Empty title="Esta razón social ya no está entre tus datos fiscales">
            <p><a href=list>"Ver mis datos fiscales"</a></p>
        </Empty>
    }
}

#[component]
fn OpenProfileForm() -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let open = expect_context::<OpenProfile>();
    let list = Route::FiscalProfiles(FiscalProfilesAddress::List);
    let back = list.clone();
    let leave = Callback::new(move |()| {
        open.close();
        navigation.go(&back);
    });
    let saved = Callback::new(move |profile: FiscalProfile| {
        if !is_refused_by_padron(&profile) {
            open.finish(match profile.padron_check {
                Some(_) => "La razón social se guardó y el SAT la reconoce.",
                None => "La razón social se guardó. El SAT no respondió: se comprobará al refacturar.",
            });
            navigation.go(&list);
        } else {
            // The razón social exists now: saving again changes it, and "+" begins another.
            open.continue_with(profile.id);
        }
    });
    view! { <ProfileFormView form=open.form on_saved=saved on_cancel=leave/> }
}
