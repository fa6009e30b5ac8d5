import type { EngineReport } from "#schemas/check-report";
import type { ReadinessReason, ReadinessVerdict } from "#schemas/readiness";
import { type Matter, matterOf } from "./matter.js";

/** How the gate of an engine stands, by the report that may alarm. `ready` is news only for whom it was told otherwise. */
export function gateMatter(alarming: EngineReport, name: string, owner: string): Matter {
  const { engineId, readiness } = alarming;
  const { verdict, setAside = [] } = readiness;
  const isByOverride = verdict === "ready" && setAside.length > 0;
  const reasons = readiness.reasons.filter((reason) => reason.verdict === verdict);
  const words = isByOverride ? OVERRIDDEN : WORDS[verdict];
  return matterOf({
    kind: "gate",
    about: [engineId],
    stands: isByOverride ? "ready-by-override" : verdict,
    scope: `gate ${engineId}`,
    title: words.title(name),
    sentence: [words.sentence, ...(verdict === "ready" ? [] : [tellReasons(reasons), ...tellStake(alarming)])].join(
      " ",
    ),
    action: verdict === "ready" ? words.action : (reasons[0]?.action ?? words.action),
    isGoodNews: verdict === "ready" && !isByOverride,
    findings: reasons.flatMap(({ findings }) => findings),
    tier: worstTier(alarming),
    ...{ engineId, owner },
  });
}

interface Words {
  readonly title: (name: string) => string;
  readonly sentence: string;
  readonly action: string;
}

const WORDS: Readonly<Record<ReadinessVerdict, Words>> = {
  ready: {
    title: (name) => `${name} may fail over again`,
    sentence: "The last check found the standby as it was approved: nothing blocks a failover any more.",
    action: "Nothing has to be done.",
  },
  "not-ready": {
    title: (name) => `${name} is not ready to fail over`,
    sentence: "The last check found what blocks a planned failover.",
    action: "Ask for the shortest list of actions with 'lockstep explain'.",
  },
  unknown: {
    title: (name) => `Whether ${name} may fail over could not be told`,
    sentence: "The last check could not tell whether the standby is as approved: until it can, treat it as not ready.",
    action: "Ask for the shortest list of actions with 'lockstep explain'.",
  },
};

const OVERRIDDEN: Words = {
  title: (name) => `${name} is ready by override alone`,
  sentence: "A person set the reasons against a failover aside: the standby was not found as approved.",
  action: "Look at who gave the override and until when with 'lockstep ready'.",
};

const TOLD = 3;

function tellReasons(reasons: readonly ReadinessReason[]): string {
  const messages = [...new Set(reasons.map(({ message }) => message.replace(/[.!?]?$/, ".")))];
  const rest = messages.length - TOLD;
  return [...messages.slice(0, TOLD), ...(rest > 0 ? [`${rest} more.`] : [])].join(" ");
}

/** What it means where it matters most. */
function tellStake({ findings }: EngineReport): readonly string[] {
  const [worst] = findings.filter(({ blocksReadiness }) => blocksReadiness).toSorted((a, b) => a.tier - b.tier);
  return worst === undefined ? [] : [`${worst.flow}, tier ${worst.tier}: ${worst.meaning.replace(/[.!?]?$/, ".")}`];
}

/** The tier that matters most of those that are not ready; `null` where no tier is told. */
function worstTier({ readiness }: EngineReport): number | null {
  const tiers = Object.entries(readiness.byTier).filter(([, { verdict }]) => verdict !== "ready");
  return tiers.length === 0 ? null : Math.min(...tiers.map(([tier]) => Number(tier)));
}
