import type { AskedPack } from "#schemas/kept-pack";
import type { KeptPack } from "#services/ports/pack-shelf";

/** Three evidence packs: one that a schedule had made, one that waits, one that failed. */
export function keptPacks(): readonly KeptPack[] {
  return [
    {
      asked: asked("a", { schedule: "quarterly" }),
      made: {
        ...{ at: "2026-10-02T05:04:00.000Z", sha256: "5".repeat(64), bytes: 1_234_567, record: 812 },
        ...{ signedBy: `SHA256:${"k".repeat(43)}`, head: { seq: 811, hash: `sha256:${"6".repeat(64)}` } },
      },
      failed: undefined,
    },
    { asked: asked("b", { by: "Ros Haddon" }), made: undefined, failed: undefined },
    {
      asked: asked("c", { by: "token auditor" }),
      made: undefined,
      failed: {
        ...{ at: "2026-11-20T09:01:00.000Z", code: "ledger-broken" },
        ...{ message: "The ledger is broken.", remedy: "Restore it from a clone." },
      },
    },
  ];
}

function asked(id: string, who: Partial<AskedPack>): AskedPack {
  return {
    ...{ schema: "lockstep/asked-pack@1", id: id.repeat(32), firstDay: "2026-07-01", lastDay: "2026-09-30" },
    ...{ framework: "nhs-dspt-caf@2026-27", engines: ["lab", "tie"], by: null, schedule: null },
    askedAt: "2026-10-02T05:00:00.000Z",
    ...who,
  };
}
