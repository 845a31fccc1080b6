//! `cargo run --package pase-prerender`: renders again what the portal's own pages show before the
//! app has loaded, and writes it to `build/prerendered.json`: for each page its title and its
//! elements. `settings` in that file are the `data-` attributes of the portal's element in
//! `index.html`.
//!
//! The file is committed and build/pages.mjs inserts its contents into the pages, so that a build of
//! the SPA need not compile the SPA natively as well. A test fails if the file is out of date.

#![cfg_attr(test, allow(clippy::indexing_slicing, clippy::unwrap_used))]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;

use pase_portal::context::config::Config;
use pase_portal::shell::prerender::{Html, Prerendered};
use serde_json::{Value, json};

const PAGES: [(&str, Prerendered); 3] =
    [("index", Prerendered::Login), ("account", Prerendered::Account), ("help", Prerendered::Help)];

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../build/prerendered.json");

fn main() -> Result<(), Box<dyn Error>> {
    Ok(fs::write(FILE, rendered_again(&fs::read_to_string(FILE)?)?)?)
}

/// The file with its pages rendered again, for the same settings.
fn rendered_again(file: &str) -> serde_json::Result<String> {
    let file: Value = serde_json::from_str(file)?;
    let settings = serde_json::from_value(file.get("settings").cloned().unwrap_or_default())?;
    // In alphabetical order, because serde_json sorts the names in some builds only: another package
    // of the build may turn its feature `preserve_order` on.
    let file = json!({ "pages": pages(&settings), "settings": settings });
    Ok(format!("{}\n", serde_json::to_string_pretty(&file)?))
}

fn pages(settings: &BTreeMap<String, String>) -> Value {
    let config = Config::read(|key| settings.get(key).cloned());
    let page = |(name, prerendered): (&str, Prerendered)| {
        let Html { title, markup } = prerendered.render(config.clone());
        (name.to_owned(), json!({ "markup": markup, "title": title }))
    };
    let pages: BTreeMap<_, _> = PAGES.map(page).into_iter().collect();
    Value::Object(pages.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(name: &str, settings: &[(&str, &str)]) -> (String, String) {
        let settings = settings.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let page = pages(&settings)[name].clone();
        (text(&page["title"]), text(&page["markup"]))
    }

    #[test]
    fn the_committed_pages_are_what_the_app_shows() {
        let committed = fs::read_to_string(FILE).unwrap();
        let rendered = rendered_again(&committed).unwrap();
        let difference =
            committed.lines().zip(rendered.lines()).find(|(committed, rendered)| committed != rendered);
        assert!(
            committed == rendered,
            "build/prerendered.json is out of date: run `cargo run --package pase-prerender`, and see `git diff`; \
             the first difference: {difference:#?}"
        );
    }

    #[test]
    fn the_login_is_a_whole_form_that_never_puts_a_password_into_an_address() {
        let (title, markup) = rendered("index", &[]);
        assert_eq!(title, "Entrar · PASE");
        assert!(markup.contains(r#"method="post""#), "{markup}");
        for part in ["name=\"identifier\"", "name=\"password\"", "type=\"submit\"", "Entra a tu cuenta"] {
            assert!(markup.contains(part), "{part} is not in {markup}");
        }
    }

    #[test]
    fn who_has_a_session_sees_nothing_of_the_login() {
        let (_, markup) = rendered("account", &[]);
        assert!(markup.contains("Cargando…") && !markup.contains("<form"), "{markup}");
    }

    #[test]
    fn help_can_be_read_and_called_before_any_script() {
        let (title, markup) = rendered("help", &[]);
        assert_eq!(title, "Ayuda · PASE");
        assert!(markup.contains("href=\"tel:") && markup.contains("href=\"mailto:"), "{markup}");
    }

    #[test]
    fn links_lead_where_the_page_says() {
        let register = "https://www.pase.example/registro";
        let (_, markup) = rendered("index", &[("registerUrl", register), ("base", "/portal")]);
        assert!(markup.contains(register) && markup.contains("href=\"/portal/"), "{markup}");
    }

    #[test]
    fn nothing_of_it_is_refused_by_the_content_security_policy() {
        for (name, _) in PAGES {
            let (_, markup) = rendered(name, &[]);
            for inline in ["<script", "<style", " style=", " onclick=", " onsubmit="] {
                assert!(!markup.contains(inline), "{inline} in {name}");
            }
        }
    }
}
