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
pub(crate) use self::stored::{of_invoice, row, verification_urls};
use crate::app::App;
use crate::domain::issuer;
use crate::gateways::CfdiExpression;
use crate::store::entities::invoice;

/// The invoice as the CFDI that is to be stamped.
pub(crate) fn cfdi(row: &invoice::Model) -> Result<Cfdi, DocumentError> {
    let head = Head {
        series: row.series.parse().map_err(|_| DocumentError::Text("series"))?,
        folio: row.folio.to_string().parse().map_err(|_| DocumentError::Text("folio"))?,
        issued_at: row.issued_at.0,
        payment_form: row.payment_form.parse().map_err(|_| DocumentError::Text("payment form"))?,
        place_of_issue: issuer::PLACE_OF_ISSUE.parse().map_err(|_| DocumentError::Text("place of issue"))?,
        issuer: Issuer {
            rfc: issuer::RFC.parse().map_err(|_| DocumentError::Text("issuer"))?,
            name: issuer::NAME.parse().map_err(|_| DocumentError::Text("issuer"))?,
            fiscal_regime: issuer::FISCAL_REGIME.parse().map_err(|_| DocumentError::Text("issuer"))?,
        },
        receiver: Receiver {
            rfc: row.receiver_rfc.0.clone(),
            name: row.receiver_name.parse().map_err(|_| DocumentError::Text("receiver's name"))?,
            postal_code: row.receiver_postal_code.0,
            fiscal_regime: row.receiver_regime.0,
            cfdi_use: row.receiver_use.0,
        },
        replaces: row.replaces_uuid.iter().map(|uuid| FolioFiscal::from(uuid.0)).collect(),
    };
    let concepts = monthly_statement(row.total.0, row.commission.0, row.period.0)?;
    Ok(Cfdi::new(head, concepts)?)
}

/// The invoice as a sealed document, ready to be certified. The same row always gives the same
/// document, seal included.
pub(crate) fn sealed(app: &App, row: &invoice::Model) -> Result<SealedCfdi, DocumentError> {
    Ok(cfdi(row)?.sealed(&app.csd)?)
}

/// The data that identify an invoice to the SAT.
pub(crate) fn expression(row: &invoice::Model) -> Result<CfdiExpression, DocumentError> {
    Ok(CfdiExpression {
        folio_fiscal: FolioFiscal::from(row.uuid.0),
        issuer: issuer::RFC.parse().map_err(|_| DocumentError::Text("issuer"))?,
        receiver: row.receiver_rfc.0.clone(),
        total: row.total.0,
    })
}

/// The name of a document's file without its extension: `RFC_folio_fecha`.
pub(crate) fn file_stem(row: &invoice::Model) -> String {
    let folio = crate::domain::folio::displayed(&row.series, row.folio);
    format!("{}_{folio}_{}", row.receiver_rfc.0, row.issued_at.0.date())
}

/// The name of a receipt's file without its extension: `acuse_RFC_folio_fecha`, with the data of
/// the cancelled invoice.
pub(crate) fn receipt_file_stem(original: &invoice::Model) -> String {
    format!("acuse_{}", file_stem(original))
}
