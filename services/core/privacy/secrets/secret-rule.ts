import type { TextSpan } from "../text-span.js";
import type { TriggeredRule } from "../trigger-index.js";

/** The secret parts found at one place, and where to look on when what follows is understood already. */
export interface SecretFinding {
  readonly secrets: readonly TextSpan[];
  readonly resumeAt: number;
}

export type SecretRule = TriggeredRule<SecretFinding>;

/** One secret, after which the search goes on. */
export function foundSecret(secret: TextSpan): SecretFinding {
  return { secrets: [secret], resumeAt: secret.end };
}
