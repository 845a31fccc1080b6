//! A choice between several options that need more than one line each.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use std::borrow::Cow;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::CardText;
use super::field::ErrorLine;
use super::id::unique_id;

/// An option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RadioCard {
    /// The value.
    pub value: String,
    /// The text on its card.
    pub text: CardText,
}

/// The options as cards, and below them what leads to more options.
#[component]
pub fn RadioCards(
    /// What the customer is choosing, as the legend of the group.
    legend: &'static str,
    /// The `name` of the radio buttons.
    name: &'static str,
    /// The options.
    #[prop(into)]
    cards: Signal<Vec<RadioCard>>,
    /// The value of the chosen option.
    #[prop(into)]
    chosen: Signal<Option<String>>,
    /// What is wrong with the choice, if anything.
    #[prop(optional, into)]
    error: Signal<Option<&'static str>>,
    /// Called with the value of the option that the customer chooses.
    on_choose: Callback<String>,
    /// The content below the options.
    children: Children,
) -> impl IntoView {
    let id = unique_id(name);
    let wrong = id.clone();
    let card = move |card: RadioCard| {
        let RadioCard { value, text } = card;
        let title = view! { <span class="code" translate="no">{text.title.clone()}</span> };
        let (own, choice) = (value.clone(), value.clone());
        let is_chosen = Memo::new(move |_| chosen.with(|chosen| chosen.as_ref() == Some(&own)));
        view! {
            <label class="radio-card" class:radio-card--chosen=is_chosen>
                <input
                    class="radio-card__radio"
                    type="radio"
                    name=name
                    value=value
                    prop:checked=is_chosen
                    on:change=move |_| on_choose.run(choice.clone())
                />
                <span class="radio-card__body">{text.render_around(title.into_any())}</span>
            </label>
        }
    };
    // The radio buttons have a form of their own. Without one, Chromium keeps every radio button of
    // a shadow root, with everything attached to it, for as long as the shadow root exists.
    let submit = |event: SubmitEvent| event.prevent_default();
    view! {
        <form on:submit=submit>
            <fieldset aria-describedby=move || error.get().map(|_| wrong.clone())>
                <legend class="radio-cards__legend">{legend}</legend>
                <div role="alert">
                    <ErrorLine id=id error=Signal::derive(move || error.get().map(Cow::Borrowed))/>
                </div>
                <div class="radio-cards__list">{move || cards.get().into_iter().map(card).collect_view()}</div>
                {children()}
            </fieldset>
        </form>
    }
}
