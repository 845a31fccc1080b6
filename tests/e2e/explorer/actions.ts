// Everything that a customer may do, and that may happen around them, each with its weight.

import { ACCOUNT } from "./actions/account.ts";
import { ENVIRONMENT } from "./actions/environment.ts";
import { JOB } from "./actions/job.ts";
import { NAVIGATION } from "./actions/navigation.ts";
import { TYPING } from "./actions/typing.ts";
import type { Action } from "./step.ts";

export const ACTIONS: Readonly<Record<string, Action>> = { ...ACCOUNT, ...JOB, ...TYPING, ...NAVIGATION, ...ENVIRONMENT };
