//! A button that shows a few links or acts beneath it (WAI-ARIA APG, disclosure navigation): Tab goes through them, Esc and
//! whatever happens elsewhere closes it.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Node;

use super::id::unique_id;
use super::{Glyph, Icon};
use crate::browser::focus;

/// A menu.
#[component]
pub fn Menu(
    /// What it is for, where its label does not say it: read before the label, and not seen.
    #[prop(optional)]
    purpose: &'static str,
    /// What stands on the button.
    #[prop(into)]
    label: Signal<String>,
    /// The mark before the name.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// Whether it opens towards the start of the line, because it stands at its end.
    #[prop(optional)]
    at_end: bool,
    /// Its items: [`MenuLink`]s and [`MenuButton`]s.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let root = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let holds = move |node: Option<Node>| {
        root.try_get_untracked().flatten().is_some_and(|root| root.contains(node.as_ref()))
    };
    let close = move || {
        open.set(false);
        if let Some(button) = button.get_untracked() {
            focus::focus(&button);
        }
    };
    let leave = move |event: FocusEvent| {
        let next = event.related_target().and_then(|next| next.dyn_into::<Node>().ok());
        if next.is_some() && !holds(next) {
            open.set(false);
        }
    };
    let press_key = move |event: KeyboardEvent| {
        if open.get_untracked() && event.key() == "Escape" {
            event.stop_propagation();
            close();
        }
    };
    // Not every browser gives focus to what is clicked, so leaving by a press is heard here.
    let elsewhere = window_event_listener(leptos::ev::pointerdown, move |event| {
        let path = event.composed_path();
        let inside = root.try_get_untracked().flatten().is_some_and(|root| path.includes(&root, 0));
        if !inside {
            open.try_set(false);
        }
    });
    on_cleanup(move || elsewhere.remove());
    let id = unique_id("menu");
    let controls = id.clone();
    view! {
        <div class="menu" class:menu--end=at_end node_ref=root on:focusout=leave on:keydown=press_key>
            <button
                type="button"
                class="menu__button"
                node_ref=button
                aria-expanded=move || open.get().to_string()
                aria-controls=controls
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {glyph.map(|glyph| view! { <Icon glyph=glyph/> })}
                {(!purpose.is_empty()).then(|| view! { <span class="visually-hidden">{purpose} " "</span> })}
                <span class="menu__label">{move || label.get()}</span>
                <span class="menu__arrow">
                    <Icon glyph=Glyph::Down/>
                </span>
            </button>
            <Show when=move || open.get()>
                <ul class="menu__items" id=id.clone() on:click=move |_| close()>
                    {children()}
                </ul>
            </Show>
        </div>
    }
}

/// An item that leads somewhere.
#[component]
pub fn MenuLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// Whether the customer is there.
    #[prop(optional)]
    current: bool,
    /// Its words.
    children: Children,
) -> impl IntoView {
    view! {
        <li>
            <a class="menu__item" href=href aria-current=current.then_some("true")>
                {children()}
                {current.then(|| view! { <Icon glyph=Glyph::Check/> })}
            </a>
        </li>
    }
}

/// An item that does something.
#[component]
pub fn MenuButton(
    /// What it does.
    on_press: Callback<MouseEvent>,
    /// Its words.
    children: Children,
) -> impl IntoView {
    view! {
        <li>
            <button type="button" class="menu__item" on:click=move |event| on_press.run(event)>
                {children()}
            </button>
        </li>
    }
}
