//! Whether the receiver must accept an invoice's cancellation, how long each step may take, and
//! until when an invoice can be cancelled.
//!
//! There are two sets of rules: the manual's (its steps 6 and 6.1), which is the [`Default`], and
//! the [SAT's](CancellationPolicy::sat). They differ at exactly $1,000.00, in the time limit, in what
//! silence means, and in whether there is a last date. So each rule is a value here, and for a real
//! CFDI the SAT's answer decides.
//!
//! Deadlines are instants, but business days are local dates. Functions whose time limit may be in
//! days therefore take a time zone.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, TimeZone, Utc};

use crate::{Money, PersonKind, add_business_days};

/// The page where every taxpayer enters their buzón tributario, in which a receiver is asked to
/// accept a cancellation. The SAT also lists such requests in its service "Cancela y recupera tus
/// facturas".
pub const TAX_MAILBOX: &str = "https://www.sat.gob.mx/personas/buzon-tributario";

/// The rules of a cancellation, as values. [`Default`] gives the manual's rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CancellationPolicy {
    /// The totals for which the receiver must accept the cancellation in the buzón tributario.
    pub acceptance_threshold: Threshold,
    /// How long the receiver has to accept. With [`Silence::StaysOpen`] the end of this time is
    /// only a reminder.
    pub acceptance_window: TimeLimit,
    /// What happens if the receiver does not answer in that time.
    pub silence: Silence,
    /// The longest time between the cancellation and the availability of the corrected document.
    pub issuance_window: TimeLimit,
    /// Until when an invoice can be cancelled at all.
    pub last_date: LastDate,
}

/// The total from which acceptance is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threshold {
    /// This total and every greater one: "≥".
    AtOrAbove(Money),
    /// Every greater total, but not this one: the SAT needs no acceptance "hasta" this amount,
    /// inclusive.
    Above(Money),
}

/// How long something may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeLimit {
    /// An elapsed time, to the second. A negative time counts as zero.
    Elapsed(TimeDelta),
    /// A number of business days, until the same time of day: the SAT's rule counts days and names
    /// no hour.
    BusinessDays(u32),
}

/// What happens if a receiver does not answer in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// The cancellation counts as accepted.
    Accepts,
    /// The request stays open; the time limit was only a reminder.
    StaysOpen,
}

/// Until when an invoice can be cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastDate {
    /// There is no last date.
    Open,
    /// The end of the month in which an issuer of this kind files its annual return for the year in
    /// which the invoice was issued (CFF 29-A): 31 March of the next year for a persona moral, 30
    /// April for a persona física.
    AnnualReturnOf(PersonKind),
}

impl Default for CancellationPolicy {
    fn default() -> Self {
        Self {
            acceptance_threshold: Threshold::AtOrAbove(one_thousand_pesos()),
            acceptance_window: TimeLimit::Elapsed(TimeDelta::hours(24)),
            silence: Silence::StaysOpen,
            issuance_window: TimeLimit::Elapsed(TimeDelta::hours(24)),
            last_date: LastDate::Open,
        }
    }
}

impl CancellationPolicy {
    /// The SAT's own rules for an issuer of this kind: totals "hasta $1,000.00" need no acceptance
    /// (RMF 2.7.1.35, fraction I), the receiver has three business days and silence accepts (RMF
    /// 2.7.1.34), and the last date is in the month of the annual return (CFF 29-A). The SAT does
    /// not regulate when the corrected document must be ready, so that value is the manual's.
    ///
    /// RMF 2.7.1.35 names further cases that need no acceptance (a cancellation by the next
    /// business day, the general public, residents abroad, …). They are left to the SAT's answer.
    pub fn sat(issuer: PersonKind) -> Self {
        Self {
            acceptance_threshold: Threshold::Above(one_thousand_pesos()),
            acceptance_window: TimeLimit::BusinessDays(3),
            silence: Silence::Accepts,
            last_date: LastDate::AnnualReturnOf(issuer),
            ..Self::default()
        }
    }

    /// Whether the receiver must accept the cancellation of an invoice with this total.
    pub fn needs_acceptance(&self, total: Money) -> bool {
        match self.acceptance_threshold {
            Threshold::AtOrAbove(threshold) => total >= threshold,
            Threshold::Above(threshold) => total > threshold,
        }
    }

    /// The deadline for accepting a cancellation that was requested at this instant.
    pub fn acceptance_due_at<Zone: TimeZone>(
        &self,
        requested_at: DateTime<Utc>,
        zone: &Zone,
    ) -> DateTime<Utc> {
        self.acceptance_window.end(requested_at, zone)
    }

    /// When a receiver who has not answered counts as having accepted; `None` if silence leaves the
    /// request open.
    pub fn accepted_by_silence_at<Zone: TimeZone>(
        &self,
        requested_at: DateTime<Utc>,
        zone: &Zone,
    ) -> Option<DateTime<Utc>> {
        match self.silence {
            Silence::Accepts => Some(self.acceptance_due_at(requested_at, zone)),
            Silence::StaysOpen => None,
        }
    }

    /// The latest time at which the corrected document is available, for an invoice cancelled at
    /// this instant.
    pub fn available_by<Zone: TimeZone>(&self, cancelled_at: DateTime<Utc>, zone: &Zone) -> DateTime<Utc> {
        self.issuance_window.end(cancelled_at, zone)
    }

    /// The last local day on which an invoice issued on this local day can be cancelled; `None` if
    /// there is no last date.
    pub fn last_date(&self, issued_on: NaiveDate) -> Option<NaiveDate> {
        let (month, day) = match self.last_date {
            LastDate::Open => return None,
            LastDate::AnnualReturnOf(PersonKind::Moral) => (3, 31),
            LastDate::AnnualReturnOf(PersonKind::Fisica) => (4, 30),
        };
        NaiveDate::from_ymd_opt(issued_on.year().checked_add(1)?, month, day)
    }

    /// Whether the last day for cancelling an invoice has passed. On that day itself it can still
    /// be cancelled.
    pub fn is_past_last_date(&self, issued_on: NaiveDate, today: NaiveDate) -> bool {
        self.last_date(issued_on).is_some_and(|last| today > last)
    }
}

impl TimeLimit {
    /// The instant at which a time limit ends that begins at `begins_at`. That instant itself is
    /// still within the limit. `zone` determines which local days are counted. A limit that would
    /// reach beyond the last representable instant ends at that instant.
    pub fn end<Zone: TimeZone>(self, begins_at: DateTime<Utc>, zone: &Zone) -> DateTime<Utc> {
        let end = match self {
            Self::Elapsed(time) => begins_at.checked_add_signed(time.max(TimeDelta::zero())),
            Self::BusinessDays(count) => business_days_later(begins_at, count, zone),
        };
        end.unwrap_or(DateTime::<Utc>::MAX_UTC)
    }
}

fn business_days_later<Zone: TimeZone>(
    begins_at: DateTime<Utc>,
    count: u32,
    zone: &Zone,
) -> Option<DateTime<Utc>> {
    let local = begins_at.with_timezone(zone);
    let first = local.date_naive();
    let days = u64::try_from((add_business_days(first, count)? - first).num_days()).ok()?;
    match local.checked_add_days(Days::new(days)) {
        Some(end) => Some(end.to_utc()),
        // The clocks change on that day, so this time of day occurs twice or never. Count whole
        // days of 24 hours instead.
        None => begins_at.checked_add_days(Days::new(days)),
    }
}

fn one_thousand_pesos() -> Money {
    Money::from_centavos(100_000).unwrap_or(Money::ZERO)
}

#[cfg(test)]
mod tests {
    use chrono::FixedOffset;
    use proptest::prelude::*;

    use super::*;

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn mexico_city() -> FixedOffset {
        FixedOffset::west_opt(6 * 3_600).unwrap()
    }

    #[test]
    fn the_manual_and_the_sat_differ_at_exactly_one_thousand_pesos() {
        let (manual, sat) = (CancellationPolicy::default(), CancellationPolicy::sat(PersonKind::Moral));
        let both = |total| (manual.needs_acceptance(money(total)), sat.needs_acceptance(money(total)));
        assert_eq!(both("743.00"), (false, false));
        assert_eq!(both("999.99"), (false, false));
        assert_eq!(both("1000.00"), (true, false));
        assert_eq!(both("1000.01"), (true, true));
    }

    #[test]
    fn the_manuals_day_is_twenty_four_hours_to_the_second() {
        let manual = CancellationPolicy::default();
        let friday = instant("2020-06-05T15:00:00Z");
        let saturday = instant("2020-06-06T15:00:00Z");
        assert_eq!(manual.acceptance_due_at(friday, &mexico_city()), saturday);
        assert_eq!(manual.available_by(friday, &mexico_city()), saturday);
        assert_eq!(manual.accepted_by_silence_at(friday, &mexico_city()), None);
    }

    #[test]
    fn the_sats_silence_accepts_after_three_business_days() {
        let sat = CancellationPolicy::sat(PersonKind::Moral);
        let accepted =
            |requested: &str| sat.accepted_by_silence_at(instant(requested), &mexico_city()).unwrap();
        assert_eq!(accepted("2025-06-04T15:00:00Z"), instant("2025-06-09T15:00:00Z"), "Wednesday to Monday");
        assert_eq!(accepted("2025-09-15T15:00:00Z"), instant("2025-09-19T15:00:00Z"), "16 September rests");
    }

    #[test]
    fn the_day_is_the_zones_and_not_utcs() {
        // Friday evening in Mexico City is Saturday in UTC.
        let requested = instant("2025-06-07T02:00:00Z");
        let limit = TimeLimit::BusinessDays(1);
        assert_eq!(limit.end(requested, &mexico_city()), instant("2025-06-10T02:00:00Z"));
        assert_eq!(limit.end(requested, &Utc), instant("2025-06-09T02:00:00Z"));
    }

    #[test]
    fn a_limit_beyond_the_end_of_time_ends_there() {
        let late = DateTime::<Utc>::MAX_UTC - TimeDelta::hours(1);
        for limit in [TimeLimit::Elapsed(TimeDelta::hours(24)), TimeLimit::BusinessDays(3)] {
            assert_eq!(limit.end(late, &Utc), DateTime::<Utc>::MAX_UTC);
        }
        assert_eq!(TimeLimit::Elapsed(TimeDelta::hours(-1)).end(late, &Utc), late);
    }

    #[test]
    fn the_last_date_is_in_the_month_of_the_issuers_annual_return() {
        let moral = CancellationPolicy::sat(PersonKind::Moral);
        let fisica = CancellationPolicy::sat(PersonKind::Fisica);
        let issued = day("2020-05-27");
        assert_eq!(moral.last_date(issued), Some(day("2021-03-31")));
        assert_eq!(fisica.last_date(issued), Some(day("2021-04-30")));
        assert!(!moral.is_past_last_date(issued, day("2021-03-31")));
        assert!(moral.is_past_last_date(issued, day("2021-04-01")));
    }

    #[test]
    fn the_manual_has_no_last_date() {
        let manual = CancellationPolicy::default();
        assert_eq!(manual.last_date(day("2020-05-27")), None);
        assert!(!manual.is_past_last_date(day("2020-05-27"), day("2099-01-01")));
    }

    proptest! {
        #[test]
        fn a_greater_total_never_needs_less(a in 0i64..1_000_000_000, b in 0i64..1_000_000_000) {
            let (small, great) = (Money::from_centavos(a.min(b)).unwrap(), Money::from_centavos(a.max(b)).unwrap());
            for policy in [CancellationPolicy::default(), CancellationPolicy::sat(PersonKind::Moral)] {
                prop_assert!(!policy.needs_acceptance(small) || policy.needs_acceptance(great));
            }
        }

        #[test]
        fn a_longer_limit_never_ends_sooner(seconds in 0i64..4_000_000_000, count in 0u32..40) {
            let begins = DateTime::from_timestamp(seconds, 0).unwrap();
            let end = |count| TimeLimit::BusinessDays(count).end(begins, &mexico_city());
            prop_assert!(begins <= end(count) && end(count) < end(count + 1));
        }
    }
}
