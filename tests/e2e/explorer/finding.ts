// What the explorer reports: a rule that was broken, and where.

export class Finding extends Error {
  /** The broken rule, in a few words. It distinguishes one kind of finding from another. */
  readonly rule: string;

  constructor(rule: string, what: string) {
    super(`${rule}: ${what}`);
    this.rule = rule;
  }

  /** The message without what differs from one journey to the next. */
  get kind(): string {
    return this.message.replaceAll(/[0-9A-Za-z_-]{20,}|\d+/g, "#").slice(0, 160);
  }
}
