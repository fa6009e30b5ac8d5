import { type Refusal, refuse } from "./answer.js";
import type { Identified } from "./doorkeeper.js";

/** Refuses a program that nobody knows, and says what is wrong with what it sent: nothing of it is repeated. */
export function refuseStranger({ refusedToken }: Pick<Identified, "refusedToken">): Refusal {
  return refuse(401, { code: "not-signed-in", ...WORDS[refusedToken ?? "none"] });
}

const MAKE = "`lockstep token create` makes one where the service runs.";

/** Of a secret that is wrong is said what is said of a token that there is not. */
const WORDS = {
  none: {
    detail: "Nobody is known by this request: it bears no token.",
    remedy: `Send \`Authorization: Bearer lks_…\`; ${MAKE} People sign in at /sign-in.`,
  },
  "not of the form": {
    detail: "What the header Authorization holds is no token of Lockstep.",
    remedy: `Send \`Authorization: Bearer lks_…\`, once, with the whole token as it was printed; ${MAKE}`,
  },
  unknown: {
    detail: "The token is not known here: it was revoked, or it is another service's.",
    remedy: `\`lockstep token list\` has those that are good; ${MAKE}`,
  },
  ended: { detail: "The token has ended: its days are over.", remedy: `Make another one: ${MAKE}` },
  "not readable": {
    detail: "Whether the token is good cannot be read now.",
    remedy: "Ask again; the service's log says what cannot be read.",
  },
} as const;
