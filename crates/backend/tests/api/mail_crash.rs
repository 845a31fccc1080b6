//! However often the backend is killed, and at whatever moment, each step has exactly one mail.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use crate::crash::{SetOnDrop, random, register, settle};
use crate::support::{Backend, text, until};

const REBILLS: usize = 24;

#[test]
fn each_step_has_its_one_mail_whatever_is_killed() {
    let mut random = random();
    let mut backend = Backend::sandbox();
    let customer = backend.customer("kemper");
    let invoices = customer.rebillable(REBILLS);
    let done = AtomicBool::new(false);
    let mut kills = 0;
    let ended: Vec<Value> = std::thread::scope(|scope| {
        let (own, set_on_drop, invoices) = (customer.clone(), SetOnDrop(&done), &invoices);
        let customer_thread = scope.spawn(move || {
            let _set_on_drop = set_on_drop;
            let rebills: Vec<_> = invoices.iter().map(|invoice| register(&own, invoice)).collect();
            let settled = rebills.iter().zip(invoices);
            let issued = settled
                .map(|(rebill, invoice)| until("trámite issued", || settle(&own, rebill, invoice)))
                .collect();
            // Keep killing until the last mails are sent, so that they are interrupted, too.
            until("every mail that is due is sent", || {
                let mails = own.send("GET", "/sandbox/mail.json", &[], None).ok()?.json();
                mails["unsent"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .all(|mail| mail["state"] == "cancelled")
                    .then_some(())
            });
            issued
        });
        while !done.load(Ordering::Acquire) {
            std::thread::sleep(Duration::from_millis(20 + random.below(300 + 10 * kills)));
            backend.kill_and_restart();
            kills += 1;
        }
        customer_thread.join().unwrap()
    });
    assert!(kills >= 3, "{kills} kills are too few for a test");
    let mails = customer.get_at("/sandbox/mail.json").json();
    let mails = mails["items"].as_array().unwrap();
    for rebill in &ended {
        let expected = rebill["steps"].as_array().unwrap().iter().filter_map(|step| {
            match step["step"].as_str().unwrap() {
                "registered" => Some("registered"),
                "awaiting_acceptance" => Some("accept_now"),
                "issued" => Some("ready"),
                _ => None,
            }
        });
        let got = mails.iter().rev().filter(|mail| mail["rebill_id"] == rebill["id"]);
        assert_eq!(got.map(|mail| text(&mail["kind"])).collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    }
    let accepted = ended.iter().filter(|rebill| rebill["acceptance"] != json!(null)).count();
    assert!(accepted > 0, "some had to be accepted");
    assert_eq!(mails.len(), 2 * REBILLS + accepted);
    let ids: HashSet<_> = mails.iter().map(|mail| text(&mail["id"])).collect();
    let files = backend.mail_files();
    let ending = |file: &PathBuf| file.extension().unwrap().to_owned();
    assert!(files.iter().all(|file| ending(file) == "eml"), "nothing half written: {files:?}");
    let stem = |file: &PathBuf| file.file_stem().unwrap().to_str().unwrap().to_owned();
    let files: HashSet<_> = files.iter().map(stem).collect();
    assert_eq!(files, ids, "one file each");
    println!("{REBILLS} re-bills, {} mails, {kills} kills", mails.len());
}
