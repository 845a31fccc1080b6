//! All razones sociales: which is the default, which are in use, which the SAT does not recognise.

use leptos::prelude::*;
use leptos::task::spawn_local;
use pase_contract::fiscal_profiles::{
    DefaultFiscalProfile, FiscalProfile, ListFiscalProfiles, SetDefaultFiscalProfile,
};
use pase_contract::{FiscalProfileId, List};

use super::open::OpenProfile;
use super::removal::{Removal, RemovalDialog};
use super::words;
use crate::api::{ApiError, Client, Load, load};
use crate::browser::cancellation::Cancellation;
use crate::browser::focus;
use crate::failure::Failure;
use crate::navigation::Navigation;
use crate::route::{FiscalProfilesAddress, Route};
use crate::ui::{
    Button, ButtonKind, ButtonLink, Card, CardText, Cards, Empty, Glyph, LiveRegion, Notice, NoticeKind,
    Page, Skeleton, TagKind,
};

/// What the list does besides being read.
#[derive(Clone, Copy)]
struct Acts {
    profiles: Load<List<FiscalProfile>>,
    removal: RwSignal<Option<Removal>>,
    /// Which is about to become the default.
    choosing: RwSignal<Option<FiscalProfileId>>,
    failure: RwSignal<Option<ApiError>>,
    news: RwSignal<String>,
}

/// The page.
#[component]
pub(super) fn All() -> impl IntoView {
    let client = expect_context::<Client>();
    let open = expect_context::<OpenProfile>();
    let acts = Acts {
        profiles: load(client, || Some(ListFiscalProfiles)),
        removal: RwSignal::new(None),
        choosing: RwSignal::new(None),
        failure: RwSignal::new(None),
        news: RwSignal::new(String::new()),
    };
    let done = open.take_news();
    let root = NodeRef::<leptos::html::Div>::new();
    let read_again = move |selector: &'static str| {
        request_animation_frame(move || {
            if let Some(root) = root.try_get_untracked().flatten() {
                focus::focus_within(&root, selector);
            }
        });
    };
    let changed = Callback::new(move |()| {
        acts.profiles.reload();
        read_again("h1");
    });
    let removed = Callback::new(move |rfc: String| {
        acts.news.set(format!("La razón social {rfc} se eliminó."));
        changed.run(());
    });
    let chosen = Callback::new(move |()| read_again("li a"));
    view! {
        <div node_ref=root>
            <Page title="Datos fiscales">
                <div class="stack">
                    {done.map(|done| view! { <Notice kind=NoticeKind::Success announced=true>{done}</Notice> })}
                    <p>"Son las razones sociales a las que pueden emitirse tus facturas. Las que ya se emitieron no cambian."</p>
                    {move || acts.failure.get().map(|error| view! { <Failure error=error/> })}
                    {move || match (acts.profiles.value.get(), acts.profiles.failure.get()) {
                        (Some(list), _) if list.items.is_empty() => {
                            view! {
                                <NoProfiles/>
                                <Add/>
                            }
                                .into_any()
                        }
                        (Some(list), _) => {
                            let card = move |profile| view! { <One profile=profile acts=acts on_chosen=chosen/> };
                            let cards = list.items.into_iter().map(card).collect_view();
                            view! {
                                <Cards>{cards}</Cards>
                                <Add/>
                            }
                                .into_any()
                        }
                        (None, Some(error)) => {
                            let retry = Callback::new(move |()| acts.profiles.reload());
                            view! { <Failure error=error retry=retry/> }.into_any()
                        }
                        (None, None) => view! { <Skeleton label="Cargando tus razones sociales…" lines=8/> }.into_any(),
                    }}
                </div>
                <LiveRegion news=acts.news/>
            </Page>
            <RemovalDialog removal=acts.removal on_removed=removed on_changed=changed/>
        </div>
    }
}

/// Stands below the list, and comes with it, so that nothing moves.
#[component]
fn Add() -> impl IntoView {
    let add = expect_context::<Navigation>().href(&Route::FiscalProfiles(FiscalProfilesAddress::New));
    view! {
        <div class="actions">
            <ButtonLink kind=ButtonKind::Primary href=add glyph=Glyph::Plus>
                "Agregar razón social"
            </ButtonLink>
        </div>
    }
}

#[component]
fn NoProfiles() -> impl IntoView {
    view! {
        <Empty title="Aún no tienes razones sociales">
            <p>"Agrega la primera con los datos de tu Constancia de Situación Fiscal."</p>
        </Empty>
    }
}

#[component]
fn One(profile: FiscalProfile, acts: Acts, on_chosen: Callback<()>) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let edit = Route::FiscalProfiles(FiscalProfilesAddress::Edit(profile.id.clone()));
    let rfc = profile.rfc.to_string();
    let own = rfc.clone();
    let object = move |rfc: &str| {
        let name = format!(" la razón social {rfc}");
        view! { <span class="visually-hidden">{name}</span> }
    };
    let default = (!profile.is_default).then(|| {
        view! { <ChooseDefault id=profile.id.clone() rfc=profile.rfc.to_string() acts=acts on_chosen=on_chosen/> }
    });
    let last = match profile.rebill_id.clone() {
        Some(rebill) => {
            let href = navigation.href(&Route::Rebill(rebill));
            view! { <a href=href>"En uso: ver el trámite"</a> }.into_any()
        }
        None => {
            let profile = profile.clone();
            let ask = move |_| acts.removal.set(Some(Removal::of(profile.clone())));
            view! { <Button kind=ButtonKind::Quiet on_press=ask>"Eliminar" {object(&rfc)}</Button> }
                .into_any()
        }
    };
    view! {
        <Card text=card(&profile)>
            <ButtonLink href=navigation.href(&edit)>"Editar" {object(&own)}</ButtonLink>
            {default}
            {last}
        </Card>
    }
}

fn card(profile: &FiscalProfile) -> CardText {
    let mut lines = words::address(profile);
    lines.push(format!("Régimen: {} {}", profile.fiscal_regime.code(), profile.fiscal_regime.description()));
    lines.push(format!("Uso del CFDI: {} {}", profile.cfdi_use.code(), profile.cfdi_use.description()));
    let default = profile.is_default.then_some((TagKind::Plain, "predeterminada"));
    let used = profile.rebill_id.is_some().then_some((TagKind::Current, "en un trámite"));
    CardText {
        title: words::title(profile),
        marks: default.into_iter().chain(used).collect(),
        name: profile.name.to_string(),
        lines,
        warning: words::warning(profile),
    }
}

/// Future invoices go to this one.
#[component]
fn ChooseDefault(id: FiscalProfileId, rfc: String, acts: Acts, on_chosen: Callback<()>) -> impl IntoView {
    let client = expect_context::<Client>();
    let own = id.clone();
    let busy = Signal::derive(move || acts.choosing.with(|choosing| choosing.as_ref() == Some(&own)));
    let said = format!("{rfc} es ahora la razón social predeterminada.");
    let choose = move |_| {
        if acts.choosing.with_untracked(Option::is_some) {
            return;
        }
        acts.choosing.set(Some(id.clone()));
        acts.failure.set(None);
        let request =
            SetDefaultFiscalProfile { request: DefaultFiscalProfile { fiscal_profile_id: id.clone() } };
        let (client, said) = (client.clone(), said.clone());
        spawn_local(async move {
            match client.send(&request, &Cancellation::new()).await {
                Ok(list) => {
                    acts.profiles.value.try_set(Some(list));
                    acts.news.try_set(said);
                    on_chosen.try_run(());
                }
                Err(error) => {
                    acts.failure.try_set(Some(error));
                }
            }
            acts.choosing.try_set(None);
        });
    };
    view! {
        <Button busy=busy on_press=choose>
            "Usar como predeterminada" <span class="visually-hidden">" " {rfc}</span>
        </Button>
    }
}
