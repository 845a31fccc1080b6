// The catalog of every screen in every state in which a customer can find it. A new screen must be
// added here. It is then checked for accessibility, for its layout and for what it says.

import { HELP, HOME } from "./states/account.ts";
import { FISCAL_PROFILES } from "./states/fiscal-profiles.ts";
import { INVOICES } from "./states/invoices.ts";
import { LOGIN, STARTING } from "./states/login.ts";
import { MOVEMENTS } from "./states/movements.ts";
import { CHOOSING, DONE, REVIEWING } from "./states/rebill.ts";
import { RECEIVER } from "./states/receiver.ts";
import type { State } from "./states/scene.ts";
import { TRAMITE } from "./states/tramite.ts";

export { fileName, type Scene, type State } from "./states/scene.ts";

export const STATES: readonly State[] = [
  ...STARTING,
  ...LOGIN,
  ...HOME,
  ...INVOICES,
  ...MOVEMENTS,
  ...FISCAL_PROFILES,
  ...HELP,
  ...CHOOSING,
  ...RECEIVER,
  ...REVIEWING,
  ...DONE,
  ...TRAMITE,
];
