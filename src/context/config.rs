//! What the host page configures: the addresses of the portal, of its API, and of the host's own
//! pages that the portal links to.

use std::sync::Arc;

/// The portal's configuration. Every value has a default that works on our own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The path below which the portal's addresses are, without a slash at the end: `/up`.
    pub base: Arc<str>,
    /// The address of the API: a path, or an address of the same site.
    pub api: Arc<str>,
    /// The color theme; `None` follows the device.
    pub theme: Option<Theme>,
    /// Whether the portal also sets the window's title on another site's page. On our own page it
    /// always does.
    pub sets_title: bool,
    /// Whether the page says that nobody is logged in, because the request for it had no session
    /// cookie. Then the login is shown without waiting for the server's answer.
    pub known_logged_out: bool,
    /// The host's own pages that the portal links to.
    pub links: Links,
}

/// A color theme, set by a page that has only one.
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

    /// The theme's name in a page's configuration and in the stylesheet.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Addresses of the host's own pages. Without an address, a link leads to the portal's help. The
/// links to the privacy notice and to the terms are left out instead.
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
            sets_title: false,
            known_logged_out: false,
            links: Links::default(),
        }
    }
}

impl Config {
    /// Reads the configuration through a function that looks up a key (`base`, `api`,
    /// `registerUrl`, …). A value that is missing or is not a web address keeps its default, so a
    /// link never becomes a script.
    pub fn read(look_up: impl Fn(&str) -> Option<String>) -> Self {
        let default = Self::default();
        let address = |key: &str| look_up(key).and_then(|value| web_address(&value));
        Self {
            base: address("base").map_or(default.base, |base| base.trim_end_matches('/').into()),
            api: address("api").map_or(default.api, |api| api.trim_end_matches('/').into()),
            theme: look_up("theme").and_then(|word| Theme::read(&word)),
            // As with HTML's boolean attributes, its presence counts, not its value.
            sets_title: look_up("setTitle").is_some(),
            known_logged_out: look_up("session").as_deref() == Some("none"),
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

/// Returns the value if it is a path of this site or an http address. Anything else (`javascript:`,
/// `data:`) is `None`.
pub fn web_address(value: &str) -> Option<Arc<str>> {
    let value = value.trim();
    // Browsers read a backslash as a slash, and ignore tabs and line breaks inside an address.
    let is_path = value.starts_with('/') && !value.starts_with("//") && !value.starts_with("/\\");
    let is_plain = !value.contains(char::is_control);
    (is_plain && (is_path || is_http(value))).then(|| value.into())
}

/// Returns the value if it is an http address of another site. Every address in an answer of the
/// API passes through here before it becomes a link, so that an answer that was tampered with
/// cannot make a link run a script.
pub fn foreign_address(value: &str) -> Option<Arc<str>> {
    web_address(value).filter(|address| is_http(address))
}

fn is_http(value: &str) -> bool {
    let begins =
        |scheme: &str| value.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    begins("https://") || begins("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a browser would run as a script, or read as an address of another site.
    const NO_ADDRESSES: [&str; 8] = [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "blob:https://portal.example/1",
    ];

    #[test]
    fn what_is_missing_keeps_its_default() {
        assert_eq!(Config::read(|_| None), Config::default());
        let empty = Config::read(|key| (key != "setTitle").then(String::new));
        assert_eq!(empty, Config::default());
        assert!(Config::read(|key| (key == "setTitle").then(String::new)).sets_title);
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
        for address in NO_ADDRESSES {
            let config = Config::read(|key| (key != "setTitle").then(|| address.to_owned()));
            assert_eq!(config, Config::default(), "{address}");
        }
    }

    #[test]
    fn an_address_of_an_answer_is_one_of_another_site_or_none() {
        for address in
            NO_ADDRESSES.into_iter().chain(["/up/", "", "verificacfdi.facturaelectronica.sat.gob.mx"])
        {
            assert_eq!(foreign_address(address), None, "{address}");
        }
        let of_the_sat = "https://verificacfdi.facturaelectronica.sat.gob.mx/default.aspx?id=U&fe=a%3D%3D";
        assert_eq!(foreign_address(of_the_sat).as_deref(), Some(of_the_sat));
        assert_eq!(foreign_address("HTTPS://sat.gob.mx/").as_deref(), Some("HTTPS://sat.gob.mx/"));
    }
}
