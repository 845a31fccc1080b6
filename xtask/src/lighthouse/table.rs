//! The table of one page: every run, the median, and the goal.

use super::verdict::{FIGURES, Figure, Goal, Page, Run, median};

const LABEL: usize = 8;
const LOAD: usize = 6;

pub(super) fn of(page: &Page, runs: &[Run]) -> String {
    let mut lines = vec![line("", |figure| figure.title.to_owned(), "load")];
    for (index, run) in runs.iter().enumerate() {
        let label = format!("run {}", index.saturating_add(1));
        lines.push(line(&label, |figure| written(figure, run.figure(figure)), &run.load));
    }
    lines.push(line("median", |figure| written(figure, median(runs, figure)), ""));
    lines.push(line("goal", |figure| wanted(figure, page.goal(figure)), ""));
    lines.concat()
}

fn line(label: &str, cell: impl Fn(&Figure) -> String, load: &str) -> String {
    let cells: String = FIGURES
        .iter()
        .map(|figure| format!("  {:>width$}", cell(figure), width = figure.title.chars().count().max(9)))
        .collect();
    let line = format!("{label:<LABEL$}{cells}{load:>LOAD$}");
    format!("{}\n", line.trim_end())
}

fn written(figure: &Figure, number: Option<u64>) -> String {
    number.map(|number| figure.unit.write(number)).unwrap_or_default()
}

fn wanted(figure: &Figure, goal: Option<&Goal>) -> String {
    match goal {
        Some(Goal::AtLeast(least)) => format!("≥ {}", figure.unit.write(*least)),
        Some(Goal::AtMost(most)) => format!("≤ {}", figure.unit.write(*most)),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::verdict::PAGES;
    use super::*;
    use crate::console::Failure;
    use serde_json::json;

    #[test]
    fn a_run_its_median_and_the_goals_stand_below_one_another() -> Result<(), Failure> {
        let run = json!({
            "performance": 89, "accessibility": 100, "bestPractices": 96, "fcp": 1_893, "lcp": 3_312, "tbt": 156, "cls": 12,
            "si": 1_893, "server": 3, "machine": 1_683, "load": "0.52", "failing": []
        });
        let results = json!({ "login": [run], "invoices": [run] });
        let [login, invoices] = &PAGES;
        let table = |page: &Page| Ok::<_, Failure>(of(page, &Run::of_page(&results, page.name)?));
        assert_eq!(
            table(login)?,
            "          performance  accessibility  best practices        FCP        LCP        TBT        CLS         SI     server    machine  load
run 1              89            100              96    1893 ms    3312 ms     156 ms      0.012    1893 ms       3 ms       1683  0.52
median             89            100              96    1893 ms    3312 ms     156 ms      0.012    1893 ms       3 ms       1683
goal             ≥ 95          ≥ 100           ≥ 100             ≤ 1500 ms   ≤ 100 ms    ≤ 0.000
"
        );
        assert!(table(invoices)?.ends_with("goal             ≥ 95          ≥ 100           ≥ 100\n"));
        Ok(())
    }
}
