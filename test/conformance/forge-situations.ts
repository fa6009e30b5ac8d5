/** What a forge is made to do; every make must be able to stage each of them, or say why it cannot occur. */
export const FORGE_SITUATIONS = [
  "healthy",
  /** The token, or the key of the app, is not, or no longer, good. */
  "expired-credential",
  "no-credential",
  /** The account may not see the repository at all. */
  "forbidden",
  /** The account may read and not write. */
  "narrowed-rights",
  /** The members of teams may not be seen. */
  "team-hidden",
  /** How branches are guarded may not be seen. */
  "protection-hidden",
  /** Asks to wait, once, for less than a request may take. */
  "rate-limited-once",
  /** Asks to wait for longer than a request may take. */
  "rate-limited",
  "unavailable",
  /** Some tenths of a second before each answer. */
  "slow",
  "silent",
  "truncated-answer",
  "cut-connection",
  "endless-answer",
  "garbage",
  "login-page",
  "redirect-to-login",
  "untrusted-certificate",
] as const;

export type ForgeSituation = (typeof FORGE_SITUATIONS)[number];

/** What a host may lack beside: told with its reason, never silently left out. */
export const FORGE_FEATURES = [
  /** Lists come in pages. */
  "pages",
  /** A review may come from another repository. */
  "forks",
  /** The words of an opinion. */
  "words",
  /** An opinion can be taken back, or dismissed by another. */
  "dismissal",
  /** Owners are asked to look. */
  "asking",
  "teams",
  "statuses",
  "checks",
  "dashboard",
  "protection",
  /** A person can end a branch or push to it on the host, which then tells it. */
  "branches",
  /** People look at it in a browser. */
  "web",
  /** It is reached over a wire. */
  "wire",
] as const;

export type ForgeFeature = (typeof FORGE_FEATURES)[number];
