//! However often the backend is killed, and at whatever moment, nothing is lost and nothing is done
//! twice.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::support::{Backend, Client, text, until};

const REBILLS: usize = 50;

/// Pseudo-random numbers that only need to be evenly spread (SplitMix64).
pub struct Random(u64);

impl Random {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}

/// Uses the seed in `SEED`, or else the current time, and prints it.
pub fn random() -> Random {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos();
    let seed = std::env::var("SEED").map_or(now as u64, |seed| seed.parse().unwrap());
    println!("SEED={seed}");
    Random(seed)
}

#[test]
fn fifty_rebills_survive_kills_at_random_moments() {
    let mut random = random();
    let mut backend = Backend::sandbox();
    let customer = backend.customer("kemper");
    let invoices = customer.rebillable(REBILLS);
    assert_eq!(invoices.len(), REBILLS);
    let before = total(&customer);

    let done = AtomicBool::new(false);
    let mut kills = 0;
    // Kill the backend until the last corrected document exists, so that cancelling, accepting and
    // stamping are interrupted, too.
    let ended: Vec<Value> = std::thread::scope(|scope| {
        let (own, set_on_drop, invoices) = (customer.clone(), SetOnDrop(&done), &invoices);
        let customer_thread = scope.spawn(move || {
            let _set_on_drop = set_on_drop;
            let rebills: Vec<_> = invoices.iter().map(|invoice| register(&own, invoice)).collect();
            let settled = rebills.iter().zip(invoices);
            settled
                .map(|(rebill, invoice)| until("trámite issued", || settle(&own, rebill, invoice)))
                .collect()
        });
        while !done.load(Ordering::Acquire) {
            // Wait in real time, because the moment of the kill is what is tested.
            std::thread::sleep(Duration::from_millis(5 + random.below(250)));
            backend.kill_and_restart();
            kills += 1;
        }
        customer_thread.join().unwrap()
    });
    assert!(kills >= 3, "{kills} kills are too few for a test");
    let distinct =
        |key: &str| ended.iter().map(|rebill| rebill[key].to_string()).collect::<HashSet<_>>().len();
    assert_eq!(distinct("id"), REBILLS, "each invoice has a trámite of its own");
    assert_eq!(distinct("corrected"), REBILLS, "and each trámite a document of its own");

    for (issued, invoice) in ended.iter().zip(&invoices) {
        let rebill = &issued["id"];
        let corrected = text(&issued["corrected"]["id"]);
        let corrected = customer.get(&format!("/invoices/{corrected}")).json();
        assert_eq!((&corrected["total"], &corrected["rebill_id"]), (&invoice["total"], rebill));
        let original = customer.get(&format!("/invoices/{}", text(&invoice["id"]))).json();
        assert_eq!((&original["status"], &original["rebill_id"]), (&json!("cancelled"), rebill));
        let steps: Vec<_> =
            issued["steps"].as_array().unwrap().iter().map(|step| text(&step["step"])).collect();
        assert_eq!(steps.iter().collect::<HashSet<_>>().len(), steps.len(), "no step twice: {steps:?}");
        assert_eq!((&*steps[0], &*steps[1], &*steps[2]), ("registered", "validating", "cancelling"));
    }
    assert_eq!(total(&customer), before + REBILLS as u64, "one corrected document each");
    println!("{REBILLS} re-bills, {kills} kills, none lost, none doubled");
}

#[test]
fn corrections_survive_kills_at_random_moments() {
    const WAITING: usize = 12;
    const XENON: [&str; 5] = ["XIA190128J61", "XENON INDUSTRIAL ARTICLES", "76343", "601", "G03"];
    let mut random = random();
    let mut backend = Backend::sandbox();
    let customer = backend.customer("kemper");
    let mistaken = customer.add_profile(["XIA190128J61", "XENON", "76343", "601", "G03"]);
    let below_the_threshold = |invoice: &Value| text(&invoice["total"]).parse::<f64>().unwrap() < 1000.0;
    let invoices: Vec<_> =
        customer.rebillable(100).into_iter().filter(below_the_threshold).take(WAITING).collect();
    let before = total(&customer);
    let body = json!({ "fiscal_profile_id": mistaken["id"] });
    let registered = invoices.iter().map(|invoice| {
        let id = text(&invoice["id"]);
        text(&customer.rebill(&id, &id, &body).json()["id"])
    });
    let rebills: Vec<_> = registered.collect();
    for (rebill, invoice) in rebills.iter().zip(&invoices) {
        customer.until(rebill, "needs_correction");
        let path = format!("/invoices/{}", text(&invoice["id"]));
        assert_eq!(customer.get(&path).json()["status"], "valid");
    }
    backend.kill_and_restart();

    let done = AtomicBool::new(false);
    let mut kills = 1;
    let issued: Vec<Value> = std::thread::scope(|scope| {
        let (own, set_on_drop, mistaken, rebills) = (customer.clone(), SetOnDrop(&done), &mistaken, &rebills);
        let customer_thread = scope.spawn(move || {
            let _set_on_drop = set_on_drop;
            // A lost response may have been a success. The next request then gets 412, because the
            // version has changed.
            until("the correction is saved", || {
                let saved = own.try_save(mistaken, XENON).ok()?;
                assert!([200, 412].contains(&saved.status), "{}", saved.body);
                (saved.status == 200 || saved.json()["fiscal_profile"]["version"] == 2).then_some(())
            });
            let issued = rebills.iter().map(|rebill| {
                until("trámite issued", || {
                    let path = format!("/up/api/v1/rebills/{rebill}");
                    let rebill = own.send("GET", &path, &[], None).ok()?.json();
                    (rebill["status"] == "issued").then_some(rebill)
                })
            });
            issued.collect()
        });
        while !done.load(Ordering::Acquire) {
            // Wait longer and longer, because on a busy machine 60 ms may be too short for any
            // step.
            std::thread::sleep(Duration::from_millis(random.below(60 + 10 * kills)));
            backend.kill_and_restart();
            kills += 1;
        }
        customer_thread.join().unwrap()
    });
    assert_eq!(customer.profile("XIA190128J61")["version"], 2, "saved once");
    assert_eq!(total(&customer), before + WAITING as u64, "one corrected document each");
    let way =
        ["registered", "validating", "needs_correction", "validating", "cancelling", "issuing", "issued"];
    for rebill in &issued {
        let steps: Vec<_> =
            rebill["steps"].as_array().unwrap().iter().map(|step| text(&step["step"])).collect();
        assert_eq!(steps, way);
    }
    println!("{WAITING} corrections, {kills} kills");
}

/// Reports that the thread has ended, even by a panic, so that the test does not wait for it
/// forever.
pub struct SetOnDrop<'a>(pub &'a AtomicBool);

impl Drop for SetOnDrop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Release);
    }
}

/// Registers the trámite by repeating the same request until it gets a response.
pub fn register(customer: &Client, invoice: &Value) -> String {
    let id = text(&invoice["id"]);
    until("an answer", || {
        let profile = customer
            .send("GET", "/up/api/v1/fiscal-profiles", &[], None)
            .ok()
            .filter(|answer| answer.status == 200)?;
        let profiles = profile.json();
        let present = &invoice["receiver"]["rfc"];
        let other = profiles["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|profile| profile["rfc"] != *present)
            .cloned()?;
        let answer = customer.try_rebill(&id, &id, &json!({ "fiscal_profile_id": other["id"] })).ok()?;
        assert_eq!(answer.status, 201, "{}", answer.body);
        Some(text(&answer.json()["id"]))
    })
}

/// Returns the trámite once it is issued. If it waits for the buzón, the cancellation is accepted
/// there.
pub fn settle(customer: &Client, rebill: &str, invoice: &Value) -> Option<Value> {
    let rebill = customer.send("GET", &format!("/up/api/v1/rebills/{rebill}"), &[], None).ok()?.json();
    match rebill["status"].as_str().unwrap() {
        "issued" => Some(rebill),
        "awaiting_acceptance" => {
            let path = format!("/sandbox/buzon/{}", text(&invoice["uuid"]));
            let accepted = customer.try_post_at(&path, &json!({ "decision": "accept" })).ok()?;
            assert!([204, 409].contains(&accepted.status), "{}", accepted.body);
            if accepted.status == 409 {
                // The backend was killed between recording the receiver's answer and waking the
                // worker. Moving the clock wakes the worker again.
                customer.try_post_at("/sandbox/clock", &json!({ "advance": "PT1S" })).ok()?;
            }
            None
        }
        _ => None,
    }
}

fn total(customer: &Client) -> u64 {
    let path = format!("/tags/{}/invoices?limit=1", customer.first_tag());
    customer.get(&path).json()["total"].as_u64().unwrap()
}
