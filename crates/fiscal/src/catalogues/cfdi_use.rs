//! The SAT's catalog `c_UsoCFDI` (CFDI 4.0, in force since 2022-01-01): what the receiver uses an
//! invoice for.
//!
//! The receiver's régimen decides which uses are open to it. The SAT's XSD alone would accept wrong
//! pairs, but PACs refuse them (CFDI40161).

use crate::{FiscalRegime, PersonKind};

/// The sets of régimenes that appear in the catalog's column *Régimen Fiscal Receptor*.
enum Group {
    /// The régimenes that are open to purchases, general expenses and investments (uses G01, G03,
    /// I01 to I08).
    Business,
    /// The same régimenes, and 616 (use G02).
    Returns,
    /// The régimenes under which a natural person has personal deductions (uses D01 to D10).
    Personal,
    /// Every régimen.
    Any,
    /// Employees only.
    Payroll,
}

catalogue! {
    /// A uso CFDI, by the SAT's key.
    CfdiUse of "c_UsoCFDI", group -> Group;
    G01 "G01" Business "Adquisición de mercancías";
    G02 "G02" Returns "Devoluciones, descuentos o bonificaciones";
    G03 "G03" Business "Gastos en general";
    I01 "I01" Business "Construcciones";
    I02 "I02" Business "Mobiliario y equipo de oficina por inversiones";
    I03 "I03" Business "Equipo de transporte";
    I04 "I04" Business "Equipo de cómputo y accesorios";
    I05 "I05" Business "Dados, troqueles, moldes, matrices y herramental";
    I06 "I06" Business "Comunicaciones telefónicas";
    I07 "I07" Business "Comunicaciones satelitales";
    I08 "I08" Business "Otra maquinaria y equipo";
    D01 "D01" Personal "Honorarios médicos, dentales y gastos hospitalarios";
    D02 "D02" Personal "Gastos médicos por incapacidad o discapacidad";
    D03 "D03" Personal "Gastos funerales";
    D04 "D04" Personal "Donativos";
    D05 "D05" Personal "Intereses reales efectivamente pagados por créditos hipotecarios (casa habitación)";
    D06 "D06" Personal "Aportaciones voluntarias al SAR";
    D07 "D07" Personal "Primas por seguros de gastos médicos";
    D08 "D08" Personal "Gastos de transportación escolar obligatoria";
    D09 "D09" Personal "Depósitos en cuentas para el ahorro, primas que tengan como base planes de pensiones";
    D10 "D10" Personal "Pagos por servicios educativos (colegiaturas)";
    S01 "S01" Any "Sin efectos fiscales";
    Cp01 "CP01" Any "Pagos";
    Cn01 "CN01" Payroll "Nómina";
}

impl CfdiUse {
    /// Whether this use is open to a receiver of this régimen and kind (both columns of the
    /// catalog).
    pub fn admits(self, regime: FiscalRegime, person: PersonKind) -> bool {
        use FiscalRegime as R;
        let business = matches!(
            regime,
            R::GeneralDeLey
                | R::SinFinesLucrativos
                | R::Arrendamiento
                | R::ActividadesEmpresariales
                | R::CooperativasDeProduccion
                | R::IncorporacionFiscal
                | R::ActividadesAgricolas
                | R::GruposDeSociedades
                | R::Coordinados
                | R::PlataformasTecnologicas
                | R::SimplificadoDeConfianza
        );
        let personal = matches!(
            regime,
            R::SueldosYSalarios
                | R::Arrendamiento
                | R::EnajenacionDeBienes
                | R::DemasIngresos
                | R::Dividendos
                | R::ActividadesEmpresariales
                | R::Intereses
                | R::Premios
                | R::PlataformasTecnologicas
        );
        let fisica = person == PersonKind::Fisica;
        regime.admits(person)
            && match self.group() {
                Group::Business => business,
                Group::Returns => business || regime == R::SinObligacionesFiscales,
                Group::Personal => personal && fisica,
                Group::Any => true,
                Group::Payroll => regime == R::SueldosYSalarios && fisica,
            }
    }

    /// Whether an income invoice (`TipoDeComprobante` I) can have this use. CP01 belongs to payment
    /// receipts and CN01 to payroll.
    pub fn is_for_invoices(self) -> bool {
        !matches!(self, Self::Cp01 | Self::Cn01)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(regime: FiscalRegime, person: PersonKind) -> String {
        let open = CfdiUse::ALL.iter().filter(|cfdi_use| cfdi_use.admits(regime, person));
        open.map(|cfdi_use| cfdi_use.code()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn an_employee_cannot_choose_general_expenses() {
        let open = codes(FiscalRegime::SueldosYSalarios, PersonKind::Fisica);
        assert_eq!(open, "D01 D02 D03 D04 D05 D06 D07 D08 D09 D10 S01 CP01 CN01");
    }

    #[test]
    fn a_company_has_the_business_uses() {
        let open = codes(FiscalRegime::GeneralDeLey, PersonKind::Moral);
        assert_eq!(open, "G01 G02 G03 I01 I02 I03 I04 I05 I06 I07 I08 S01 CP01");
    }

    #[test]
    fn few_uses_are_open_without_obligations_or_residence() {
        assert_eq!(codes(FiscalRegime::SinObligacionesFiscales, PersonKind::Fisica), "G02 S01 CP01");
        assert_eq!(codes(FiscalRegime::ResidentesEnElExtranjero, PersonKind::Moral), "S01 CP01");
    }

    #[test]
    fn nothing_is_open_to_the_wrong_kind_of_person() {
        assert_eq!(codes(FiscalRegime::GeneralDeLey, PersonKind::Fisica), "");
    }

    #[test]
    fn every_possible_receiver_has_a_use_for_an_invoice() {
        for regime in FiscalRegime::ALL {
            for person in [PersonKind::Fisica, PersonKind::Moral] {
                let some = CfdiUse::ALL.iter().any(|u| u.is_for_invoices() && u.admits(*regime, person));
                assert_eq!(some, regime.admits(person), "{regime} {person:?}");
            }
        }
    }
}
