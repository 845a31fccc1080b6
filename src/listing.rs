//! A list that the server pages, in each of its states: loading, failed, empty, rows with their pages. What a row and an
//! empty list look like is the feature's.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use pase_contract::List;

use crate::api::Load;
use crate::browser::focus;
use crate::failure::Failure;
use crate::format;
use crate::route::HelpContext;
use crate::ui::{LiveRegion, Notice, Pages, Pagination, Skeleton};

/// What a list is of, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListWords {
    /// "Cargando tus facturas…"
    pub loading: &'static str,
    /// "factura", "facturas"
    pub one_and_many: (&'static str, &'static str),
    /// "Páginas de facturas"
    pub pages: &'static str,
    /// "Algunas facturas no se pudieron mostrar."
    pub unreadable: &'static str,
}

impl ListWords {
    /// What a screen reader hears when the list has changed.
    fn count(self, total: u64) -> String {
        let (one, many) = self.one_and_many;
        match total {
            0 => format!("0 {many}."),
            1 => format!("1 {one}."),
            total => format!("{} {many}.", format::integer(total)),
        }
    }
}

/// The address of the page that a cursor begins.
pub type ToPage = Arc<dyn Fn(String) -> String + Send + Sync>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Showing {
    Loading,
    Failed,
    Empty,
    Rows,
}

impl Showing {
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
    /// What it is of.
    words: ListWords,
    /// What stands there when it is empty.
    #[prop(into)]
    empty: ViewFn,
    /// Its rows.
    #[prop(into)]
    rows: ViewFn,
    /// Where its other pages are.
    to_page: ToPage,
    /// Where the customer stands, for help when it failed.
    context: HelpContext,
) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    let showing = Memo::new(move |_| Showing::of(list));
    let news = Signal::derive(move || {
        let total = list.value.with(|list| list.as_ref().map(|list| list.total));
        total.filter(|_| !list.loading.get()).map(|total| words.count(total)).unwrap_or_default()
    });
    let content = move || match showing.get() {
        Showing::Loading => view! { <Skeleton label=words.loading lines=8/> }.into_any(),
        Showing::Failed => {
            let retry = Callback::new(move |()| list.reload());
            let context = context.clone();
            list.failure
                .get()
                .map(|error| view! { <Failure error=error retry=retry context=context/> })
                .into_any()
        }
        Showing::Empty => empty.run(),
        Showing::Rows => rows.run(),
    };
    let turner = NodeRef::<html::Div>::new();
    let turned = StoredValue::new(false);
    Effect::new(move |_| {
        list.value.track();
        // Reading goes on at the top of the page that was turned to, not at the link beneath it.
        if turned.get_value() {
            turned.set_value(false);
            request_animation_frame(move || {
                let elements = (element.try_get_untracked().flatten(), turner.try_get_untracked().flatten());
                // Who has gone on to something else meanwhile is left there.
                if let (Some(element), Some(turner)) = elements
                    && focus::is_within_or_lost(&turner)
                {
                    focus::focus(&element);
                }
            });
        }
    });
    let pages = move || {
        let pages = (showing.get() == Showing::Rows)
            .then(|| list.value.with(|list| pages_of(list.as_ref()?, &to_page)));
        pages.flatten().map(|pages| view! { <Pagination label=words.pages pages=pages/> })
    };
    let unreadable = move || {
        let some = list.value.with(|list| list.as_ref().is_some_and(|list| list.unreadable > 0));
        (some && showing.get() == Showing::Rows).then(|| view! { <Notice>{words.unreadable}</Notice> })
    };
    let range = move || {
        let pages = list.value.with(|list| list.as_ref().map(|list| range_of(list).range()));
        pages.map(|range| format!("{}, {range}", words.one_and_many.1))
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
            {content}
        </div>
        {unreadable}
        <div node_ref=turner on:click=move |_| turned.set_value(true)>
            {pages}
        </div>
    }
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
