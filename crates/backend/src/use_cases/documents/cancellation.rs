//! What the printed form of a cancelled invoice says about its cancellation. The stored document
//! says nothing about it, because it stays as it was certified.

use cfdi::FolioFiscal;
use pase_contract::invoices::InvoiceStatus;
use pase_contract::rebills::SatCfdiStatus;
use printed_form::Cancellation;

use crate::app::App;
use crate::kernel::mexico_city;
use crate::store::invoices::{self as store, InvoiceRow};
use crate::use_cases::failure::Outcome;

/// What is known about an invoice's cancellation; `None` if it is not cancelled.
pub(crate) async fn cancellation(app: &App, (invoice, rebill): &InvoiceRow) -> Outcome<Option<Cancellation>> {
    if invoice.status != InvoiceStatus::Cancelled {
        return Ok(None);
    }
    let Some(rebill) = rebill else {
        return Ok(Some(Cancellation { status: sat_wording(None), known_at: None, replaced_by: None }));
    };
    let invoices = store::of_rebills(app.store.reader(), std::slice::from_ref(rebill)).await?;
    let corrected = invoices.iter().find(|invoice| invoice.origin_rebill_id.as_ref() == Some(&rebill.id));
    Ok(Some(Cancellation {
        status: sat_wording(rebill.sat.map(|sat| sat.status)),
        known_at: rebill.sat.map(|sat| mexico_city::document_time(sat.asked_at)),
        replaced_by: corrected.map(|invoice| FolioFiscal::from(invoice.uuid)),
    }))
}

/// A cancellation in the SAT's own words.
fn sat_wording(status: Option<SatCfdiStatus>) -> &'static str {
    match status {
        Some(SatCfdiStatus::CancelledWithAcceptance) => "Cancelado con aceptación",
        Some(SatCfdiStatus::CancelledWithoutAcceptance) => "Cancelado sin aceptación",
        Some(SatCfdiStatus::CancelledBySilence) => "Cancelado, plazo vencido",
        _ => "Cancelado",
    }
}
