import { readFile } from "node:fs/promises";
import type { GitContext } from "#services/stores/git/git-context";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { channelFixture, FIXTURE_DIALECT, FIXTURE_MASK_KEY, snapshotOf, writeAll } from "./artefact-fixtures.js";

/**
 * A process of its own that takes snapshots and records runs: `writer-process <context file> <name> <first> <count> <artefacts>`.
 * Prints `run <n>` once a run's record is on disk; whoever kills the process knows by that what must not be lost.
 */
const [, , contextFile = "", name = "", first = "0", count = "1", artefacts = "3"] = process.argv;
const paths = JSON.parse(await readFile(contextFile, "utf8")) as Omit<GitContext, "now">;
const context: GitContext = { ...paths, now: () => new Date() };
const ledger = openLedger(context);
const store = openEstateRepository(context, ledger);

console.log("ready");
for (let run = Number(first); run < Number(first) + Number(count); run++) {
  const about = { engineId: "tie", nodeId: "tie-a", nodeIds: ["tie-a"], dialect: FIXTURE_DIALECT };
  const writer = await store.beginSnapshot({ ...about, maskKeyId: FIXTURE_MASK_KEY });
  const fixtures = Array.from({ length: Number(artefacts) }, (_, index) => channelFixture(index, `${name} ${run}`));
  const at = new Date().toISOString();
  const { commit } = await writeAll(writer, fixtures, snapshotOf(fixtures, { takenAt: at }));
  await ledger.append({ type: "run", actor: "lockstep", at, body: { name, run, commit } });
  console.log(`run ${run}`);
}
