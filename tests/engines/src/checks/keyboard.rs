//! The portal with the keyboard alone.

use thirtyfour::Key;

use crate::checks::ensure::ensure;
use crate::failure::Outcome;
use crate::page::{EMAIL, PASSWORD, Page, heading, link};

/// Logs in, finds an invoice, and goes through the modal to its review, without a pointer.
pub(super) async fn reaches_the_review(page: &Page) -> Outcome {
    page.goto("/up/").await?;
    page.wait_for(&heading("Entra a tu cuenta")).await?;
    page.tab_to("the email field", "focused.labels?.[0]?.innerText.startsWith('Teléfono/Email')").await?;
    page.press_keys(EMAIL).await?;
    page.press_keys(Key::Tab).await?;
    ensure(
        page.focus_matches("focused.type === 'password'").await?,
        "Tab does not lead from the email to the password",
    )?;
    page.press_keys(PASSWORD).await?;
    page.press_keys(Key::Enter).await?;
    page.wait_for(&heading("Facturas")).await?;
    page.wait_for_text("$743.00").await?;

    page.tab_to("the row's button", "focused.getAttribute('aria-label')?.startsWith('Abrir factura') || focused.innerText?.startsWith('Abrir factura')").await?;
    page.press_keys(Key::Enter).await?;
    page.wait_for(&link("XML")).await?;
    page.tab_to("REFACTURAR", "focused.innerText?.startsWith('REFACTURAR')").await?;
    page.press_keys(Key::Space).await?;
    page.wait_for("//dialog//h2").await?;
    page.tab_to("the razones sociales", "focused.type === 'radio'").await?;
    page.press_keys(Key::Down).await?;
    ensure(
        page.focus_matches("focused.type === 'radio' && focused.checked").await?,
        "an arrow key does not choose a razón social",
    )?;
    page.tab_to("Continuar", "focused.innerText === 'Continuar'").await?;
    page.press_keys(Key::Enter).await?;
    page.wait_for_text("Nueva razón social").await
}
