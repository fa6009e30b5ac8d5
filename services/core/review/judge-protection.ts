import type { GovernanceFinding } from "#schemas/review-report";
import { listNames } from "../authorisation/list-names.js";
import { compareText } from "../text/compare-text.js";
import { escapeText } from "../text/escape-text.js";
import { governanceFinding } from "./governance-finding.js";
import { foldAccount } from "./standing-opinions.js";

/** How a forge says that a branch is guarded. `null`: the account may not see it. */
export interface Protection {
  readonly pullRequestRequired: boolean | null;
  readonly approvals: number | null;
  readonly staleOpinionsVoid: boolean | null;
  readonly lastPusherMayNotApprove: boolean | null;
  readonly ownersMustApprove: boolean | null;
  readonly forcePushForbidden: boolean | null;
  readonly deletionForbidden: boolean | null;
  /** Accounts or teams that may pass all that, in words. */
  readonly bypass: readonly string[];
}

export interface WantedProtection {
  readonly branch: string;
  /** How many must approve, by policy. */
  readonly approvals: number;
  /** Whether the forge reads an owners file. */
  readonly hasOwners: boolean;
  /** Lockstep's own account: it brings decisions to the branch, so it alone may pass. */
  readonly own: string;
}

/** Judges how the branch of the estate is guarded: what is missing, and what could not be seen, are each a finding. */
export function judgeProtection(protection: Protection, wanted: WantedProtection): readonly GovernanceFinding[] {
  const checks = checksOf(protection, wanted);
  const missing = checks.filter(({ holds }) => holds === false).map(({ lack }) => lack);
  const unseen = checks.filter(({ holds }) => holds === null).map(({ lack }) => lack);
  const passers = protection.bypass.filter((entry) => !namesAccount(entry, wanted.own)).sort(compareText);
  const { branch } = wanted;
  const open = [
    ...missing,
    ...(passers.length === 0 ? [] : [`these may pass it all: ${escapeText(listNames(passers))}`]),
  ];
  return [
    ...(open.length === 0 ? [] : [unprotected(branch, `is not guarded as it should be: ${open.join("; ")}`)]),
    ...(unseen.length === 0
      ? []
      : [unprotected(branch, `may not be guarded: Lockstep's account cannot see whether ${unseen.join("; ")}`)]),
  ];
}

interface Check {
  readonly holds: boolean | null;
  /** What is so where it does not hold, as a clause. */
  readonly lack: string;
}

function checksOf(protection: Protection, { approvals, hasOwners }: WantedProtection): readonly Check[] {
  const { approvals: asked } = protection;
  return [
    { holds: protection.pullRequestRequired, lack: "anybody may push to it without a review" },
    {
      holds: asked === null ? null : asked >= approvals,
      lack: `it asks for fewer approvals than the ${approvals} of policy/review.yaml`,
    },
    { holds: protection.staleOpinionsVoid, lack: "approvals outlive the changes that they were given for" },
    { holds: protection.lastPusherMayNotApprove, lack: "whoever pushed last may approve" },
    ...(hasOwners
      ? [{ holds: protection.ownersMustApprove, lack: "it does not ask for the owners of what is changed" }]
      : []),
    { holds: protection.forcePushForbidden, lack: "its history may be overwritten" },
    { holds: protection.deletionForbidden, lack: "it may be deleted" },
  ];
}

function unprotected(branch: string, what: string): GovernanceFinding {
  return governanceFinding("repository-unprotected", `The branch ${escapeText(branch)} of the estate ${what}.`);
}

/** An entry names an account in words: `lockstep-trust[bot] (app)`. */
function namesAccount(entry: string, account: string): boolean {
  const words = foldAccount(entry).split(/[\s(),]+/);
  return words.includes(foldAccount(account));
}
