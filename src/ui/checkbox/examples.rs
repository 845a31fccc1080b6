//! Gallery examples of the checkbox.

use leptos::prelude::*;

use crate::ui::Checkbox;
use crate::ui::gallery::Example;

fn checkbox(ticked: bool, error: Option<&'static str>) -> AnyView {
    let checked = RwSignal::new(ticked);
    view! {
        <Checkbox
            label="Entiendo y quiero conservar la misma razón social."
            name="confirm"
            checked=checked
            error=Signal::derive(move || error.filter(|_| !checked.get()))
            on_change=Callback::new(move |now| checked.set(now))
        />
    }
    .into_any()
}

pub const EXAMPLES: &[Example] = &[
    Example { name: "empty", view: || checkbox(false, None) },
    Example { name: "ticked", view: || checkbox(true, None) },
    Example { name: "wrong", view: || checkbox(false, Some("Marca la casilla para confirmar.")) },
];
