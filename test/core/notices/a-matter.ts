import type { Notifications } from "#schemas/notifications";
import { type Matter, type MatterParts, matterOf } from "#services/core/notices/matter";
import type { Sighting } from "#services/core/notices/matters-of-engine";
import type { RecordedNotice } from "#services/core/notices/recall-notices";

/** A change of production that nothing authorises, unless said otherwise. */
export function aMatter(special: Partial<MatterParts> = {}): Matter {
  return matterOf({
    kind: "unauthorised-change",
    about: ["tie", "finding-1"],
    scope: "findings tie",
    title: "PAS ADT In was changed on production of tie",
    sentence: "The interface 'PAS ADT In' was changed on production of tie by anna. No change ticket was named.",
    action: "Decide on it.",
    owner: "Integration team",
    tier: 1,
    engineId: "tie",
    ...special,
  });
}

/** The gate of `tie`, as it stands. */
export function aGate(verdict: "ready" | "not-ready" | "unknown"): Matter {
  const isGoodNews = verdict === "ready";
  const about = { kind: "gate", about: ["tie"], scope: "gate tie", stands: verdict, isGoodNews } as const;
  return aMatter({ ...about, title: `tie is ${verdict}` });
}

export function saw(...matters: readonly Matter[]): Sighting {
  return { matters, scopes: ["gate tie", "findings tie", "waivers"] };
}

/** Mail for all, and a chat for what matters most. */
export const POLICY: Notifications = {
  channels: [
    { id: "mail", kind: "mail", to: ["integration@trust.hospital.test"] },
    { id: "on-call", kind: "teams", urlEnv: "ON_CALL_URL" },
    { id: "manager", kind: "mail", to: ["duty.manager@trust.hospital.test"] },
  ],
  routes: [
    { id: "team", owners: ["Integration team"], tell: ["mail"], escalate: [{ afterHours: 4, tell: ["manager"] }] },
    { id: "critical", tiers: [1], about: ["gate", "unauthorised-change"], tell: ["on-call"] },
  ],
  otherwise: ["manager"],
};

/** Records about notices, numbered. */
export function recorded(
  ...bodies: readonly (RecordedNotice["body"] | readonly [string, RecordedNotice["body"]])[]
): readonly RecordedNotice[] {
  return bodies.map((each, seq) => {
    const [at, body] = Array.isArray(each)
      ? (each as [string, RecordedNotice["body"]])
      : [AT, each as RecordedNotice["body"]];
    return { seq, at, actor: "lockstep", body };
  });
}

export const AT = "2026-11-23T02:05:00.000Z";
