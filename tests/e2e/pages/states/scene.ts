// What a state of the screen is, and what it is reached with.

import type { Answers } from "../../support/answers.ts";
import type { Customer } from "../../support/customer.ts";
import type { Sandbox } from "../../support/sandbox.ts";
import type { Account } from "../accounts.ts";
import type { Portal } from "../portal.ts";

/** The stage of a test: the screen, and what stands behind it. */
export interface Scene {
  readonly portal: Portal;
  readonly sandbox: Sandbox;
  readonly answers: Answers;
  /** Logs a customer in without the login screen: the manual's customer, if no other. */
  readonly logIn: (account?: Account) => Promise<Customer>;
}

/** A screen as a customer can find it. */
export interface State {
  /** The screen and how it stands: `invoices, filtered`. */
  readonly name: string;
  /** Brings the page there and waits until it stands still. */
  readonly reach: (scene: Scene) => Promise<void>;
}

/** The name of the files that belong to a state: `invoices-filtered`. */
export function fileName({ name }: State): string {
  const plain = name.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return plain.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
}
