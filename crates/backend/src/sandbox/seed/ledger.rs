//! Builds one customer's part of the demo data: tags, razones sociales, and invoices with the
//! movements that they bill.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use mx_fiscal::{CfdiDateTime, Money, Period, Receiver, ReceiverDraft};
use pase_contract::fiscal_profiles::PadronCheck;
use pase_contract::invoices::InvoiceStatus;
use pase_contract::movements::MovementKind;
use pase_contract::tags::{Plan, TagStatus};
use pase_contract::{AccountId, TagId};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use super::world::{SERIES, World};
use crate::domain::folio;
use crate::gateways::Refusal;
use crate::kernel::mexico_city;
use crate::kernel::random;
use crate::sandbox::clock;
use crate::sandbox::padron;
use crate::store::accounts::Account;
use crate::store::fiscal_profiles::FiscalProfile;
use crate::store::invoices::Invoice;
use crate::store::tags::{Movement, Tag};

/// The result of building demo data. If the data do not fit together, it is an error, which a test
/// reports.
pub(super) type SeedResult<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// The monthly commission before IVA. Below it is the amount that the customer is charged.
const COMMISSION: &str = "12.50";
const COMMISSION_CHARGED: &str = "14.50";

/// A customer's part of the demo data while it is being built.
pub(super) struct Customer<'a> {
    world: &'a mut World,
    id: AccountId,
}

/// A razón social: RFC, name, postal code, régimen, uso CFDI.
pub(super) type Taxpayer = [&'static str; 5];
/// Street, colonia, municipio, state.
pub(super) type Address = [&'static str; 4];

/// An invoice to be added.
pub(super) struct NewInvoice<'a> {
    pub(super) folio: i64,
    /// Local date and time.
    pub(super) issued_at: NaiveDateTime,
    pub(super) period: Period,
    pub(super) total: Money,
    pub(super) receiver: &'a Receiver,
    /// The name as the document prints it, if it is not the registered one.
    pub(super) printed_name: Option<&'a str>,
    /// Whether the invoice bills a recharge. A recharge has no commission and the form of payment
    /// 28; every other invoice has the monthly commission and the form of payment 04.
    pub(super) recharge: bool,
    pub(super) status: InvoiceStatus,
}

/// A crossing: local date and time, plaza, lane, amount.
pub(super) type Crossing = (&'static str, &'static str, &'static str, &'static str);

impl<'a> Customer<'a> {
    /// Adds a customer: name, e-mail address, phone number.
    pub(super) fn new(
        world: &'a mut World,
        [name, email, phone]: [&str; 3],
        password_hash: &str,
    ) -> SeedResult<Self> {
        let id: AccountId = random::identifier()?;
        world.accounts.push(Account {
            id: id.clone(),
            name: name.to_owned(),
            email: email.to_owned(),
            phone: phone.to_owned(),
            password_hash: password_hash.to_owned(),
        });
        Ok(Self { world, id })
    }

    /// Adds a tag.
    pub(super) fn add_tag(&mut self, number: &str, alias: &str, plan: Plan) -> SeedResult<TagId> {
        let id: TagId = random::identifier()?;
        let own = self.world.tags.iter().filter(|tag| tag.account_id == self.id).count();
        self.world.tags.push(Tag {
            id: id.clone(),
            account_id: self.id.clone(),
            number: number.to_owned(),
            alias: alias.to_owned(),
            plan,
            status: TagStatus::Active,
            position: i64::try_from(own)?,
        });
        Ok(id)
    }

    /// Adds a razón social. The first one is the default.
    pub(super) fn add_profile(
        &mut self,
        taxpayer: Taxpayer,
        [street, neighborhood, municipality, state]: Address,
    ) -> SeedResult<Receiver> {
        let receiver = receiver(taxpayer)?;
        let own = self.world.profiles.iter().filter(|profile| profile.account_id == self.id).count();
        let created_at = clock::BEGINNING - TimeDelta::days(90) + TimeDelta::minutes(i64::try_from(own)?);
        let refusals = padron::refusals_of(&receiver).iter().map(Refusal::to_contract).collect();
        self.world.profiles.push(FiscalProfile {
            id: random::identifier()?,
            account_id: self.id.clone(),
            rfc: receiver.rfc().clone(),
            name: receiver.name().clone(),
            postal_code: receiver.postal_code(),
            fiscal_regime: receiver.fiscal_regime(),
            cfdi_use: receiver.cfdi_use(),
            street: street.to_owned(),
            neighborhood: neighborhood.to_owned(),
            municipality: municipality.to_owned(),
            state: state.to_owned(),
            is_default: own == 0,
            created_at,
            version: 1,
            padron_check: Some(PadronCheck { checked_at: created_at, refusals }),
        });
        Ok(receiver)
    }

    /// Adds an invoice.
    pub(super) fn add_invoice(&mut self, tag: &TagId, new_invoice: &NewInvoice<'_>) -> SeedResult<Invoice> {
        let NewInvoice { folio, issued_at, period, total, receiver, printed_name, recharge, status } =
            *new_invoice;
        let name = printed_name.unwrap_or(receiver.name().as_str());
        let number = folio::displayed(SERIES, folio);
        let invoice = Invoice {
            id: random::identifier()?,
            account_id: self.id.clone(),
            tag_id: tag.clone(),
            series: SERIES.to_owned(),
            folio,
            uuid: uuid_of(&number),
            stamped_at: CfdiDateTime::new(issued_at + TimeDelta::seconds(41)),
            receiver_rfc: receiver.rfc().clone(),
            receiver_name: name.to_owned(),
            receiver_postal_code: receiver.postal_code(),
            receiver_regime: receiver.fiscal_regime(),
            receiver_use: receiver.cfdi_use(),
            issued_at: CfdiDateTime::new(issued_at),
            period,
            total,
            commission: if recharge { Money::ZERO } else { COMMISSION.parse()? },
            payment_form: if recharge { "28" } else { "04" }.to_owned(),
            status,
            replaces_uuid: None,
            origin_rebill_id: None,
        };
        self.world.invoices.push(invoice.clone());
        Ok(invoice)
    }

    /// Adds crossings, which an invoice bills or which are not billed yet.
    pub(super) fn add_crossings(
        &mut self,
        tag: &TagId,
        on: Option<&Invoice>,
        crossings: &[Crossing],
    ) -> SeedResult<()> {
        for (at, plaza, lane, amount) in crossings {
            let crossing = NewMovement {
                kind: MovementKind::Crossing,
                concept: "Cruce",
                at: at.parse()?,
                amount: amount.parse()?,
            };
            self.add_movement(tag, on, crossing, Some((*plaza, *lane)))?;
        }
        Ok(())
    }

    /// Adds the monthly commission that an invoice bills besides the crossings.
    pub(super) fn add_commission(&mut self, tag: &TagId, on: &Invoice) -> SeedResult<()> {
        let at = on.issued_at.local() - TimeDelta::minutes(1);
        let charge = NewMovement {
            kind: MovementKind::Charge,
            concept: "Comisión por servicio",
            at,
            amount: COMMISSION_CHARGED.parse()?,
        };
        self.add_movement(tag, Some(on), charge, None)
    }

    /// Adds a recharge, which an invoice bills at once.
    pub(super) fn add_recharge(&mut self, tag: &TagId, on: &Invoice) -> SeedResult<()> {
        let amount = Money::from_centavos(-on.total.centavos())?;
        let at = on.issued_at.local() - TimeDelta::minutes(2);
        self.add_movement(
            tag,
            Some(on),
            NewMovement { kind: MovementKind::Recharge, concept: "Recarga", at, amount },
            None,
        )
    }

    /// Adds crossings that, together with the commission, make up an invoice's total: usual tolls,
    /// and a last crossing for the rest.
    pub(super) fn add_crossings_for_total(&mut self, tag: &TagId, on: &Invoice) -> SeedResult<()> {
        // Plaza, lane and toll, in centavos.
        #[allow(clippy::inconsistent_digit_grouping, reason = "the point before the centavos")]
        const ROADS: [(&str, &str, i64); 5] = [
            ("Tlalpan, México–Cuernavaca", "04", 117_00),
            ("San Marcos, México–Puebla", "11", 162_00),
            ("Tepotzotlán, México–Querétaro", "07", 86_00),
            ("Supervía Poniente", "02", 54_50),
            ("Autopista Urbana Sur", "01", 38_20),
        ];
        let charged: Money = COMMISSION_CHARGED.parse()?;
        let mut left = on.total.centavos() - charged.centavos();
        let first = first_day(on.period)?;
        for (day, (plaza, lane, usual)) in ROADS.iter().cycle().enumerate() {
            let amount = if left < usual + 10_00 { left } else { *usual };
            let date = first.checked_add_days(Days::new(u64::try_from(day % 26)?)).ok_or("no such day")?;
            let time = NaiveTime::from_hms_opt(7, u32::try_from(day * 7 % 60)?, 30).ok_or("no such time")?;
            let moved = NewMovement {
                kind: MovementKind::Crossing,
                concept: "Cruce",
                at: date.and_time(time),
                amount: Money::from_centavos(amount)?,
            };
            self.add_movement(tag, Some(on), moved, Some((*plaza, *lane)))?;
            left -= amount;
            if left == 0 {
                break;
            }
        }
        self.add_commission(tag, on)
    }

    fn add_movement(
        &mut self,
        tag: &TagId,
        on: Option<&Invoice>,
        NewMovement { kind, concept, at, amount }: NewMovement,
        place: Option<(&str, &str)>,
    ) -> SeedResult<()> {
        let occurred_at: DateTime<Utc> = mexico_city::instant(at);
        self.world.movements.push(Movement {
            id: random::identifier()?,
            tag_id: tag.clone(),
            kind,
            occurred_at,
            day: at.date(),
            concept: concept.to_owned(),
            plaza: place.map(|(plaza, _)| plaza.to_owned()),
            lane: place.map(|(_, lane)| lane.to_owned()),
            amount,
            invoice_id: on.map(|invoice| invoice.id.clone()),
        });
        Ok(())
    }
}

struct NewMovement {
    kind: MovementKind,
    concept: &'static str,
    at: NaiveDateTime,
    amount: Money,
}

pub(super) fn first_day(period: Period) -> SeedResult<NaiveDate> {
    Ok(NaiveDate::from_ymd_opt(period.year(), period.month(), 1).ok_or("no such month")?)
}

/// A taxpayer as a receiver. It need not be anybody's razón social.
pub(super) fn receiver([rfc, name, postal_code, fiscal_regime, cfdi_use]: Taxpayer) -> SeedResult<Receiver> {
    let [rfc, name, postal_code] = [rfc, name, postal_code].map(str::to_owned);
    let [fiscal_regime, cfdi_use] = [fiscal_regime, cfdi_use].map(str::to_owned);
    let draft = ReceiverDraft { rfc, name, postal_code, fiscal_regime, cfdi_use };
    Ok(Receiver::try_from(&draft).map_err(|errors| format!("{errors:?}"))?)
}

/// The UUID of a demo document. The same folio always has the same UUID.
fn uuid_of(number: &str) -> Uuid {
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(Sha256::digest(number)).for_each(|(byte, hashed)| *byte = hashed);
    Builder::from_random_bytes(bytes).into_uuid()
}
