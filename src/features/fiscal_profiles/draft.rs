//! The typed fields of a razón social, compared with what is saved.

use pase_contract::fiscal_profiles::FiscalProfileDraft;

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// RFC.
    Rfc,
    /// Nombre o razón social.
    Name,
    /// Código postal.
    PostalCode,
    /// Régimen fiscal.
    FiscalRegime,
    /// Uso del CFDI.
    CfdiUse,
    /// Street and number.
    Street,
    /// Colonia.
    Neighborhood,
    /// Municipio or alcaldía.
    Municipality,
    /// Estado.
    State,
}

impl Field {
    /// All fields, in the order of the form.
    pub const ALL: [Self; 9] = [
        Self::Rfc,
        Self::Name,
        Self::PostalCode,
        Self::FiscalRegime,
        Self::CfdiUse,
        Self::Street,
        Self::Neighborhood,
        Self::Municipality,
        Self::State,
    ];

    /// The field's name in the contract, which is also the `name` of its input.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rfc => "rfc",
            Self::Name => "name",
            Self::PostalCode => "postal_code",
            Self::FiscalRegime => "fiscal_regime",
            Self::CfdiUse => "cfdi_use",
            Self::Street => "address.street",
            Self::Neighborhood => "address.neighborhood",
            Self::Municipality => "address.municipality",
            Self::State => "address.state",
        }
    }

    /// Reads a field's name in the contract; `None` if the form has no such field.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Whether it is a line of the address.
    pub const fn is_address(self) -> bool {
        match self {
            Self::Street | Self::Neighborhood | Self::Municipality | Self::State => true,
            Self::Rfc | Self::Name | Self::PostalCode | Self::FiscalRegime | Self::CfdiUse => false,
        }
    }
}

/// A field that was changed here and, to another value, in another window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The field.
    pub field: Field,
    /// The value that was typed here.
    pub here: String,
    /// The value that is saved.
    pub saved: String,
}

/// The result of merging what was typed with what another window has saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merge {
    /// Fields that were unchanged here and now hold the other window's value.
    pub adopted: Vec<Field>,
    /// Fields that both windows changed, to different values.
    pub conflicts: Vec<Field>,
}

/// Adopts what only the other window has changed since `base` was read. What was typed here stays.
pub fn merge(
    draft: &mut FiscalProfileDraft,
    mut base: FiscalProfileDraft,
    mut saved: FiscalProfileDraft,
) -> Merge {
    let mut merge = Merge::default();
    let mut here = draft.as_saved();
    for field in Field::ALL {
        let here = field_mut(&mut here, field);
        let (base, saved) = (field_mut(&mut base, field), field_mut(&mut saved, field));
        if here == saved {
            continue;
        }
        if here == base {
            field_mut(draft, field).clone_from(saved);
            merge.adopted.push(field);
        } else if base != saved {
            merge.conflicts.push(field);
        }
    }
    merge
}

/// Of these fields, those whose saved value differs from the one here.
pub fn differences(
    here: &FiscalProfileDraft,
    mut saved: FiscalProfileDraft,
    fields: &[Field],
) -> Vec<Difference> {
    let mut here = here.as_saved();
    let mut difference = |field: &Field| {
        let (here, saved) = (field_mut(&mut here, *field), field_mut(&mut saved, *field));
        (here != saved).then(|| Difference { field: *field, here: here.clone(), saved: saved.clone() })
    };
    fields.iter().filter_map(&mut difference).collect()
}

/// The value of a field.
pub fn field_mut(draft: &mut FiscalProfileDraft, field: Field) -> &mut String {
    match field {
        Field::Rfc => &mut draft.rfc,
        Field::Name => &mut draft.name,
        Field::PostalCode => &mut draft.postal_code,
        Field::FiscalRegime => &mut draft.fiscal_regime,
        Field::CfdiUse => &mut draft.cfdi_use,
        Field::Street => &mut draft.address.street,
        Field::Neighborhood => &mut draft.address.neighborhood,
        Field::Municipality => &mut draft.address.municipality,
        Field::State => &mut draft.address.state,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_read_by_its_own_name_alone() {
        for field in Field::ALL {
            assert_eq!(Field::parse(field.name()), Some(field));
        }
        assert_eq!(Field::parse("address"), None);
    }
}
