//! The portal in a browser as a customer has it before them, on our own page or inside of another site's: elements by their
//! words, keys, pictures, and what the page complained of.

use std::cell::{OnceCell, RefCell};
use std::path::PathBuf;
use std::rc::Rc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::engine;
use crate::failure::{Failure, Outcome};
use crate::picture::{Picture, Rectangle, Screen};

/// What every script here can use: the page's trees, and what is found and read in them.
const TREES: &str = include_str!("../trees.js");

/// Scrolls to an element that is out of view, at once.
const INTO_VIEW: &str = "
const { top, bottom } = arguments[0].getBoundingClientRect();
if (top < 0 || bottom > innerHeight) {
  arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' });
}";

/// Whether an element is in the same place in two frames in a row.
const IS_STILL: &str = "const [element, done] = arguments; \
    const place = () => { const { left, top } = element.getBoundingClientRect(); return `${left} ${top}`; }; \
    requestAnimationFrame(() => { const before = place(); requestAnimationFrame(() => done(before === place())); });";

/// How long something may take to come, on a machine that does three engines at a time.
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK_AGAIN: Duration = Duration::from_millis(50);

pub(crate) const EMAIL: &str = "demo@pase.example";
pub(crate) const PASSWORD: &str = "Refactura2020";

/// A browser, and what it can look at.
pub(crate) struct Page {
    browser: WebDriver,
    /// What its pictures are kept by: `webkit-rebilling`.
    name: String,
    /// `http://127.0.0.1:41234`, where our own page is.
    backend: String,
    /// The same for the pages of other sites.
    hosts: String,
    /// The portal's screens on our own page, once a check has taken them: for each site they are the same.
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

    /// Goes to an address of the backend. Engines differ in whether the address of a link is told with its origin.
    pub(crate) async fn goto(&self, address: &str) -> Outcome {
        let path = address.strip_prefix(&self.backend).unwrap_or(address);
        Ok(self.browser.goto(format!("{}{path}", self.backend)).await?)
    }

    /// Goes to a page of another site: `/` has no portal, `/up/` has it in its markup.
    pub(crate) async fn visit(&self, site: &str, path: &str) -> Outcome {
        Ok(self.browser.goto(format!("{}/{site}{path}", self.hosts)).await?)
    }

    /// Opens the portal on our own page and logs in; ends on the invoices.
    pub(crate) async fn enter(&self) -> Outcome {
        self.goto("/up/").await?;
        self.log_in().await
    }

    /// From the login to the invoices, wherever the portal is.
    pub(crate) async fn log_in(&self) -> Outcome {
        self.fill("Teléfono/Email", EMAIL).await?;
        self.fill("Contraseña", PASSWORD).await?;
        self.click(&button("ENTRAR")).await?;
        self.seen(&heading("Facturas")).await.map(drop)
    }

    /// By the account's menu; ends on the login.
    pub(crate) async fn log_out(&self) -> Outcome {
        self.click("//nav[@aria-label='Tu cuenta']//button[@aria-expanded='false']").await?;
        self.click(&button("Cerrar sesión")).await?;
        self.seen(&heading("Entra a tu cuenta")).await.map(drop)
    }

    /// Opens the row of the invoice with this total, and in it the modal.
    pub(crate) async fn start_rebill(&self, total: &str) -> Outcome {
        self.open_row(total).await?;
        self.click(&button("REFACTURAR")).await?;
        self.seen("//dialog//h2").await.map(drop)
    }

    /// Opens the row of the invoice with this total.
    pub(crate) async fn open_row(&self, total: &str) -> Outcome {
        self.click(&format!("//tr[.//strong[normalize-space()='{total}']]//button")).await
    }

    /// What fits, in the page's own tree and in its shadow roots, seen or not.
    async fn find(&self, path: &str) -> Outcome<Vec<WebElement>> {
        let script = format!("{TREES} return find(arguments[0])");
        let found = self.browser.execute(script, vec![json!(path)]).await?;
        // Firefox answers with nothing when the page goes away beneath the script.
        if found.json().is_null() { Ok(Vec::new()) } else { Ok(found.elements()?) }
    }

    /// Waits until something that fits can be seen.
    pub(crate) async fn seen(&self, path: &str) -> Outcome<WebElement> {
        self.until(&format!("nothing is seen of {path}"), async || {
            for element in self.find(path).await? {
                // It may be gone by now: a view that was painted anew.
                if element.is_displayed().await.unwrap_or(false) {
                    return Ok(Some(element));
                }
            }
            Ok(None)
        })
        .await
    }

    /// Waits until nothing that fits can be seen any more.
    pub(crate) async fn gone(&self, path: &str) -> Outcome {
        self.until(&format!("{path} is still seen"), async || {
            for element in self.find(path).await? {
                if element.is_displayed().await.unwrap_or(false) {
                    return Ok(None);
                }
            }
            Ok(Some(()))
        })
        .await
    }

    /// Waits until something with these words can be seen.
    pub(crate) async fn reads(&self, words: &str) -> Outcome {
        self.until(&format!("nowhere is read «{words}»"), async || {
            Ok(self
                .script("return words()", &[])
                .await?
                .as_str()
                .and_then(|text| one_line(text).contains(words).then_some(())))
        })
        .await
    }

    /// Clicks what fits, as soon as it takes clicks.
    pub(crate) async fn click(&self, path: &str) -> Outcome {
        self.until(&format!("{path} takes no click"), async || {
            let element = self.seen(path).await?;
            // A host's page may scroll smoothly, and a driver does not wait for that.
            let _ = self.browser.execute(INTO_VIEW, vec![element.to_json()?]).await;
            // A pointer goes to where it was. What is still moving, or gone with its page, is looked for again.
            let is_still = self.browser.execute_async(IS_STILL, vec![element.to_json()?]).await;
            if !is_still.is_ok_and(|still| *still.json() == Value::Bool(true)) {
                return Ok(None);
            }
            // While something else is painted over it or in its place, it takes none.
            Ok(element.click().await.ok())
        })
        .await
    }

    /// Clicks what is the host's, by a script: a pointer would scroll to it and leave it focused, and a host may have put it out
    /// of a pointer's reach.
    pub(crate) async fn press_of_host(&self, path: &str) -> Outcome {
        const PRESS: &str = "const [found] = find(arguments[0]); found?.click(); return Boolean(found)";
        match self.script(PRESS, &[json!(path)]).await? {
            Value::Bool(false) => Err(Failure::new(format!("the host has no {path}"))),
            _ => Ok(()),
        }
    }

    /// The field with this label.
    pub(crate) async fn field(&self, label: &str) -> Outcome<WebElement> {
        self.seen(&format!("//input[@id=//label[starts-with(normalize-space(),'{label}')]/@for]")).await
    }

    /// Types into the field with this label, until it has the text: the app may put its own field in the place of the one that came
    /// with the page, while it is typed into.
    async fn fill(&self, label: &str, text: &str) -> Outcome {
        self.until(&format!("the field «{label}» does not take its text"), async || {
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

    /// Presses keys, whatever has the focus.
    pub(crate) async fn press(&self, keys: impl Into<TypingData>) -> Outcome {
        Ok(self.browser.action_chain().send_keys(keys).perform().await?)
    }

    /// Presses Tab until the element with the focus fits.
    pub(crate) async fn tab_to(&self, what: &str, fits: &str) -> Outcome {
        for _ in 0..40 {
            self.press(Key::Tab).await?;
            if self.focus_fits(fits).await? {
                return Ok(());
            }
        }
        Err(Failure::new(format!("with Tab alone one does not get to {what}")))
    }

    /// Whether the element with the focus, `focused`, is as this expression says.
    pub(crate) async fn focus_fits(&self, expression: &str) -> Outcome<bool> {
        let script = format!("const focused = focusedElement(); return Boolean({expression})");
        Ok(self.script(&script, &[]).await? == Value::Bool(true))
    }

    /// What a script returns, which has the functions of `trees.js`.
    pub(crate) async fn script(&self, script: &str, arguments: &[Value]) -> Outcome<Value> {
        Ok(self.browser.execute(format!("{TREES}\n{script}"), arguments.to_vec()).await?.json().clone())
    }

    /// Where the page is, without its origin.
    pub(crate) async fn path(&self) -> Outcome<String> {
        let path = self.script("return location.pathname", &[]).await?;
        Ok(path.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the browser has left for another page of this path. It asks nothing of the page meanwhile: WebKit's driver never
    /// answers a script beneath which the page goes away.
    pub(crate) async fn arrived(&self, path: &str) -> Outcome {
        self.until(&format!("the browser does not come to {path}"), async || {
            Ok((self.browser.current_url().await?.path() == path).then_some(()))
        })
        .await
    }

    /// From the server, as the browser's own button does.
    pub(crate) async fn reload(&self) -> Outcome {
        Ok(self.browser.refresh().await?)
    }

    /// The page from its top, as much as the window shows.
    pub(crate) async fn picture(&self) -> Outcome<Picture> {
        self.settled().await?;
        self.script("scrollTo({ top: 0, behavior: 'instant' })", &[]).await?;
        self.at_rest().await
    }

    /// What is taken up by the first element that fits, with the page scrolled to another one; all of it must be in the window.
    pub(crate) async fn picture_of(&self, path: &str, scrolled_to: &str) -> Outcome<Picture> {
        const SCROLL: &str = "find(arguments[0])[0].scrollIntoView({ block: 'start', behavior: 'instant' })";
        // There is a zero below zero.
        const PLACE: &str = "const { left, top, width, height } = find(arguments[0])[0].getBoundingClientRect(); \
            return [left, top, width, height].map((length) => Math.round(length) + 0)";
        self.settled().await?;
        self.script(SCROLL, &[json!(scrolled_to)]).await?;
        let picture = self.at_rest().await?;
        let [left, top, width, height] = serde_json::from_value(self.script(PLACE, &[json!(path)]).await?)?;
        picture.part(Rectangle { left, top, width, height })
    }

    /// Waits until nothing is under way any more, with nothing under the pointer.
    pub(crate) async fn settled(&self) -> Outcome {
        self.browser.action_chain().move_to(0, 0).perform().await?;
        self.until("something is still under way", async || {
            Ok((self.script("return isSettled()", &[]).await? == Value::Bool(true)).then_some(()))
        })
        .await
    }

    /// The window, once two pictures in a row are the same: an engine may paint a little after it has laid out.
    async fn at_rest(&self) -> Outcome<Picture> {
        let last = RefCell::new(self.browser.screenshot_as_png().await?);
        let png = self.until("the window does not come to rest", async || {
            let png = self.browser.screenshot_as_png().await?;
            let before = last.replace(png.clone());
            Ok((png == before).then_some(png))
        });
        let picture = Picture::read(&png.await?)?;
        let window: (u32, u32) =
            serde_json::from_value(self.script("return [innerWidth, innerHeight]", &[]).await?)?;
        if picture.size() != window {
            return Err(Failure::new(format!(
                "the window is {window:?} and its picture {:?}",
                picture.size()
            )));
        }
        Ok(picture)
    }

    /// What the page gets for an address: status, type, disposition and the first bytes.
    pub(crate) async fn fetched(&self, address: &str) -> Outcome<Fetched> {
        const FETCH: &str = "const [address, done] = arguments; \
            fetch(address).then(async (answer) => done({ status: answer.status, type: answer.headers.get('content-type'), \
            disposition: answer.headers.get('content-disposition'), \
            start: String.fromCharCode(...new Uint8Array(await answer.arrayBuffer()).slice(0, 200)) }), \
            (error) => done({ error: String(error) }))";
        let answer = self.browser.execute_async(FETCH, vec![json!(address)]).await?;
        if let Some(error) = answer.json().get("error") {
            return Err(Failure::new(format!("{address} was not fetched: {error}")));
        }
        let text = |key: &str| answer.json().get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok(Fetched {
            status: answer.json().get("status").and_then(Value::as_u64).unwrap_or_default(),
            media_type: text("type"),
            disposition: text("disposition"),
            start: text("start"),
        })
    }

    /// Waits for a condition.
    pub(crate) async fn until<T>(
        &self,
        what: &str,
        check: impl AsyncFn() -> Outcome<Option<T>>,
    ) -> Outcome<T> {
        let begun = Instant::now();
        loop {
            if let Some(found) = check().await? {
                return Ok(found);
            }
            if begun.elapsed() > PATIENCE {
                return Err(Failure::new(what));
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// What `watch.js` has written down since it was last asked.
    pub(crate) async fn complaints(&self) -> Outcome<Vec<String>> {
        const TAKE: &str = "const written = JSON.parse(sessionStorage.getItem('engines-complaints') ?? '[]'); \
            sessionStorage.removeItem('engines-complaints'); return written";
        Ok(serde_json::from_value(self.script(TAKE, &[]).await?)?)
    }

    /// Fails if the page has complained of anything.
    pub(crate) async fn no_complaints(&self) -> Outcome {
        match self.complaints().await? {
            complaints if complaints.is_empty() => Ok(()),
            complaints => Err(Failure::new(format!("the page complained:\n{}", complaints.join("\n")))),
        }
    }

    /// For a failure: where the page is, what it says, what it complained of, and its picture.
    pub(crate) async fn described(&self) -> String {
        let address = self.browser.current_url().await.map(|url| url.to_string()).unwrap_or_default();
        let text = self.script("return words()", &[]).await.unwrap_or_default();
        let complaints = self.complaints().await.unwrap_or_default().join("\n");
        let picture = match self.browser.screenshot_as_png().await {
            Ok(png) => Picture::read(&png).and_then(|picture| self.keep(&picture, "")),
            Err(error) => Err(error.into()),
        };
        let picture = picture.unwrap_or_else(|failure| failure.to_string());
        format!("at {address}\n{}\n{complaints}\n{picture}", text.as_str().unwrap_or_default())
    }

    /// Keeps a picture for whoever looks into a failure, and says where.
    pub(crate) fn keep(&self, picture: &Picture, what: &str) -> Outcome<String> {
        let file =
            PathBuf::from(engine::program("ENGINES_RESULTS")?).join(format!("{}{what}.png", self.name));
        picture.keep(&file)?;
        Ok(format!("as it looked: {}", file.display()))
    }

    pub(crate) async fn close(self) -> Outcome {
        Ok(self.browser.quit().await?)
    }
}

/// What the page got for an address.
#[derive(Debug)]
pub(crate) struct Fetched {
    pub(crate) status: u64,
    pub(crate) media_type: String,
    pub(crate) disposition: String,
    pub(crate) start: String,
}

/// A button that begins with these words.
pub(crate) fn button(words: &str) -> String {
    format!("//button[starts-with(normalize-space(),'{words}')]")
}

/// A link that begins with these words.
pub(crate) fn link(words: &str) -> String {
    format!("//a[starts-with(normalize-space(),'{words}')]")
}

/// A heading of any level with these words.
pub(crate) fn heading(words: &str) -> String {
    format!("//*[self::h1 or self::h2 or self::h3][normalize-space()='{words}']")
}

/// Without line breaks and doubled spaces, as a person reads.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
