//! The modal, which is the browser's own `dialog`.

use thirtyfour::Key;

use crate::checks::ensure::ensure;
use crate::failure::Outcome;
use crate::page::Page;

/// The modal keeps the focus inside, closes with Escape, and gives the focus back.
pub(super) async fn keeps_focus_and_closes_with_escape(page: &Page) -> Outcome {
    page.open_and_log_in().await?;
    page.start_rebill("$743.00").await?;
    page.wait_for_text("SAT050528XN0").await?;
    let modal = page.run_script("return document.querySelectorAll('dialog:modal').length", &[]).await?;
    ensure(modal == 1, format!("{modal} modal dialogs are open"))?;
    // Not beyond the last button: the next Tab would lead to the browser's own toolbar, and
    // WebDriver could not bring the focus back from there.
    page.tab_to("the modal's last button", "focused.innerText === 'Continuar'").await?;
    page.run_script("document.querySelector('main a[href]').focus()", &[]).await?;
    ensure(
        page.focus_matches("focused.innerText === 'Continuar'").await?,
        "an element behind the modal got the focus",
    )?;
    page.press_keys(Key::Escape).await?;
    page.wait_until_gone("//dialog").await?;
    page.wait_until("the focus does not return to REFACTURAR", async || {
        Ok(page.focus_matches("focused.innerText?.startsWith('REFACTURAR')").await?.then_some(()))
    })
    .await?;
    page.press_keys(Key::Enter).await?;
    page.wait_for("//dialog//h2").await.map(drop)
}
