//! Gallery examples of the live region, which is invisible.

use leptos::prelude::*;

use crate::ui::gallery::Example;
use crate::ui::{Button, LiveRegion};

pub const EXAMPLES: &[Example] = &[Example {
    name: "news",
    view: || {
        let news = RwSignal::new("2 facturas.".to_owned());
        let filter = move |_| news.set("1 factura.".to_owned());
        view! {
            <Button on_press=filter>"Filtrar"</Button>
            <LiveRegion news=news/>
        }
        .into_any()
    },
}];
