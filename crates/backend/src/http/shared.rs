//! What all handlers share.

use std::sync::Arc;

use crate::app::App;

/// The program, as handlers share it.
pub(crate) type Shared = Arc<App>;

/// The path under which the portal's pages are served.
pub(super) const PORTAL: &str = "/up";
