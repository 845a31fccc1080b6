//! One choice of several that need more than a line each.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::CardText;
use super::field::ErrorLine;
use super::id::unique_id;

/// A choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RadioCard {
    /// Its value.
    pub value: String,
    /// What stands on it.
    pub text: CardText,
}

/// The choices, and beneath them what leads to more.
#[component]
pub fn RadioCards(
    /// What is chosen.
    legend: &'static str,
    /// The name of the choice in the form.
    name: &'static str,
    /// The choices.
    #[prop(into)]
    cards: Signal<Vec<RadioCard>>,
    /// The value of the chosen one.
    #[prop(into)]
    chosen: Signal<Option<String>>,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: Signal<Option<&'static str>>,
    /// What is chosen now.
    on_choose: Callback<String>,
    /// What stands beneath them.
    children: Children,
) -> impl IntoView {
    let id = unique_id(name);
    let wrong = id.clone();
    let card = move |card: RadioCard| {
        let RadioCard { value, text } = card;
        let title = view! { <span class="code">{text.title.clone()}</span> };
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
                <span class="radio-card__body">{text.around(title.into_any())}</span>
            </label>
        }
    };
    // In a form of their own: Chromium keeps every radio button of a shadow root that had none, with all that hung on it, for
    // as long as the shadow root is there.
    let submit = |event: SubmitEvent| event.prevent_default();
    view! {
        <form on:submit=submit>
            <fieldset aria-describedby=move || error.get().map(|_| wrong.clone())>
                <legend class="radio-cards__legend">{legend}</legend>
                <div role="alert">
                    <ErrorLine id=id error=error/>
                </div>
                <div class="radio-cards__list">{move || cards.get().into_iter().map(card).collect_view()}</div>
                {children()}
            </fieldset>
        </form>
    }
}
