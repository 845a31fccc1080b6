//! The demo customers.
//!
//! | login | customer | purpose |
//! | --- | --- | --- |
//! | `demo@pase.example`, 55 5950 2560 | the manual's customer | the manual, step by step |
//! | `kemper@pase.example`, 55 5555 0101 | a company with 3,000 invoices | paging, sorting, filtering |
//! | `xochilt@pase.example`, 55 5555 0102 | a person with two tags | $1,000.00 and $999.99, a cancelled invoice, the longest name, which the padrón does not have |
//! | `oscar@pase.example`, 55 5555 0103 | a person with one tag | no movements, no invoices, no razón social |
//! | `karla@pase.example`, 55 5555 0104 | a person without a tag | an empty dashboard |

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};
use mx_fiscal::{Money, Period, Receiver};
use pase_contract::TagId;
use pase_contract::invoices::InvoiceStatus;
use pase_contract::tags::Plan;

use super::ledger::{Address, Customer, NewInvoice, SeedResult, Taxpayer};
use super::world::World;

const PASE: Taxpayer = ["ISD950921HE5", "PASE, SERVICIOS ELECTRONICOS", "11529", "601", "G03"];
const SAT: Taxpayer = ["SAT050528XN0", "SERVICIOS DE AUTOPISTAS Y TELEPEAJE", "11529", "601", "G03"];
const KEMPER: Taxpayer = ["EKU9003173C9", "ESCUELA KEMPER URGATE", "42501", "601", "G03"];
const INDISTRIA: Taxpayer = ["IIA040805DZ4", "INDISTRIA ILUMINADORA DE ALMACENES", "62661", "601", "G03"];
const XOCHILT: Taxpayer = ["CACX7605101P8", "XOCHILT CASAS CHAVEZ", "36257", "612", "G03"];
const KARLA: Taxpayer = ["FUNK671228PH6", "KARLA FUENTE NOLASCO", "01160", "612", "G03"];

const LAGO_ZURICH: Address =
    ["Lago Zurich No.219 Piso 10", "AMPLIACIÓN GRANADA", "MIGUEL HIDALGO", "CIUDAD DE MÉXICO"];

/// How many invoices the company has.
const KEMPER_INVOICE_COUNT: u32 = 3_000;

/// All demo customers.
pub(super) fn all(password_hash: &str) -> SeedResult<World> {
    let mut world = World::default();
    manual_customer(&mut world, password_hash)?;
    kemper(&mut world, password_hash)?;
    xochilt(&mut world, password_hash)?;
    let oscar = ["Oscar Kala Haak", "oscar@pase.example", "5555550103"];
    Customer::new(&mut world, oscar, password_hash)?.add_tag(
        "IMDM 28400031-2",
        "auto nuevo",
        Plan::Postpaid,
    )?;
    let karla = ["Karla Fuente Nolasco", "karla@pase.example", "5555550104"];
    Customer::new(&mut world, karla, password_hash)?
        .add_profile(KARLA, ["Av. Universidad 1200", "Xoco", "BENITO JUÁREZ", "CIUDAD DE MÉXICO"])?;
    Ok(world)
}

fn manual_customer(world: &mut World, password_hash: &str) -> SeedResult<()> {
    const PRINTED: Option<&str> = Some("Pase, Servicios Electrónicos S.A De C.V.");
    let mut customer =
        Customer::new(world, ["Cliente de demostración", "demo@pase.example", "5559502560"], password_hash)?;
    let tag = customer.add_tag("IMDM 29999999-9", "mi auto", Plan::Postpaid)?;
    let pase = customer.add_profile(PASE, LAGO_ZURICH)?;
    customer.add_profile(SAT, LAGO_ZURICH)?;
    let new_invoice = |folio, issued_at: &str, period: &str, total: &str| -> SeedResult<NewInvoice<'_>> {
        let (issued_at, period, total) = (issued_at.parse()?, period.parse()?, total.parse()?);
        let status = InvoiceStatus::Valid;
        Ok(NewInvoice {
            folio,
            issued_at,
            period,
            total,
            receiver: &pase,
            printed_name: PRINTED,
            recharge: false,
            status,
        })
    };
    let mayo =
        customer.add_invoice(&tag, &new_invoice(48_120_357, "2020-05-27T11:01:00", "2020-05", "1093.40")?)?;
    customer.add_commission(&tag, &mayo)?;
    customer.add_crossings(
        &tag,
        Some(&mayo),
        &[
            ("2020-05-02T09:14:21", "Tlalpan, México–Cuernavaca", "04", "117.00"),
            ("2020-05-02T10:02:48", "Alpuyeca, Cuernavaca–Acapulco", "03", "79.00"),
            ("2020-05-03T17:31:05", "Alpuyeca, Cuernavaca–Acapulco", "06", "79.00"),
            ("2020-05-03T18:40:37", "Tlalpan, México–Cuernavaca", "09", "117.00"),
            ("2020-05-08T07:52:11", "Supervía Poniente", "02", "54.50"),
            ("2020-05-12T08:05:56", "Autopista Urbana Sur", "01", "38.20"),
            ("2020-05-15T16:20:14", "San Marcos, México–Puebla", "11", "162.00"),
            ("2020-05-17T19:47:33", "San Marcos, México–Puebla", "08", "162.00"),
            ("2020-05-20T06:58:40", "Tepotzotlán, México–Querétaro", "07", "86.00"),
            ("2020-05-22T20:11:02", "Tepotzotlán, México–Querétaro", "12", "86.00"),
            ("2020-05-25T08:01:29", "Autopista Urbana Sur", "01", "38.20"),
            ("2020-05-26T18:33:50", "Supervía Poniente", "03", "60.00"),
        ],
    )?;
    let junio =
        customer.add_invoice(&tag, &new_invoice(48_733_916, "2020-06-02T17:07:00", "2020-06", "743.00")?)?;
    customer.add_commission(&tag, &junio)?;
    customer.add_crossings(
        &tag,
        Some(&junio),
        &[
            ("2020-05-30T08:05:17", "Tlalpan, México–Cuernavaca", "05", "117.00"),
            ("2020-05-30T09:10:44", "Alpuyeca, Cuernavaca–Acapulco", "03", "79.00"),
            ("2020-05-30T10:22:09", "Palo Blanco, Cuernavaca–Acapulco", "02", "112.50"),
            ("2020-06-01T16:00:31", "Palo Blanco, Cuernavaca–Acapulco", "04", "112.50"),
            ("2020-06-01T17:12:58", "Alpuyeca, Cuernavaca–Acapulco", "06", "79.00"),
            ("2020-06-01T18:20:25", "Tlalpan, México–Cuernavaca", "10", "117.00"),
            ("2020-06-02T08:30:13", "Supervía Poniente", "02", "54.50"),
            ("2020-06-02T14:50:47", "Autopista Urbana Sur", "01", "57.00"),
        ],
    )?;
    customer.add_crossings(&tag, None, &[("2020-06-03T08:12:36", "Supervía Poniente", "02", "54.50")])
}

/// A company that recharges every day and gets an invoice for each recharge.
fn kemper(world: &mut World, password_hash: &str) -> SeedResult<()> {
    let mut customer =
        Customer::new(world, ["Escuela Kemper", "kemper@pase.example", "5555550101"], password_hash)?;
    let tag = customer.add_tag("IMDM 28400001-7", "autobús escolar", Plan::Prepaid)?;
    let school = customer.add_profile(KEMPER, ["Av. Juárez 15", "Centro", "ACTOPAN", "HIDALGO"])?;
    let lamps = customer.add_profile(INDISTRIA, ["Calle Galeana 8", "Centro", "YECAPIXTLA", "MORELOS"])?;
    let last_day = NaiveDate::from_ymd_opt(2020, 6, 2).ok_or("no such day")?;
    for age in 0..KEMPER_INVOICE_COUNT {
        let day = last_day.checked_sub_days(Days::new(age.into())).ok_or("no such day")?;
        let issued_at = day.and_hms_opt(6 + age % 14, age * 7 % 60, age * 11 % 60).ok_or("no such time")?;
        let new_invoice = NewInvoice {
            folio: 30_000_000 + i64::from(KEMPER_INVOICE_COUNT - age),
            issued_at,
            period: Period::new(day.year(), day.month())?,
            // From $100.00 to about $2,500.00, in no order, nearly all with centavos.
            total: Money::from_centavos(i64::from(10_000 * (1 + age * 7 % 25) + age * 13 % 100))?,
            receiver: if age % 10 == 3 { &lamps } else { &school },
            printed_name: None,
            recharge: true,
            status: InvoiceStatus::Valid,
        };
        let invoice = customer.add_invoice(&tag, &new_invoice)?;
        // The movements of the last three months are enough for paging.
        if age < 90 {
            customer.add_recharge(&tag, &invoice)?;
        }
    }
    Ok(())
}

fn xochilt(world: &mut World, password_hash: &str) -> SeedResult<()> {
    let longest = longest_name();
    let mut customer =
        Customer::new(world, ["Xochilt Casas Chávez", "xochilt@pase.example", "5555550102"], password_hash)?;
    let pickup = customer.add_tag("IMDM 28400017-3", "camioneta", Plan::Postpaid)?;
    let car = customer.add_tag("IMDM 28400018-1", "coche de la oficina", Plan::Postpaid)?;
    let home: Address = ["Calle Hidalgo 240", "San Juan", "SAN FRANCISCO DEL RINCÓN", "GUANAJUATO"];
    let xochilt = customer.add_profile(XOCHILT, home)?;
    let long = customer.add_profile(["XIA190128J61", longest, "76343", "601", "G03"], home)?;

    let mut add =
        |tag: &TagId, folio, issued_at: &str, total: &str, receiver: &Receiver, status| -> SeedResult<()> {
            let issued_at: NaiveDateTime = issued_at.parse()?;
            let period = Period::new(issued_at.year(), issued_at.month())?;
            let total = total.parse()?;
            let new_invoice = NewInvoice {
                folio,
                issued_at,
                period,
                total,
                receiver,
                printed_name: None,
                recharge: false,
                status,
            };
            let invoice = customer.add_invoice(tag, &new_invoice)?;
            customer.add_crossings_for_total(tag, &invoice)
        };
    let valid = InvoiceStatus::Valid;
    add(&pickup, 48_700_101, "2020-05-31T23:59:59", "1000.00", &xochilt, valid)?;
    add(&pickup, 47_100_102, "2020-04-30T18:15:00", "999.99", &xochilt, valid)?;
    add(&pickup, 45_600_103, "2020-03-31T12:00:00", "1000.01", &xochilt, valid)?;
    add(&pickup, 44_200_104, "2020-02-29T09:30:12", "12345.67", &xochilt, valid)?;
    add(&pickup, 42_900_105, "2020-01-31T00:00:00", "640.80", &long, valid)?;
    add(&pickup, 41_500_106, "2019-12-31T10:10:10", "411.25", &xochilt, InvoiceStatus::Cancelled)?;
    for (age, (year, month)) in
        (2018..=2019).flat_map(|year| (1..=12).map(move |month| (year, month))).enumerate()
    {
        let day = NaiveDate::from_ymd_opt(year, month, 28).ok_or("no such day")?;
        let age = i64::try_from(age)?;
        let total = Money::from_centavos(35_000 + age * 3_719)?.to_string();
        add(&car, 38_000_200 + age * 40_000, &format!("{day}T13:45:00"), &total, &xochilt, valid)?;
    }
    Ok(())
}

/// A name of 300 characters, the longest that a CFDI allows.
fn longest_name() -> &'static str {
    concat!(
        "XENON INDUSTRIAL ARTICLES, FABRICACION, REPARACION, COMERCIALIZACION, IMPORTACION Y EXPORTACION DE ARTICULOS ",
        "INDUSTRIALES, LAMPARAS DE XENON, EQUIPO DE SEGURIDAD VIAL, SEÑALAMIENTO DE AUTOPISTAS Y CASETAS DE COBRO, ",
        "REFACCIONES PARA VEHICULOS DE CARGA Y PASAJE, Y SERVICIOS DE MANTENIMIENTO INDUSTRIAL",
    )
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::use_cases::documents;

    #[test]
    fn the_longest_name_is_as_long_as_a_name_can_be() {
        assert_eq!(longest_name().chars().count(), 300);
    }

    #[test]
    fn the_padron_has_every_razon_social_but_the_one_of_the_longest_name() {
        let world = all("hash").unwrap();
        let refused = world.profiles.iter().filter_map(|profile| {
            let check = profile.padron_check.as_ref().unwrap();
            (!check.refusals.is_empty()).then_some(profile.rfc.as_str())
        });
        assert_eq!(refused.collect::<Vec<_>>(), ["XIA190128J61"]);
    }

    #[test]
    fn every_demo_invoice_is_a_document_with_its_total() {
        let world = all("hash").unwrap();
        assert!(world.invoices.len() > 3_000);
        for invoice in &world.invoices {
            assert_eq!(documents::cfdi(invoice).unwrap().total(), invoice.total);
            assert!(invoice.folio <= super::super::world::LAST_FOLIO);
        }
    }

    #[test]
    fn movements_come_to_the_invoice_that_bills_them() {
        let world = all("hash").unwrap();
        let mut sums: HashMap<String, i64> = HashMap::new();
        for movement in &world.movements {
            if let Some(invoice) = &movement.invoice_id {
                *sums.entry(invoice.to_string()).or_default() += movement.amount.centavos();
            }
        }
        for invoice in &world.invoices {
            if let Some(sum) = sums.get(invoice.id.as_str()) {
                assert_eq!(sum.abs(), invoice.total.centavos(), "{}", invoice.folio);
            }
        }
        assert!(sums.len() > 30);
    }
}
