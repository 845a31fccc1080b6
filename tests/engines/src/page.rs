//! A browser with the portal, on our own page or inside another site's page. It finds elements by
//! their text, presses keys, takes pictures, and reads the page's complaints.

use std::cell::{OnceCell, RefCell};
use std::path::PathBuf;
use std::rc::Rc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::engine;
use crate::failure::{Failure, Outcome};
use crate::picture::{Picture, Rectangle, Screen};

/// Functions that every script here can use, to find and read things in all trees of the page.
const TREES: &str = include_str!("../trees.js");

/// Scrolls to an element that is out of view, without animation.
const INTO_VIEW: &str = "
const { top, bottom } = arguments[0].getBoundingClientRect();
if (top < 0 || bottom > innerHeight) {
  arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' });
}";

/// Returns whether an element is in the same place in two consecutive frames.
const IS_STILL: &str = "const [element, done] = arguments; \
    const place = () => { const { left, top } = element.getBoundingClientRect(); return `${left} ${top}`; }; \
    requestAnimationFrame(() => { const before = place(); requestAnimationFrame(() => done(before === place())); });";

/// How long to wait for a condition. The machine runs three engines at the same time.
const WAIT_LIMIT: Duration = Duration::from_secs(60);
const POLL_INTERVAL: Duration = Duration::from_millis(50);

pub(crate) const EMAIL: &str = "demo@pase.example";
pub(crate) const PASSWORD: &str = "Refactura2020";

/// A browser window, in which a check acts as the customer.
pub(crate) struct Page {
    browser: WebDriver,
    /// The beginning of its pictures' file names: `webkit-rebilling`.
    name: String,
    /// The origin of our own page: `http://127.0.0.1:41234`.
    backend: String,
    /// The origin of other sites' pages.
    hosts: String,
    /// The portal's screens on our own page, once a check has taken pictures of them. The checks of
    /// all sites compare with the same pictures.
    pub(crate) own_screens: Rc<OnceCell<Vec<Screen>>>,
}

impl Page {
    pub(crate) fn open(
        browser: WebDriver,
        name: String,
        backend: &str,
        hosts: &str,
        own_screens: Rc<OnceCell<Vec<Screen>>>,
    ) -> Self {
        Self { browser, name, backend: backend.to_owned(), hosts: hosts.to_owned(), own_screens }
    }

    /// Goes to an address of the backend, with or without its origin: engines differ in which of
    /// the two they report for a link.
    pub(crate) async fn goto(&self, address: &str) -> Outcome {
        let path = address.strip_prefix(&self.backend).unwrap_or(address);
        Ok(self.browser.goto(format!("{}{path}", self.backend)).await?)
    }

    /// Goes to a page of another site. The page `/` has no portal; `/up/` has it in its markup.
    pub(crate) async fn goto_host(&self, site: &str, path: &str) -> Outcome {
        Ok(self.browser.goto(format!("{}/{site}{path}", self.hosts)).await?)
    }

    /// Opens the portal on our own page and logs in. Ends on the invoices.
    pub(crate) async fn open_and_log_in(&self) -> Outcome {
        self.goto("/up/").await?;
        self.log_in().await
    }

    /// Logs in, wherever the portal is. Starts on the login and ends on the invoices.
    pub(crate) async fn log_in(&self) -> Outcome {
        self.fill("Teléfono/Email", EMAIL).await?;
        self.fill("Contraseña", PASSWORD).await?;
        self.click(&button("ENTRAR")).await?;
        self.wait_for(&heading("Facturas")).await.map(drop)
    }

    /// Logs out with the account's menu. Ends on the login.
    pub(crate) async fn log_out(&self) -> Outcome {
        self.click("//nav[@aria-label='Tu cuenta']//button[@aria-expanded='false']").await?;
        self.click(&button("Cerrar sesión")).await?;
        self.wait_for(&heading("Entra a tu cuenta")).await.map(drop)
    }

    /// Opens the row of the invoice with this total, and from there the modal.
    pub(crate) async fn start_rebill(&self, total: &str) -> Outcome {
        self.open_row(total).await?;
        self.click(&button("REFACTURAR")).await?;
        self.wait_for("//dialog//h2").await.map(drop)
    }

    /// Opens the row of the invoice with this total.
    pub(crate) async fn open_row(&self, total: &str) -> Outcome {
        self.click(&format!("//tr[.//strong[normalize-space()='{total}']]//button")).await
    }

    /// The elements that match an XPath, in the document and in all open shadow roots, visible or
    /// not.
    async fn find(&self, path: &str) -> Outcome<Vec<WebElement>> {
        let script = format!("{TREES} return find(arguments[0])");
        let found = self.browser.execute(script, vec![json!(path)]).await?;
        // Firefox returns null if the page is unloaded while the script runs.
        if found.json().is_null() { Ok(Vec::new()) } else { Ok(found.elements()?) }
    }

    /// Waits until an element that matches is visible.
    pub(crate) async fn wait_for(&self, path: &str) -> Outcome<WebElement> {
        self.wait_until(&format!("{path} is not visible"), async || {
            for element in self.find(path).await? {
                // It may be gone by now, because its view was rendered again.
                if element.is_displayed().await.unwrap_or(false) {
                    return Ok(Some(element));
                }
            }
            Ok(None)
        })
        .await
    }

    /// Waits until no element that matches is visible any more.
    pub(crate) async fn wait_until_gone(&self, path: &str) -> Outcome {
        self.wait_until(&format!("{path} is still visible"), async || {
            for element in self.find(path).await? {
                if element.is_displayed().await.unwrap_or(false) {
                    return Ok(None);
                }
            }
            Ok(Some(()))
        })
        .await
    }

    /// Waits until the page shows this text.
    pub(crate) async fn wait_for_text(&self, wanted: &str) -> Outcome {
        self.wait_until(&format!("the page does not show «{wanted}»"), async || {
            Ok(self
                .run_script("return visibleText()", &[])
                .await?
                .as_str()
                .and_then(|text| one_line(text).contains(wanted).then_some(())))
        })
        .await
    }

    /// Clicks an element that matches, as soon as it can be clicked.
    pub(crate) async fn click(&self, path: &str) -> Outcome {
        self.wait_until(&format!("{path} cannot be clicked"), async || {
            let element = self.wait_for(path).await?;
            // A host's page may scroll smoothly, and a driver does not wait until that ends.
            let _ = self.browser.execute(INTO_VIEW, vec![element.to_json()?]).await;
            // The driver clicks where the element was at first. If the element still moves, or is
            // gone with its page, find it again.
            let is_still = self.browser.execute_async(IS_STILL, vec![element.to_json()?]).await;
            if !is_still.is_ok_and(|still| *still.json() == Value::Bool(true)) {
                return Ok(None);
            }
            // The click fails while something covers the element or has taken its place.
            Ok(element.click().await.ok())
        })
        .await
    }

    /// Clicks an element of the host with a script. A pointer would scroll to the element and leave
    /// the focus on it, and a host's styles may have put it out of a pointer's reach.
    pub(crate) async fn click_in_host(&self, path: &str) -> Outcome {
        const CLICK: &str = "const [found] = find(arguments[0]); found?.click(); return Boolean(found)";
        match self.run_script(CLICK, &[json!(path)]).await? {
            Value::Bool(false) => Err(Failure::new(format!("the host has no {path}"))),
            _ => Ok(()),
        }
    }

    /// The field with this label.
    pub(crate) async fn field(&self, label: &str) -> Outcome<WebElement> {
        self.wait_for(&format!("//input[@id=//label[starts-with(normalize-space(),'{label}')]/@for]")).await
    }

    /// Types into the field with this label, again and again until it has the text. Meanwhile the
    /// app may replace the prerendered field by its own.
    async fn fill(&self, label: &str, text: &str) -> Outcome {
        self.wait_until(&format!("the field «{label}» does not keep its text"), async || {
            let field = self.field(label).await?;
            let typed = async {
                if field.value().await?.is_some_and(|value| !value.is_empty()) {
                    field.clear().await?;
                }
                field.send_keys(text).await?;
                field.value().await
            };
            Ok(typed.await.is_ok_and(|value| value.as_deref() == Some(text)).then_some(()))
        })
        .await
    }

    /// Presses keys, on whatever element has the focus.
    pub(crate) async fn press_keys(&self, keys: impl Into<TypingData>) -> Outcome {
        Ok(self.browser.action_chain().send_keys(keys).perform().await?)
    }

    /// Presses Tab until the focused element matches this expression.
    pub(crate) async fn tab_to(&self, what: &str, expression: &str) -> Outcome {
        for _ in 0..40 {
            self.press_keys(Key::Tab).await?;
            if self.focus_matches(expression).await? {
                return Ok(());
            }
        }
        Err(Failure::new(format!("Tab does not lead to {what}")))
    }

    /// Whether this JavaScript expression about `focused`, the element with the focus, is true.
    pub(crate) async fn focus_matches(&self, expression: &str) -> Outcome<bool> {
        let script = format!("const focused = focusedElement(); return Boolean({expression})");
        Ok(self.run_script(&script, &[]).await? == Value::Bool(true))
    }

    /// Runs a script, which can use the functions of `trees.js`, and returns its result.
    pub(crate) async fn run_script(&self, script: &str, arguments: &[Value]) -> Outcome<Value> {
        Ok(self.browser.execute(format!("{TREES}\n{script}"), arguments.to_vec()).await?.json().clone())
    }

    /// The path of the page's address.
    pub(crate) async fn path(&self) -> Outcome<String> {
        let path = self.run_script("return location.pathname", &[]).await?;
        Ok(path.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the browser has gone to the page with this path. It runs no script meanwhile,
    /// because WebKit's driver never answers a script if the page is unloaded while it runs.
    pub(crate) async fn wait_for_path(&self, path: &str) -> Outcome {
        self.wait_until(&format!("the browser does not go to {path}"), async || {
            Ok((self.browser.current_url().await?.path() == path).then_some(()))
        })
        .await
    }

    /// Reloads the page, as the browser's own button does.
    pub(crate) async fn reload(&self) -> Outcome {
        Ok(self.browser.refresh().await?)
    }

    /// Takes a picture of the top of the page, as far as it fits in the window.
    pub(crate) async fn picture_of_top(&self) -> Outcome<Picture> {
        self.wait_until_settled().await?;
        self.run_script("scrollTo({ top: 0, behavior: 'instant' })", &[]).await?;
        self.still_picture().await
    }

    /// Takes a picture of the first element that matches `path`, after scrolling to `scrolled_to`.
    /// The whole element must be inside the window.
    pub(crate) async fn picture_of(&self, path: &str, scrolled_to: &str) -> Outcome<Picture> {
        const SCROLL: &str = "find(arguments[0])[0].scrollIntoView({ block: 'start', behavior: 'instant' })";
        // `Math.round` can return -0; adding 0 makes it 0.
        const PLACE: &str = "const { left, top, width, height } = find(arguments[0])[0].getBoundingClientRect(); \
            return [left, top, width, height].map((length) => Math.round(length) + 0)";
        self.wait_until_settled().await?;
        self.run_script(SCROLL, &[json!(scrolled_to)]).await?;
        let picture = self.still_picture().await?;
        let [left, top, width, height] =
            serde_json::from_value(self.run_script(PLACE, &[json!(path)]).await?)?;
        picture.crop(Rectangle { left, top, width, height })
    }

    /// Moves the pointer away, and waits until nothing is loading and no animation is running.
    pub(crate) async fn wait_until_settled(&self) -> Outcome {
        self.browser.action_chain().move_to(0, 0).perform().await?;
        self.wait_until("the page is still loading or animated", async || {
            Ok((self.run_script("return isSettled()", &[]).await? == Value::Bool(true)).then_some(()))
        })
        .await
    }

    /// Takes pictures of the window until two in a row are the same. An engine may still paint for
    /// a while after the layout is done.
    async fn still_picture(&self) -> Outcome<Picture> {
        let last = RefCell::new(self.browser.screenshot_as_png().await?);
        let png = self.wait_until("the window's picture keeps changing", async || {
            let png = self.browser.screenshot_as_png().await?;
            let before = last.replace(png.clone());
            Ok((png == before).then_some(png))
        });
        let picture = Picture::read(&png.await?)?;
        let window: (u32, u32) =
            serde_json::from_value(self.run_script("return [innerWidth, innerHeight]", &[]).await?)?;
        if picture.size() != window {
            return Err(Failure::new(format!(
                "the window is {window:?}, but its picture is {:?}",
                picture.size()
            )));
        }
        Ok(picture)
    }

    /// Fetches an address with the page's own `fetch`.
    pub(crate) async fn fetch(&self, address: &str) -> Outcome<Fetched> {
        const FETCH: &str = "const [address, done] = arguments; \
            fetch(address).then(async (answer) => done({ status: answer.status, type: answer.headers.get('content-type'), \
            disposition: answer.headers.get('content-disposition'), \
            start: String.fromCharCode(...new Uint8Array(await answer.arrayBuffer()).slice(0, 200)) }), \
            (error) => done({ error: String(error) }))";
        let answer = self.browser.execute_async(FETCH, vec![json!(address)]).await?;
        if let Some(error) = answer.json().get("error") {
            return Err(Failure::new(format!("{address} could not be fetched: {error}")));
        }
        let text = |key: &str| answer.json().get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok(Fetched {
            status: answer.json().get("status").and_then(Value::as_u64).unwrap_or_default(),
            media_type: text("type"),
            disposition: text("disposition"),
            start: text("start"),
        })
    }

    /// Waits until the check returns a value. If that takes too long, fails with this message.
    pub(crate) async fn wait_until<T>(
        &self,
        message: &str,
        check: impl AsyncFn() -> Outcome<Option<T>>,
    ) -> Outcome<T> {
        let started = Instant::now();
        loop {
            if let Some(found) = check().await? {
                return Ok(found);
            }
            if started.elapsed() > WAIT_LIMIT {
                return Err(Failure::new(message));
            }
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// Takes the complaints that `watch.js` has recorded since the last call.
    pub(crate) async fn take_complaints(&self) -> Outcome<Vec<String>> {
        const TAKE: &str = "const written = JSON.parse(sessionStorage.getItem('engines-complaints') ?? '[]'); \
            sessionStorage.removeItem('engines-complaints'); return written";
        Ok(serde_json::from_value(self.run_script(TAKE, &[]).await?)?)
    }

    /// Fails if there are complaints.
    pub(crate) async fn expect_no_complaints(&self) -> Outcome {
        match self.take_complaints().await? {
            complaints if complaints.is_empty() => Ok(()),
            complaints => Err(Failure::new(format!("the page has complaints:\n{}", complaints.join("\n")))),
        }
    }

    /// Describes the page, for a failure: its address, its text, its complaints, and the file with
    /// its picture.
    pub(crate) async fn describe(&self) -> String {
        let address = self.browser.current_url().await.map(|url| url.to_string()).unwrap_or_default();
        let text = self.run_script("return visibleText()", &[]).await.unwrap_or_default();
        let complaints = self.take_complaints().await.unwrap_or_default().join("\n");
        let picture = match self.browser.screenshot_as_png().await {
            Ok(png) => Picture::read(&png).and_then(|picture| self.save_picture(&picture, "")),
            Err(error) => Err(error.into()),
        };
        let picture = picture.unwrap_or_else(|failure| failure.to_string());
        format!("at {address}\n{}\n{complaints}\n{picture}", text.as_str().unwrap_or_default())
    }

    /// Saves a picture for whoever examines a failure. Returns a line with the name of its file.
    pub(crate) fn save_picture(&self, picture: &Picture, suffix: &str) -> Outcome<String> {
        let file =
            PathBuf::from(engine::program("ENGINES_RESULTS")?).join(format!("{}{suffix}.png", self.name));
        picture.save(&file)?;
        Ok(format!("picture: {}", file.display()))
    }

    pub(crate) async fn close(self) -> Outcome {
        Ok(self.browser.quit().await?)
    }
}

/// The response to a fetch.
#[derive(Debug)]
pub(crate) struct Fetched {
    pub(crate) status: u64,
    pub(crate) media_type: String,
    pub(crate) disposition: String,
    /// The first 200 bytes of the body.
    pub(crate) start: String,
}

/// The XPath of a button whose text begins like this.
pub(crate) fn button(text: &str) -> String {
    format!("//button[starts-with(normalize-space(),'{text}')]")
}

/// The XPath of a link whose text begins like this.
pub(crate) fn link(text: &str) -> String {
    format!("//a[starts-with(normalize-space(),'{text}')]")
}

/// The XPath of a heading with this text, of level 1 to 3.
pub(crate) fn heading(text: &str) -> String {
    format!("//*[self::h1 or self::h2 or self::h3][normalize-space()='{text}']")
}

/// The text without line breaks and repeated spaces, as a person reads it.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
