//! What each engine is asked for.

mod dialog;
mod documents;
mod ensure;
mod guest;
mod keyboard;
mod policy;
mod rebilling;

use std::pin::Pin;

use crate::failure::Outcome;
use crate::page::Page;

type Running<'page> = Pin<Box<dyn Future<Output = Outcome> + 'page>>;

/// One of them.
pub(crate) struct Check {
    pub(crate) name: &'static str,
    /// For names of files, and by which it is run alone.
    pub(crate) slug: &'static str,
    pub(crate) run: for<'page> fn(&'page Page) -> Running<'page>,
}

pub(crate) const CHECKS: [Check; 11] = [
    Check {
        name: "a customer re-bills to another razón social, accepts in the buzón and has the corrected document",
        slug: "rebilling",
        run: |page| Box::pin(rebilling::with_acceptance(page)),
    },
    Check {
        name: "one logs in, finds an invoice and opens the modal with the keyboard alone",
        slug: "keyboard",
        run: |page| Box::pin(keyboard::alone(page)),
    },
    Check {
        name: "the modal holds the focus, closes with Escape and gives the focus back",
        slug: "dialog",
        run: |page| Box::pin(dialog::closes_with_escape(page)),
    },
    Check {
        name: "XML and PDF are downloads of their types, and the PDF opens in a window",
        slug: "documents",
        run: |page| Box::pin(documents::are_what_they_say(page)),
    },
    Check {
        name: "what the policy forbids is refused, and it is noticed",
        slug: "policy",
        run: |page| Box::pin(policy::refuses_what_it_forbids(page)),
    },
    Check {
        name: "after Back, Forward and Reload the customer is where they were",
        slug: "history",
        run: |page| Box::pin(rebilling::addresses_are_state(page)),
    },
    Check {
        name: "in a page with Bootstrap 3 the portal is a good guest, looks as on its own, and the job is done",
        slug: "bootstrap-3",
        run: |page| Box::pin(guest::of(page, "bootstrap-3")),
    },
    Check {
        name: "in a page with Bootstrap 5 the portal is a good guest, looks as on its own, and the job is done",
        slug: "bootstrap-5",
        run: |page| Box::pin(guest::of(page, "bootstrap-5")),
    },
    Check {
        name: "in a page with Tailwind's reset the portal is a good guest, looks as on its own, and the job is done",
        slug: "tailwind",
        run: |page| Box::pin(guest::of(page, "tailwind")),
    },
    Check {
        name: "in a page with a stylesheet that does its worst the portal is a good guest, looks as on its own, and the job is done",
        slug: "hostile",
        run: |page| Box::pin(guest::of(page, "hostile")),
    },
    Check {
        name: "with its files and its API on another origin, the same",
        slug: "elsewhere",
        run: |page| Box::pin(guest::of(page, "elsewhere")),
    },
];
