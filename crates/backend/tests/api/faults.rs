//! Interrupts every question to the PAC and the SAT in every way: the program is killed before or
//! after it, the answer is lost or late, is an error, or the service cannot be reached. Whatever
//! happens, a trámite must end with one cancellation, one stamp, one corrected invoice, each step
//! once, and one mail for each step that concerns the customer. The result of each case is printed.

use std::collections::HashSet;
use std::io::Write;
use std::time::Instant;

use serde_json::{Value, json};

use crate::mail;
use crate::support::{Backend, Client, text, until};

/// The time limit for an answer. Answers that are not slow must arrive within it even on a busy
/// machine. Slow answers arrive when the sandbox's clock is moved by a day, long after the trámite
/// has continued without them.
const LIMIT: &str = "PT3S";
const TOO_SLOW: &str = "P1D";

/// The questions. All are asked in a trámite below the threshold, except the last, which is asked
/// after the receiver has accepted.
const QUESTIONS: [&str; 7] = ["validate", "cancel", "status", "receipt", "stamp", "find", "status, accepted"];

const FAULTS: [(&str, &str); 6] = [
    ("crash_before", "killed before it"),
    ("crash_after", "killed after it"),
    ("lose_answer", "answer lost"),
    ("slow", "answered a day late"),
    ("error", "an error"),
    ("down", "not reached"),
];

/// The result of one case.
struct Case {
    question: &'static str,
    fault: &'static str,
    cancellations: u64,
    stamps: u64,
    steps: usize,
    mails: usize,
    seconds: f64,
}

#[test]
fn whatever_happens_to_a_question_a_tramite_ends_with_one_of_each() {
    let begun = Instant::now();
    let cases: Vec<Case> = std::thread::scope(|scope| {
        let running: Vec<_> =
            QUESTIONS.iter().map(|question| scope.spawn(|| all_faults_of(question))).collect();
        running.into_iter().flat_map(|cases| cases.join().unwrap()).collect()
    });
    let mut table = String::from(
        "\n| question | what happened to it | cancellations asked | stamps asked | invoices | steps | mails | s |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for case in &cases {
        let Case { question, fault, cancellations, stamps, steps, mails, seconds } = case;
        table.push_str(&format!(
            "| {question} | {fault} | {cancellations} | {stamps} | 1 | {steps}, each once | {mails}, each once | {seconds:.1} |\n"
        ));
    }
    let seconds = begun.elapsed().as_secs();
    table.push_str(&format!("{} cases in {seconds} s: one of each in all\n", cases.len()));
    assert_eq!(cases.len(), QUESTIONS.len() * FAULTS.len());
    // Write to stdout directly, because the test harness hides what a passing test prints.
    std::io::stdout().write_all(table.as_bytes()).unwrap();
}

fn all_faults_of(question: &'static str) -> Vec<Case> {
    let mut backend = Backend::start_with(&["--sandbox", "--answer-limit", LIMIT]);
    let customer = backend.customer("kemper");
    let accepted = question == "status, accepted";
    let fits = |invoice: &Value| (text(&invoice["total"]).parse::<f64>().unwrap() >= 1000.0) == accepted;
    let invoices = customer.rebillable(100).into_iter().filter(fits);
    let cases = FAULTS.into_iter().zip(invoices);
    cases
        .map(|((does, fault), invoice)| {
            let begun = Instant::now();
            let rebill = rebill_with_fault(&mut backend, &customer, question, does, &invoice);
            let late = does == "slow" && ["cancel", "stamp"].contains(&question);
            if does == "slow" {
                customer.post_at("/sandbox/clock", &json!({ "advance": TOO_SLOW }));
            }
            if late {
                until("the late one", || (asked(&customer, question, &invoice, &rebill) == 2).then_some(()));
            }
            let (cancellations, stamps, steps) = one_of_each(&customer, &invoice, &rebill);
            let twice = |operation: &str| 1 + u64::from(late && question == operation);
            let expected = (twice("cancel"), twice("stamp"));
            assert_eq!((cancellations, stamps), expected, "{question}, {fault}: asked more often");
            let mails = one_mail_a_step(&backend, &customer, &rebill, &steps);
            let (steps, seconds) = (steps.len(), begun.elapsed().as_secs_f64());
            Case { question, fault, cancellations, stamps, steps, mails, seconds }
        })
        .collect()
}

/// Re-bills an invoice while this fault affects a question of its trámite. Returns the trámite
/// after its end, including its receipt.
fn rebill_with_fault(
    backend: &mut Backend,
    customer: &Client,
    question: &str,
    does: &str,
    invoice: &Value,
) -> Value {
    let mut fault = json!({ "does": does, "times": 1 });
    match does {
        "slow" => fault["for"] = json!(TOO_SLOW),
        "error" => fault["code"] = json!("501"),
        _ => {}
    }
    let operation = question.split(',').next().unwrap();
    let post = |path: &str, body: &Value| assert_eq!(customer.post_at(path, body).status, 204, "{body}");
    let set_fault = || match operation {
        "status" => post("/sandbox/sat", &json!({ "status": fault })),
        // `find` is only asked after a stamp's answer was lost.
        "find" => {
            post("/sandbox/pac", &json!({ "find": fault, "stamp": { "does": "lose_answer", "times": 1 } }))
        }
        operation => post("/sandbox/pac", &json!({ operation: fault })),
    };
    let accepted = question.ends_with("accepted");
    if !accepted {
        set_fault();
    }
    let id = text(&invoice["id"]);
    let body = json!({ "fiscal_profile_id": customer.another_profile(invoice) });
    let mut crashed = !does.starts_with("crash");
    let mut restart = || {
        assert!(!crashed, "{question}, {does}: it ended again");
        backend.restart_after_crash();
        crashed = true;
    };
    // If the program is killed immediately, this response is lost as well, so the request is
    // repeated.
    let rebill = until("the registration", || match customer.try_rebill(&id, &id, &body) {
        Ok(answer) => Some(text(&answer.json()["id"])),
        Err(_) => {
            restart();
            None
        }
    });
    if accepted {
        customer.until(&rebill, "awaiting_acceptance");
        set_fault();
        let path = format!("/sandbox/buzon/{}", text(&invoice["uuid"]));
        until("the receiver's decision", || {
            match customer.try_post_at(&path, &json!({ "decision": "accept" })) {
                Ok(answer) => {
                    assert!([204, 409].contains(&answer.status), "{}", answer.body);
                    Some(())
                }
                Err(_) => {
                    restart();
                    None
                }
            }
        });
    }
    let path = format!("/up/api/v1/rebills/{rebill}");
    until(&format!("{question}, {does}: issued"), || {
        let Ok(answer) = customer.send("GET", &path, &[], None) else {
            restart();
            return None;
        };
        let rebill = answer.json();
        (rebill["status"] == "issued" && rebill["has_receipt"] == true).then_some(rebill)
    })
}

/// How often the cancellation or the stamp was requested.
fn asked(customer: &Client, question: &str, invoice: &Value, rebill: &Value) -> u64 {
    let found = if question == "cancel" {
        of(&customer.get_at("/sandbox/sat").json()["cancellations"], "uuid", &invoice["uuid"])
    } else {
        of(&customer.get_at("/sandbox/pac").json()["stamps"], "reference", &rebill["id"])
    };
    found[0]["asked"].as_u64().unwrap()
}

/// How often the cancellation and the stamp were requested, and the trámite's steps. Checks that
/// there is one of each.
fn one_of_each(customer: &Client, invoice: &Value, rebill: &Value) -> (u64, u64, Vec<String>) {
    let sat = customer.get_at("/sandbox/sat").json();
    let cancellations = of(&sat["cancellations"], "uuid", &invoice["uuid"]);
    assert_eq!(cancellations.len(), 1, "one cancellation");
    let pac = customer.get_at("/sandbox/pac").json();
    let stamps = of(&pac["stamps"], "reference", &rebill["id"]);
    assert_eq!(stamps.len(), 1, "one stamp");
    assert_eq!(stamps[0]["uuid"], rebill["corrected"]["uuid"], "and it is the document's");
    let folio = text(&rebill["corrected"]["folio"]);
    let path = format!("/tags/{}/invoices?q={folio}", customer.first_tag());
    assert_eq!(customer.get(&path).json()["total"], 1, "one corrected invoice");
    let xml = customer.get(&format!("/invoices/{}/document.xml", text(&rebill["corrected"]["id"])));
    assert!(xml.body.contains(&text(&rebill["corrected"]["uuid"]).to_uppercase()));
    let receipt = customer.get(&format!("/rebills/{}/acuse.xml", text(&rebill["id"])));
    assert!(receipt.body.contains(&text(&invoice["uuid"]).to_uppercase()));

    let steps: Vec<_> = rebill["steps"].as_array().unwrap().iter().map(|step| text(&step["step"])).collect();
    assert_eq!(steps.iter().collect::<HashSet<_>>().len(), steps.len(), "no step twice: {steps:?}");
    let way = ["registered", "validating", "cancelling", "issuing", "issued"];
    assert!(
        steps.iter().map(String::as_str).filter(|step| *step != "awaiting_acceptance").eq(way),
        "{steps:?}"
    );
    (cancellations[0]["asked"].as_u64().unwrap(), stamps[0]["asked"].as_u64().unwrap(), steps)
}

/// How many mails the customer got about this trámite. Checks that there is one mail, and one file,
/// for each step that concerns them.
fn one_mail_a_step(backend: &Backend, customer: &Client, rebill: &Value, steps: &[String]) -> usize {
    let expected: Vec<_> = steps
        .iter()
        .filter_map(|step| match step.as_str() {
            "registered" => Some("registered"),
            "awaiting_acceptance" => Some("accept_now"),
            "issued" => Some("ready"),
            _ => None,
        })
        .collect();
    let mails = mail::sent(customer, &text(&rebill["id"]), expected.len());
    assert!(mails.iter().map(|mail| text(&mail["kind"])).eq(expected), "{mails:?}");
    let files = backend.mail_files();
    for mail in &mails {
        let name = format!("{}.eml", text(&mail["id"]));
        assert_eq!(files.iter().filter(|file| file.ends_with(&name)).count(), 1, "{name}");
    }
    mails.len()
}

fn of(list: &Value, key: &str, value: &Value) -> Vec<Value> {
    list.as_array().unwrap().iter().filter(|row| row[key] == *value).cloned().collect()
}
