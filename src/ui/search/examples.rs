//! The search field's examples.

use leptos::prelude::*;

use crate::ui::SearchField;
use crate::ui::gallery::Example;

fn search(held: &'static str) -> AnyView {
    let value = RwSignal::new(held.to_owned());
    view! {
        <SearchField
            label="Filtro"
            name="filter"
            placeholder="RFC, razón social, folio…"
            value=value
            on_input=Callback::new(move |text| value.set(text))
        />
    }
    .into_any()
}

/// All of them.
pub const EXAMPLES: &[Example] =
    &[Example { name: "empty", view: || search("") }, Example { name: "filled", view: || search("mayo") }];
