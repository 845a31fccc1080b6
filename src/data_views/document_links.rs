//! Links to documents. A press fetches the file by script, so that the portal stays on the screen
//! and can say beside the link what went wrong. The link also has the address itself, for a long
//! press, for another window, and for presses that the script does not hear.

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{ApiError, Client};
use crate::browser::cancellation::Cancellation;
use crate::browser::files::{DocumentWindow, File};
use crate::browser::{focus, page, web_view};
use crate::data_views::failure::{FailureNotice, RequestKind};
use crate::ui::{Button, ButtonKind, ButtonLink, Copyable, Glyph, LiveRegion, Notice, NoticeKind};

/// How a link looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A button.
    Button(ButtonKind),
    /// A link in running text.
    Link,
}

/// What a press does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PressAction {
    /// It saves the file.
    Save,
    /// It shows the file in another window.
    ShowInWindow,
}

/// A link to a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLink {
    /// The path below the API's base.
    pub path: String,
    /// The text of the link: "PDF".
    pub label: &'static str,
    /// Which document it is, for people who cannot see where the link is: "de la factura O-1".
    /// Empty if the text of the link says it.
    pub of: String,
    /// How the link looks.
    pub look: Look,
    /// What a press does.
    pub action: PressAction,
}

/// Why a press did not do what the link says.
#[derive(Clone)]
enum PressFailure {
    Failed(ApiError),
    /// The portal is open inside another app, which cannot save files. The file itself has arrived.
    NoDownloads(File),
    WindowRefused,
}

/// Links to documents in one line, and below it a message if a press failed.
#[component]
pub fn DocumentLinks(
    /// The links.
    links: Vec<DocumentLink>,
) -> impl IntoView {
    let last_failure = LastFailure::new(None);
    let news = RwSignal::new(String::new());
    let message = NodeRef::<html::Div>::new();
    let is_in_line = links.iter().all(|link| link.look == Look::Link);
    let class = if is_in_line { "documents__line no-print" } else { "actions" };
    let links = links
        .into_iter()
        .map(|link| view! { <DocumentAnchor link=link last_failure=last_failure news=news/> })
        .collect_view();
    let has_failed = Memo::new(move |_| last_failure.with(Option::is_some));
    Effect::new(move |_| {
        // The message may be below the edge of the screen.
        if has_failed.get() {
            request_animation_frame(move || {
                if let Some(message) = message.try_get_untracked().flatten() {
                    focus::bring_into_view(&message);
                }
            });
        }
    });
    view! {
        <div>
            <div class=class>{links}</div>
            {move || {
                last_failure
                    .get()
                    .map(|(failure, again)| {
                        view! {
                            <div class="documents__answer" node_ref=message>
                                <PressFailureMessage failure=failure again=again/>
                            </div>
                        }
                    })
            }}
            <LiveRegion news=news/>
        </div>
    }
}

/// Why the last press failed, if it did, and the action that repeats it.
type LastFailure = RwSignal<Option<(PressFailure, Callback<()>)>>;

/// What is needed to handle a press.
#[derive(Clone)]
struct Press {
    client: Client,
    path: String,
    action: PressAction,
    label: &'static str,
    busy: RwSignal<bool>,
    last_failure: LastFailure,
    news: RwSignal<String>,
}

impl Press {
    /// Starts the request. Further presses while it is in progress do nothing.
    fn begin(self) {
        if self.busy.try_update(|busy| std::mem::replace(busy, true)) != Some(false) {
            return;
        }
        self.last_failure.try_set(None);
        self.news.try_set(format!("Preparando {}…", self.label));
        let is_inside_app = web_view::is_here();
        match self.action {
            PressAction::ShowInWindow if !is_inside_app => {
                let window = DocumentWindow::open();
                spawn_local(self.show_in_window(window));
            }
            _ => spawn_local(self.save(is_inside_app)),
        }
    }

    async fn save(self, is_inside_app: bool) {
        let answer = self.client.fetch_document(&self.path, &Cancellation::new()).await;
        let failure = match answer {
            Err(error) => Some(PressFailure::Failed(error)),
            Ok(file) if is_inside_app => Some(PressFailure::NoDownloads(file)),
            Ok(file) => {
                let is_saved = file.save();
                self.news.try_set(format!("Se descargó {}.", file.name()));
                (!is_saved).then_some(PressFailure::NoDownloads(file))
            }
        };
        self.end(failure);
    }

    /// Shows the document in the window by the server's own address, so that the customer can
    /// bookmark it and the file has its name. The server is asked first whether the document is
    /// available, because the window would show an error response as it is.
    async fn show_in_window(self, window: Option<DocumentWindow>) {
        let answer = self.client.check_document(&self.path, &Cancellation::new()).await;
        let failure = match (answer, window) {
            (Ok(()), Some(window)) => {
                window.show(&self.client.address(&self.path));
                self.news.try_set(String::new());
                None
            }
            (Ok(()), None) => Some(PressFailure::WindowRefused),
            (Err(error), window) => {
                if let Some(window) = window {
                    window.close();
                }
                Some(PressFailure::Failed(error))
            }
        };
        self.end(failure);
    }

    fn end(self, failure: Option<PressFailure>) {
        self.busy.try_set(false);
        // If the session has ended, the login replaces the screen, so there is nothing to say here.
        if let Some(failure) =
            failure.filter(|failure| !matches!(failure, PressFailure::Failed(ApiError::Unauthenticated)))
        {
            self.news.try_set(String::new());
            let (last_failure, again) = (self.last_failure, self);
            last_failure.try_set(Some((failure, Callback::new(move |()| again.clone().begin()))));
        }
    }
}

#[component]
fn DocumentAnchor(link: DocumentLink, last_failure: LastFailure, news: RwSignal<String>) -> impl IntoView {
    let client = expect_context::<Client>();
    let DocumentLink { path, label, of, look, action } = link;
    let href = client.address(&path);
    let busy = RwSignal::new(false);
    let press = Press { client, path, action, label, busy, last_failure, news };
    let on_click = move |event: MouseEvent| {
        // With a modifier key, the browser opens another window or saves the file by itself.
        if event.button() == 0
            && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
        {
            event.prevent_default();
            press.clone().begin();
        }
    };
    let (note, target) = match action {
        PressAction::Save => ("", None),
        PressAction::ShowInWindow => (" (se abre en otra ventana)", Some("_blank")),
    };
    let of = (!of.is_empty()).then(|| view! { <span class="visually-hidden">" " {of} {note}</span> });
    match look {
        Look::Button(kind) => {
            let glyph = (action == PressAction::Save).then_some(Glyph::Document);
            view! {
                <ButtonLink
                    kind=kind
                    href=href
                    external=true
                    glyph=glyph
                    busy=busy
                    attr:target=target
                    on:click=on_click
                >
                    {label}
                    {of}
                </ButtonLink>
            }
            .into_any()
        }
        Look::Link => view! {
            <a
                href=href
                rel="external"
                target=target
                aria-busy=move || busy.get().then_some("true")
                on:click=on_click
            >
                {label}
                {of}
            </a>
        }
        .into_any(),
    }
}

/// The message after a press that failed.
#[component]
fn PressFailureMessage(failure: PressFailure, again: Callback<()>) -> impl IntoView {
    match failure {
        PressFailure::Failed(error) => view! {
            <FailureNotice error=error request_kind=RequestKind::Read retry=again/>
        }
        .into_any(),
        PressFailure::NoDownloads(file) => view! { <CannotSaveNotice file=file/> }.into_any(),
        PressFailure::WindowRefused => view! {
            <Notice kind=NoticeKind::Attention announced=true title="Tu navegador no abrió la ventana">
                <p>"Permite las ventanas emergentes de este sitio e inténtalo de nuevo, o descarga el PDF."</p>
                <p class="actions">
                    <Button on_press=move |_| again.run(())>"Intentar de nuevo"</Button>
                </p>
            </Notice>
        }
        .into_any(),
    }
}

/// What to do where a file cannot be saved: share it with another app, or open the portal in a
/// browser that can save it.
#[component]
fn CannotSaveNotice(file: File) -> impl IntoView {
    let failed = RwSignal::new(false);
    let share = file.can_be_shared().then(|| {
        let press = move |_| {
            let file = file.clone();
            spawn_local(async move {
                let is_shared = file.share().await;
                failed.try_set(!is_shared);
            });
        };
        view! {
            <p class="actions">
                <Button kind=ButtonKind::Primary on_press=press>"Compartir o guardar el archivo"</Button>
            </p>
        }
    });
    view! {
        <Notice kind=NoticeKind::Attention announced=true title="Esta app no puede guardar archivos">
            {share}
            {move || failed.get().then(|| view! { <p role="status">"No se compartió. Usa el enlace."</p> })}
            <p>
                "Abre el portal en tu navegador, por ejemplo Chrome o Safari, y descárgalo ahí: toca el menú de esta app y \
                elige «Abrir en el navegador», o copia este enlace."
            </p>
            <p>
                <Copyable text=page::address() what="enlace del portal"/>
            </p>
        </Notice>
    }
}
