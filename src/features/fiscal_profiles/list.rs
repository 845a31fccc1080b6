//! All razones sociales: which is the default, which are in use, and which the SAT does not
//! recognize.

use leptos::prelude::*;
use leptos::task::spawn_local;
use pase_contract::fiscal_profiles::{
    DefaultFiscalProfile, FiscalProfile, ListFiscalProfiles, SetDefaultFiscalProfile,
};
use pase_contract::{FiscalProfileId, List};

use super::open::OpenProfile;
use super::removal::{Removal, RemovalDialog};
use super::texts;
use crate::api::{ApiError, Client, Load, Outcome, load};
use crate::browser::cancellation::Cancellation;
use crate::browser::focus;
use crate::data_views::failure::FailureNotice;
use crate::data_views::loaded::loaded;
use crate::navigation::{FiscalProfilesAddress, Navigation, Route};
use crate::ui::{
    Button, ButtonKind, ButtonLink, Card, CardText, Cards, Empty, Glyph, LiveRegion, Notice, NoticeKind,
    Page, Skeleton, TagKind,
};

/// What the actions of the list need and change.
#[derive(Clone, Copy)]
struct ListActions {
    profiles: Load<List<FiscalProfile>>,
    removal: RwSignal<Option<Removal>>,
    /// The razón social that is being made the default.
    choosing: RwSignal<Option<FiscalProfileId>>,
    failure: RwSignal<Option<ApiError>>,
    /// What is known about a choice of default whose answer was lost.
    lost_choice: RwSignal<Option<&'static str>>,
    news: RwSignal<String>,
}

/// The page *Datos fiscales*.
#[component]
pub(super) fn FiscalProfileList() -> impl IntoView {
    let client = expect_context::<Client>();
    let open = expect_context::<OpenProfile>();
    let actions = ListActions {
        profiles: load(client, || Some(ListFiscalProfiles)),
        removal: RwSignal::new(None),
        choosing: RwSignal::new(None),
        failure: RwSignal::new(None),
        lost_choice: RwSignal::new(None),
        news: RwSignal::new(String::new()),
    };
    let saved_news = open.take_news();
    let root = NodeRef::<leptos::html::Div>::new();
    let focus_after_frame = move |selector: &'static str| {
        request_animation_frame(move || {
            if let Some(root) = root.try_get_untracked().flatten() {
                focus::focus_within(&root, selector);
            }
        });
    };
    let changed = Callback::new(move |()| {
        actions.profiles.reload();
        focus_after_frame("h1");
    });
    let removed = Callback::new(move |rfc: String| {
        actions.news.set(format!("La razón social {rfc} se eliminó."));
        changed.run(());
    });
    let chosen = Callback::new(move |()| focus_after_frame("li a"));
    let skeleton = || view! { <Skeleton label="Cargando tus razones sociales…" lines=8/> }.into_any();
    view! {
        <div node_ref=root>
            <Page title="Datos fiscales">
                <div class="stack">
                    {saved_news.map(|news| view! { <Notice kind=NoticeKind::Success announced=true>{news}</Notice> })}
                    <p>"Son las razones sociales a las que pueden emitirse tus facturas. Las que ya se emitieron no cambian."</p>
                    <DefaultChoiceOutcome actions=actions/>
                    {move || loaded(actions.profiles, skeleton, |list| view! { <ProfileCards list=list actions=actions on_chosen=chosen/> }.into_any())}
                </div>
                <LiveRegion news=actions.news/>
            </Page>
            <RemovalDialog removal=actions.removal on_removed=removed on_changed=changed/>
        </div>
    }
}

/// What became of a choice of default that did not simply succeed. It takes the focus, so that the
/// customer sees it wherever they pressed.
#[component]
fn DefaultChoiceOutcome(actions: ListActions) -> impl IntoView {
    let element = NodeRef::<leptos::html::Div>::new();
    let announcement_count = Memo::new(move |before: Option<&u32>| {
        let is_shown = actions.failure.with(Option::is_some) || actions.lost_choice.with(Option::is_some);
        before.copied().unwrap_or_default() + u32::from(is_shown)
    });
    focus::focus_once(element, announcement_count.into());
    let notice = |text| view! { <Notice kind=NoticeKind::Attention announced=true>{text}</Notice> };
    view! {
        <div tabindex="-1" node_ref=element>
            {move || actions.failure.get().map(|error| view! { <FailureNotice error=error/> })}
            {move || actions.lost_choice.get().map(notice)}
        </div>
    }
}

/// The cards, and the link that adds another. The link appears together with the cards, so that
/// nothing moves.
#[component]
fn ProfileCards(list: List<FiscalProfile>, actions: ListActions, on_chosen: Callback<()>) -> impl IntoView {
    let none = list.items.is_empty().then(|| view! { <NoProfiles/> });
    let card =
        move |profile| view! { <FiscalProfileCard profile=profile actions=actions on_chosen=on_chosen/> };
    let cards = (!list.items.is_empty())
        .then(|| view! { <Cards>{list.items.into_iter().map(card).collect_view()}</Cards> });
    view! {
        {none}
        {cards}
        <AddProfileLink/>
    }
}

#[component]
fn AddProfileLink() -> impl IntoView {
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
fn FiscalProfileCard(profile: FiscalProfile, actions: ListActions, on_chosen: Callback<()>) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let edit = Route::FiscalProfiles(FiscalProfilesAddress::Edit(profile.id.clone()));
    let object = format!(" la razón social {}", profile.rfc);
    let edit_object = object.clone();
    let default = (!profile.is_default).then(|| {
        view! { <ChooseDefault id=profile.id.clone() rfc=profile.rfc.to_string() actions=actions on_chosen=on_chosen/> }
    });
    let last = match profile.rebill_id.clone() {
        Some(rebill) => {
            let href = navigation.href(&Route::Rebill(rebill));
            view! { <a href=href>"En uso: ver el trámite"</a> }.into_any()
        }
        None => {
            let profile = profile.clone();
            let ask = move |_| actions.removal.set(Some(Removal::new(profile.clone())));
            view! {
                <Button kind=ButtonKind::Quiet on_press=ask>
                    "Eliminar" <span class="visually-hidden">{object}</span>
                </Button>
            }
            .into_any()
        }
    };
    view! {
        <Card text=card(&profile)>
            <ButtonLink href=navigation.href(&edit)>
                "Editar" <span class="visually-hidden">{edit_object}</span>
            </ButtonLink>
            {default}
            {last}
        </Card>
    }
}

fn card(profile: &FiscalProfile) -> CardText {
    let mut lines = texts::address_lines(profile);
    lines.push(format!("Régimen: {} {}", profile.fiscal_regime.code(), profile.fiscal_regime.description()));
    lines.push(format!("Uso del CFDI: {} {}", profile.cfdi_use.code(), profile.cfdi_use.description()));
    let default = profile.is_default.then_some((TagKind::Plain, "predeterminada"));
    let used = profile.rebill_id.is_some().then_some((TagKind::Current, "en un trámite"));
    CardText {
        title: texts::title(profile),
        marks: default.into_iter().chain(used).collect(),
        name: profile.name.to_string(),
        lines,
        warning: texts::warning(profile),
    }
}

const NOT_CHOSEN: &str =
    "No llegó la respuesta, y la razón social predeterminada no cambió. Inténtalo de nuevo.";
const NOT_KNOWN: &str = "No llegó la respuesta y no pudimos preguntar qué pasó: la razón social predeterminada pudo cambiar, o no. Recarga la página cuando regrese tu conexión.";

/// The button that makes a razón social the default, to which future invoices are made out.
#[component]
fn ChooseDefault(
    id: FiscalProfileId,
    rfc: String,
    actions: ListActions,
    on_chosen: Callback<()>,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let own = id.clone();
    let busy = Signal::derive(move || actions.choosing.with(|choosing| choosing.as_ref() == Some(&own)));
    let announcement = format!("{rfc} es ahora la razón social predeterminada.");
    let choose = move |_| {
        if actions.choosing.with_untracked(Option::is_some) {
            return;
        }
        actions.choosing.set(Some(id.clone()));
        actions.failure.set(None);
        actions.lost_choice.set(None);
        let own = id.clone();
        let request =
            SetDefaultFiscalProfile { request: DefaultFiscalProfile { fiscal_profile_id: id.clone() } };
        let (client, announcement) = (client.clone(), announcement.clone());
        spawn_local(async move {
            let answer = client.send(&request, &Cancellation::new()).await;
            let is_lost = answer
                .as_ref()
                .is_err_and(|error| error.outcome() == Outcome::Unknown && *error != ApiError::Cancelled);
            // Whether the choice was made is unknown. The list tells.
            let answer =
                if is_lost { client.send(&ListFiscalProfiles, &Cancellation::new()).await } else { answer };
            match answer {
                Ok(list) => {
                    let is_chosen = list.items.iter().any(|profile| profile.is_default && profile.id == own);
                    actions.profiles.value.try_set(Some(list));
                    if is_chosen {
                        actions.news.try_set(announcement);
                        on_chosen.try_run(());
                    } else {
                        actions.lost_choice.try_set(Some(NOT_CHOSEN));
                    }
                }
                Err(_) if is_lost => {
                    actions.lost_choice.try_set(Some(NOT_KNOWN));
                }
                Err(error) => {
                    actions.failure.try_set(Some(error));
                }
            }
            actions.choosing.try_set(None);
        });
    };
    view! {
        <Button busy=busy on_press=choose>
            "Usar como predeterminada" <span class="visually-hidden">" " {rfc}</span>
        </Button>
    }
}
