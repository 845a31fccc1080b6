//! The SAT's catalog `c_TipoRelacion` (CFDI 4.0, in force since 2022-01-01): how a CFDI relates to
//! those that it names in `CfdiRelacionados`.

catalogue! {
    /// A tipo de relación, by the SAT's key.
    RelationKind of "c_TipoRelacion";
    CreditNote "01" "Nota de crédito de los documentos relacionados";
    DebitNote "02" "Nota de débito de los documentos relacionados";
    ReturnOfGoods "03" "Devolución de mercancía sobre facturas o traslados previos";
    Substitution "04" "Sustitución de los CFDI previos";
    TransferOfInvoicedGoods "05" "Traslados de mercancías facturados previamente";
    InvoiceOfTransfers "06" "Factura generada por los traslados previos";
    AdvanceApplied "07" "CFDI por aplicación de anticipo";
}
