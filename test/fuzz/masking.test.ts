import assert from "node:assert/strict";
import { test } from "node:test";
import { SECRET_RULES } from "#services/core/privacy/mask-secrets";
import { PATIENT_RULES } from "#services/core/privacy/scan-patient-data";
import { costRatio, maskBoth } from "#test/fakes/masking-cost";
import { chooseSeed, oneOf, seededRandom } from "#test/fakes/seeded-random";

const ROUNDS = Number(process.env["LOCKSTEP_FUZZ_MASKING"] ?? "2");

/** What a finder may stumble over before and after the word that it starts at. */
const HEADS = ["", "", "<", "'", '"', "\\", ".", "<key>", "</", "{", "&lt;", "msg['", "//"];
const TAILS = [
  ..." ( = : < > { [ , | \\ @ ; ' \" \n ^ & ) ] } - / $".split(" "),
  "='",
  "(a,",
  "=(",
  "=[{(",
  "</key>",
  " -p",
  "://",
  ": x ",
  "() {",
  "9434765919",
  " 01/01/1950",
  "'].a = '",
];

test("every finder reads hostile repetitions in linear time, and never masks its own output again", (t) => {
  const random = seededRandom(chooseSeed(t));
  let worst = { ratio: 0, piece: "" };
  for (const rule of [...SECRET_RULES, ...PATIENT_RULES]) {
    for (let round = 0; round < ROUNDS; round += 1) {
      const piece = `${oneOf(HEADS, random)}${oneOf(rule.triggers, random)}${oneOf(TAILS, random)}${oneOf(TAILS, random)}`;
      const ratio = costRatio(piece, { short: 1_000, long: 60_000 });
      if (ratio > worst.ratio) worst = { ratio, piece };
      assert.ok(
        ratio < 6,
        `${JSON.stringify(piece)}: a character of 60 KB costs ${ratio.toFixed(1)} times one of 1 KB`,
      );
      const masked = maskBoth(piece.repeat(40));
      assert.equal(maskBoth(masked), masked, JSON.stringify(piece));
    }
  }
  t.diagnostic(`the worst ratio: ${worst.ratio.toFixed(1)} for ${JSON.stringify(worst.piece)}`);
});
