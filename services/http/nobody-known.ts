import { ANONYMOUS } from "#services/core/access/principal";
import type { Doorkeeper } from "./doorkeeper.js";

/** The doorkeeper of a service without people: it knows nobody. */
export const NOBODY_KNOWN: Doorkeeper = {
  identify: () => Promise.resolve({ principal: ANONYMOUS, csrf: undefined }),
  signInPath: () => undefined,
};
