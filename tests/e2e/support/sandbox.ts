// The sandbox's own controls: the demo data, the clock, the PAC's faults, and the page in place of
// the SAT's buzón tributario.

import { type APIRequestContext, expect } from "@playwright/test";

export class Sandbox {
  private readonly request: APIRequestContext;
  /** A write must name its origin, as a browser's request does. */
  private readonly headers: { origin: string };

  constructor(request: APIRequestContext, origin: string) {
    this.request = request;
    this.headers = { origin };
  }

  /** Restores the initial demo data. All sessions and trámites are gone. */
  async reset(): Promise<void> {
    expect(await this.request.post("/sandbox/reset", { headers: this.headers }), "POST /sandbox/reset").toBeOK();
  }

  /** Moves the sandbox's clock forward by an ISO 8601 duration: `PT25H`. */
  async advance(duration: string): Promise<void> {
    const answer = await this.request.post("/sandbox/clock", { headers: this.headers, data: { advance: duration } });
    expect(answer, `POST /sandbox/clock ${duration}`).toBeOK();
  }

  /** From now on the PAC refuses every receiver for this field, with the SAT's code. */
  async refuseReceivers(field: string, code: string): Promise<void> {
    await this.setPacBehavior({ refuse_receiver: { field, code } });
  }

  /**
   * Sets how the PAC answers a kind of request from now on: `{ receipt: { does: "down" } }`; `null`
   * makes it work again.
   */
  async setPacBehavior(data: Readonly<Record<string, unknown>>): Promise<void> {
    const answer = await this.request.post("/sandbox/pac", { headers: this.headers, data });
    expect(answer, "POST /sandbox/pac").toBeOK();
  }

  /** Answers a cancellation in the receiver's buzón tributario, once the SAT asks for it there. */
  async answerCancellation(uuid: string, decision: "accept" | "reject"): Promise<void> {
    await expect(async () => {
      const answer = await this.request.post(`/sandbox/buzon/${uuid.toLowerCase()}`, {
        headers: this.headers,
        data: { decision },
      });
      expect(answer, `${decision} in the buzón`).toBeOK();
    }).toPass();
  }
}
