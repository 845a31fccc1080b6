//! The host works as it does without the portal: its links, clicks, history and scrolling.

use serde_json::{Value, json};

use crate::checks::ensure::ensure;
use crate::failure::{Failure, Outcome};
use crate::page::{Page, button, heading, link};

/// Checks links, clicks, history and scrolling. Starts on the invoices, in the site's page with the
/// portal.
pub(super) async fn keeps_working(page: &Page, site: &str) -> Outcome {
    links_lead_to_the_host(page, site).await?;
    clicks_reach_the_host(page).await?;
    history_stays_the_hosts(page, site).await?;
    smooth_scroll_works(page).await
}

/// The host's links lead to its own pages, even one that begins like the portal's addresses.
async fn links_lead_to_the_host(page: &Page, site: &str) -> Outcome {
    let ours = page.path().await?;
    for (text, path) in [("Subir archivos", "/upload"), ("Promociones", "/up-something")] {
        let theirs = format!("/{site}{path}");
        page.click_in_host(&link(text)).await?;
        page.wait_for_path(&theirs).await?;
        page.wait_for(&format!("//p[@id='path'][.='{theirs}']")).await?;
        page.run_script("history.back()", &[]).await?;
        page.wait_for_path(&ours).await?;
        page.wait_for(&heading("Facturas")).await?;
    }
    Ok(())
}

/// The host stops every click around the portal, after the portal has received it. The portal's
/// links must work nevertheless, without loading the page again.
async fn clicks_reach_the_host(page: &Page) -> Outcome {
    page.run_script("document.documentElement.dataset.marked = 'yes'", &[]).await?;
    page.click(&link("Movimientos")).await?;
    page.wait_for(&heading("Movimientos")).await?;
    let path = page.path().await?;
    ensure(path.ends_with("/movimientos"), format!("the address is {path}"))?;
    ensure(host_log_has(page, "click in the place").await?, "the host did not see the click")?;
    let marked = page.run_script("return document.documentElement.dataset.marked", &[]).await?;
    ensure(marked == "yes", "a link of the portal has loaded the page again")
}

/// The host's history entries, their states and its `popstate` listener stay as they are.
async fn history_stays_the_hosts(page: &Page, site: &str) -> Outcome {
    let ours = page.path().await?;
    page.run_script("history.replaceState({ host: 'first' }, '')", &[]).await?;
    page.click_in_host(&button("Filtrar")).await?;
    let theirs = format!("/{site}/filtro");
    ensure(page.path().await? == theirs, "the host's own entry is missing")?;
    page.run_script("history.back()", &[]).await?;
    wait_for_host_log(page, &format!("popstate {ours} {}", json!({ "host": "first" }))).await?;
    page.wait_for(&heading("Movimientos")).await?;
    page.run_script("history.forward()", &[]).await?;
    wait_for_host_log(page, &format!("popstate {theirs} {}", json!({ "host": "filtered" }))).await?;
    let events =
        page.run_script("return hostLog.filter((line) => line.startsWith('popstate')).length", &[]).await?;
    ensure(events == 2, format!("the host got {events} popstate events"))?;
    // While the address is the host's, the portal changes its screen without changing the address.
    page.click(&link("Facturas")).await?;
    page.wait_for(&heading("Facturas")).await?;
    ensure(page.path().await? == theirs, "the portal has changed the host's address")
}

/// The host still scrolls smoothly to an anchor of its own.
async fn smooth_scroll_works(page: &Page) -> Outcome {
    // The host scrolls to where the anchor is at the start, so nothing may move after that.
    page.wait_until_settled().await?;
    page.click_in_host(&link("Contacto")).await?;
    wait_for_host_log(page, "smooth #contacto").await?;
    const IN_VIEW: &str = "const { top } = document.getElementById('contacto').getBoundingClientRect(); \
        return top >= 0 && top < innerHeight";
    page.wait_until("the host has not scrolled to its anchor", async || {
        Ok((page.run_script(IN_VIEW, &[]).await? == Value::Bool(true)).then_some(()))
    })
    .await?;
    page.wait_for(&heading("Facturas")).await.map(drop)
}

/// Waits until the host's log has this line.
async fn wait_for_host_log(page: &Page, line: &str) -> Outcome {
    let found = page.wait_until("", async || Ok(host_log_has(page, line).await?.then_some(()))).await;
    let log = page.run_script("return hostLog", &[]).await?;
    found.map_err(|_| Failure::new(format!("the host's log does not have «{line}», but {log}")))
}

async fn host_log_has(page: &Page, line: &str) -> Outcome<bool> {
    Ok(page.run_script("return hostLog.includes(arguments[0])", &[json!(line)]).await? == true)
}
