//! The portal in a browser as a customer has it before them: elements by their words, keys, and what the page complained of.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::engine;
use crate::failure::{Failure, Outcome};

/// How long something may take to come, on a machine that does three engines at a time.
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK_AGAIN: Duration = Duration::from_millis(50);

pub(crate) const EMAIL: &str = "demo@pase.example";
pub(crate) const PASSWORD: &str = "Refactura2020";

/// A browser, and the backend that it looks at.
pub(crate) struct Page {
    browser: WebDriver,
    backend: String,
}

impl Page {
    pub(crate) fn open(browser: WebDriver, backend: &str) -> Self {
        Self { browser, backend: backend.to_owned() }
    }

    /// Goes to an address of the backend. Engines differ in whether the address of a link is told with its origin.
    pub(crate) async fn goto(&self, address: &str) -> Outcome {
        let path = address.strip_prefix(&self.backend).unwrap_or(address);
        Ok(self.browser.goto(format!("{}{path}", self.backend)).await?)
    }

    /// Opens the portal and logs in; ends on the invoices.
    pub(crate) async fn enter(&self) -> Outcome {
        self.goto("/up/").await?;
        self.field("Teléfono/Email").await?.send_keys(EMAIL).await?;
        self.field("Contraseña").await?.send_keys(PASSWORD).await?;
        self.click(&button("ENTRAR")).await?;
        self.seen(&heading("Facturas")).await.map(drop)
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

    /// Waits until something that fits can be seen.
    pub(crate) async fn seen(&self, path: &str) -> Outcome<WebElement> {
        self.until(&format!("nothing is seen of {path}"), async || {
            for element in self.browser.find_all(By::XPath(path)).await? {
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
            for element in self.browser.find_all(By::XPath(path)).await? {
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
                .script("return document.body.innerText", &[])
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
            // While something else is painted over it or in its place, it does not.
            Ok(element.click().await.ok())
        })
        .await
    }

    /// The field with this label.
    pub(crate) async fn field(&self, label: &str) -> Outcome<WebElement> {
        self.seen(&format!("//input[@id=//label[starts-with(normalize-space(),'{label}')]/@for]")).await
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
        let script = format!("const focused = document.activeElement; return Boolean({expression})");
        Ok(self.script(&script, &[]).await? == Value::Bool(true))
    }

    /// What a script returns.
    pub(crate) async fn script(&self, script: &str, arguments: &[Value]) -> Outcome<Value> {
        Ok(self.browser.execute(script, arguments.to_vec()).await?.json().clone())
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
    pub(crate) async fn described(&self, name: &str) -> String {
        let address = self.browser.current_url().await.map(|url| url.to_string()).unwrap_or_default();
        let text = self.script("return document.body.innerText", &[]).await.unwrap_or_default();
        let complaints = self.complaints().await.unwrap_or_default().join("\n");
        let picture = self.picture(name).await.unwrap_or_else(|failure| failure.to_string());
        format!("at {address}\n{}\n{complaints}\n{picture}", text.as_str().unwrap_or_default())
    }

    async fn picture(&self, name: &str) -> Outcome<String> {
        let folder = PathBuf::from(engine::program("ENGINES_RESULTS")?);
        fs::create_dir_all(&folder).map_err(Failure::doing("there is no folder for pictures"))?;
        let file = folder.join(format!("{name}.png"));
        fs::write(&file, self.browser.screenshot_as_png().await?)
            .map_err(Failure::doing("no picture was kept"))?;
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
