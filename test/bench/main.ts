import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { benchCommit } from "./bench-commit.js";
import { benchEvidence } from "./bench-evidence.js";
import { benchFleet } from "./bench-fleet.js";
import { benchGate } from "./bench-gate.js";
import { benchHistory } from "./bench-history.js";
import { benchLedger } from "./bench-ledger.js";
import { benchMatching } from "./bench-matching.js";
import { measureProduct, type ProductNight } from "./measure-product.js";
import { measureSize, type NightFigures } from "./measure-size.js";
import { productSizes } from "./product-sizes.js";
import { renderFigures } from "./render-figures.js";

/**
 * Measures what a check costs beside the least it can cost: `main [--channels 1000,5000] [--rounds 3] [--quick] [--smoke] [--json FILE]`.
 * Figures are reported, never asserted; `--smoke` runs tiny sizes and asserts only that every row was produced.
 */
const { values } = parseArgs({
  options: {
    channels: { type: "string" },
    rounds: { type: "string" },
    quick: { type: "boolean" },
    smoke: { type: "boolean" },
    json: { type: "string" },
  },
});
const small = values.smoke === true || values.quick === true;
const sizes = (values.channels ?? (values.smoke ? "20" : values.quick ? "300" : "1000,5000")).split(",").map(Number);
const rounds = Number(values.rounds ?? (small ? 1 : 3));

const products: ProductNight[] = [];
for (const about of productSizes(values.smoke === true)) products.push(...(await measureProduct(about, rounds)));
const nights: NightFigures[] = [];
for (const channels of sizes) nights.push(...(await measureSize(channels, rounds)));
const commit = await benchCommit(values.smoke ? { artefacts: 100, bytesEach: 2_000 } : {});
const history = await benchHistory(small ? { snapshots: values.smoke ? 50 : 2_000, artefacts: 100 } : {});

const ledger = await benchLedger(small ? { records: values.smoke ? 200 : 5_000 } : {});

const matching = benchMatching(values.smoke ? { changes: 200, tickets: 100 } : {});

const gate = await benchGate(small ? { seconds: values.smoke ? 3 : 15, channels: values.smoke ? 20 : 100 } : {});

const fleet = await benchFleet(small ? { sizes: values.smoke ? [2, 4] : [5, 25] } : {});

const evidence = await benchEvidence(small ? { sizes: values.smoke ? [300] : [2_500, 25_000] } : {});

const figures = { products, nights, commit, history, ledger, matching, gate, fleet, evidence };
process.stdout.write(renderFigures(figures));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
if (values.smoke) {
  assert.equal(nights.length, 3 * sizes.length);
  for (const { floor, check, shell } of nights) assert.ok(floor.ms > 0 && check.ms > 0 && shell.ms > 0);
  assert.equal(products.length, 8);
  for (const { floor, check } of products) assert.ok(floor.ms > 0 && check.ms > 0 && (floor.bytes ?? 0) > 0);
  assert.ok(commit.onePercentMs > 0 && history.versions > 0);
  assert.ok(gate.gate.requests > 0 && gate.floor.requests > 0 && gate.checks > 0);
  assert.equal(gate.wrong, 0);
  assert.ok(fleet.every(({ firstMsEach, laterMsEach }) => firstMsEach > 0 && laterMsEach > 0));
  assert.ok(evidence.every(({ pack, verify, alone, hash }) => [pack, verify, alone, hash].every(({ ms }) => ms > 0)));
  assert.ok(matching.every(({ floorMs, matchMs }) => floorMs > 0 && matchMs > 0));
}
