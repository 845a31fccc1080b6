//! The filter finds invoices by what people type and paste: folio fiscal, folio, amount, month and
//! day.

use serde_json::Value;

use crate::support::{Backend, Client, text};

/// Every invoice of a tag.
fn all(customer: &Client, tag: &str) -> Vec<Value> {
    let (mut rows, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = customer.get(&format!("/tags/{tag}/invoices?limit=100&cursor={cursor}")).json();
        rows.extend(page["items"].as_array().unwrap().clone());
        match page["next_cursor"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => return rows,
        }
    }
}

/// The identifiers of the invoices that a text finds, at most 100.
fn found(customer: &Client, tag: &str, typed: &str) -> Vec<String> {
    let typed = pase_contract::encode_query_value(typed);
    let page = customer.get(&format!("/tags/{tag}/invoices?limit=100&q={typed}"));
    assert_eq!(page.status, 200, "{typed}: {}", page.body);
    let page = page.json();
    let ids: Vec<_> = page["items"].as_array().unwrap().iter().map(|row| text(&row["id"])).collect();
    let total = usize::try_from(page["total"].as_u64().unwrap()).unwrap();
    assert_eq!(ids.len(), total.min(100));
    ids
}

#[test]
fn three_thousand_invoices_are_found_by_what_people_type() {
    let backend = Backend::sandbox();
    let customer = backend.customer("kemper");
    let tag = customer.first_tag();
    let rows = all(&customer, &tag);
    // The expected rows, determined independently of the server's search.
    let expected = |wanted: &dyn Fn(&Value) -> bool| -> Vec<String> {
        rows.iter().filter(|row| wanted(row)).map(|row| text(&row["id"])).collect()
    };
    let by_total = |total: &'static str| expected(&move |row| row["total"] == total);
    let by_period = |period: &'static str| expected(&move |row| row["period"] == period);
    let by_day = |day: &'static str| expected(&move |row| text(&row["issued_at"]).starts_with(day));

    let exact = by_total("1700.69");
    assert!(!exact.is_empty());
    for typed in ["1,700.69", "$1,700.69", "1700.69", "$ 1,700.69", "$\u{a0}1,700.69", "1,700.69 pesos"] {
        assert_eq!(found(&customer, &tag, typed), exact, "{typed}");
    }
    let tenths = rows.iter().map(|row| text(&row["total"])).find(|total| total.ends_with("50")).unwrap();
    let typed = tenths.strip_suffix('0').unwrap();
    let of_tenths = expected(&|row| row["total"] == *tenths);
    assert_eq!(found(&customer, &tag, typed).len(), of_tenths.len().min(100), "{typed}");
    let april = by_period("2019-04");
    assert_eq!(april.len(), 30);
    for typed in [
        "abr-19",
        "ABR-2019",
        "abril 2019",
        "abril de 2019",
        "04/2019",
        "4/2019",
        "2019-04",
        "04-2019",
        "04/19",
    ] {
        assert_eq!(found(&customer, &tag, typed), april, "{typed}");
    }
    assert_eq!(found(&customer, &tag, "Setiembre 2019"), by_period("2019-09"));
    let may = expected(&|row| text(&row["period"]).ends_with("-05"));
    assert_eq!(found(&customer, &tag, "mayo").len(), may.len().min(100));
    for typed in ["15-abr-19", "15/04/2019", "2019-04-15", "15 de abril de 2019"] {
        assert_eq!(found(&customer, &tag, typed), by_day("2019-04-15"), "{typed}");
    }

    let row = rows.iter().find(|row| text(&row["period"]) == "2019-04").unwrap();
    let (id, uuid, folio) = (text(&row["id"]), text(&row["uuid"]), text(&row["folio"]));
    let (series, number) = folio.split_once('-').unwrap();
    let beginning = uuid.get(..13).unwrap();
    for typed in [
        uuid.clone(),
        uuid.to_uppercase(),
        uuid.replace('-', ""),
        format!("{{{}}}", uuid.to_uppercase()),
        format!("Folio fiscal: {uuid}"),
        format!("\u{202a}{uuid}\u{202c}\u{200b}"),
        beginning.to_owned(),
        beginning.to_uppercase(),
        beginning.replace('-', ""),
        folio.clone(),
        folio.to_lowercase(),
        format!("{series}{number}"),
        format!("{series}\u{2011}{number}"),
        format!("{series} {number}"),
        number.to_owned(),
        format!("Folio: {folio}"),
        format!("{} {folio} abr-19", text(&row["receiver"]["rfc"])),
    ] {
        assert_eq!(found(&customer, &tag, &typed), std::slice::from_ref(&id), "{typed}");
    }

    for nonsense in
        ["%", "_", "%%%", "\\", "....", "-", "$", "zzzz", "13/2019", "ffffffff-ffff", "' OR 1=1 --", "0.00"]
    {
        assert_eq!(found(&customer, &tag, nonsense), Vec::<String>::new(), "{nonsense}");
    }
}

#[test]
fn an_amount_is_found_with_one_decimal_and_without_any() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let tag = customer.first_tag();
    let id = text(&customer.invoice_of("1093.40")["id"]);
    for typed in
        ["1093.4", "1,093.40", "$1,093.40", "1093", "$1,093", "1,093", "Total: $1,093.40 MXN", "1093.40 mayo"]
    {
        assert_eq!(found(&customer, &tag, typed), std::slice::from_ref(&id), "{typed}");
    }
    for typed in ["1093.41", "$1,094", "1093.4 junio", "109"] {
        assert_eq!(found(&customer, &tag, typed), Vec::<String>::new(), "{typed}");
    }
}
