//! A button that shows a few links or actions below it (WAI-ARIA APG, disclosure navigation). Tab
//! moves through them. Esc closes the menu, and so does a press or the focus elsewhere.

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

/// A button with a list of links or actions that opens below it.
#[component]
pub fn Menu(
    /// What the menu is for, if the label does not say it. A screen reader reads it before the
    /// label; it is not visible.
    #[prop(optional)]
    purpose: &'static str,
    /// The label of the button.
    #[prop(into)]
    label: Signal<String>,
    /// The icon before the label.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// Whether the list opens toward the start of the line, because the menu is at its end.
    #[prop(optional)]
    at_end: bool,
    /// The items: [`MenuLink`]s and [`MenuButton`]s.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let root = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let contains = move |node: Option<Node>| {
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
        if next.is_some() && !contains(next) {
            open.set(false);
        }
    };
    let press_key = move |event: KeyboardEvent| {
        if open.get_untracked() && event.key() == "Escape" {
            event.stop_propagation();
            close();
        }
    };
    // Not every browser gives the focus to what is clicked, so `focusout` alone would miss a press
    // elsewhere.
    let press_outside = window_event_listener(leptos::ev::pointerdown, move |event| {
        let path = event.composed_path();
        let inside = root.try_get_untracked().flatten().is_some_and(|root| path.includes(&root, 0));
        if !inside {
            open.try_set(false);
        }
    });
    on_cleanup(move || press_outside.remove());
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

/// An item that leads to an address.
#[component]
pub fn MenuLink(
    /// The address.
    #[prop(into)]
    href: String,
    /// Whether the customer is there now.
    #[prop(optional)]
    current: bool,
    /// The label.
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

/// An item that runs an action.
#[component]
pub fn MenuButton(
    /// What it does.
    on_press: Callback<MouseEvent>,
    /// The label.
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
