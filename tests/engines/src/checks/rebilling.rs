//! The main job, from the login to the corrected document, and the addresses on the way.

use super::documents;
use crate::checks::ensure::ensure;
use crate::failure::Outcome;
use crate::page::{Page, button, heading, link};

/// Re-bills an invoice of $1,093.40. From $1,000.00 up, the receiver must accept the cancellation.
pub(super) async fn with_acceptance(page: &Page) -> Outcome {
    page.open_and_log_in().await?;
    open_review(page, "$1,093.40").await?;
    page.wait_for_text("RFC ISD950921HE5").await?;
    confirm(page).await?;
    page.wait_for_text(
        "Para finalizar su solicitud, le pedimos ingrese a su buzón tributario y acepte la cancelación del documento.",
    )
    .await?;
    page.wait_for_text(
        "*Una vez cancelada la factura original, podrá descargar su documento corregido en el transcurso de las siguientes \
         24 horas.",
    )
    .await?;
    page.click(&button("ENTENDIDO")).await?;
    page.wait_until_gone("//dialog").await?;
    page.click(&link("Ver el trámite")).await?;
    page.wait_for(&heading("Trámite de refacturación")).await?;
    page.wait_for_text("Aceptación pendiente").await?;
    let tramite = page.path().await?;
    page.expect_no_complaints().await?;

    page.goto("/sandbox/buzon").await?;
    page.wait_for_text("ISD950921HE5").await?;
    page.click(&button("Aceptar")).await?;
    page.wait_for_text("Aceptada").await?;

    page.goto(&tramite).await?;
    page.wait_for_text("Documento corregido disponible").await?;
    for (text, media_type, start) in
        [("Descargar PDF", "application/pdf", "%PDF-"), ("Descargar XML", "application/xml", "<?xml")]
    {
        let file = documents::fetch_link(page, &link(text)).await?;
        ensure(file.is_download(media_type, start), format!("{text}: {file:?}"))?;
        if media_type == "application/xml" {
            ensure(
                file.disposition.contains("SAT050528XN0"),
                format!("the document is not the new receiver's: {file:?}"),
            )?;
        }
    }
    Ok(())
}

/// Goes from the table of invoices to the modal's review.
pub(super) async fn open_review(page: &Page, total: &str) -> Outcome {
    page.start_rebill(total).await?;
    choose_receiver(page).await?;
    page.click(&format!("//dialog{}", button("Continuar"))).await?;
    page.wait_for_text("Nueva razón social").await
}

/// Chooses the new razón social in the modal.
pub(super) async fn choose_receiver(page: &Page) -> Outcome {
    page.click("//dialog//label[contains(.,'SAT050528XN0')]").await
}

/// Confirms the review. Ends on the notice that the trámite is registered.
pub(super) async fn confirm(page: &Page) -> Outcome {
    page.click(&format!("//dialog{}", button("REFACTURAR"))).await?;
    page.wait_for_text("Su trámite de refacturación ha sido registrado.").await
}

/// Back, Forward and Reload show the same screens again, with the row still open.
pub(super) async fn survives_back_forward_and_reload(page: &Page) -> Outcome {
    page.open_and_log_in().await?;
    page.open_row("$743.00").await?;
    page.wait_for(&link("XML")).await?;
    page.click(&link("Movimientos")).await?;
    page.wait_for(&heading("Movimientos")).await?;
    page.run_script("history.back()", &[]).await?;
    page.wait_for(&link("XML")).await?;
    page.run_script("history.forward()", &[]).await?;
    page.wait_for(&heading("Movimientos")).await?;
    page.run_script("history.back()", &[]).await?;
    page.wait_for(&link("XML")).await?;
    page.reload().await?;
    page.wait_for(&link("XML")).await.map(drop)
}
