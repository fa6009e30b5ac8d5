import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { AlignPlan } from "#schemas/align-plan";
import type { EngineReport } from "#schemas/check-report";
import type { InstanceState } from "#services/simulators/iris/instance-state";
import { startMirrorPair } from "#test/fakes/mirror-pair";
import { PRODUCTION, ROUTING } from "#test/simulators/small-instance";

const driftsOf = ({ findings }: EngineReport): readonly string[] =>
  findings.filter((each) => each.case !== "in-lockstep").map(({ artefact }) => `${artefact.kind} ${artefact.key}`);

/** What `$SYSTEM.OBJ.Load` makes of a file: the document that it names. */
function load(state: InstanceState, namespace: string, text: string): void {
  const inExport = /<Document name="([^"]+)">\n([\s\S]*)\n<\/Document>/.exec(text);
  const routine = /^ROUTINE (\S+) \[Type=(\w+)\]\n/.exec(text);
  const named = /^Class (\S+)/m.exec(text)?.[1];
  if (inExport?.[1] !== undefined) state.putDocument(namespace, inExport[1], inExport[2] ?? "");
  else if (routine !== null) state.putDocument(namespace, `${routine[1]}.${(routine[2] ?? "").toLowerCase()}`, text);
  else if (named !== undefined) state.putDocument(namespace, `${named}.cls`, text);
}

async function loadAll(state: InstanceState, folder: string, { files }: AlignPlan, part: string): Promise<void> {
  for (const { path } of files.filter((file) => file.path.startsWith(`${part}/`))) {
    load(state, "LIVE", await readFile(join(folder, path), "utf8"));
  }
}

describe("align on InterSystems IRIS", () => {
  it("brings a member back by documents that are loaded, and by steps where there are none; the rollback undoes it", async () => {
    await using pair = await startMirrorPair();
    await pair.check();
    await pair.adopt();
    pair.b.state.editDocument("LIVE", ROUTING, "ADT_A01", "ADT_A08");
    pair.b.state.editDocument("LIVE", "WardToSite.LUT", "North", "Nowhere");
    pair.b.state.editDocument("LIVE", PRODUCTION, ">7101<", ">7999<");
    pair.b.state.editDocument("LIVE", "HospitalTools.mac", "quit", "quit 1");
    pair.b.state.removeDocument("LIVE", "Hospital.Live.Transforms.AdtToLims.cls");
    pair.b.state.removeRow("%SYS", "Config.Databases", "SHARED");
    await pair.check();
    const before = (await pair.estate.app.open("tie/tie-b")).snapshot;
    const out = await mkdtemp(join(tmpdir(), "lockstep-align-"));
    try {
      const asked = { allowDeletions: false, out: join(out, "one") };
      const { plan, folder } = await pair.estate.app.align("tie", asked);
      assert.ok(folder !== null);
      assert.deepEqual(
        plan.artefacts.map(({ kind, carried }) => `${kind}: ${carried}`),
        [
          "database: by-hand",
          "dtl: package",
          "lookup-table: package",
          "production-item: package",
          "routine: package",
          "rule: package",
        ],
      );
      assert.match(plan.steps.find(({ kind }) => kind === "by-hand")?.what ?? "", /Local Databases/);
      await loadAll(pair.b.state, folder, plan, "package");
      assert.deepEqual(driftsOf(await pair.check()), ["database SHARED"]);
      await loadAll(pair.b.state, folder, plan, "rollback");
      pair.b.state.removeDocument("LIVE", "Hospital.Live.Transforms.AdtToLims.cls");
      await pair.check();
      assert.equal((await pair.estate.app.open("tie/tie-b")).snapshot.digest, before.digest);
    } finally {
      await rm(out, { recursive: true, force: true });
    }
  });
});
