/** What is told of one run, out of Lighthouse's report: whole numbers, in the units that the table has. */

/** Audits that say how long something took, in milliseconds, by the names that people call them. */
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
    // In thousandths, of which a part is one: nothing that moves is rounded away.
    cls: Math.ceil(valueOf(audits, "cumulative-layout-shift") * 1_000),
    // What the server itself took, which Lighthouse does not simulate: the median of its answers.
    server: Math.round(valueOf(audits, "network-server-latency")),
    // How fast the machine is, by Lighthouse's own benchmark.
    machine: Math.round(environment.benchmarkIndex),
    failing: [...failing(audits, categories.accessibility), ...failing(audits, categories["best-practices"])],
  };
}

/** Of 100, as the report has it. */
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

/** The audits that take something from a category, each with where it found what. */
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
