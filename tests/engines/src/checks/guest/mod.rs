//! The portal as a guest: in a page of another site, whatever that site's styles do to every element and its scripts to every
//! click. A browser goes the whole way in one site, which takes less time than a browser for each thing that is looked at.

mod good_manners;
mod looks;

use super::rebilling;
use crate::checks::ensure::ensure;
use crate::failure::Outcome;
use crate::page::{Page, heading, link};

/// In the pages of one of the sites of `hosts/serve.mjs`.
pub(super) async fn of(page: &Page, site: &str) -> Outcome {
    looks::are_each_ones_own(page, site).await?;
    the_main_job(page, site).await?;
    good_manners::leave_the_host_its_own(page, site).await
}

/// With the addresses below the site's; ends on the invoices.
async fn the_main_job(page: &Page, site: &str) -> Outcome {
    page.visit(site, "/up/").await?;
    page.log_in().await?;
    rebilling::review(page, "$743.00").await?;
    rebilling::register(page).await?;
    page.click(&link("Ver mi trámite")).await?;
    page.seen(&heading("Trámite de refacturación")).await?;
    page.reads("Documento corregido disponible").await?;
    let address = page.path().await?;
    ensure(
        address.starts_with(&format!("/{site}/up/tramites/")),
        format!("the trámite is at {address}, which is no address of the site's"),
    )?;
    page.reload().await?;
    page.reads("Documento corregido disponible").await?;
    page.click(&link("Volver a mis facturas")).await?;
    page.seen(&heading("Facturas")).await.map(drop)
}
