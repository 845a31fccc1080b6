//! The portal looks the same in a host's page as on our own, and the host's page looks the same
//! after the portal has left it. The pictures that are compared come from the same engine in the
//! same run, so no reference picture is stored.

use serde_json::Value;

use super::super::rebilling;
use crate::checks::ensure::ensure;
use crate::failure::{Failure, Outcome};
use crate::page::{Page, button, heading, link};
use crate::picture::Screen;

/// The XPath of the portal's root element, without the page around it.
const PORTAL: &str = "//*[contains(concat(' ',@class,' '),' pase-portal ')]";

/// How much a channel of a pixel may differ between our own page and a host's. The engine computes
/// the same color in two ways and may round differently.
const HOST_TOLERANCE: u8 = 24;

/// How much a channel of a pixel may differ between two pictures of the same page.
const ROUNDING_TOLERANCE: u8 = 2;

/// How many pixels of a host's page may differ by more than the tolerance after it is drawn again.
/// WebKit draws round and rotated edges slightly differently each time: 26 pixels at the corner of
/// a field; and on the hostile page, where everything is rotated and half transparent, 20 pixels
/// even differ visibly and without any portal. This limit is 17 times stricter than the one for the
/// portal's own screens (one pixel in a thousand).
const REDRAW_TOLERANCE: usize = 100;

/// Compares the portal's screens with those on our own page, and the host's page before and after
/// the portal. Ends logged out, on the site's page without the portal.
pub(super) async fn is_unaffected(page: &Page, site: &str) -> Outcome {
    let own = match page.own_screens.get() {
        Some(screens) => screens,
        None => {
            let screens = take_own_screens(page).await?;
            page.own_screens.get_or_init(|| screens)
        }
    };

    page.goto_host(site, "/").await?;
    hide_scroll_bar(page).await?;
    let (before, size_before) = (page.picture_of_top().await?, page_size(page).await?);
    page.click_in_host("//button[@id='mount']").await?;
    let in_host = take_screens(page).await?;
    for (own, in_host) in own.iter().zip(&in_host) {
        expect_same(page, own, in_host)?;
    }

    // Here the modal is open, the customer is logged in and the page is scrolled. Nothing of that
    // may remain.
    page.click_in_host("//button[@id='unmount']").await?;
    page.wait_until_gone(PORTAL).await?;
    let (after, size_after) = (page.picture_of_top().await?, page_size(page).await?);
    ensure(
        size_before == size_after,
        format!("the host's page was {size_before} before the portal and is {size_after} after it"),
    )?;
    let tolerance = if site == "hostile" { HOST_TOLERANCE } else { ROUNDING_TOLERANCE };
    let difference = before.difference(&after, tolerance)?;
    if difference.pixels > REDRAW_TOLERANCE {
        page.save_picture(&before, "-before")?;
        let saved = page.save_picture(&after, "-after")?;
        return Err(Failure::new(format!(
            "the host's page looks different after the portal: {difference:?}\n{saved}"
        )));
    }
    page.click_in_host("//button[@id='mount']").await?;
    page.log_out().await?;
    page.click_in_host("//button[@id='unmount']").await
}

/// The page's width and height, including what is outside the window.
async fn page_size(page: &Page) -> Outcome<Value> {
    const SIZE: &str =
        "const { scrollWidth, scrollHeight } = document.documentElement; return [scrollWidth, scrollHeight]";
    page.run_script(SIZE, &[]).await
}

/// Takes pictures of the screens on our own page. Ends logged out.
async fn take_own_screens(page: &Page) -> Outcome<Vec<Screen>> {
    page.goto("/up/").await?;
    hide_scroll_bar(page).await?;
    let own = take_screens(page).await?;
    page.click(&format!("//dialog{}", button("Cancelar"))).await?;
    page.wait_until_gone("//dialog").await?;
    page.log_out().await?;
    page.expect_no_complaints().await?;
    Ok(own)
}

/// Hides the scroll bar, which takes some of the page's width or is painted over it. Only a page
/// that is longer than its window has one, and a host's page is longer than ours. Scripts and
/// drivers can still scroll the page.
async fn hide_scroll_bar(page: &Page) -> Outcome {
    page.run_script("document.documentElement.style.setProperty('overflow', 'hidden', 'important')", &[])
        .await
        .map(drop)
}

/// Takes pictures of the main job's screens, from the login to the open modal.
async fn take_screens(page: &Page) -> Outcome<Vec<Screen>> {
    page.wait_for(&heading("Entra a tu cuenta")).await?;
    let login = take_screen(page, "login", PORTAL).await?;
    page.log_in().await?;
    page.open_row("$1,093.40").await?;
    page.wait_for(&link("XML")).await?;
    let invoices = take_screen(page, "invoices", PORTAL).await?;
    page.click(&button("REFACTURAR")).await?;
    rebilling::choose_receiver(page).await?;
    let modal = take_screen(page, "modal", "//dialog").await?;
    Ok(vec![login, invoices, modal])
}

async fn take_screen(page: &Page, name: &'static str, path: &str) -> Outcome<Screen> {
    Ok(Screen { name, picture: page.picture_of(path, PORTAL).await? })
}

/// Fails unless a screen looks the same in the host's page as on our own.
fn expect_same(page: &Page, own: &Screen, in_host: &Screen) -> Outcome {
    let difference = own.picture.difference(&in_host.picture, HOST_TOLERANCE);
    if difference.as_ref().is_ok_and(|difference| difference.is_slight()) {
        return Ok(());
    }
    page.save_picture(&own.picture, &format!("-{}-own", own.name))?;
    let saved = page.save_picture(&in_host.picture, &format!("-{}-in-host", in_host.name))?;
    Err(Failure::new(format!(
        "the portal looks different in the host's page: {}, {difference:?}\n{saved}",
        own.name
    )))
}
