//! The answer to the commitment was lost: the trámite may be registered or not. The server is
//! asked, and its answer is shown.

use leptos::prelude::*;
use leptos::task::spawn_local;
use pase_contract::InvoiceId;
use pase_contract::invoices::{GetInvoice, Rebillability};
use pase_contract::rebills::GetRebill;

use super::model::{Commitment, RebillLookup, RebillModel};
use super::open_rebill::OpenRebill;
use crate::api::{ApiError, Client};
use crate::browser::cancellation::Cancellation;
use crate::browser::clock::ServerClock;
use crate::browser::page;
use crate::navigation::{HelpContext, Navigation, Route};
use crate::ui::{Button, ButtonKind, DialogFoot, Notice, NoticeKind};

/// Asks the server at once, whenever the connection or the page is back, and at a press.
#[component]
pub(super) fn UnknownOutcome(rebill: OpenRebill, on_close: Callback<()>) -> impl IntoView {
    let client = expect_context::<Client>();
    let is_looking_up = Memo::new(move |_| {
        rebill.read(|model| matches!(model.commitment, Commitment::Unknown { is_looking_up: true, .. }))
    });
    let clock = expect_context::<ServerClock>();
    let look_up = Callback::new(move |()| look_up_outcome(rebill, clock, client.clone()));
    look_up.run(());
    page::on_return(move || look_up.run(()));
    page::on_online(move || look_up.run(()));
    let help = rebill.read_untracked(|model| {
        let context = HelpContext {
            tag: Some(model.invoice.tag_id.clone()),
            invoice: Some(model.invoice.id.clone()),
            ..HelpContext::default()
        };
        Some(expect_context::<Navigation>().href(&Route::Help(context)))
    });
    view! {
        <Notice kind=NoticeKind::Attention announced=true>
            <p>"No recibimos una respuesta clara del servidor. Tu trámite pudo quedar registrado, o no."</p>
            <p>
                {move || {
                    if is_looking_up.get() {
                        "Estamos preguntando qué pasó…"
                    } else {
                        "Todavía no pudimos preguntar qué pasó. Revisa tu conexión a internet: volveremos a preguntar en cuanto regrese. Por cada factura se registra un solo trámite, aunque repitas."
                    }
                }}
            </p>
        </Notice>
        <DialogFoot>
            {help.map(|help| view! { <a href=help on:click=move |_| rebill.close()>"Reportar un problema"</a> })}
            <Button on_press=move |_| on_close.run(())>"Ver la factura"</Button>
            <Button kind=ButtonKind::Primary busy=is_looking_up on_press=move |_| look_up.run(())>
                "Preguntar de nuevo"
            </Button>
        </DialogFoot>
    }
}

fn look_up_outcome(rebill: OpenRebill, clock: ServerClock, client: Client) {
    if rebill.change(RebillModel::begin_lookup) != Some(true) {
        return;
    }
    let Some(invoice) = rebill.read_untracked(|model| Some(model.invoice.id.clone())) else { return };
    spawn_local(async move {
        let lookup = look_up_rebill(&client, invoice).await;
        if let Ok(RebillLookup::Rebilled(rebill)) = &lookup {
            clock.set(rebill.as_of);
        }
        rebill.change(|model| model.apply_lookup(lookup.ok()));
    });
}

/// Asks the server what became of an invoice.
async fn look_up_rebill(client: &Client, id: InvoiceId) -> Result<RebillLookup, ApiError> {
    let invoice = client.send(&GetInvoice { id }, &Cancellation::new()).await?;
    Ok(match invoice.rebill {
        Rebillability::Allowed { .. } => RebillLookup::Rebillable,
        Rebillability::Refused { rebill_id: Some(id), .. } => {
            RebillLookup::Rebilled(Box::new(client.send(&GetRebill { id }, &Cancellation::new()).await?))
        }
        Rebillability::Refused { .. } => RebillLookup::NotRebillable,
    })
}
