//! Sending by SMTP: mails arrive once the server is there, a mail that the server does not confirm
//! is sent again as the same message, and nothing personal is logged, whatever the server says.

use std::net::TcpListener;

use serde_json::{Value, json};

use crate::mail::sent;
use crate::mail_server::{MailServer, ServerBehavior};
use crate::support::{Backend, Client, text, until};

fn registered(customer: &Client) -> String {
    let invoice = customer.invoice_of("743.00");
    let body = json!({ "fiscal_profile_id": customer.another_profile(&invoice) });
    let rebill = text(&customer.rebill(&text(&invoice["id"]), "k1", &body).json()["id"]);
    customer.until(&rebill, "issued");
    rebill
}

fn unsent(customer: &Client) -> Vec<Value> {
    customer.get_at("/sandbox/mail.json").json()["unsent"].as_array().unwrap().clone()
}

#[test]
fn mails_arrive_as_they_are_shown() {
    let server = MailServer::start(ServerBehavior::Takes);
    let backend = Backend::start_with(&[
        "--sandbox",
        "--smtp-url",
        &server.url(),
        "--mail-from",
        "Refacturación <facturas@pase.example>",
        "--public-url",
        "https://www.pase.example/",
    ]);
    let customer = backend.customer("demo");
    let rebill = registered(&customer);
    let mails = sent(&customer, &rebill, 2);
    let received = server.received();
    assert_eq!(received.len(), 2);
    for (mail, received) in mails.iter().zip(&received) {
        assert_eq!(received.to, "demo@pase.example");
        assert_eq!(received.header("Message-ID"), format!("<{}@pase.example>", text(&mail["id"])));
        assert_eq!(received.header("From"), "=?utf-8?b?UmVmYWN0dXJhY2nDs24=?= <facturas@pase.example>");
        assert_eq!(received.header("Auto-Submitted"), "auto-generated");
        for kind in ["text/plain", "text/html"] {
            assert!(received.message.contains(&format!("Content-Type: {kind}; charset=utf-8")));
        }
        let page = format!("https://www.pase.example/up/tramites/{rebill}");
        assert!(text(&mail["text"]).contains(&page));
    }
    assert!(backend.mail_files().is_empty(), "one way out, not two");
}

#[test]
fn a_server_that_is_down_is_waited_for() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let backend = Backend::start_with(&["--sandbox", "--smtp-url", &format!("smtp://127.0.0.1:{port}")]);
    let customer = backend.customer("demo");
    let rebill = registered(&customer);
    until("a try", || backend.logged().contains("mails were put off").then_some(()));
    assert!(unsent(&customer).iter().all(|mail| mail["state"] == "waiting"));
    let server = MailServer::on(TcpListener::bind(("127.0.0.1", port)).unwrap(), ServerBehavior::Takes);
    sent(&customer, &rebill, 2);
    assert_eq!(server.received().len(), 2);
}

#[test]
fn killed_between_hand_over_and_mark_it_comes_again_as_the_same_message() {
    let server = MailServer::start(ServerBehavior::TakesInSilence);
    let mut backend = Backend::start_with(&["--sandbox", "--smtp-url", &server.url()]);
    let customer = backend.customer("demo");
    let rebill = registered(&customer);
    until("a mail that was taken", || (!server.received().is_empty()).then_some(()));
    server.set_behavior(ServerBehavior::Takes);
    backend.kill_and_restart();
    let mails = sent(&customer, &rebill, 2);
    let received = server.received();
    assert_eq!(received.len(), 3, "the first of them twice");
    assert_eq!(received[0].header("Message-ID"), received[1].header("Message-ID"));
    assert_eq!(received[0].message, received[1].message, "and the same to the byte");
    assert_eq!(mails.len(), 2, "it is one mail");
}

#[test]
fn what_is_refused_waits_alone_and_nothing_personal_is_logged() {
    let server = MailServer::start(ServerBehavior::Refuses);
    let backend = Backend::start_with(&["--sandbox", "--smtp-url", &server.url()]);
    let refused = backend.customer("demo");
    registered(&refused);
    until("both refusals", || (backend.logged().matches("a mail was refused").count() >= 2).then_some(()));
    server.set_behavior(ServerBehavior::Takes);
    // The refused mails wait for their next attempt, but new ones are sent immediately.
    let customer = backend.customer("kemper");
    let invoice = customer.rebillable(1).remove(0);
    let body = json!({ "fiscal_profile_id": customer.another_profile(&invoice) });
    let rebill = text(&customer.rebill(&text(&invoice["id"]), "k1", &body).json()["id"]);
    until("a mail", || (!server.received().is_empty()).then_some(()));
    assert!(server.received().iter().all(|mail| mail.to == "kemper@pase.example"), "{rebill}");
    assert_eq!(unsent(&customer).iter().filter(|mail| mail["to"] == "demo@pase.example").count(), 2);
    let log = backend.logged();
    assert!(log.contains("code=550"), "{log}");
    for personal in ["@pase.example", "Cliente", "Kemper", "ISD950921HE5", "EKU9003173C9", "O-48733916"] {
        assert!(!log.contains(personal), "{personal} in {log}");
    }
}

#[test]
fn a_server_that_lets_nobody_in_is_waited_for_and_no_mail_is_to_blame() {
    let server = MailServer::start(ServerBehavior::RefusesLogin);
    let url = server.url().replace("smtp://", "smtp://pase:s3cret@");
    let backend = Backend::start_with(&["--sandbox", "--smtp-url", &url]);
    let customer = backend.customer("demo");
    let rebill = registered(&customer);
    until("two tries", || {
        (backend.logged().matches("it does not let us in: 535").count() >= 2).then_some(())
    });
    assert!(unsent(&customer).iter().all(|mail| mail["state"] == "waiting"));
    let log = backend.logged();
    assert!(!log.contains("a mail was refused") && !log.contains("s3cret"), "{log}");
    server.set_behavior(ServerBehavior::Takes);
    sent(&customer, &rebill, 2);
    assert_eq!(server.received().len(), 2);
}

#[test]
fn it_logs_in_by_a_password_that_stands_in_a_file() {
    let server = MailServer::start(ServerBehavior::Takes);
    let password = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(password.path(), "s3cret: wörd\n").unwrap();
    let url = server.url().replace("smtp://", "smtp://pase@");
    let file = password.path().to_str().unwrap();
    let backend = Backend::start_with(&["--sandbox", "--smtp-url", &url, "--smtp-password-file", file]);
    let customer = backend.customer("demo");
    sent(&customer, &registered(&customer), 2);
    let login = "AHBhc2UAczNjcmV0OiB3w7ZyZA==";
    assert!(server.logins().iter().all(|received| received == login) && !server.logins().is_empty());
}
