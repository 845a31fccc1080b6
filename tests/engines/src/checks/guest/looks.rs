//! A host's styles move no pixel of the portal, and the portal none of the host: each screen is pictured on our own page and on
//! the host's, by the same engine and in the same run, so that no picture is kept.

use serde_json::Value;

use super::super::rebilling;
use crate::checks::ensure::ensure;
use crate::failure::{Failure, Outcome};
use crate::page::{Page, button, heading, link};
use crate::picture::Screen;

/// All of it, without the page around.
const PORTAL: &str = "//*[contains(concat(' ',@class,' '),' pase-portal ')]";

/// By how much a channel may differ between our own page and a host's: the rounding of two ways to one colour.
const UNSEEN: u8 = 24;

/// The same between two times of one page.
const ROUNDED: u8 = 2;

/// How many pixels of a host's page may differ by more when it is drawn again: WebKit draws the edges of what is round or turned
/// each time a little otherwise (26 pixels at the corner of a field, and of the hostile page, where all is turned and half
/// transparent, 20 even visibly and without any portal). It is 17 times less than what the portal itself is allowed.
const DRAWN_ANEW: usize = 100;

/// Ends logged out, on the site's page without the portal.
pub(super) async fn are_each_ones_own(page: &Page, site: &str) -> Outcome {
    let own = match page.own_screens.get() {
        Some(taken) => taken,
        None => {
            let taken = on_our_own_page(page).await?;
            page.own_screens.get_or_init(|| taken)
        }
    };

    page.visit(site, "/").await?;
    hide_scroll_bar(page).await?;
    let (before, extent_before) = (page.picture().await?, extent(page).await?);
    page.press_of_host("//button[@id='mount']").await?;
    let in_host = screens(page).await?;
    for (own, in_host) in own.iter().zip(&in_host) {
        look_the_same(page, own, in_host)?;
    }

    // With the modal open, the session on and the page scrolled: it must leave nothing of that.
    page.press_of_host("//button[@id='unmount']").await?;
    page.gone(PORTAL).await?;
    let (after, extent_after) = (page.picture().await?, extent(page).await?);
    ensure(
        extent_before == extent_after,
        format!("the portal has left a page of {extent_after} that was one of {extent_before}"),
    )?;
    let unseen = if site == "hostile" { UNSEEN } else { ROUNDED };
    let difference = before.difference(&after, unseen)?;
    if difference.pixels > DRAWN_ANEW {
        page.keep(&before, "-before")?;
        let kept = page.keep(&after, "-after")?;
        return Err(Failure::new(format!(
            "the portal has left, and the host is another: {difference:?}\n{kept}"
        )));
    }
    page.press_of_host("//button[@id='mount']").await?;
    page.log_out().await?;
    page.press_of_host("//button[@id='unmount']").await
}

/// How wide and how long the page is, which also tells of what is below the window.
async fn extent(page: &Page) -> Outcome<Value> {
    let extent =
        "const { scrollWidth, scrollHeight } = document.documentElement; return [scrollWidth, scrollHeight]";
    page.script(extent, &[]).await
}

/// Ends logged out.
async fn on_our_own_page(page: &Page) -> Outcome<Vec<Screen>> {
    page.goto("/up/").await?;
    hide_scroll_bar(page).await?;
    let own = screens(page).await?;
    page.click(&format!("//dialog{}", button("Cancelar"))).await?;
    page.gone("//dialog").await?;
    page.log_out().await?;
    page.no_complaints().await?;
    Ok(own)
}

/// A page that is longer than its window has a bar that takes some of its width or is painted over it, and a host's page is
/// longer. Scripts and drivers scroll it all the same.
async fn hide_scroll_bar(page: &Page) -> Outcome {
    page.script("document.documentElement.style.setProperty('overflow', 'hidden', 'important')", &[])
        .await
        .map(drop)
}

/// The main job's screens, from the login to the open modal.
async fn screens(page: &Page) -> Outcome<Vec<Screen>> {
    page.seen(&heading("Entra a tu cuenta")).await?;
    let login = pictured(page, "login", PORTAL).await?;
    page.log_in().await?;
    page.open_row("$1,093.40").await?;
    page.seen(&link("XML")).await?;
    let invoices = pictured(page, "invoices", PORTAL).await?;
    page.click(&button("REFACTURAR")).await?;
    rebilling::choose(page).await?;
    let modal = pictured(page, "modal", "//dialog").await?;
    Ok(vec![login, invoices, modal])
}

async fn pictured(page: &Page, name: &'static str, path: &str) -> Outcome<Screen> {
    Ok(Screen { name, picture: page.picture_of(path, PORTAL).await? })
}

fn look_the_same(page: &Page, own: &Screen, in_host: &Screen) -> Outcome {
    let difference = own.picture.difference(&in_host.picture, UNSEEN);
    if difference.as_ref().is_ok_and(|difference| difference.is_slight()) {
        return Ok(());
    }
    page.keep(&own.picture, &format!("-{}-own", own.name))?;
    let kept = page.keep(&in_host.picture, &format!("-{}-in-host", in_host.name))?;
    Err(Failure::new(format!("the host moves the portal's pixels: {}, {difference:?}\n{kept}", own.name)))
}
