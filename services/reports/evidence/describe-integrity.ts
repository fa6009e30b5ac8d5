import type { EvidenceDocument } from "#schemas/evidence-document";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";

/** What is known of the record that a pack rests on, as lines of a name and a value. */
export function describeIntegrity({
  integrity,
}: EvidenceDocument): readonly (readonly [name: string, value: string])[] {
  const { records, head, keys, anchors, clocks, notes } = integrity;
  return [
    ["Records in the ledger", String(records)],
    ["Newest record", `number ${head.seq}, ${cutText(head.hash, 80)}, sealed by commit ${cutText(head.commit, 80)}`],
    ...keys.map(
      ({ fingerprint, from, until }) =>
        [
          "Key that counts",
          `${cutText(fingerprint, 120)}${from === null ? "" : `, from ${showInstant(from)}`}${until === null ? "" : `, until ${showInstant(until)}`}`,
        ] as const,
    ),
    ...anchors.map(
      ({ month, seq, hash }) =>
        [`Last record of ${cutText(month, 20)}`, `number ${seq}, ${cutText(hash, 80)}`] as const,
    ),
    ...clocks.map(
      ({ engineId, nodeId, worstMs }) =>
        [
          `Clock of ${cutText(engineId, 80)}, ${cutText(nodeId, 80)}`,
          worstMs === null ? "never measured" : `at most ${Math.abs(worstMs)} ms from that of Lockstep`,
        ] as const,
    ),
    ...notes.map((note) => ["To be known", cutText(note, 400)] as const),
  ];
}

/** How whoever holds a pack checks it, a step each. What is typed stands in backticks. */
export const HOW_TO_VERIFY: readonly string[] = [
  "Ask the organisation, by another way than this pack, for the fingerprint of its key, and for a head of the ledger that was mailed or noted.",
  "Without Lockstep: open `verify.html` in a browser, which needs no network, or run `node verify.mjs pack.zip --key SHA256:…`. That checks the digest of every file, the signature, and that no record was edited, dropped, added or moved.",
  "With Lockstep: `lockstep evidence verify pack.zip --key SHA256:… --head number:hash`. That also makes every table and page again from the records inside, and derives every verdict of the period again.",
  "The exit code is 0 where all of it holds, 1 where something does not fit, and 2 where it cannot be told, as for a key that nobody vouches for.",
];
