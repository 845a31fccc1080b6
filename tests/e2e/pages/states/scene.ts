// What a state of a screen is, and the means to reach it.

import type { Answers } from "../../support/answers.ts";
import type { Customer } from "../../support/customer.ts";
import type { Sandbox } from "../../support/sandbox.ts";
import type { Account } from "../accounts.ts";
import type { Portal } from "../portal.ts";

/** The means of a test: the screen, and the server behind it. */
export interface Scene {
  readonly portal: Portal;
  readonly sandbox: Sandbox;
  readonly answers: Answers;
  /** Logs a customer in without the login screen. The default is the manual's customer. */
  readonly logIn: (account?: Account) => Promise<Customer>;
}

/** A screen in a state in which a customer can find it. */
export interface State {
  /** The screen and its state: `invoices, filtered`. */
  readonly name: string;
  /** Brings the page to this state and waits until it no longer changes. */
  readonly reach: (scene: Scene) => Promise<void>;
}

/** The name of a state's files: `invoices-filtered`. */
export function fileName({ name }: State): string {
  const plain = name.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return plain.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
}
