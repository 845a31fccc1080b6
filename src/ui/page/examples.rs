//! Gallery examples of the page.

use leptos::prelude::*;

use crate::ui::gallery::Example;
use crate::ui::{Page, Subtitle};

pub const EXAMPLES: &[Example] = &[Example {
    name: "page",
    view: || {
        view! {
            <Page title="Ayuda">
                <p>"En 48 horas hábiles ofreceremos estatus a su reporte."</p>
                <Subtitle>"Llámanos"</Subtitle>
                <p>"(55) 5950 2560"</p>
            </Page>
        }
        .into_any()
    },
}];
