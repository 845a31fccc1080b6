//! What the host page sets: where the portal and its API stand, and where the things lead that it does not do itself.

use std::sync::Arc;

/// The portal's configuration; every value has a default that works on our own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The path under which the portal's addresses stand, without a slash at its end: `/up`.
    pub base: Arc<str>,
    /// Where the API stands: a path, or an address of the same site.
    pub api: Arc<str>,
    /// Which colours it wears; `None` follows the device.
    pub theme: Option<Theme>,
    /// Whether a host's window is named after the portal's screens, too; on our own page it always is.
    pub names_window: bool,
    /// Whether the page says that nobody is logged in, because it was asked for without a session's cookie: then the login
    /// need not wait until the server has been asked.
    pub says_nobody: bool,
    /// Where links lead; `None` leads to help.
    pub links: Links,
}

/// Colours that a page sets because it has only one kind of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    fn read(word: &str) -> Option<Self> {
        [Self::Light, Self::Dark].into_iter().find(|theme| theme.as_str() == word)
    }

    /// The word for it in a page's configuration and in the stylesheet.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Addresses of the host's own pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// "CREAR TU CUENTA"
    pub register: Option<Arc<str>>,
    /// "Restablece tu contraseña"
    pub reset_password: Option<Arc<str>>,
    /// "Soy cliente corporativo"
    pub corporate: Option<Arc<str>>,
    /// "RECARGAR"
    pub recharge: Option<Arc<str>>,
    /// "FACTURAR"
    pub invoice: Option<Arc<str>>,
    /// Aviso de privacidad
    pub privacy: Option<Arc<str>>,
    /// Términos y condiciones
    pub terms: Option<Arc<str>>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            base: "/up".into(),
            api: pase_contract::BASE.into(),
            theme: None,
            names_window: false,
            says_nobody: false,
            links: Links::default(),
        }
    }
}

impl Config {
    /// Reads the configuration through a function that looks a key up (`base`, `api`, `registerUrl`, …). What is
    /// missing or no address of the web keeps its default: a link never becomes a script.
    pub fn read(look_up: impl Fn(&str) -> Option<String>) -> Self {
        let default = Self::default();
        let address = |key: &str| look_up(key).and_then(|value| web_address(&value));
        Self {
            base: address("base").map_or(default.base, |base| base.trim_end_matches('/').into()),
            api: address("api").map_or(default.api, |api| api.trim_end_matches('/').into()),
            theme: look_up("theme").and_then(|word| Theme::read(&word)),
            // An attribute that is there, as HTML's own have it.
            names_window: look_up("setTitle").is_some(),
            says_nobody: look_up("session").as_deref() == Some("none"),
            links: Links {
                register: address("registerUrl"),
                reset_password: address("resetPasswordUrl"),
                corporate: address("corporateUrl"),
                recharge: address("rechargeUrl"),
                invoice: address("invoiceUrl"),
                privacy: address("privacyUrl"),
                terms: address("termsUrl"),
            },
        }
    }
}

/// A path of this site or an http address; nothing else (`javascript:`, `data:`) is one.
fn web_address(value: &str) -> Option<Arc<str>> {
    let value = value.trim();
    let path = value.starts_with('/') && !value.starts_with("//");
    let http = value.starts_with("https://") || value.starts_with("http://");
    (path || http).then(|| value.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_keeps_its_default() {
        assert_eq!(Config::read(|_| None), Config::default());
        let empty = Config::read(|key| (key != "setTitle").then(String::new));
        assert_eq!(empty, Config::default());
        assert!(Config::read(|key| (key == "setTitle").then(String::new)).names_window);
    }

    #[test]
    fn a_slash_at_the_end_does_not_matter() {
        let config = Config::read(|key| match key {
            "base" => Some("/portal/".to_owned()),
            "api" => Some("https://api.pase.com.mx/v1/".to_owned()),
            _ => None,
        });
        assert_eq!((&*config.base, &*config.api), ("/portal", "https://api.pase.com.mx/v1"));
    }

    #[test]
    fn a_theme_that_is_none_follows_the_device() {
        let read =
            |word: &'static str| Config::read(move |key| (key == "theme").then(|| word.to_owned())).theme;
        assert_eq!(read("dark"), Some(Theme::Dark));
        assert_eq!(read("light"), Some(Theme::Light));
        assert_eq!(read("auto"), None);
    }

    #[test]
    fn a_link_never_becomes_a_script() {
        for address in ["javascript:alert(1)", "data:text/html,x", "//evil.example"] {
            let config = Config::read(|key| (key != "setTitle").then(|| address.to_owned()));
            assert_eq!(config, Config::default(), "{address}");
        }
    }
}
