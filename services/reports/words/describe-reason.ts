import { cutText } from "../text/cut-text.js";

/** The code of a reason in a few words, for a cell; of one that is not known here the code itself, written out. */
export function describeReason(code: string): string {
  return WORDS.get(code) ?? cutText(code, 60).replaceAll("-", " ");
}

/** The first few of them in words, and how many more there are. */
export function describeReasons(codes: readonly string[], shown = 3): string {
  const more = codes.length - shown;
  const rest = more > 0 ? [`and ${more} more ${more === 1 ? "reason" : "reasons"}`] : [];
  return [...codes.slice(0, shown).map(describeReason), ...rest].join("; ");
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ["parity", "production and standby differ"],
  ["must-match", "the nodes differ where they must be the same"],
  ["unauthorised", "changed without authority"],
  ["operability", "an interface does not run as declared"],
  ["exercise-overdue", "an exercise is overdue"],
  ["passing-change", "changed and put back between two looks"],
  ["passing-untold", "what was done between two looks is not known"],
  ["expired", "something has ended"],
  ["expires-soon", "something ends soon"],
  ["standby-stopped", "the standby is stopped"],
  ["no-baseline", "no baseline is approved"],
  ["baseline-unproven", "the approval of the baseline is not proven"],
  ["never-read", "a node was never read"],
  ["snapshot-stale", "the last look is too old"],
  ["snapshot-lost", "what was read is lost"],
  ["changed-since", "the rules changed since the last check"],
  ["node-unreachable", "a node could not be reached"],
  ["node-down", "a node is down"],
  ["engine-starting", "an engine was starting"],
  ["session-lost", "a session was lost while reading"],
  ["rate-limited", "an engine took no more requests"],
  ["licence-exhausted", "an engine had no licence left"],
  ["wrong-server", "another server answered"],
  ["server-untold", "which server answered is not known"],
  ["coverage-incomplete", "not everything was read"],
  ["rights-narrowed", "the account was shown less than before"],
  ["export-suspect", "the export is suspect"],
  ["export-empty", "the export was empty"],
  ["content-purged", "what differs was purged"],
  ["nodes-apart", "the nodes were read too far apart"],
  ["clock-skew", "the clocks are too far apart"],
  ["reader-changed", "baseline and nodes were read by different readers"],
  ["roles-contested", "which node is production is not settled"],
  ["policy-invalid", "the policy cannot be read"],
  ["estate-invalid", "estate.yaml is not in force"],
  ["store-unsound", "the store is not sound"],
  ["ledger-broken", "the ledger does not prove itself"],
  ["ledger-rolled-back", "the ledger was set back"],
  ["ticket-source-unavailable", "the ticket system could not be read"],
  ["override-ticket-owed", "an override still owes its ticket"],
  ["looks-unaccounted", "a check left a node out, or told of one twice"],
  ["bug", "Lockstep itself failed"],
]);
