import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { MarkedItem, ReadRequest, ReadStep } from "#services/ports/connector";
import type { IrisModel } from "#services/simulators/iris/model";
import type { IrisSimulator } from "#test/fakes/start-iris-simulator";
import { PRODUCTION, ROUTING, SETTINGS, SMALL_INSTANCE } from "#test/simulators/small-instance";
import { originsOf, readAll, withInstance } from "./staged-instance.js";

const CLASSES = 120;
const MONDAY = new Date("2026-11-23T02:00:00.000Z");

describe("a namespace in which nothing changed", () => {
  it("costs next to nothing, and is whole all the same", () =>
    withNights(async ({ night }) => {
      const first = await night();
      const second = await night();
      assert.deepEqual(second.places, first.places);
      assert.ok(first.bulkReads >= 3 && second.bulkReads === 1, `${first.bulkReads} and ${second.bulkReads}`);
      assert.ok(second.bytes * 10 < first.bytes, `${second.bytes} bytes after ${first.bytes}`);
    }));

  it("is read again where code changed in the same database, and kept in every other", () =>
    withNights(async ({ night, simulator }) => {
      await night();
      simulator.state.editDocument("LIVE", "Hospital.Shared.Functions.cls", "{", "{\n// trims");
      const { fetched } = await night();
      assert.ok(fetched.includes("LIVE/Hospital.Shared.Functions.cls"));
      assert.ok(!fetched.includes(`LIVE/${ROUTING}`));
    }));

  it("still gives lookup tables and default settings anew, which no hash covers", () =>
    withNights(async ({ night, simulator }) => {
      await night();
      simulator.state.editDocument("LIVE", "WardToSite.LUT", "North", "East");
      const { fetched } = await night();
      assert.deepEqual(fetched.toSorted(), [`LIVE/${SETTINGS}`, "LIVE/WardToSite.LUT"]);
    }));

  it("still gives its productions whole, since default settings change what they do", () =>
    withNights(async ({ night }) => {
      await night();
      const { productions } = await night();
      assert.deepEqual(productions, [`LIVE/${PRODUCTION}`]);
    }));

  it("does not hide a document that was deleted", () =>
    withNights(async ({ night, simulator }) => {
      await night();
      simulator.state.removeDocument("LIVE", ROUTING);
      const { places } = await night();
      assert.ok(!places.includes(`LIVE/${ROUTING}`));
    }));

  it("is read whole once a week, so that nothing rests on hashes for longer", () =>
    withNights(async ({ night }) => {
      await night();
      const { fetched } = await night(new Date(MONDAY.getTime() + 8 * 86_400_000));
      assert.ok(fetched.length > CLASSES);
    }));

  it("is not taken for unchanged because another instance says the same of itself", () =>
    withNights(async ({ night, remembered }) => {
      await night();
      const model = { ...manyClasses(), id: "5A1C0000-0000-4000-8000-00000000000B" };
      await withInstance({ model, clock: () => MONDAY }, async (simulator, request) => {
        const other = await lookOnce(simulator, request, remembered);
        assert.ok(other.fetched.length > CLASSES);
      });
    }));
});

interface Look {
  /** Every document and production that is there, fetched or kept. */
  readonly places: readonly string[];
  readonly fetched: readonly string[];
  readonly productions: readonly string[];
  readonly bulkReads: number;
  readonly bytes: number;
}

interface Nights {
  readonly simulator: IrisSimulator;
  readonly remembered: Set<string>;
  night(now?: Date): Promise<Look>;
}

/** An instance with many classes, read night after night by somebody who remembers what was marked. */
async function withNights(test: (nights: Nights) => Promise<void>): Promise<void> {
  const remembered = new Set<string>();
  await withInstance({ model: manyClasses(), clock: () => MONDAY }, (simulator, request) =>
    test({
      simulator,
      remembered,
      night: (now = MONDAY) => lookOnce(simulator, { ...request, now: () => now }, remembered),
    }),
  );
}

async function lookOnce(simulator: IrisSimulator, request: ReadRequest, remembered: Set<string>): Promise<Look> {
  const before = { requests: simulator.requests.length, bytes: simulator.sentBytes() };
  const steps = await readAll({ ...request, known: (item) => remembered.has(keyOf(item)) });
  for (const step of steps)
    if (step.type === "item" && step.mark !== undefined) remembered.add(keyOf(markedItem(step)));
  const kept = steps.flatMap((step) => (step.type === "kept" ? [step.item.origin] : []));
  const [fetched, productions] = [originsOf(steps, "document"), originsOf(steps, "production")];
  return {
    places: [...fetched, ...kept, ...productions].toSorted(),
    fetched,
    productions,
    bulkReads: simulator.requests.slice(before.requests).filter(([, path]) => path.endsWith("/docs")).length,
    bytes: simulator.sentBytes() - before.bytes,
  };
}

function markedItem({ item, mark = "" }: Extract<ReadStep, { type: "item" }>): MarkedItem {
  return { source: item.source, origin: item.origin, mark };
}

function keyOf({ source, origin, mark }: MarkedItem): string {
  return JSON.stringify([source, origin, mark]);
}

function manyClasses(): IrisModel {
  const documents = Array.from({ length: CLASSES }, (_, index) => ({
    name: `Hospital.Live.Helper${index}.cls`,
    text: `Class Hospital.Live.Helper${index}\n{\n${`// one of many lines of code\n`.repeat(200)}}\n`,
  }));
  const namespaces = SMALL_INSTANCE.namespaces.map((each) =>
    each.name === "LIVE" ? { ...each, documents: [...each.documents, ...documents] } : each,
  );
  return { ...SMALL_INSTANCE, namespaces };
}
