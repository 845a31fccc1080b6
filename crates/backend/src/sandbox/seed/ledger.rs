//! One customer's part of the demo data, as it is written down: his tags, razones sociales, and invoices with the movements
//! that they bill.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use mx_fiscal::{CfdiDateTime, Money, Period, Receiver, ReceiverDraft};
use pase_contract::fiscal_profiles::PadronCheck;
use pase_contract::invoices::InvoiceStatus;
use pase_contract::movements::MovementKind;
use pase_contract::tags::{Plan, TagStatus};
use pase_contract::{AccountId, TagId};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use super::{SERIES, World};
use crate::gateways::{Refusal, padron};
use crate::store::columns::{AsJson, Centavos, Instant, Text, Word};
use crate::store::entities::{account, fiscal_profile, invoice, movement, tag};
use crate::{invoices, mexico_city, random};

/// Demo data that do not hold together: a test says so.
pub(super) type Seeded<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// The monthly commission before IVA, and as the customer is charged it.
const COMMISSION: &str = "12.50";
const COMMISSION_CHARGED: &str = "14.50";

/// A customer's part, being written.
pub(super) struct Customer<'a> {
    world: &'a mut World,
    id: AccountId,
}

/// A razón social: RFC, name, postal code, régimen, uso CFDI.
pub(super) type Taxpayer = [&'static str; 5];
/// Street, colonia, municipio, state.
pub(super) type Address = [&'static str; 4];

/// An invoice, as it is written down.
pub(super) struct Bill<'a> {
    pub(super) folio: i64,
    /// Local date and time.
    pub(super) issued_at: NaiveDateTime,
    pub(super) period: Period,
    pub(super) total: Money,
    pub(super) receiver: &'a Receiver,
    /// The name as the document prints it, where it is not the registered one.
    pub(super) printed_name: Option<&'a str>,
    /// `None` for one with the monthly commission, paid by card; a form of payment for a recharge, without.
    pub(super) recharge: bool,
    pub(super) status: InvoiceStatus,
}

/// A crossing: local date and time, plaza, lane, amount.
pub(super) type Crossing = (&'static str, &'static str, &'static str, &'static str);

impl<'a> Customer<'a> {
    /// A new customer: name, e-mail, phone.
    pub(super) fn new(
        world: &'a mut World,
        [name, email, phone]: [&str; 3],
        password_hash: &str,
    ) -> Seeded<Self> {
        let id: AccountId = random::identifier()?;
        world.accounts.push(account::Model {
            id: Text(id.clone()),
            name: name.to_owned(),
            email: email.to_owned(),
            phone: phone.to_owned(),
            password_hash: password_hash.to_owned(),
        });
        Ok(Self { world, id })
    }

    /// Gives him a tag.
    pub(super) fn tag(&mut self, number: &str, alias: &str, plan: Plan) -> Seeded<TagId> {
        let id: TagId = random::identifier()?;
        let own = self.world.tags.iter().filter(|tag| tag.account_id.0 == self.id).count();
        self.world.tags.push(tag::Model {
            id: Text(id.clone()),
            account_id: Text(self.id.clone()),
            number: number.to_owned(),
            alias: alias.to_owned(),
            plan: Word(plan),
            status: Word(TagStatus::Active),
            position: i64::try_from(own)?,
        });
        Ok(id)
    }

    /// Gives him a razón social; the first is the default.
    pub(super) fn profile(
        &mut self,
        taxpayer: Taxpayer,
        [street, neighborhood, municipality, state]: Address,
    ) -> Seeded<Receiver> {
        let receiver = receiver(taxpayer)?;
        let own = self.world.profiles.iter().filter(|profile| profile.account_id.0 == self.id).count();
        let created_at =
            super::super::BEGINNING - TimeDelta::days(90) + TimeDelta::minutes(i64::try_from(own)?);
        let refusals = padron::disagreements(&receiver).iter().map(Refusal::told).collect();
        self.world.profiles.push(fiscal_profile::Model {
            id: Text(random::identifier()?),
            account_id: Text(self.id.clone()),
            rfc: Text(receiver.rfc().clone()),
            name: Text(receiver.name().clone()),
            postal_code: Text(receiver.postal_code()),
            fiscal_regime: Text(receiver.fiscal_regime()),
            cfdi_use: Text(receiver.cfdi_use()),
            street: street.to_owned(),
            neighborhood: neighborhood.to_owned(),
            municipality: municipality.to_owned(),
            state: state.to_owned(),
            is_default: own == 0,
            created_at: Instant(created_at),
            version: 1,
            padron_check: Some(AsJson(PadronCheck { checked_at: created_at, refusals })),
        });
        Ok(receiver)
    }

    /// Bills him.
    pub(super) fn bill(&mut self, tag: &TagId, bill: &Bill<'_>) -> Seeded<invoice::Model> {
        let Bill { folio, issued_at, period, total, receiver, printed_name, recharge, status } = *bill;
        let name = printed_name.unwrap_or(receiver.name().as_str());
        let number = invoices::folio(SERIES, folio);
        let row = invoice::Model {
            id: Text(random::identifier()?),
            account_id: Text(self.id.clone()),
            tag_id: Text(tag.clone()),
            series: SERIES.to_owned(),
            folio,
            folio_sort: invoices::folio_sort(SERIES, folio),
            uuid: Text(uuid_of(&number)),
            stamped_at: Text(CfdiDateTime::new(issued_at + TimeDelta::seconds(41))),
            receiver_rfc: Text(receiver.rfc().clone()),
            receiver_name: name.to_owned(),
            receiver_postal_code: Text(receiver.postal_code()),
            receiver_regime: Text(receiver.fiscal_regime()),
            receiver_use: Text(receiver.cfdi_use()),
            issued_at: Text(CfdiDateTime::new(issued_at)),
            period: Text(period),
            total: Centavos(total),
            commission: Centavos(if recharge { Money::ZERO } else { COMMISSION.parse()? }),
            payment_form: if recharge { "28" } else { "04" }.to_owned(),
            status: Word(status),
            replaces_uuid: None,
            origin_rebill_id: None,
            search: invoices::search_text(receiver.rfc().as_str(), name, &number, period),
        };
        self.world.invoices.push(row.clone());
        Ok(row)
    }

    /// Writes down crossings, on an invoice or on none yet.
    pub(super) fn crossings(
        &mut self,
        tag: &TagId,
        on: Option<&invoice::Model>,
        crossings: &[Crossing],
    ) -> Seeded<()> {
        for (at, plaza, lane, amount) in crossings {
            let crossing = Moved {
                kind: MovementKind::Crossing,
                concept: "Cruce",
                at: at.parse()?,
                amount: amount.parse()?,
            };
            self.movement(tag, on, crossing, Some((*plaza, *lane)))?;
        }
        Ok(())
    }

    /// The monthly commission that an invoice bills beside the crossings.
    pub(super) fn commission(&mut self, tag: &TagId, on: &invoice::Model) -> Seeded<()> {
        let at = on.issued_at.0.local() - TimeDelta::minutes(1);
        let charge = Moved {
            kind: MovementKind::Charge,
            concept: "Comisión por servicio",
            at,
            amount: COMMISSION_CHARGED.parse()?,
        };
        self.movement(tag, Some(on), charge, None)
    }

    /// A recharge, which an invoice bills at once.
    pub(super) fn recharge(&mut self, tag: &TagId, on: &invoice::Model) -> Seeded<()> {
        let amount = Money::from_centavos(-on.total.0.centavos())?;
        let at = on.issued_at.0.local() - TimeDelta::minutes(2);
        self.movement(
            tag,
            Some(on),
            Moved { kind: MovementKind::Recharge, concept: "Recarga", at, amount },
            None,
        )
    }

    /// Crossings that, with the commission, come to an invoice's total: usual ones, and a last one for the rest.
    pub(super) fn explain(&mut self, tag: &TagId, on: &invoice::Model) -> Seeded<()> {
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
        let mut left = on.total.0.centavos() - charged.centavos();
        let first = first_day(on.period.0)?;
        for (day, (plaza, lane, usual)) in ROADS.iter().cycle().enumerate() {
            let amount = if left < usual + 10_00 { left } else { *usual };
            let date = first.checked_add_days(Days::new(u64::try_from(day % 26)?)).ok_or("no such day")?;
            let time = NaiveTime::from_hms_opt(7, u32::try_from(day * 7 % 60)?, 30).ok_or("no such time")?;
            let moved = Moved {
                kind: MovementKind::Crossing,
                concept: "Cruce",
                at: date.and_time(time),
                amount: Money::from_centavos(amount)?,
            };
            self.movement(tag, Some(on), moved, Some((*plaza, *lane)))?;
            left -= amount;
            if left == 0 {
                break;
            }
        }
        self.commission(tag, on)
    }

    fn movement(
        &mut self,
        tag: &TagId,
        on: Option<&invoice::Model>,
        Moved { kind, concept, at, amount }: Moved,
        place: Option<(&str, &str)>,
    ) -> Seeded<()> {
        let occurred_at: DateTime<Utc> = mexico_city::instant(at);
        self.world.movements.push(movement::Model {
            id: Text(random::identifier()?),
            tag_id: Text(tag.clone()),
            kind: Word(kind),
            occurred_at: Instant(occurred_at),
            day: Text(at.date()),
            concept: concept.to_owned(),
            plaza: place.map(|(plaza, _)| plaza.to_owned()),
            lane: place.map(|(_, lane)| lane.to_owned()),
            amount: Centavos(amount),
            invoice_id: on.map(|invoice| invoice.id.clone()),
        });
        Ok(())
    }
}

struct Moved {
    kind: MovementKind,
    concept: &'static str,
    at: NaiveDateTime,
    amount: Money,
}

/// The first day of a month.
pub(super) fn first_day(period: Period) -> Seeded<NaiveDate> {
    Ok(NaiveDate::from_ymd_opt(period.year(), period.month(), 1).ok_or("no such month")?)
}

/// A taxpayer who need not be anybody's razón social.
pub(super) fn receiver([rfc, name, postal_code, fiscal_regime, cfdi_use]: Taxpayer) -> Seeded<Receiver> {
    let [rfc, name, postal_code] = [rfc, name, postal_code].map(str::to_owned);
    let [fiscal_regime, cfdi_use] = [fiscal_regime, cfdi_use].map(str::to_owned);
    let draft = ReceiverDraft { rfc, name, postal_code, fiscal_regime, cfdi_use };
    Ok(Receiver::try_from(&draft).map_err(|errors| format!("{errors:?}"))?)
}

/// The UUID of a demo document: always the same for the same folio.
fn uuid_of(number: &str) -> Uuid {
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(Sha256::digest(number)).for_each(|(byte, hashed)| *byte = hashed);
    Builder::from_random_bytes(bytes).into_uuid()
}
