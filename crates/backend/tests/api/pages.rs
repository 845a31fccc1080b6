//! Which of the portal's pages and files is served at an address.

use crate::support::{Answer, Backend, Client};

/// The page's title, which in these tests is the name of its file.
fn page(answer: &Answer) -> &str {
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.header("content-type").starts_with("text/html"), "{}", answer.header("content-type"));
    answer.body.split(['>', '<']).nth(4).unwrap_or_default()
}

fn with_cookie(visitor: &Client, path: &str, cookie: &str) -> Answer {
    visitor.send("GET", path, &[("cookie", cookie)], None).unwrap()
}

#[test]
fn every_address_is_a_page_but_a_file_of_another_release_is_not() {
    let backend = Backend::sandbox();
    let visitor = backend.visitor();
    for address in
        ["/up/", "/up/tags/x/facturas", "/up/tramites/x", "/up/assets", "/up/index.html", "/up/account.html"]
    {
        assert_eq!(page(&visitor.get_at(address)), "index", "{address}");
    }
    for missing in ["/up/assets/portal-0123456789abcdef.wasm", "/up/assets/account.html", "/up/assets/"] {
        assert_eq!(visitor.get_at(missing).status, 404, "{missing}");
    }
    for moved in ["/", "/up"] {
        let answer = visitor.get_at(moved);
        assert_eq!((answer.status, answer.header("location")), (307, "/up/"), "{moved}");
    }
}

#[test]
fn the_page_is_the_login_for_nobody_and_bones_for_whoever_may_be_somebody() {
    let backend = Backend::sandbox();
    let (visitor, customer) = (backend.visitor(), backend.customer("demo"));
    for address in ["/up/", "/up/tags/x/facturas"] {
        assert_eq!(page(&visitor.get_at(address)), "index", "{address}");
        assert_eq!(page(&customer.get_at(address)), "account", "{address}");
    }
    for foreign in
        ["pase_session=", "pase_session=short", "other_session=0123456789012345678901234567890123456789012"]
    {
        assert_eq!(page(&with_cookie(&visitor, "/up/", foreign)), "index", "{foreign}");
    }
    for client in [&visitor, &customer] {
        assert_eq!(page(&client.get_at("/up/ayuda")), "help");
        assert_eq!(page(&client.get_at("/up/ayuda?de=facturas")), "help");
    }
    assert_eq!(page(&customer.get_at("/up/ayudante")), "account");
}

/// A cache between the server and the customer must not show one visitor another's page.
#[test]
fn a_page_that_depends_on_the_cookie_says_so() {
    let backend = Backend::sandbox();
    let (visitor, customer) = (backend.visitor(), backend.customer("demo"));
    for (client, address, depends) in
        [(&visitor, "/up/", true), (&customer, "/up/tramites", true), (&visitor, "/up/ayuda", false)]
    {
        let answer = client.get_at(address);
        let vary = answer.header_list("vary").to_lowercase();
        assert_eq!(vary.contains("cookie"), depends, "{address}: {vary}");
        assert_eq!(answer.header("cache-control"), "no-cache", "{address}");
    }
}

/// All page files have the same modification time. If the server compared dates, a browser that has
/// the login page in its cache would be told that nothing has changed when it should get the
/// account page.
#[test]
fn a_page_comes_whole_whatever_the_browser_has() {
    let backend = Backend::sandbox();
    let visitor = backend.visitor();
    assert_eq!(visitor.get_at("/up/").header("last-modified"), "");
    let later = [("if-modified-since", "Fri, 01 Jan 2100 00:00:00 GMT"), ("range", "bytes=0-3")];
    assert_eq!(page(&visitor.send("GET", "/up/", &later, None).unwrap()), "index");
    let head = visitor.send("HEAD", "/up/", &[], None).unwrap();
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[test]
fn a_page_comes_compressed_as_it_was_when_it_was_built() {
    let backend = Backend::sandbox();
    std::fs::write(backend.files().join("index.html.br"), "not really").unwrap();
    let answer = backend.visitor().send("GET", "/up/", &[("accept-encoding", "br")], None).unwrap();
    assert_eq!((answer.status, answer.header("content-encoding")), (200, "br"));
}

/// The form logs nobody in, and its body must not appear anywhere.
#[test]
fn the_form_sent_without_scripts_comes_back_empty() {
    let backend = Backend::sandbox();
    let visitor = backend.visitor();
    let headers = [("origin", backend.url.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let body = "identifier=demo%40pase.example&password=Refactura2020";
    for address in ["/up/", "/up/tramites?x=y"] {
        let answer = visitor.send("POST", address, &headers, Some(body)).unwrap();
        let there = address.split('?').next().unwrap_or_default();
        assert_eq!((answer.status, answer.header("location"), answer.header("set-cookie")), (303, there, ""));
    }
    assert!(!backend.logged().contains("demo%40"));
}
