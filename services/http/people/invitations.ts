import { createHash, randomBytes } from "node:crypto";

/** Links by which whoever sits at the machine comes in: each good once, and for ten minutes. */
export interface Invitations {
  /** Makes one, and ends the one before. */
  make(): string;
  /** Whether it is the one that stands; then it stands no more. */
  take(token: string): boolean;
}

const GOOD_FOR_MS = 600_000;

export function openInvitations(now: () => Date): Invitations {
  let standing: { readonly digest: string; readonly until: number } | undefined;
  return {
    make() {
      const token = randomBytes(32).toString("base64url");
      standing = { digest: digestOf(token), until: now().getTime() + GOOD_FOR_MS };
      return token;
    },
    take(token) {
      const isGood = standing?.digest === digestOf(token) && now().getTime() <= standing.until;
      if (isGood) standing = undefined;
      return isGood;
    },
  };
}

function digestOf(token: string): string {
  return createHash("sha256").update(token).digest("base64");
}
