//! A list that the server divides into pages, in each of its states: loading, failed, empty, or
//! rows with links to the other pages. The features define what a row and an empty list look like.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use pase_contract::List;

use crate::api::Load;
use crate::browser::focus;
use crate::data_views::failure::{FailureNotice, RequestKind};
use crate::locale::format;
use crate::navigation::HelpContext;
use crate::ui::{LiveRegion, Notice, Pages, Pagination, Skeleton};

/// The texts of a list, which depend on what it lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListTexts {
    /// "Cargando tus facturas…"
    pub loading: &'static str,
    /// "factura", "facturas"
    pub one_and_many: (&'static str, &'static str),
    /// "Páginas de facturas"
    pub pages: &'static str,
    /// "Algunas facturas no se pudieron mostrar."
    pub unreadable: &'static str,
}

impl ListTexts {
    /// What a screen reader announces when the list has changed.
    fn count(self, total: u64) -> String {
        let (one, many) = self.one_and_many;
        match total {
            0 => format!("0 {many}."),
            1 => format!("1 {one}."),
            total => format!("{} {many}.", format::integer(total)),
        }
    }
}

/// A view above a list. The list waits for it, so that the view does not push the rows down later.
#[derive(Clone)]
pub struct ListHeader {
    /// The view.
    pub view: ViewFn,
    /// True once the view's data have arrived or the wait (2 s) has timed out. The list appears
    /// then.
    pub is_settled: Signal<bool>,
}

/// The list's element, as a context for its rows.
#[derive(Clone, Copy)]
pub struct ListElement(pub NodeRef<html::Div>);

/// The address of the page that begins at a cursor.
pub type ToPage = Arc<dyn Fn(String) -> String + Send + Sync>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum ListState {
    Loading,
    Failed,
    Empty,
    Rows,
}

impl ListState {
    fn of<T: Send + Sync>(list: Load<List<T>>) -> Self {
        let rows = list.value.with(|list| list.as_ref().map(|list| list.items.len() + list.unreadable));
        match (list.failure.with(Option::is_some), rows) {
            (true, _) => Self::Failed,
            (false, None) => Self::Loading,
            (false, Some(0)) => Self::Empty,
            (false, Some(_)) => Self::Rows,
        }
    }
}

/// The list.
#[component]
pub fn Listing<T: Send + Sync + 'static>(
    /// What was loaded.
    list: Load<List<T>>,
    /// Its texts.
    texts: ListTexts,
    /// What is shown if it is empty.
    #[prop(into)]
    empty: ViewFn,
    /// Its rows.
    #[prop(into)]
    rows: ViewFn,
    /// What is shown above it.
    #[prop(optional_no_strip)]
    header: Option<ListHeader>,
    /// The addresses of its other pages.
    to_page: ToPage,
    /// Where in the portal the customer is, for help if the list failed.
    context: HelpContext,
) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    provide_context(ListElement(element));
    let news = Signal::derive(move || {
        let total = list.value.with(|list| list.as_ref().map(|list| list.total));
        total.filter(|_| !list.loading.get()).map(|total| texts.count(total)).unwrap_or_default()
    });
    let settled = header.as_ref().map(|header| header.is_settled);
    let state = Memo::new(move |before: Option<&ListState>| {
        let waits = before.is_none_or(|before| *before == ListState::Loading)
            && settled.is_some_and(|settled| !settled.get());
        let state = ListState::of(list);
        if waits { ListState::Loading } else { state }
    });
    let header_view =
        move || header.as_ref().filter(|_| state.get() != ListState::Loading).map(|header| header.view.run());
    let content = move || match state.get() {
        ListState::Loading => view! { <Skeleton label=texts.loading lines=8/> }.into_any(),
        ListState::Failed => {
            let retry = Callback::new(move |()| list.reload());
            let context = context.clone();
            list.failure
                .get()
                .map(|error| {
                    view! {
                        <FailureNotice
                            error=error
                            request_kind=RequestKind::Read
                            retry=retry
                            context=context
                        />
                    }
                })
                .into_any()
        }
        ListState::Empty => empty.run(),
        ListState::Rows => rows.run(),
    };
    let pagination_element = NodeRef::<html::Div>::new();
    let page_was_turned = StoredValue::new(false);
    Effect::new(move |_| {
        list.value.track();
        // After turning the page, reading continues at the top of the new page, not at the link
        // below it.
        if page_was_turned.get_value() {
            page_was_turned.set_value(false);
            request_animation_frame(move || {
                let elements =
                    (element.try_get_untracked().flatten(), pagination_element.try_get_untracked().flatten());
                // If the customer has moved on to something else meanwhile, the focus stays there.
                if let (Some(element), Some(pagination_element)) = elements
                    && focus::is_within_or_lost(&pagination_element)
                {
                    focus::read_from_top(&element);
                }
            });
        }
    });
    let pages = move || {
        let pages = (state.get() == ListState::Rows)
            .then(|| list.value.with(|list| pages_of(list.as_ref()?, &to_page)));
        pages.flatten().map(|pages| view! { <Pagination label=texts.pages pages=pages/> })
    };
    warn_of_unreadable(list, texts.one_and_many.1);
    let unreadable = move || {
        let some = list.value.with(|list| list.as_ref().is_some_and(|list| list.unreadable > 0));
        (some && state.get() == ListState::Rows).then(|| view! { <Notice>{texts.unreadable}</Notice> })
    };
    let range = move || {
        let pages = list.value.with(|list| list.as_ref().map(|list| range_of(list).range()));
        pages.map(|range| format!("{}, {range}", texts.one_and_many.1))
    };
    view! {
        <LiveRegion news=news/>
        <div
            role="group"
            aria-label=range
            aria-busy=move || list.loading.get().to_string()
            tabindex="-1"
            node_ref=element
        >
            {header_view}
            {content}
        </div>
        {unreadable}
        <div node_ref=pagination_element on:click=move |_| page_was_turned.set_value(true)>
            {pages}
        </div>
    }
}

/// Writes to the console, once each, which rows of a list could not be shown: their place in the
/// answer, and why.
pub fn warn_of_unreadable<T: Send + Sync>(list: Load<List<T>>, name: &'static str) {
    Effect::new(move |logged: Option<Vec<String>>| {
        let reasons = list.value.with(|list| list.as_ref().map(|list| list.reasons.clone()));
        let Some(reasons) = reasons else { return logged.unwrap_or_default() };
        for reason in
            reasons.iter().filter(|reason| logged.as_ref().is_none_or(|logged| !logged.contains(reason)))
        {
            leptos::logging::warn!("{name}: {reason}");
        }
        reasons
    });
}

fn range_of<T>(list: &List<T>) -> Pages {
    let rows = u64::try_from(list.items.len() + list.unreadable).unwrap_or_default();
    Pages { offset: list.offset, rows, total: list.total, previous: None, next: None }
}

fn pages_of<T>(list: &List<T>, to_page: &ToPage) -> Option<Pages> {
    let address = |cursor: &Option<String>| cursor.clone().map(|cursor| to_page(cursor));
    let pages = Pages {
        previous: address(&list.previous_cursor),
        next: address(&list.next_cursor),
        ..range_of(list)
    };
    (pages.previous.is_some() || pages.next.is_some()).then_some(pages)
}
