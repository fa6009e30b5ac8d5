/** What a caller asks, with its own tolerance. */
export interface GateQuestion {
  /** Default `switchover`: may a planned one begin? */
  readonly profile: string;
  /** An older verdict is refused, whatever policy allows. */
  readonly maxAgeSeconds?: number;
  readonly tier?: string;
  readonly flow?: string;
  /** Whether `ready` by override is enough. */
  readonly acceptsOverride: boolean;
}

/** The question where nothing is said. */
export const PLAIN_QUESTION: GateQuestion = { profile: "switchover", acceptsOverride: false };

/** What a caller may say, and how; also for the description of the API. */
export const GATE_PARAMETERS = {
  maxAge: "the oldest verdict that is taken: seconds, or 90s, 10m, 2h, 1d",
  profile: "switchover (default), strict, return, or one that policy/gate.yaml names",
  tier: "of this tier alone: 1 to 4",
  flow: "of this flow alone, by its name in policy/interfaces.yaml",
  accept: "override: ready by an override is enough",
} as const;

/** Reads a question. What it does not know, twice or empty, is told as a sentence: a slip must not ask another question. */
export function parseGateQuestion(query: URLSearchParams): GateQuestion | { readonly problem: string } {
  for (const name of new Set(query.keys())) {
    if (!Object.hasOwn(GATE_PARAMETERS, name)) return problem(`Only ${NAMES} can be asked for.`);
    if (query.getAll(name).length > 1) return problem(`'${name}' stands more than once.`);
    if (query.get(name) === "") return problem(`'${name}' is empty.`);
  }
  const profile = query.get("profile") ?? PLAIN_QUESTION.profile;
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(profile)) return problem("'profile' is the name of a profile.");
  if (profile === "disaster") return problem("What to expect in an emergency is told at /advice: it gates nothing.");
  const [maxAge, tier, flow, accept] = ["maxAge", "tier", "flow", "accept"].map((name) => query.get(name));
  const maxAgeSeconds = maxAge == null ? undefined : parseAge(maxAge);
  if (maxAge != null && maxAgeSeconds === undefined) return problem(`'maxAge' is ${GATE_PARAMETERS.maxAge}.`);
  if (tier != null && !/^[1-4]$/.test(tier)) return problem("'tier' is a number from 1 to 4.");
  if (flow != null && flow.length > 200) return problem("'flow' is the name of a flow.");
  if (accept != null && accept !== "override") return problem("'accept' can only be override.");
  return {
    profile,
    acceptsOverride: accept === "override",
    ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }),
    ...(tier == null ? {} : { tier }),
    ...(flow == null ? {} : { flow }),
  };
}

const NAMES = Object.keys(GATE_PARAMETERS).join(", ");

const SECONDS: Readonly<Record<string, number>> = { "": 1, s: 1, m: 60, h: 3600, d: 86_400 };

function parseAge(text: string): number | undefined {
  const [, digits, unit] = /^(\d{1,9})([smhd]?)$/.exec(text) ?? [];
  const seconds = Number(digits) * (SECONDS[unit ?? ""] ?? Number.NaN);
  return Number.isSafeInteger(seconds) ? seconds : undefined;
}

function problem(text: string): { readonly problem: string } {
  return { problem: text };
}
