//! The measured figures, their medians, and the goals.

use crate::console::Failure;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A measured figure: its name in runs.json, its usual name, and its unit.
#[derive(Debug)]
pub(super) struct Figure {
    pub(super) key: &'static str,
    pub(super) title: &'static str,
    pub(super) unit: Unit,
}

#[derive(Debug)]
pub(super) enum Unit {
    /// A plain number.
    Points,
    Milliseconds,
    /// Thousandths of Lighthouse's layout shift score.
    Thousandths,
}

impl Unit {
    /// The number formatted for a person.
    pub(super) fn write(&self, number: u64) -> String {
        match self {
            Self::Points => number.to_string(),
            Self::Milliseconds => format!("{number} ms"),
            Self::Thousandths => format!("{}.{:03}", number / 1_000, number % 1_000),
        }
    }
}

/// In the order of the table's columns.
pub(super) const FIGURES: [Figure; 10] = [
    Figure { key: "performance", title: "performance", unit: Unit::Points },
    Figure { key: "accessibility", title: "accessibility", unit: Unit::Points },
    Figure { key: "bestPractices", title: "best practices", unit: Unit::Points },
    Figure { key: "fcp", title: "FCP", unit: Unit::Milliseconds },
    Figure { key: "lcp", title: "LCP", unit: Unit::Milliseconds },
    Figure { key: "tbt", title: "TBT", unit: Unit::Milliseconds },
    Figure { key: "cls", title: "CLS", unit: Unit::Thousandths },
    Figure { key: "si", title: "SI", unit: Unit::Milliseconds },
    Figure { key: "server", title: "server", unit: Unit::Milliseconds },
    Figure { key: "machine", title: "machine", unit: Unit::Points },
];

/// What a median must reach.
pub(super) enum Goal {
    AtLeast(u64),
    AtMost(u64),
}

impl Goal {
    fn is_reached_by(&self, number: u64) -> bool {
        match self {
            Self::AtLeast(least) => number >= *least,
            Self::AtMost(most) => number <= *most,
        }
    }
}

/// A page that is measured, with its name in runs.json.
pub(super) struct Page {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    goals: &'static [(&'static str, Goal)],
}

pub(super) const PAGES: [Page; 2] = [
    Page {
        name: "login",
        title: "the login",
        goals: &[
            ("performance", Goal::AtLeast(95)),
            ("accessibility", Goal::AtLeast(100)),
            ("bestPractices", Goal::AtLeast(100)),
            ("lcp", Goal::AtMost(1_500)),
            ("tbt", Goal::AtMost(100)),
            ("cls", Goal::AtMost(0)),
        ],
    },
    Page {
        name: "invoices",
        title: "the table of invoices",
        goals: &[
            ("performance", Goal::AtLeast(95)),
            ("accessibility", Goal::AtLeast(100)),
            ("bestPractices", Goal::AtLeast(100)),
        ],
    },
];

impl Page {
    pub(super) fn goal(&self, figure: &Figure) -> Option<&'static Goal> {
        self.goals.iter().find(|(key, _)| *key == figure.key).map(|(_, goal)| goal)
    }

    /// One sentence for each goal that the median misses.
    pub(super) fn missed(&self, runs: &[Run]) -> Vec<String> {
        let missed = FIGURES.iter().filter_map(|figure| {
            let goal = self.goal(figure)?;
            let wanted = match goal {
                Goal::AtLeast(number) => format!("at least {}", figure.unit.write(*number)),
                Goal::AtMost(number) => format!("at most {}", figure.unit.write(*number)),
            };
            let median = median(runs, figure)?;
            (!goal.is_reached_by(median)).then(|| {
                let number = figure.unit.write(median);
                format!("{} of {} is {number} and should be {wanted}", figure.title, self.title)
            })
        });
        missed.collect()
    }
}

/// One run on one page.
#[derive(Debug)]
pub(super) struct Run {
    figures: BTreeMap<&'static str, u64>,
    /// The machine's load when the run began: running and waiting processes, averaged over a
    /// minute.
    pub(super) load: String,
    /// Audits that lower the score for accessibility or best practices.
    failing: Vec<String>,
}

impl Run {
    /// Reads the runs on one page. Each must have every figure.
    pub(super) fn of_page(results: &Value, page: &str) -> Result<Vec<Self>, Failure> {
        let runs = results.get(page).and_then(Value::as_array).filter(|runs| !runs.is_empty());
        let runs = runs.ok_or_else(|| Failure::new(format!("runs.json has no run on `{page}`")))?;
        runs.iter().map(Self::read).collect()
    }

    fn read(run: &Value) -> Result<Self, Failure> {
        let figure = |figure: &Figure| {
            let number = run.get(figure.key).and_then(Value::as_u64);
            let number = number.ok_or_else(|| Failure::new(format!("a run has no `{}`", figure.key)))?;
            Ok((figure.key, number))
        };
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let failing = run.get("failing").and_then(Value::as_array);
        let failing = failing.ok_or_else(|| Failure::new("a run does not say which audits fail"))?;
        Ok(Self {
            figures: FIGURES.iter().map(figure).collect::<Result<_, Failure>>()?,
            load: run.get("load").and_then(text).unwrap_or_default(),
            failing: failing.iter().filter_map(text).collect(),
        })
    }

    pub(super) fn figure(&self, figure: &Figure) -> Option<u64> {
        self.figures.get(figure.key).copied()
    }
}

/// The median of a figure.
pub(super) fn median(runs: &[Run], figure: &Figure) -> Option<u64> {
    let mut numbers: Vec<u64> = runs.iter().filter_map(|run| run.figure(figure)).collect();
    numbers.sort_unstable();
    numbers.get(numbers.len() / 2).copied()
}

/// The audits that fail in any run, without duplicates.
pub(super) fn failing(runs: &[Run]) -> BTreeSet<&str> {
    runs.iter().flat_map(|run| &run.failing).map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A run that reaches every goal, except where `changed` differs.
    fn run(changed: &Value) -> Value {
        let mut run = json!({
            "performance": 95, "accessibility": 100, "bestPractices": 100, "fcp": 900, "lcp": 1_500, "tbt": 100, "cls": 0,
            "si": 900, "server": 2, "machine": 1_700, "load": "0.50", "failing": []
        });
        if let (Some(run), Some(changed)) = (run.as_object_mut(), changed.as_object()) {
            run.extend(changed.clone());
        }
        run
    }

    fn missed(runs: &[Value]) -> Result<Vec<String>, Failure> {
        let results = json!({ "login": runs, "invoices": runs });
        let missed = PAGES.iter().map(|page| Ok(page.missed(&Run::of_page(&results, page.name)?)));
        Ok(missed.collect::<Result<Vec<_>, Failure>>()?.concat())
    }

    #[test]
    fn what_is_just_good_enough_is_good_enough() -> Result<(), Failure> {
        assert!(missed(&[run(&json!({}))])?.is_empty());
        Ok(())
    }

    #[test]
    fn each_goal_that_is_missed_is_told_with_its_figure() -> Result<(), Failure> {
        let worse =
            run(&json!({ "performance": 94, "bestPractices": 99, "lcp": 1_501, "tbt": 101, "cls": 1 }));
        assert_eq!(
            missed(&[worse])?,
            [
                "performance of the login is 94 and should be at least 95",
                "best practices of the login is 99 and should be at least 100",
                "LCP of the login is 1501 ms and should be at most 1500 ms",
                "TBT of the login is 101 ms and should be at most 100 ms",
                "CLS of the login is 0.001 and should be at most 0.000",
                "performance of the table of invoices is 94 and should be at least 95",
                "best practices of the table of invoices is 99 and should be at least 100",
            ]
        );
        Ok(())
    }

    #[test]
    fn the_run_in_the_middle_counts_for_each_figure() -> Result<(), Failure> {
        let (slow, shaky) = (json!({ "lcp": 9_000 }), json!({ "cls": 500 }));
        assert!(missed(&[run(&slow), run(&json!({})), run(&shaky)])?.is_empty());
        assert_eq!(missed(&[run(&slow), run(&slow), run(&shaky)])?.len(), 1);
        Ok(())
    }

    #[test]
    fn a_figure_that_was_not_measured_is_no_zero() {
        assert!(missed(&[run(&json!({ "cls": null }))]).is_err());
        assert!(missed(&[]).is_err());
    }

    #[test]
    fn an_audit_that_fails_in_one_run_is_told_once() -> Result<(), Failure> {
        let (well, ill) = (run(&json!({})), run(&json!({ "failing": ["accessibility: image-alt"] })));
        let results = json!({ "login": [ill, well, ill] });
        let runs = Run::of_page(&results, "login")?;
        assert_eq!(failing(&runs).into_iter().collect::<Vec<_>>(), ["accessibility: image-alt"]);
        Ok(())
    }
}
