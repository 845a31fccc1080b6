//! The SAT's catalogue `c_RegimenFiscal` (CFDI 4.0, in force since 2022-01-01): under which rules a taxpayer is taxed.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::PersonKind;

/// Declares the catalogue: variant, key, who may have it, the SAT's description.
macro_rules! regimes {
    ($($variant:ident $code:literal $persons:ident $description:literal;)*) => {
        /// A régimen fiscal, by the SAT's key.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum FiscalRegime {
            $(#[doc = concat!($code, " ", $description)] $variant,)*
        }

        impl FiscalRegime {
            /// The whole catalogue, in the order of the keys.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The SAT's key: three digits.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The SAT's description, in Spanish.
            pub fn description(self) -> &'static str {
                match self { $(Self::$variant => $description,)* }
            }

            fn persons(self) -> Persons {
                match self { $(Self::$variant => Persons::$persons,)* }
            }
        }
    };
}

enum Persons {
    Fisica,
    Moral,
    Both,
}

regimes! {
    GeneralDeLey "601" Moral "General de Ley Personas Morales";
    SinFinesLucrativos "603" Moral "Personas Morales con Fines no Lucrativos";
    SueldosYSalarios "605" Fisica "Sueldos y Salarios e Ingresos Asimilados a Salarios";
    Arrendamiento "606" Fisica "Arrendamiento";
    EnajenacionDeBienes "607" Fisica "Régimen de Enajenación o Adquisición de Bienes";
    DemasIngresos "608" Fisica "Demás ingresos";
    ResidentesEnElExtranjero "610" Both "Residentes en el Extranjero sin Establecimiento Permanente en México";
    Dividendos "611" Fisica "Ingresos por Dividendos (socios y accionistas)";
    ActividadesEmpresariales "612" Fisica "Personas Físicas con Actividades Empresariales y Profesionales";
    Intereses "614" Fisica "Ingresos por intereses";
    Premios "615" Fisica "Régimen de los ingresos por obtención de premios";
    SinObligacionesFiscales "616" Fisica "Sin obligaciones fiscales";
    CooperativasDeProduccion "620" Moral "Sociedades Cooperativas de Producción que optan por diferir sus ingresos";
    IncorporacionFiscal "621" Fisica "Incorporación Fiscal";
    ActividadesAgricolas "622" Moral "Actividades Agrícolas, Ganaderas, Silvícolas y Pesqueras";
    GruposDeSociedades "623" Moral "Opcional para Grupos de Sociedades";
    Coordinados "624" Moral "Coordinados";
    PlataformasTecnologicas "625" Fisica "Régimen de las Actividades Empresariales con ingresos a través de Plataformas Tecnológicas";
    SimplificadoDeConfianza "626" Both "Régimen Simplificado de Confianza";
}

impl FiscalRegime {
    /// Whether a person of this kind can be taxed under it (the catalogue's columns *Física* and *Moral*).
    pub fn admits(self, person: PersonKind) -> bool {
        matches!(
            (self.persons(), person),
            (Persons::Both, _) | (Persons::Fisica, PersonKind::Fisica) | (Persons::Moral, PersonKind::Moral)
        )
    }
}

/// The text is no key of `c_RegimenFiscal`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("this is no key of the catalogue c_RegimenFiscal")]
pub struct UnknownFiscalRegime;

impl FromStr for FiscalRegime {
    type Err = UnknownFiscalRegime;

    fn from_str(text: &str) -> Result<Self, UnknownFiscalRegime> {
        Self::ALL.iter().copied().find(|regime| regime.code() == text).ok_or(UnknownFiscalRegime)
    }
}

impl fmt::Display for FiscalRegime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

serde_as_text!(FiscalRegime);

#[cfg(test)]
mod tests {
    use super::*;

    fn codes_for(person: PersonKind) -> String {
        let codes =
            FiscalRegime::ALL.iter().filter(|regime| regime.admits(person)).map(|regime| regime.code());
        codes.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_kind_of_person_has_its_regimes() {
        assert_eq!(codes_for(PersonKind::Fisica), "605 606 607 608 610 611 612 614 615 616 621 625 626");
        assert_eq!(codes_for(PersonKind::Moral), "601 603 610 620 622 623 624 626");
    }

    #[test]
    fn the_key_is_its_text() {
        for regime in FiscalRegime::ALL {
            assert_eq!(regime.to_string().parse::<FiscalRegime>().unwrap(), *regime);
        }
        for text in ["609", "628", "", "6", "601 "] {
            assert_eq!(text.parse::<FiscalRegime>(), Err(UnknownFiscalRegime), "{text}");
        }
    }
}
