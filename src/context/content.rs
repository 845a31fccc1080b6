//! The element that contains the current screen.

use leptos::html;
use leptos::prelude::*;

/// The frame's `<main>`.
#[derive(Clone, Copy)]
pub(crate) struct MainElement(pub(crate) NodeRef<html::Main>);
