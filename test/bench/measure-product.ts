import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { openApp } from "#services/app";
import { initEstate } from "#services/compose/estate/init-estate";
import { settingsFor } from "#services/config";
import { ACCOUNT } from "#test/fakes/estate-on-loopback";
import { type Measured, runScenario } from "./run-scenario.js";
import { type ProductSize, type StagedProduct, stageProduct } from "./stage-product.js";

/** A night's work on two nodes of a product, beside the least it can cost. */
export interface ProductNight extends ProductSize {
  readonly night: "first night" | "nothing changed";
  readonly floor: Measured;
  readonly check: Measured;
}

/** Measures the first night, and one on which nothing changed: the median of some rounds. */
export async function measureProduct(about: ProductSize, rounds: number): Promise<ProductNight[]> {
  const nights: { first: Night; same: Night }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const folder = await mkdtemp(join(tmpdir(), "lockstep-bench-"));
    await using product = await stageProduct(about, folder);
    nights.push(await measureRound(about, folder, product));
    await rm(folder, { recursive: true, force: true });
  }
  return [
    { ...about, night: "first night", ...medians(nights.map(({ first }) => first)) },
    { ...about, night: "nothing changed", ...medians(nights.map(({ same }) => same)) },
  ];
}

type Night = Pick<ProductNight, "floor" | "check">;

async function measureRound(
  { product }: ProductSize,
  folder: string,
  { nodes }: StagedProduct,
): Promise<{ first: Night; same: Night }> {
  const estate = { estate: "bench", engines: [{ id: "tie", product, owner: "Integration team", nodes }] };
  const environment = { ...process.env, LOOPBACK_PASSWORD: ACCOUNT.password };
  const files = new Map([["estate.yaml", stringify(estate)]]);
  await initEstate(join(folder, "estate"), { environment, actor: "bench", now: () => new Date(), files });
  const first = await measureNight(folder, nodes);
  const app = await openApp(settingsFor(join(folder, "estate"), environment));
  const { digest } = (await app.open("tie/tie-a")).snapshot;
  const approval = { approver: "C. Chair", ticket: null, reviewed: true };
  await app.adopt({ engineId: "tie", from: "primary", digest, ...approval });
  // What a new baseline asks for once is not this night's.
  await app.check([]);
  return { first, same: await measureNight(folder, nodes) };
}

/** The check goes first: its floor asks for what it asked for. */
async function measureNight(folder: string, nodes: StagedProduct["nodes"]): Promise<Night> {
  const wireFile = join(folder, "wire.json");
  const check = await runScenario({ what: "check", folder, nodes: [], wireFile });
  const floor = await runScenario({ what: "productFloor", folder, nodes: [], wireFile, productNodes: nodes });
  return { floor, check };
}

function medians(nights: readonly Night[]): Night {
  const middle = (what: keyof Night): Measured => {
    const sorted = nights.map((night) => night[what]).sort((a, b) => a.ms - b.ms);
    const found = sorted[Math.floor((sorted.length - 1) / 2)];
    if (found === undefined) throw new Error("nothing was measured");
    return found;
  };
  return { floor: middle("floor"), check: middle("check") };
}
