//! The reasons for cancelling a CFDI: `Motivo` of the SAT's cancellation service, in force since
//! 2022-01-01.

catalogue! {
    /// A motivo de cancelación, by the SAT's key.
    CancellationReason of "c_MotivoCancelacion";
    ErrorsWithRelation "01" "Comprobante emitido con errores con relación";
    ErrorsWithoutRelation "02" "Comprobante emitido con errores sin relación";
    NotCarriedOut "03" "No se llevó a cabo la operación";
    NominativeInGlobalInvoice "04" "Operación nominativa relacionada en una factura global";
}

impl CancellationReason {
    /// Whether the request must name the CFDI that replaces the cancelled one (`FolioSustitucion`).
    /// With motivo 01 it must, so the substitute is stamped first. With the others it must not.
    pub fn needs_substitute(self) -> bool {
        self == Self::ErrorsWithRelation
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_errors_with_relation_name_a_substitute() {
        let naming = CancellationReason::ALL.iter().filter(|reason| reason.needs_substitute());
        assert_eq!(naming.map(|reason| reason.code()).collect::<Vec<_>>(), ["01"]);
    }
}
