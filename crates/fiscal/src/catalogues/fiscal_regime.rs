//! The SAT's catalog `c_RegimenFiscal` (CFDI 4.0, in force since 2022-01-01): the rules under which
//! a taxpayer is taxed.

use crate::PersonKind;

/// The catalog's columns *Física* and *Moral*.
enum Persons {
    Fisica,
    Moral,
    Both,
}

catalogue! {
    /// A régimen fiscal, by the SAT's key.
    FiscalRegime of "c_RegimenFiscal", persons -> Persons;
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
    /// Whether a person of this kind can be taxed under this régimen (the catalog's columns
    /// *Física* and *Moral*).
    pub fn admits(self, person: PersonKind) -> bool {
        matches!(
            (self.persons(), person),
            (Persons::Both, _) | (Persons::Fisica, PersonKind::Fisica) | (Persons::Moral, PersonKind::Moral)
        )
    }
}

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
}
