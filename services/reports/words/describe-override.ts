import type { EngineReport } from "#schemas/check-report";
import type { Override } from "#schemas/override";
import type { SetAsideReason } from "#schemas/readiness";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";
import { endSentence } from "../text/end-sentence.js";

type Overridden = Pick<EngineReport["readiness"], "overrides" | "setAside">;

/** Every override in force, and then all that they set aside: a line each, for every form of report. */
export function describeOverrides({ overrides = [], setAside = [] }: Overridden): readonly string[] {
  return [...overrides.map((override) => describeOverride(override, setAside)), ...setAside.map(describeSetAside)];
}

/** One override in force: until when, by whom, why, and on what ticket. */
export function describeOverride(override: Override, setAside: readonly SetAsideReason[]): string {
  const { record, by, second, reason, ticket, until, codes } = override;
  const people = second === null ? cutText(by, 100) : `${cutText(by, 100)} and ${cutText(second, 100)}`;
  const rests = ticket === null ? "TICKET TO FOLLOW" : `Ticket ${cutText(ticket, 40)}`;
  const isIdle = !setAside.some(({ overrides }) => overrides.includes(record));
  const idle = isIdle ? " It sets nothing aside now." : "";
  const named = codes.map((code) => cutText(code, 60)).join(", ");
  return `OVERRIDE until ${showInstant(until)} by ${people}, of ${named} as it stood then: ${endSentence(cutText(reason, 300))} ${rests}. Ledger record ${record}.${idle}`;
}

/** One reason that does not count for now. */
export function describeSetAside({ code, verdict, message, overrides }: SetAsideReason): string {
  return `SET ASIDE (record ${overrides.join(", ")}): ${verdict}, ${cutText(code, 60)}: ${endSentence(cutText(message, 400))}`;
}
