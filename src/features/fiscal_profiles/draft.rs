//! What was typed of a razón social, field by field, held against what is saved.

use mx_fiscal::{Rfc, TaxpayerName};
use pase_contract::fiscal_profiles::FiscalProfileDraft;

/// The fields of the form, in its order.
const FIELDS: [&str; 9] = [
    "rfc",
    "name",
    "postal_code",
    "fiscal_regime",
    "cfdi_use",
    "address.street",
    "address.neighborhood",
    "address.municipality",
    "address.state",
];

/// A field that was changed here and, otherwise, in another window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The field's name.
    pub field: &'static str,
    /// What was typed here.
    pub here: String,
    /// What is saved.
    pub saved: String,
}

/// What came of holding what was typed against what another window has saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merge {
    /// Fields that were left alone here: they are now as the other window has them.
    pub adopted: Vec<&'static str>,
    /// Fields that both have changed, each otherwise.
    pub conflicts: Vec<&'static str>,
}

/// Takes over what only the other window has changed since `base` was read; what was typed here stays.
pub fn merge(
    draft: &mut FiscalProfileDraft,
    mut base: FiscalProfileDraft,
    mut saved: FiscalProfileDraft,
) -> Merge {
    let mut merge = Merge::default();
    let mut here = as_it_would_be_saved(draft);
    for field in FIELDS {
        let (here, base, saved) = (held(&mut here, field), held(&mut base, field), held(&mut saved, field));
        if here == saved {
            continue;
        }
        if here == base {
            held(draft, field).clone_from(saved);
            merge.adopted.push(field);
        } else if base != saved {
            merge.conflicts.push(field);
        }
    }
    merge
}

/// Of these fields, those that are saved otherwise than they stand here.
pub fn differences(
    here: &FiscalProfileDraft,
    mut saved: FiscalProfileDraft,
    fields: &[&'static str],
) -> Vec<Difference> {
    let mut here = as_it_would_be_saved(here);
    let mut difference = |field: &&'static str| {
        let (here, saved) = (held(&mut here, field), held(&mut saved, field));
        (here != saved).then(|| Difference { field, here: here.clone(), saved: saved.clone() })
    };
    fields.iter().filter_map(&mut difference).collect()
}

/// What a field holds.
pub fn held<'a>(draft: &'a mut FiscalProfileDraft, field: &str) -> &'a mut String {
    match field {
        "rfc" => &mut draft.rfc,
        "name" => &mut draft.name,
        "postal_code" => &mut draft.postal_code,
        "fiscal_regime" => &mut draft.fiscal_regime,
        "cfdi_use" => &mut draft.cfdi_use,
        "address.street" => &mut draft.address.street,
        "address.neighborhood" => &mut draft.address.neighborhood,
        "address.municipality" => &mut draft.address.municipality,
        _ => &mut draft.address.state,
    }
}

/// What was typed as the server would write it, so that case and spaces make no difference.
pub fn as_it_would_be_saved(draft: &FiscalProfileDraft) -> FiscalProfileDraft {
    let mut draft = draft.clone();
    if let Ok(rfc) = Rfc::from_typed(&draft.rfc) {
        draft.rfc = rfc.to_string();
    }
    if let Ok(name) = draft.name.parse::<TaxpayerName>() {
        draft.name = name.to_string();
    }
    for line in FIELDS.into_iter().skip(2) {
        let line = held(&mut draft, line);
        *line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    draft
}
