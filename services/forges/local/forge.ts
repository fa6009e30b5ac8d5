import type { Forge as Declared } from "#schemas/forge";
import { LockstepError } from "#services/core/errors";
import type { Diagnosis } from "#services/ports/connector";
import type { Forge } from "#services/ports/forge";
import type { ReviewStore } from "#services/ports/review-store";
import { openSession } from "./open-session.js";

/**
 * No Git host at all: reviews are kept beside the estate, and people decide with `lockstep review`; see `decide.ts`.
 *
 * Its remote is the store itself: `fetch` finds what is there already, `join` finds one `main`, and nothing is pushed, since each
 * branch stands where it would be pushed to. Whoever moves the baseline after a merge moves it in that same store.
 */
export function createLocalForge(store: ReviewStore): Forge {
  return {
    system: "local",
    requests: [],
    declarationProblems,
    async open(request) {
      if (request.signal?.aborted)
        throw new LockstepError("aborted", "The reviews were not read: the read was stopped.");
      return openSession(store, request.now);
    },
    diagnose: () => diagnoseStore(store),
  };
}

function declarationProblems({ system: _system, branch = "main", ...rest }: Declared): readonly string[] {
  const problems = Object.keys(rest).map((key) => `has ${key}, which local does not use: it speaks with no host`);
  return branch === "main" ? problems : [...problems, "has another branch than main, which is the store's own"];
}

async function diagnoseStore(store: ReviewStore): Promise<readonly Diagnosis[]> {
  const check = "reviews";
  try {
    const reviews = await store.list();
    const open = reviews.filter(({ state }) => state === "open").length;
    return [{ check, state: "ok", message: `${open} open of ${reviews.length}, kept in ${store.location}` }];
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    return [{ check, state: "failed", message: error.message, remedy: error.remedy }];
  }
}
