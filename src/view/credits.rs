//! InMail credits.

pub(crate) mod causes;
pub(crate) mod lots;
pub(crate) mod outlook;
pub(crate) mod watch;
