//! What goes on by itself, without a request: driving trámites and sending mails.

pub(crate) mod mail_sender;
pub(crate) mod worker;
pub(crate) mod worker_waker;
