//! An invoice's documents: the CFDI as it was sealed and certified, stored byte for byte, and its
//! printed form, which is made from those bytes on every request.

mod cancellation;
pub(crate) mod error;
pub(crate) mod printer;
mod stored;

use cfdi::{Cfdi, FolioFiscal, Head, Issuer, Receiver, SealedCfdi, monthly_statement};

pub(crate) use self::cancellation::cancellation;
pub(crate) use self::error::DocumentError;
pub(crate) use self::printer::Printer;
pub(crate) use self::stored::{of_invoice, to_stored, verification_urls};
use crate::app::App;
use crate::domain::issuer;
use crate::gateways::CfdiExpression;
use crate::store::invoices::Invoice;

/// The invoice as the CFDI that is to be stamped.
pub(crate) fn cfdi(invoice: &Invoice) -> Result<Cfdi, DocumentError> {
    let head = Head {
        series: invoice.series.parse().map_err(|_| DocumentError::Text("series"))?,
        folio: invoice.folio.to_string().parse().map_err(|_| DocumentError::Text("folio"))?,
        issued_at: invoice.issued_at,
        payment_form: invoice.payment_form.parse().map_err(|_| DocumentError::Text("payment form"))?,
        place_of_issue: issuer::PLACE_OF_ISSUE.parse().map_err(|_| DocumentError::Text("place of issue"))?,
        issuer: Issuer {
            rfc: issuer::RFC.parse().map_err(|_| DocumentError::Text("issuer"))?,
            name: issuer::NAME.parse().map_err(|_| DocumentError::Text("issuer"))?,
            fiscal_regime: issuer::FISCAL_REGIME.parse().map_err(|_| DocumentError::Text("issuer"))?,
        },
        receiver: Receiver {
            rfc: invoice.receiver_rfc.clone(),
            name: invoice.receiver_name.parse().map_err(|_| DocumentError::Text("receiver's name"))?,
            postal_code: invoice.receiver_postal_code,
            fiscal_regime: invoice.receiver_regime,
            cfdi_use: invoice.receiver_use,
        },
        replaces: invoice.replaces_uuid.iter().copied().map(FolioFiscal::from).collect(),
    };
    let concepts = monthly_statement(invoice.total, invoice.commission, invoice.period)?;
    Ok(Cfdi::new(head, concepts)?)
}

/// The invoice as a sealed document, ready to be certified. The same invoice always gives the same
/// document, seal included.
pub(crate) fn sealed(app: &App, invoice: &Invoice) -> Result<SealedCfdi, DocumentError> {
    Ok(cfdi(invoice)?.sealed(&app.csd)?)
}

/// The data that identify an invoice to the SAT.
pub(crate) fn expression(invoice: &Invoice) -> Result<CfdiExpression, DocumentError> {
    Ok(CfdiExpression {
        folio_fiscal: FolioFiscal::from(invoice.uuid),
        issuer: issuer::RFC.parse().map_err(|_| DocumentError::Text("issuer"))?,
        receiver: invoice.receiver_rfc.clone(),
        total: invoice.total,
    })
}

/// The name of a document's file without its extension: `RFC_folio_fecha`.
pub(crate) fn file_stem(invoice: &Invoice) -> String {
    let folio = crate::domain::folio::displayed(&invoice.series, invoice.folio);
    format!("{}_{folio}_{}", invoice.receiver_rfc, invoice.issued_at.date())
}

/// The name of a receipt's file without its extension: `acuse_RFC_folio_fecha`, with the data of
/// the cancelled invoice.
pub(crate) fn receipt_file_stem(original: &Invoice) -> String {
    format!("acuse_{}", file_stem(original))
}
