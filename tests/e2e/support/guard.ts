// What no test may cause unnoticed: a content security policy violation, a script error, a panic, a
// console warning or error, an HTTP status of a failure, and what a person would stumble over
// (`usability-rules.ts`). A test declares what it causes on purpose.

import { type BrowserContext, expect } from "@playwright/test";
import { watchUsability } from "./usability-rules.ts";

export class Guard {
  private readonly complaints: string[] = [];
  private isNetworkFailing = false;
  private readonly statuses: { status: number; url: string }[] = [];
  private readonly declaredStatuses = new Set<number>();
  private readonly allowedStatuses = new Set<number>();
  private readonly failures: string[] = [];
  private readonly declaredFailures: RegExp[] = [];
  private readonly declaredComplaints: RegExp[] = [];

  /** Watches every page of a context from its first request. */
  async watch(context: BrowserContext): Promise<void> {
    await watchUsability(context);
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`CSP violation of ${event.effectiveDirective} by ${event.blockedURI} ${event.sample}`);
      });
    });
    context.on("weberror", (error) => this.complaints.push(`script error: ${String(error.error())}`));
    context.on("console", (message) => {
      // The browser's own messages about failed requests. The statuses are checked below.
      const isOfRequest = message.text().startsWith("Failed to load resource:");
      // How soon a preloaded file is used depends on the machine's speed. Another test checks that
      // it is used at all.
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
      // A request that the page aborts because it leaves has not failed, nor has a file that the
      // browser saves.
      if (reason !== "net::ERR_ABORTED") {
        this.failures.push(`${reason} ${request.url()}`);
      }
    });
  }

  /** Declares that the test gets this HTTP status, at least once. */
  expectStatus(status: number): void {
    this.declaredStatuses.add(status);
  }

  /**
   * Allows this HTTP status without requiring it, for example when two requests race and the loser
   * is refused.
   */
  allowStatus(status: number): void {
    this.allowedStatuses.add(status);
  }

  /** Declares that requests fail with a matching reason and address, at least once. */
  expectFailedRequest(pattern: RegExp): void {
    this.declaredFailures.push(pattern);
  }

  /**
   * Declares that the page reports a matching complaint, at least once. All other complaints stay
   * forbidden.
   */
  expectComplaint(pattern: RegExp): void {
    this.declaredComplaints.push(pattern);
  }

  /** For tests that fail requests in every way: only the page's own complaints count. */
  allowNetworkFailures(): void {
    this.isNetworkFailing = true;
  }

  /** Fails if something undeclared happened, or something declared did not. */
  verify(): void {
    const undeclared = (texts: string[], declared: RegExp[]) =>
      texts.filter((text) => !declared.some((pattern) => pattern.test(text)));
    const unseen = (declared: RegExp[], texts: string[]) =>
      declared.filter((pattern) => !texts.some((text) => pattern.test(text))).map(String);
    const isExpected = (status: number) => this.declaredStatuses.has(status) || this.allowedStatuses.has(status);
    const seenStatuses = new Set(this.statuses.map(({ status }) => status));
    expect(
      {
        complaints: undeclared(this.complaints, this.declaredComplaints),
        failedRequests: this.isNetworkFailing ? [] : undeclared(this.failures, this.declaredFailures),
        statuses: this.statuses.filter(({ status }) => !this.isNetworkFailing && !isExpected(status)),
        declaredButUnseen: [
          ...unseen(this.declaredComplaints, this.complaints),
          ...unseen(this.declaredFailures, this.failures),
          ...[...this.declaredStatuses].filter((status) => !seenStatuses.has(status)).map(String),
        ],
      },
      "undeclared complaints and failures, and declared ones that did not occur",
    ).toEqual({ complaints: [], failedRequests: [], statuses: [], declaredButUnseen: [] });
  }
}
