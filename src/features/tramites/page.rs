//! The page of a trámite: what must be done, how far it is, what the SAT says, and all documents.

use leptos::prelude::*;
use pase_contract::RebillId;
use pase_contract::rebills::{GetRebill, Rebill, RebillStatus};

use super::documents::Documents;
use super::next_action::NextAction;
use super::sat::SatStatusSection;
use super::timeline::{may_still_change, status_name, timeline};
use crate::api::{Client, Load, load};
use crate::browser::clock::ServerClock;
use crate::data_views::loaded::skeleton_or_failure;
use crate::data_views::polling::poll_while_unsettled;
use crate::features::attention::Attention;
use crate::features::rebills::parties::{Parties, Party};
use crate::features::rebills::turn::{Turn, turn_of};
use crate::locale::mexico_city;
use crate::navigation::{HelpContext, Navigation, Route};
use crate::ui::{Page, Skeleton, Subtitle, Tag, Timeline};

/// The page. It polls the trámite for as long as the page is visible and something may still
/// happen.
#[component]
pub fn TramitePage(
    /// The trámite.
    id: RebillId,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let clock = expect_context::<ServerClock>();
    let context = HelpContext { rebill: Some(id.clone()), ..HelpContext::default() };
    let rebill = load(client, move || Some(GetRebill { id: id.clone() }));
    Effect::new(move |_| {
        if let Some(as_of) = rebill.value.with(|rebill| rebill.as_ref().map(|rebill| rebill.as_of)) {
            clock.set(as_of);
        }
    });
    poll_while_unsettled(rebill, |rebill| {
        may_still_change(rebill).then_some((rebill.status, rebill.has_receipt))
    });
    reload_attention_on_turn_change(rebill);
    let reload = Callback::new(move |()| rebill.reload());
    // After the first answer, each part of the page follows only the data that it shows. News never
    // rebuild the rest, so the focus stays where it is.
    let is_loaded = Memo::new(move |_| rebill.value.with(Option::is_some));
    let failed = context.clone();
    let skeleton = || view! { <Skeleton label="Cargando tu trámite…" lines=8/> }.into_any();
    view! {
        <Page title="Trámite de refacturación">
            {move || {
                is_loaded.get();
                match rebill.value.get_untracked() {
                    Some(first) => view! {
                        <Tramite first=first rebill=rebill.value context=context.clone() on_corrected=reload/>
                    }
                        .into_any(),
                    None => view! {
                        {skeleton_or_failure(rebill, skeleton, failed.clone())}
                        {move || rebill.failure.with(Option::is_some).then(|| view! { <FallbackLinks/> })}
                    }
                        .into_any(),
                }
            }}
        </Page>
    }
}

/// Links that lead on from a trámite that cannot be shown.
#[component]
fn FallbackLinks() -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    view! {
        <p class="actions no-print">
            <a href=navigation.href(&Route::Rebills(None))>"Ver todos mis trámites"</a>
            <a href=navigation.href(&Route::Home)>"Ir a mis facturas"</a>
        </p>
    }
}

/// Reloads what waits for the customer when the turn in this trámite changes.
fn reload_attention_on_turn_change(rebill: Load<Rebill>) {
    let Some(attention) = use_context::<Attention>() else { return };
    let turn = Memo::new(move |_| rebill.value.with(|rebill| rebill.as_ref().map(turn_of)));
    Effect::new(move |before: Option<Option<Turn>>| {
        let turn = turn.get();
        if before.flatten().is_some_and(|before| turn != Some(before)) {
            attention.reload();
        }
        turn
    });
}

#[component]
fn Tramite(
    /// The first answer. Data that never change are read from it.
    first: Rebill,
    /// The latest answer.
    rebill: RwSignal<Option<Rebill>>,
    context: HelpContext,
    on_corrected: Callback<()>,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let latest = first.clone();
    let now = Signal::derive(move || rebill.with(|rebill| rebill.clone().unwrap_or_else(|| latest.clone())));
    let context = HelpContext {
        tag: Some(first.original.tag_id.clone()),
        invoice: Some(first.original.id.clone()),
        ..context
    };
    let help = navigation.href(&Route::Help(context));
    let back = navigation.href(&Route::invoices(first.original.tag_id.clone()));
    let all = navigation.href(&Route::Rebills(None));
    let status = Memo::new(move |_| now.with(|rebill| (turn_of(rebill).tag(), status_name(rebill.status))));
    let entries = Memo::new(move |_| {
        now.with(|rebill| timeline(rebill, |instant| mexico_city::day_and_time(instant, rebill.as_of)))
    });
    let to = Memo::new(move |_| now.with(|rebill| Party::from(&rebill.to)));
    view! {
        <div class="stack">
            <p role="status">
                <span class="visually-hidden">"Estado: "</span>
                {move || {
                    let ((kind, label), name) = status.get();
                    view! {
                        <Tag kind=kind>{label}</Tag>
                        {name.map(|name| view! { <span class="hint">" "{name}</span> })}
                    }
                }}
            </p>
            <NextAction rebill=now help=help.clone() on_corrected=on_corrected/>
        </div>
        <Subtitle>"Avance"</Subtitle>
        {move || view! { <Timeline entries=entries.get()/> }}
        <p class="hint">"Fecha y hora de la Ciudad de México."</p>
        <SatStatusSection rebill=now/>
        <Subtitle>"Qué se corrige"</Subtitle>
        {
            let (folio, total) = (first.original.folio.clone(), first.original.total);
            let from = Party::from(&first.from);
            let is_done = Memo::new(move |_| now.with(|rebill| rebill.status == RebillStatus::Issued));
            move || {
                view! {
                    <Parties folio=folio.clone() total=total from=from.clone() to=to.get() is_done=is_done.get()/>
                }
            }
        }
        <Documents rebill=now/>
        <p class="actions no-print">
            <a href=back>"Volver a mis facturas"</a>
            <a href=all>"Ver todos mis trámites"</a>
            <a href=help>"Reportar un problema"</a>
        </p>
    }
}
