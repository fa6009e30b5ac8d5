import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { IrisSimulatorOptions } from "#test/fakes/start-iris-simulator";
import { SMALL_INSTANCE } from "#test/simulators/small-instance";
import { connector, originsOf, readAll, textAt, unreadOf, withInstance } from "./staged-instance.js";

interface TableItem {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly lacks?: readonly string[];
}

async function readTable(options: Partial<IrisSimulatorOptions>, origin: string): Promise<TableItem> {
  return await withInstance(options, async (_simulator, request) => {
    const steps = await readAll(request);
    assert.deepEqual(unreadOf(steps), []);
    return JSON.parse(textAt(steps, "table", origin));
  });
}

const withRows = (table: string, rows: TableItem["rows"], lacks: readonly string[] = []) => ({
  model: {
    ...SMALL_INSTANCE,
    lacks,
    namespaces: SMALL_INSTANCE.namespaces.map((namespace) =>
      namespace.name === "%SYS" ? { ...namespace, tables: { ...namespace.tables, [table]: rows } } : namespace,
    ),
  } as IrisSimulatorOptions["model"],
});

const TASK = { ID: 7, Name: "Archive", NameSpace: "LIVE", Settings: "Keep,30", MirrorStatus: 1, Priority: 0 };
const TWIN = { ...TASK, ID: 8, Settings: "Keep,90" };

describe("a column that the instance's version does not have", () => {
  it("takes no other column with it: a task's settings are read all the same", async () => {
    const options = withRows("%SYS.Task", [TASK, TWIN], ["%SYS.Task.TaskGUID", "%SYS.Task.Priority"]);
    const { rows, lacks } = await readTable(options, "%SYS/%SYS.Task");
    assert.deepEqual(
      rows.map(({ ID, Settings, MirrorStatus }) => [ID, Settings, MirrorStatus]),
      [
        [7, "Keep,30", 1],
        [8, "Keep,90", 1],
      ],
    );
    assert.deepEqual(lacks, ["Priority", "TaskGUID"]);
  });

  it("is asked with all others in one question where the version has it", () =>
    withInstance(withRows("%SYS.Task", [TASK]), async (simulator, request) => {
      const text = textAt(await readAll(request), "table", "%SYS/%SYS.Task");
      assert.match(text, /"Settings":"Keep,30"/);
      assert.equal(simulator.queries.filter((query) => query.includes("FROM %SYS.Task ")).length, 1);
    }));

  it("fails the table, by name, where it is one that every version has", () =>
    withInstance({ model: { ...SMALL_INSTANCE, lacks: ["%SYS.Task.RunAsUser"] } }, async (_simulator, request) => {
      assert.deepEqual(unreadOf(await readAll(request)), ["table/%SYS/%SYS.Task: answer-unexpected"]);
    }));

  it("is named by doctor, so that nobody believes it was compared", () =>
    withInstance(withRows("%SYS.Task", [TASK], ["%SYS.Task.Priority"]), async (_simulator, request) => {
      const told = (await connector.diagnose(request)).filter(({ check }) => check === "columns");
      assert.deepEqual(
        told.map(({ state, message }) => [state, message]),
        [["ok", "This version has no such columns of %SYS/%SYS.Task: Priority. They are not compared."]],
      );
    }));
});

describe("a table that the instance's version does not have", () => {
  it("holds nothing where older versions are known to lack it", async () => {
    const { rows, lacks } = await readTable(
      { model: { ...SMALL_INSTANCE, lacks: ["Ens_Util.Schedule"] } },
      "LIVE/Ens_Util.Schedule",
    );
    assert.deepEqual({ rows, lacks }, { rows: [], lacks: ["*"] });
  });

  it("is unread where every version has it", () =>
    withInstance({ model: { ...SMALL_INSTANCE, lacks: ["Config.MapGlobals"] } }, async (_simulator, request) => {
      const steps = await readAll(request);
      assert.deepEqual(unreadOf(steps), ["table/%SYS/Config.MapGlobals: answer-unexpected"]);
      assert.ok(!originsOf(steps, "table").includes("%SYS/Config.MapGlobals"));
    }));

  it("is unread where the account may not read it, though others lack it", () =>
    withInstance({ rights: { deniedTables: ["%SYS.X509Credentials"] } }, async (_simulator, request) => {
      assert.deepEqual(unreadOf(await readAll(request)), ["table/%SYS/%SYS.X509Credentials: rights-narrowed"]);
    }));
});
