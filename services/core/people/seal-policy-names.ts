import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from "yaml";
import type { AccountPart, AccountSeal } from "./seal-account.js";

/** A policy of change control with pseudonyms in the place of names. */
export interface SealedPolicy {
  readonly text: string;
  /** How many names stood there in clear. */
  readonly sealed: number;
}

/**
 * Puts pseudonyms in the place of the names in `policy/change-control.yaml` that are held against accounts of engines and people of tickets: `identities`, and the
 * reviewers of `singleHanded`. Everything else stays as it is written, comments too. `undefined` where the text is not YAML.
 */
export function sealPolicyNames(text: string, seal: AccountSeal): SealedPolicy | undefined {
  const document = parseDocument(text, { version: "1.2", uniqueKeys: true });
  if (document.errors.length > 0) return undefined;
  let sealed = 0;
  const put = (holder: { value: unknown }, part: AccountPart): void => {
    if (typeof holder.value !== "string") return;
    const pseudonym = seal(holder.value, part);
    if (pseudonym === holder.value) return;
    holder.value = pseudonym;
    sealed += 1;
  };
  const identities = document.get("identities");
  if (isSeq(identities)) {
    for (const identity of identities.items.filter((item): item is YAMLMap => isMap(item))) {
      for (const [name, part] of NAMES) {
        const value = identity.get(name, true);
        if (isScalar(value)) put(value, part);
      }
    }
  }
  const reviewers = document.getIn(["singleHanded", "reviewers"]);
  if (isSeq(reviewers)) for (const reviewer of reviewers.items) if (isScalar(reviewer)) put(reviewer, "staff");
  return { text: sealed === 0 ? text : document.toString({ lineWidth: 0 }), sealed };
}

const NAMES: readonly (readonly [name: string, part: AccountPart])[] = [
  ["account", "account"],
  ["person", "staff"],
];
