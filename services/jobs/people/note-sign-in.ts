import type { LedgerRecord } from "#schemas/ledger-record";
import { assertSomebody } from "#services/core/people/assert-somebody";
import type { Ledger } from "#services/ports/estate-repository";

/** Somebody who may approve in an estate, and how they came in. */
export interface SignedIn {
  /** The name that the estate gives them. */
  readonly who: string;
  /** `sign-in`: by the organisation's own; `machine`: by a link that is printed at it. */
  readonly how: "sign-in" | "machine";
  /** When their session began. */
  readonly at: string;
}

/** Records that whoever may approve came in. @throws LockstepError `usage`, `ledger-rolled-back` */
export async function noteSignIn(
  { who, how, at }: SignedIn,
  { ledger }: { readonly ledger: Pick<Ledger, "append"> },
): Promise<LedgerRecord> {
  assertSomebody("person who came in", who);
  return await ledger.append({ type: "approver-signed-in", actor: who, at, body: { who, how } });
}
