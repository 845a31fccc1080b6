//! The data for the templates: a document as the texts to print, under the names that the templates
//! use.

use cfdi::{CancellationReceipt, Cfdi, Concept, FolioFiscal, StampedCfdi, Taxation};
use mx_fiscal::{CfdiDateTime, FiscalRegime, Rfc};
use serde::Serialize;

use crate::amount_in_words::amount_in_words;
use crate::texts::{date_and_time, keyed, lines, parts, pesos};

/// What is known about an invoice's cancellation, for its printed form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cancellation {
    /// The SAT's own words: `Cancelado con aceptación`.
    pub status: &'static str,
    /// When the SAT said so, in Mexico City's time; `None` if that was not recorded.
    pub known_at: Option<CfdiDateTime>,
    /// The document that replaces this one, if there is one.
    pub replaced_by: Option<FolioFiscal>,
}

/// The texts of an invoice (`invoice.typ`).
#[derive(Serialize)]
pub(crate) struct InvoiceForm {
    #[serde(flatten)]
    common: Common,
    /// The text about the cancellation on every page, if the invoice is cancelled.
    cancelled: Option<String>,
    place_of_issue: String,
    payment_form: String,
    payment_method: String,
    issuer_certificate: String,
    pac_certificate: String,
    pac: String,
    replaces: Vec<String>,
    concepts: Vec<Line>,
    /// The parts of the total: names and amounts.
    sums: Vec<(&'static str, String)>,
    issuer_seal: Vec<String>,
    pac_seal: Vec<String>,
    cadena_original: Vec<String>,
}

/// The texts of a cancellation's receipt, in addition to those of the cancelled invoice
/// (`receipt.typ`).
#[derive(Serialize)]
pub(crate) struct ReceiptForm {
    #[serde(flatten)]
    common: Common,
    answered_at: String,
    /// The SAT's code with its description. The receipt says nothing more about the result.
    status: String,
    seal: Vec<String>,
    key_name: String,
}

/// The texts about an invoice that both forms contain.
#[derive(Serialize)]
struct Common {
    number: String,
    folio_fiscal: String,
    date: [u32; 6],
    legend: Option<String>,
    issued_at: String,
    stamped_at: String,
    issuer: Party,
    receiver: Party,
    total: String,
    total_in_words: String,
    verification: String,
}

#[derive(Serialize)]
struct Party {
    name: String,
    rfc: String,
    fiscal_regime: String,
    /// For a receiver only.
    postal_code: Option<String>,
    /// For a receiver only.
    cfdi_use: Option<String>,
}

#[derive(Serialize)]
struct Line {
    quantity: String,
    unit: String,
    product: String,
    description: String,
    tax: String,
    unit_price: String,
    amount: String,
}

impl InvoiceForm {
    /// The texts of an invoice. `legible` replaces characters that the fonts lack in texts written
    /// by people.
    pub(crate) fn new(
        document: &StampedCfdi,
        cancellation: Option<&Cancellation>,
        legible: impl Fn(&str) -> String,
    ) -> Self {
        let (cfdi, stamp, sealed) = (document.cfdi(), document.stamp(), document.document());
        let head = cfdi.head();
        let method = head.payment_form.method();
        Self {
            common: Common::new(document, &legible),
            cancelled: cancellation.map(said_of),
            place_of_issue: head.place_of_issue.to_string(),
            payment_form: keyed(head.payment_form.code(), head.payment_form.description()),
            payment_method: keyed(method.code(), method.description()),
            issuer_certificate: sealed.certificate().number().to_string(),
            pac_certificate: stamp.certificate_number.to_string(),
            pac: stamp.provider.to_string(),
            replaces: head.replaces.iter().map(ToString::to_string).collect(),
            concepts: cfdi.concepts().iter().map(|concept| line(concept, &legible)).collect(),
            sums: sums(cfdi),
            issuer_seal: lines(sealed.seal().as_str()),
            pac_seal: lines(stamp.seal.as_str()),
            cadena_original: lines(&stamp.cadena_original()),
        }
    }
}

impl ReceiptForm {
    /// The texts of the receipt of this invoice's cancellation.
    pub(crate) fn new(
        receipt: &CancellationReceipt,
        cancelled: &StampedCfdi,
        legible: impl Fn(&str) -> String,
    ) -> Self {
        let common = Common { date: parts(receipt.answered_at()), ..Common::new(cancelled, &legible) };
        Self {
            common,
            answered_at: date_and_time(receipt.answered_at()),
            status: keyed(receipt.code().code(), receipt.code().description()),
            seal: lines(receipt.seal().as_str()),
            key_name: legible(receipt.key_name()),
        }
    }
}

impl Common {
    fn new(document: &StampedCfdi, legible: impl Fn(&str) -> String) -> Self {
        let (cfdi, stamp) = (document.cfdi(), document.stamp());
        let (head, receiver) = (cfdi.head(), &cfdi.head().receiver);
        Self {
            number: legible(&format!("{}-{}", head.series, head.folio)),
            folio_fiscal: stamp.folio_fiscal.to_string(),
            date: parts(head.issued_at),
            legend: stamp.legend.as_ref().map(ToString::to_string),
            issued_at: date_and_time(head.issued_at),
            stamped_at: date_and_time(stamp.stamped_at),
            issuer: party(legible(head.issuer.name.as_str()), &head.issuer.rfc, head.issuer.fiscal_regime),
            receiver: Party {
                postal_code: Some(receiver.postal_code.to_string()),
                cfdi_use: Some(keyed(receiver.cfdi_use.code(), receiver.cfdi_use.description())),
                ..party(legible(receiver.name.as_str()), &receiver.rfc, receiver.fiscal_regime)
            },
            total: pesos(cfdi.total().decimal()),
            total_in_words: amount_in_words(cfdi.total()),
            verification: document.verification_address().to_string(),
        }
    }
}

/// How the SAT reports the invoice, when it was asked, and what replaces the invoice.
fn said_of(cancellation: &Cancellation) -> String {
    let Cancellation { status, known_at, replaced_by } = cancellation;
    let mut said = format!("El SAT la reporta como «{status}»");
    if let Some(at) = known_at {
        said.push_str(&format!(" (consulta del {}, hora de la Ciudad de México)", date_and_time(*at)));
    }
    said.push('.');
    if let Some(folio_fiscal) = replaced_by {
        said.push_str(&format!(" La sustituye el CFDI {folio_fiscal}."));
    }
    said
}

fn party(name: String, rfc: &Rfc, regime: FiscalRegime) -> Party {
    let fiscal_regime = keyed(regime.code(), regime.description());
    Party { name, rfc: rfc.to_string(), fiscal_regime, postal_code: None, cfdi_use: None }
}

fn line(concept: &Concept, legible: impl Fn(&str) -> String) -> Line {
    let (service, taxation) = (concept.service(), concept.taxation());
    let object = keyed(taxation.object_key(), taxation.object_description());
    Line {
        quantity: concept.quantity().to_string(),
        unit: keyed(service.unit_key(), service.unit_description()),
        product: keyed(service.product_key(), service.product_description()),
        description: legible(concept.description().as_str()),
        tax: match taxation {
            Taxation::Vat => format!("{object}\u{a0}· IVA 16\u{a0}%: ${}", pesos(concept.vat())),
            Taxation::Exempt => format!("{object}\u{a0}· Exento de IVA"),
            Taxation::NotSubject | Taxation::NotItemized => object,
        },
        unit_price: pesos(concept.unit_price()),
        amount: pesos(concept.amount()),
    }
}

/// The subtotal and the taxes. The exempt base is listed if there is one, and the base of the IVA
/// if it is not the whole subtotal.
fn sums(cfdi: &Cfdi) -> Vec<(&'static str, String)> {
    let taxes = cfdi.taxes();
    let mut sums = vec![("Subtotal", pesos(cfdi.subtotal().decimal()))];
    if let Some(base) = taxes.exempt_base {
        sums.push(("Base exenta de IVA", pesos(base.decimal())));
    }
    if let Some(vat) = taxes.vat {
        if vat.base != cfdi.subtotal() {
            sums.push(("Base del IVA 16\u{a0}%", pesos(vat.base.decimal())));
        }
        sums.push(("IVA 16\u{a0}%", pesos(vat.amount.decimal())));
    }
    sums
}
