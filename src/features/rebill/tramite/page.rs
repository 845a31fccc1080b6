//! The page of a trámite: what must be done, how far it is, what the SAT says, and all documents.

use leptos::prelude::*;
use pase_contract::RebillId;
use pase_contract::rebills::{GetRebill, Rebill, RebillStatus};

use super::super::parties::{Parties, Party};
use super::documents::Documents;
use super::sat::SatSays;
use super::timeline::{ask_again_after, status_tag, timeline};
use super::what_now::WhatNow;
use crate::api::{Client, Load, load};
use crate::browser::clock::ServerClock;
use crate::browser::{mexico_city, page};
use crate::loaded::not_yet;
use crate::navigation::Navigation;
use crate::route::{HelpContext, Route};
use crate::ui::{Page, Skeleton, Subtitle, Tag, Timeline};

/// The page. It asks by itself how the trámite stands, as long as it is in front and something may still happen.
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
    refresh(rebill);
    let reload = Callback::new(move |()| rebill.reload());
    // From the first answer on each part of the page follows what it is about: news never rebuild the rest, so that focus
    // stays where it is.
    let is_there = Memo::new(move |_| rebill.value.with(Option::is_some));
    let failed = context.clone();
    let bones = || view! { <Skeleton label="Cargando tu trámite…" lines=8/> }.into_any();
    view! {
        <Page title="Trámite de refacturación">
            {move || {
                is_there.get();
                match rebill.value.get_untracked() {
                    Some(first) => view! {
                        <Tramite first=first rebill=rebill.value context=context.clone() on_mended=reload/>
                    }
                        .into_any(),
                    None => not_yet(rebill, bones, failed.clone()),
                }
            }}
        </Page>
    }
}

/// Asks again by and by: soon after news, ever more seldom without, not while nobody looks.
fn refresh(rebill: Load<Rebill>) {
    let unchanged = StoredValue::new((None::<RebillStatus>, 0u32));
    Effect::new(move |_| {
        let failed = rebill.failure.with(Option::is_some);
        let status = rebill.value.with(|rebill| rebill.as_ref().map(|rebill| rebill.status));
        if rebill.loading.get() {
            return;
        }
        let Some(status) = status else { return };
        let (before, times) = unchanged.get_value();
        let times = if before == Some(status) || failed { times.saturating_add(1) } else { 0 };
        unchanged.set_value((Some(status), times));
        let Some(wait) = ask_again_after(status, times) else { return };
        let ask = move || {
            if page::is_visible() {
                rebill.reload();
            }
        };
        if let Ok(timer) = set_timeout_with_handle(ask, wait) {
            on_cleanup(move || timer.clear());
        }
    });
    page::on_return(move || {
        let running =
            |rebill: &Option<Rebill>| rebill.as_ref().is_some_and(|rebill| !rebill.status.is_final());
        if rebill.value.try_with_untracked(running).unwrap_or(false) {
            rebill.reload();
        }
    });
}

#[component]
fn Tramite(
    /// The first answer: what does not change is read from it.
    first: Rebill,
    /// The last answer.
    rebill: RwSignal<Option<Rebill>>,
    context: HelpContext,
    on_mended: Callback<()>,
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
    let status = Memo::new(move |_| now.with(|rebill| status_tag(rebill.status)));
    let entries = Memo::new(move |_| now.with(|rebill| timeline(rebill, mexico_city::day_and_time)));
    let to = Memo::new(move |_| now.with(|rebill| Party::from(&rebill.to)));
    view! {
        <div class="stack">
            <p role="status">
                <span class="visually-hidden">"Estado: "</span>
                {move || {
                    let (kind, words) = status.get();
                    view! { <Tag kind=kind>{words}</Tag> }
                }}
            </p>
            <WhatNow rebill=now help=help.clone() on_mended=on_mended/>
        </div>
        <Subtitle>"Avance"</Subtitle>
        {move || view! { <Timeline entries=entries.get()/> }}
        <SatSays rebill=now/>
        <Subtitle>"Qué se corrige"</Subtitle>
        {
            let (folio, total) = (first.original.folio.clone(), first.original.total);
            let from = Party::from(&first.from);
            move || {
                view! { <Parties folio=folio.clone() total=total from=from.clone() to=to.get()/> }
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
