// What no test may cause unnoticed: a content security policy violation, a script error, a panic, a message of warning
// or error in the console, an HTTP status that tells of a failure. What a test means to cause, it declares.

import { type BrowserContext, expect } from "@playwright/test";

export class Guard {
  private readonly complaints: string[] = [];
  private readonly statuses: { status: number; url: string }[] = [];
  private readonly declaredStatuses = new Set<number>();
  private readonly failures: string[] = [];
  private readonly declaredFailures: RegExp[] = [];
  private readonly declaredComplaints: RegExp[] = [];

  /** Watches every page of a context, from its first request on. */
  async watch(context: BrowserContext): Promise<void> {
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`CSP violation of ${event.effectiveDirective} by ${event.blockedURI} ${event.sample}`);
      });
    });
    context.on("weberror", (error) => this.complaints.push(`script error: ${String(error.error())}`));
    context.on("console", (message) => {
      // The browser's own lines about requests that failed; they are judged by their status below.
      const isOfRequest = message.text().startsWith("Failed to load resource:");
      // How soon something preloaded is used depends on how fast the machine is; that it is used at all has its test.
      const isOfSpeed = message.text().includes("was preloaded using link preload but not used within a few seconds");
      if (["error", "warning"].includes(message.type()) && !isOfRequest && !isOfSpeed) {
        this.complaints.push(`console ${message.type()}: ${message.text()}`);
      }
    });
    context.on("response", (response) => {
      if (response.status() >= 400) {
        this.statuses.push({ status: response.status(), url: response.url() });
      }
    });
    context.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? "";
      // What a page gives up because it leaves, or what the browser saves as a file, has not failed.
      if (reason !== "net::ERR_ABORTED") {
        this.failures.push(`${reason} ${request.url()}`);
      }
    });
  }

  /** The test means to get this HTTP status, at least once. */
  expectStatus(status: number): void {
    this.declaredStatuses.add(status);
  }

  /** The test means requests to fail whose reason and address fit, at least one. */
  expectFailedRequest(pattern: RegExp): void {
    this.declaredFailures.push(pattern);
  }

  /** The test means the page to complain of this, at least once; everything else stays forbidden. */
  expectComplaint(pattern: RegExp): void {
    this.declaredComplaints.push(pattern);
  }

  /** Fails if something happened that was not declared, or something declared did not. */
  verify(): void {
    const undeclared = (texts: string[], declared: RegExp[]) =>
      texts.filter((text) => !declared.some((pattern) => pattern.test(text)));
    const unseen = (declared: RegExp[], texts: string[]) =>
      declared.filter((pattern) => !texts.some((text) => pattern.test(text))).map(String);
    const seenStatuses = new Set(this.statuses.map(({ status }) => status));
    expect(
      {
        complaints: undeclared(this.complaints, this.declaredComplaints),
        failedRequests: undeclared(this.failures, this.declaredFailures),
        statuses: this.statuses.filter(({ status }) => !this.declaredStatuses.has(status)),
        declaredButUnseen: [
          ...unseen(this.declaredComplaints, this.complaints),
          ...unseen(this.declaredFailures, this.failures),
          ...[...this.declaredStatuses].filter((status) => !seenStatuses.has(status)).map(String),
        ],
      },
      "what the pages complained of, failed at, or were declared to",
    ).toEqual({ complaints: [], failedRequests: [], statuses: [], declaredButUnseen: [] });
  }
}
