//! The gallery: shows every example of every part of the design system, with a choice of theme,
//! width and motion. `cargo xtask gallery` serves it, and the tests look at the same pages.
//! Customers never get it.
//!
//! `/up/` lists the parts. `?part=button&theme=dark` shows one part, with buttons that open it in
//! windows of several widths. `?part=button&theme=dark&bare` is the page in such a window, with the
//! examples and nothing else.

use leptos::mount::mount_to;
use leptos::prelude::*;
use pase_portal::ui::Button;
use pase_portal::ui::gallery::{Example, PARTS, Part};
use wasm_bindgen::JsCast;

const WIDTHS: [&str; 4] = ["320", "360", "768", "1280"];
const THEMES: [&str; 2] = ["light", "dark"];

fn main() {
    console_error_panic_hook::set_once();
    let root =
        document().get_element_by_id("gallery").and_then(|root| root.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(root) = root {
        mount_to(root, || view! { <Gallery query=GalleryQuery::read()/> }).forget();
    }
}

/// What the query of the address asks for.
#[derive(Clone, PartialEq)]
struct GalleryQuery {
    part: Option<String>,
    theme: Option<String>,
    still: bool,
    bare: bool,
}

impl GalleryQuery {
    fn read() -> Self {
        let search = window().location().search().unwrap_or_default();
        let pairs: Vec<(&str, &str)> = search
            .trim_start_matches('?')
            .split('&')
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .collect();
        let value =
            |wanted| pairs.iter().find(|(name, _)| *name == wanted).map(|(_, value)| (*value).to_owned());
        Self {
            part: value("part"),
            theme: value("theme"),
            still: value("motion").is_some_and(|motion| motion == "reduced"),
            bare: value("bare").is_some(),
        }
    }

    fn part(&self) -> Option<Part> {
        PARTS.iter().find(|part| Some(part.name) == self.part.as_deref()).copied()
    }

    fn address(&self) -> String {
        let mut address = "?gallery".to_owned();
        for (name, value) in [("part", &self.part), ("theme", &self.theme)] {
            if let Some(value) = value {
                address = format!("{address}&{name}={value}");
            }
        }
        for (flag, set) in [("&motion=reduced", self.still), ("&bare", self.bare)] {
            if set {
                address.push_str(flag);
            }
        }
        address
    }
}

#[component]
fn Gallery(query: GalleryQuery) -> impl IntoView {
    let content = match (query.part(), query.bare) {
        (Some(part), true) => view! { <ExamplesOnly part=part/> }.into_any(),
        (part, _) => view! { <PartIndex query=query.clone() part=part/> }.into_any(),
    };
    view! {
        <div class="pase-portal" class:gallery--still=query.still lang="es-MX" data-theme=query.theme.clone()>
            <main class="gallery">{content}</main>
        </div>
    }
}

/// Only the examples of a part.
#[component]
fn ExamplesOnly(part: Part) -> impl IntoView {
    view! {
        {(part.name != "page").then(|| view! { <h1 class="visually-hidden">{part.name}</h1> })}
        <Examples part=part/>
    }
}

#[component]
fn Examples(part: Part) -> impl IntoView {
    let example = |example: Example| {
        view! {
            <section class="gallery__example" data-example=example.name aria-label=example.name>
                {(example.view)()}
            </section>
        }
    };
    part.examples.iter().copied().map(example).collect_view()
}

/// The list of all parts, and the part that was chosen.
#[component]
fn PartIndex(query: GalleryQuery, part: Option<Part>) -> impl IntoView {
    let link = |part: &Part| {
        let href = GalleryQuery { part: Some(part.name.to_owned()), ..query.clone() }.address();
        let current = (query.part.as_deref() == Some(part.name)).then_some("page");
        view! {
            <li>
                <a data-part=part.name href=href aria-current=current>
                    {part.name}
                </a>
            </li>
        }
    };
    let chosen_part = part.map(|part| {
        view! {
            <Choices query=query.clone()/>
            <Examples part=part/>
        }
    });
    view! {
        <h1>"Partes del portal"</h1>
        <nav class="gallery__parts" aria-label="Partes">
            <ul class="actions">{PARTS.iter().map(link).collect_view()}</ul>
        </nav>
        {chosen_part}
    }
}

/// The choice of theme and motion, as links, and of width, as buttons that open a window.
#[component]
fn Choices(query: GalleryQuery) -> impl IntoView {
    let link = |words: String, target: GalleryQuery| {
        let current = (target == query).then_some("true");
        view! {
            <li>
                <a href=target.address() aria-current=current>
                    {words}
                </a>
            </li>
        }
    };
    let themes = THEMES
        .map(|theme| link(theme.to_owned(), GalleryQuery { theme: Some(theme.to_owned()), ..query.clone() }));
    let bare = GalleryQuery { bare: true, ..query.clone() }.address();
    // The width needs a window of its own, because the stylesheet's media queries look at the
    // window.
    let widths = WIDTHS.map(|width| {
        let bare = bare.clone();
        let open = move |_| {
            let features = format!("popup,width={width},height=800");
            // If the browser blocks the window, nothing happens.
            let _ = window().open_with_url_and_target_and_features(&bare, "_blank", &features);
        };
        view! {
            <li>
                <Button on_press=open>{width} " px"</Button>
            </li>
        }
    });
    let motion = [("motion", false), ("reduced motion", true)]
        .map(|(words, still)| link(words.to_owned(), GalleryQuery { still, ..query.clone() }));
    view! {
        <nav aria-label="Vista">
            <ul class="actions">{themes} {widths} {motion}</ul>
        </nav>
    }
}
