//! Correcting what the SAT does not recognize about the new receiver: the form of the razón social,
//! on the trámite's own page.

use leptos::prelude::*;
use pase_contract::fiscal_profiles::{FiscalProfile, ListFiscalProfiles, ReceiverRefusal};
use pase_contract::{FiscalProfileId, RebillId};

use crate::api::{Client, load};
use crate::browser::focus;
use crate::features::fiscal_profiles::{OpenProfile, ProfileFormView, is_refused_by_padron, loaded_profile};
use crate::ui::{Notice, NoticeKind};

/// The form, and help for customers who have nothing to correct.
#[component]
pub(super) fn Correction(
    /// The trámite.
    rebill: RebillId,
    /// The razón social to correct; `None` if it no longer exists.
    id: Option<FiscalProfileId>,
    /// What the SAT does not recognize.
    refusals: Vec<ReceiverRefusal>,
    /// The address of help from CAVI.
    help: String,
    /// Called after each save, because the trámite may then continue.
    on_saved: Callback<()>,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let open = expect_context::<OpenProfile>();
    let profiles = load(client, || Some(ListFiscalProfiles));
    let corrected = RwSignal::new(false);
    let root = NodeRef::<leptos::html::Div>::new();
    let saved = Callback::new(move |profile: FiscalProfile| {
        if !is_refused_by_padron(&profile) {
            // The form, which has the focus, is about to disappear. So the focus moves to the
            // page's heading.
            if let Some(root) = root.get_untracked() {
                focus::focus_near(&root, ".page", "h1");
            }
            corrected.set(true);
        }
        on_saved.run(());
    });
    on_cleanup(move || {
        if corrected.try_get_untracked() == Some(true) {
            open.close();
        }
    });
    let help = StoredValue::new(help);
    let ask = move || view! { <a href=help.get_value()>"Escríbenos"</a> };
    let show = move |found: Option<FiscalProfile>| match found {
        Some(profile) => {
            open.open_correction(rebill.clone(), profile, &refusals);
            view! {
                <ProfileFormView
                    form=open.form
                    submit_label="Guardar y continuar el trámite"
                    advice_lead="Nada se ha cancelado: en cuanto guardes los datos correctos, este mismo trámite continúa."
                    on_saved=saved
                />
                <p>"¿Tu Constancia dice lo mismo que aquí? " {ask()} "."</p>
            }
            .into_any()
        }
        None => view! {
            <Notice kind=NoticeKind::Attention title="Falta corregir datos de la nueva razón social">
                <p>"El SAT no los reconoció. Nada se ha cancelado. " {ask()} " para continuar."</p>
            </Notice>
        }
        .into_any(),
    };
    view! {
        <div class="stack" node_ref=root>
            {move || {
                if corrected.get() {
                    // The form is done. This notice replaces it until the trámite has moved on.
                    view! {
                        <Notice announced=true>
                            <p>"Guardamos los datos. El trámite continúa: los estamos validando con el SAT."</p>
                        </Notice>
                    }
                        .into_any()
                } else {
                    loaded_profile(profiles, id.as_ref(), &show)
                }
            }}
        </div>
    }
}
