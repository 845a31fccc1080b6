/**
 * The figures of one run, read from Lighthouse's report: whole numbers, in the units of the table.
 */

/** Audits that measure a time in milliseconds, by their common abbreviations. */
const TIMES = {
  fcp: "first-contentful-paint",
  lcp: "largest-contentful-paint",
  tbt: "total-blocking-time",
  si: "speed-index",
};

/** The figures of a report. */
export function figuresOf({ audits, categories, environment }) {
  const times = Object.entries(TIMES).map(([name, audit]) => [name, Math.round(valueOf(audits, audit))]);
  return {
    performance: points(categories.performance),
    accessibility: points(categories.accessibility),
    bestPractices: points(categories["best-practices"]),
    ...Object.fromEntries(times),
    // In thousandths, rounded up, so that even the smallest shift counts.
    cls: Math.ceil(valueOf(audits, "cumulative-layout-shift") * 1_000),
    // The median time that the server itself took to answer. Lighthouse does not simulate it.
    server: Math.round(valueOf(audits, "network-server-latency")),
    // The speed of the machine, by Lighthouse's own benchmark.
    machine: Math.round(environment.benchmarkIndex),
    failing: [...failing(audits, categories.accessibility), ...failing(audits, categories["best-practices"])],
  };
}

/** A category's score, of 100. */
function points({ id, score }) {
  if (score === null) {
    throw new Error(`Lighthouse could not tell the score of ${id}`);
  }
  return Math.round(score * 100);
}

function valueOf(audits, name) {
  const { numericValue, errorMessage } = audits[name];
  if (numericValue === undefined) {
    throw new Error(`Lighthouse could not measure ${name}: ${errorMessage ?? "it is not applicable"}`);
  }
  return numericValue;
}

/** The audits that lower a category's score, each with the places that it found. */
function failing(audits, category) {
  const counted = category.auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => audits[id]);
  return counted
    .filter(({ score }) => score !== null && score < 1)
    .map(({ id, title, details }) => `${category.id}: ${id}: ${title}${details === undefined ? "" : `: ${wheres(details)}`}`);
}

function wheres({ items = [] }) {
  return items
    .slice(0, 5)
    .map(({ node, description, url, source }) => node?.snippet ?? description ?? url ?? source ?? "")
    .join("; ");
}
