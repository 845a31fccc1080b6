//! Gallery examples of the copyable number.

use leptos::prelude::*;

use crate::ui::Copyable;
use crate::ui::gallery::Example;

pub const EXAMPLES: &[Example] = &[
    Example {
        name: "uuid",
        view: || {
            view! { <Copyable text="9D348240-294F-4044-94D6-0B4CF295665E" what="folio fiscal"/> }.into_any()
        },
    },
    Example { name: "folio", view: || view! { <Copyable text="O-48120357" what="folio"/> }.into_any() },
];
