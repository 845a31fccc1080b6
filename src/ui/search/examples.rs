//! Gallery examples of the search field.

use leptos::prelude::*;

use crate::ui::SearchField;
use crate::ui::gallery::Example;

fn search(initial: &'static str) -> AnyView {
    let value = RwSignal::new(initial.to_owned());
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

pub const EXAMPLES: &[Example] =
    &[Example { name: "empty", view: || search("") }, Example { name: "filled", view: || search("mayo") }];
