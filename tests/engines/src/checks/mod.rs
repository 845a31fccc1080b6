//! The checks that run in every engine.

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

type CheckFuture<'page> = Pin<Box<dyn Future<Output = Outcome> + 'page>>;

/// A check.
pub(crate) struct Check {
    pub(crate) name: &'static str,
    /// Used in file names and on the command line.
    pub(crate) slug: &'static str,
    pub(crate) run: for<'page> fn(&'page Page) -> CheckFuture<'page>,
}

/// All checks, in the order in which they run.
pub(crate) const CHECKS: [Check; 11] = [
    Check {
        name: "a customer re-bills to another razón social, accepts in the buzón and gets the corrected document",
        slug: "rebilling",
        run: |page| Box::pin(rebilling::with_acceptance(page)),
    },
    Check {
        name: "a customer logs in, finds an invoice and reaches the modal's review with the keyboard alone",
        slug: "keyboard",
        run: |page| Box::pin(keyboard::reaches_the_review(page)),
    },
    Check {
        name: "the modal keeps the focus inside, closes with Escape and gives the focus back",
        slug: "dialog",
        run: |page| Box::pin(dialog::keeps_focus_and_closes_with_escape(page)),
    },
    Check {
        name: "XML and PDF are downloads of their types, and the PDF opens in a window",
        slug: "documents",
        run: |page| Box::pin(documents::download_and_open(page)),
    },
    Check {
        name: "the engine blocks what the policy forbids, and reports it",
        slug: "policy",
        run: |page| Box::pin(policy::blocks_and_reports(page)),
    },
    Check {
        name: "Back, Forward and Reload show the same screens again",
        slug: "history",
        run: |page| Box::pin(rebilling::survives_back_forward_and_reload(page)),
    },
    Check {
        name: "in a page with Bootstrap 3 the portal looks as on our own page, the main job works, and the host is unchanged",
        slug: "bootstrap-3",
        run: |page| Box::pin(guest::works_in(page, "bootstrap-3")),
    },
    Check {
        name: "in a page with Bootstrap 5 the portal looks as on our own page, the main job works, and the host is unchanged",
        slug: "bootstrap-5",
        run: |page| Box::pin(guest::works_in(page, "bootstrap-5")),
    },
    Check {
        name: "in a page with Tailwind's reset the portal looks as on our own page, the main job works, and the host is unchanged",
        slug: "tailwind",
        run: |page| Box::pin(guest::works_in(page, "tailwind")),
    },
    Check {
        name: "in a page with a hostile stylesheet the portal looks as on our own page, the main job works, and the host is unchanged",
        slug: "hostile",
        run: |page| Box::pin(guest::works_in(page, "hostile")),
    },
    Check {
        name: "with its files and its API on another origin the portal looks as on our own page, the main job works, and the host is unchanged",
        slug: "elsewhere",
        run: |page| Box::pin(guest::works_in(page, "elsewhere")),
    },
];
