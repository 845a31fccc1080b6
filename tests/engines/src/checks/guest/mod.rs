//! The portal as a guest in a page of another site, whatever that site's styles do to every element
//! and its scripts to every click. One browser does everything for a site, which takes less time
//! than a browser for each thing that is checked.

mod appearance;
mod host_unchanged;

use super::rebilling;
use crate::checks::ensure::ensure;
use crate::failure::Outcome;
use crate::page::{Page, heading, link};

/// Checks the portal in the pages of one of the sites of `hosts/serve.mjs`.
pub(super) async fn works_in(page: &Page, site: &str) -> Outcome {
    appearance::is_unaffected(page, site).await?;
    main_job(page, site).await?;
    host_unchanged::keeps_working(page, site).await
}

/// Does the main job. The portal's addresses must be below the site's. Ends on the invoices.
async fn main_job(page: &Page, site: &str) -> Outcome {
    page.goto_host(site, "/up/").await?;
    page.log_in().await?;
    rebilling::open_review(page, "$743.00").await?;
    rebilling::confirm(page).await?;
    page.click(&link("Ver mi trámite")).await?;
    page.wait_for(&heading("Trámite de refacturación")).await?;
    page.wait_for_text("Documento corregido disponible").await?;
    let address = page.path().await?;
    ensure(
        address.starts_with(&format!("/{site}/up/tramites/")),
        format!("the trámite is at {address}, which is not below the site's address"),
    )?;
    page.reload().await?;
    page.wait_for_text("Documento corregido disponible").await?;
    page.click(&link("Volver a mis facturas")).await?;
    page.wait_for(&heading("Facturas")).await.map(drop)
}
