//! The trámites that wait for the customer. They are loaded on each screen and shown as a banner,
//! and as a number in the header and in the window's title.

use std::time::Duration;

use leptos::prelude::*;
use pase_contract::rebills::{Acceptance, ListRebills, Rebill};
use pase_contract::{List, RebillId};

use crate::api::{Client, Load, load};
use crate::browser::clock::ServerClock;
use crate::browser::host::Host;
use crate::browser::page;
use crate::context::session::{Session, SessionState};
use crate::context::waiting_count::WaitingCount;
use crate::data_views::listing::ListHeader;
use crate::features::rebills::turn::{Turn, deadline_text, turn_of, urgency};
use crate::navigation::{Navigation, Route};
use crate::ui::{ButtonKind, ButtonLink, Notice, NoticeKind};

/// How long a list waits at most for the banner above it, so that the banner does not push the rows
/// down later.
const BANNER_TIMEOUT: Duration = Duration::from_secs(2);

/// The trámites that wait for the customer.
#[derive(Clone, Copy)]
pub struct Attention {
    list: Load<List<Rebill>>,
    settled: RwSignal<bool>,
}

impl Attention {
    /// Loads the trámites on each screen of a logged-in customer, and whenever the page becomes
    /// visible again. It belongs to the app, so a new screen begins with what the previous one
    /// knew.
    pub fn new() -> Self {
        let client = expect_context::<Client>();
        let clock = expect_context::<ServerClock>();
        let navigation = expect_context::<Navigation>();
        let session = expect_context::<Session>();
        let logged_in = Memo::new(move |_| {
            session.state.with(|state| match state {
                SessionState::LoggedIn(account) => Some(account.id.clone()),
                _ => None,
            })
        });
        // `None` on the front page, which only leads on to the invoices, and on help, which is for
        // customers who are in a hurry to call.
        let screen = Memo::new(move |_| {
            navigation.route.with(|route| match route {
                Route::Home | Route::Help(_) => None,
                route => route.to_string().split('?').next().map(str::to_owned),
            })
        });
        let list = load(client, move || {
            screen.get()?;
            logged_in.get()?;
            Some(ListRebills { needs_action: true, ..ListRebills::default() })
        });
        let settled = RwSignal::new(false);
        Effect::new(move |_| {
            let answered = list.value.with(Option::is_some) || list.failure.with(Option::is_some);
            if answered {
                settled.set(true);
            } else if logged_in.with(Option::is_some) && screen.with(Option::is_some) {
                let give_up = move || {
                    settled.try_set(true);
                };
                set_timeout(give_up, BANNER_TIMEOUT);
            }
        });
        Effect::new(move |_| {
            let as_of = list.value.with(|list| list.as_ref()?.items.first().map(|rebill| rebill.as_of));
            if let Some(as_of) = as_of {
                clock.set(as_of);
            }
        });
        if let (Some(waiting), Some(host)) = (use_context::<WaitingCount>(), use_context::<Host>()) {
            Effect::new(move |_| {
                let total = list.value.with(|list| list.as_ref().map_or(0, |list| list.total));
                let total = if logged_in.with(Option::is_some) { total } else { 0 };
                waiting.set(total);
                host.set_waiting(total);
            });
        }
        page::on_return(move || list.reload());
        Self { list, settled }
    }

    /// Loads again, because a trámite has changed.
    pub fn reload(self) {
        self.list.reload();
    }

    /// Forgets the trámites of an earlier customer.
    pub fn forget(self) {
        self.list.value.try_set(None);
        self.settled.try_set(false);
    }

    /// True once the data have arrived or the wait (2 s) has timed out; tracked.
    pub fn is_settled(self) -> bool {
        self.settled.get()
    }
}

/// What the banner says. It changes less often than the answers of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
struct MostUrgent {
    count: u64,
    id: RebillId,
    folio: String,
    turn: Turn,
    acceptance: Option<Acceptance>,
}

impl MostUrgent {
    /// Picks the most urgent trámite; `None` if nothing waits.
    fn of(list: &List<Rebill>) -> Option<Self> {
        let first = list
            .items
            .iter()
            .filter(|rebill| turn_of(rebill).is_customers())
            .min_by_key(|rebill| urgency(rebill))?;
        Some(Self {
            count: list.total,
            id: first.id.clone(),
            folio: first.original.folio.clone(),
            turn: turn_of(first),
            acceptance: first.acceptance.clone(),
        })
    }

    fn title(&self) -> String {
        match (self.count, self.turn) {
            (0 | 1, Turn::Correct) => "Corrige un dato para continuar tu trámite".to_owned(),
            (0 | 1, _) => "Acepta la cancelación en el buzón tributario".to_owned(),
            (count, _) => format!("{count} trámites esperan algo de ti"),
        }
    }

    /// What the most urgent trámite waits for.
    fn task(&self) -> String {
        let Self { folio, turn, .. } = self;
        let urgent = if self.count > 1 { "Lo más urgente: la" } else { "La" };
        match turn {
            Turn::Correct => {
                format!(
                    "{urgent} factura {folio}. El SAT no reconoció los datos de la nueva razón social. Nada se ha cancelado."
                )
            }
            _ => format!("{urgent} factura {folio} espera que aceptes su cancelación."),
        }
    }
}

/// The banner, as the header of a list; `None` if nothing loads what waits.
pub fn attention_header() -> Option<ListHeader> {
    let attention = use_context::<Attention>()?;
    let is_settled = Signal::derive(move || attention.is_settled());
    Some(ListHeader { view: ViewFn::from(|| view! { <AttentionBanner/> }), is_settled })
}

/// The banner above a list; empty if nothing waits.
#[component]
fn AttentionBanner() -> impl IntoView {
    let attention = use_context::<Attention>();
    let clock = use_context::<ServerClock>();
    let navigation = expect_context::<Navigation>();
    let most_urgent = Memo::new(move |_| attention?.list.value.with(|list| MostUrgent::of(list.as_ref()?)));
    move || {
        most_urgent.get().map(|most_urgent| {
            let overdue = most_urgent.turn == Turn::Accept { overdue: true };
            let href = navigation.href(&Route::Rebill(most_urgent.id.clone()));
            let all = (most_urgent.count > 1).then(|| navigation.href(&Route::Rebills(None)));
            let until =
                most_urgent.acceptance.clone().filter(|_| most_urgent.turn != Turn::Correct).map(|acceptance| {
                    let until =
                        Memo::new(move |_| clock.map(|clock| deadline_text(&acceptance, overdue, clock.now())));
                    view! {
                        <p>
                            <strong>{move || until.get()}</strong> " "
                            <span class="hint">{crate::locale::format::MEXICO_CITY_TIME}</span>
                        </p>
                    }
                });
            view! {
                <section class="attention no-print" aria-label="Lo que espera algo de ti">
                    <Notice kind=NoticeKind::Attention title=most_urgent.title()>
                        <p>{most_urgent.task()}</p>
                        {until}
                        <p class="actions">
                            <ButtonLink kind=ButtonKind::Primary href=href>
                                "Ver qué hacer"
                                <span class="visually-hidden">" con la factura " {most_urgent.folio.clone()}</span>
                            </ButtonLink>
                            {all.map(|all| view! { <a href=all>"Ver todos mis trámites"</a> })}
                        </p>
                    </Notice>
                </section>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::rebills::turn::tests::rebill;

    fn list(items: Vec<Rebill>) -> List<Rebill> {
        let total = items.len() as u64;
        List {
            items,
            total,
            offset: 0,
            next_cursor: None,
            previous_cursor: None,
            unreadable: 0,
            reasons: Vec::new(),
        }
    }

    #[test]
    fn the_banner_is_about_the_nearest_deadline_and_counts_the_rest() {
        let mut soon = rebill("awaiting_acceptance", true, &["registered"]);
        soon.original.folio = "O-2".to_owned();
        let correct = rebill("needs_correction", false, &["registered"]);
        let most_urgent = MostUrgent::of(&list(vec![correct.clone(), soon])).unwrap();
        assert_eq!((most_urgent.count, most_urgent.folio.as_str()), (2, "O-2"));
        assert_eq!(most_urgent.title(), "2 trámites esperan algo de ti");
        assert_eq!(most_urgent.task(), "Lo más urgente: la factura O-2 espera que aceptes su cancelación.");
        let one = MostUrgent::of(&list(vec![correct])).unwrap();
        assert_eq!(one.title(), "Corrige un dato para continuar tu trámite");
    }

    #[test]
    fn a_server_that_does_not_filter_raises_no_false_alarm() {
        assert_eq!(MostUrgent::of(&list(vec![rebill("issuing", true, &["registered"])])), None);
        assert_eq!(MostUrgent::of(&list(Vec::new())), None);
    }
}
