import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type AlignCheckReport, AlignPlan, type AlignReport } from "#schemas/align-plan";
import type { Engine, EngineNode, Role } from "#schemas/estate";
import { plannedOf } from "#services/core/align/planned-of";
import { LockstepError } from "#services/core/errors";
import type { Mask } from "#services/core/mask";
import { checkSchema } from "#services/core/policy/check-schema";
import { followRoles } from "#services/core/readiness/follow-roles";
import { alignNode } from "#services/jobs/align/align-node";
import { checkAlignment } from "#services/jobs/align/check-alignment";
import type { FreshContext } from "#services/jobs/align/read-fresh";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";
import { renderAlignHtml } from "#services/reports/render/render-align-html";
import { renderAlignMarkdown } from "#services/reports/render/render-align-markdown";
import { assertEmpty, writeNewFolder } from "#services/stores/files/write-new-folder";
import { findPathFault } from "#services/stores/git/assert-safe-path";
import { engineIn, parseInForce } from "./in-force.js";
import { packageWriterFor } from "./package-writers.js";
import type { Product } from "./products.js";

/** What aligning needs of an open estate. */
export interface AlignSite {
  readonly repository: EstateRepository;
  readonly ledger: Ledger;
  readonly mask: Mask;
  readonly now: () => Date;
  readonly productFor: (engine: Engine) => Product;
  readonly passwordOf: (node: EngineNode) => string | undefined;
}

export interface AlignOptions extends Pick<FreshContext, "signal" | "onProgress"> {
  readonly nodeId?: string | undefined;
  readonly allowDeletions: boolean;
  /** Folder to write to; left out: a new one in `cwd`, named after node and time. */
  readonly out?: string | undefined;
  /** Default: that of the process. */
  readonly cwd?: string;
}

/** What an open estate can do about alignments. */
export interface Aligning {
  /** Plans what makes a node equal to the approved baseline, and writes it to a new folder. */
  align(engineId: string, options: AlignOptions): Promise<AlignReport>;
  /** Whether a written plan may still be carried out. */
  checkPlan(file: string, options?: CheckOptions): Promise<AlignCheckReport>;
}

type CheckOptions = Pick<FreshContext, "signal" | "onProgress"> & { readonly cwd?: string };

export function aligningOver(site: AlignSite): Aligning {
  return {
    align: (engineId, options) => alignEngine(engineId, options, site),
    checkPlan: (file, options = {}) => checkWrittenPlan(file, options, site),
  };
}

/**
 * Plans an alignment and writes it to a new folder: plan, package, rollback. It is recorded before it is handed out. Where nothing is
 * to be done, or can be, neither happens.
 *
 * @throws LockstepError `usage` where the folder holds something, and what `alignNode` throws
 */
async function alignEngine(engineId: string, options: AlignOptions, site: AlignSite): Promise<AlignReport> {
  const { nodeId, allowDeletions, out, cwd = ".", ...watching } = options;
  if (out !== undefined) await assertEmpty(resolve(cwd, out));
  const { estate, policy } = parseInForce((await site.repository.governed()).files);
  const declared = engineIn(estate, engineId);
  const engine = await asActing(declared, site);
  const context = { ...freshContext(declared, policy.settings.storeMessageTemplates, site), ...watching };
  const { separableSources } = context.dialect;
  const writer = packageWriterFor(engine.product);
  const { plan, files } = await alignNode(
    { engine, nodeId, allowDeletions },
    { ...context, policy, writer, findPathFault, separableSources },
  );
  // A folder that asks for nothing is one more to wonder about at night.
  if (plan.steps.length === 0) return { schema: "lockstep/align-report@1", folder: null, plan };
  const folder = resolve(cwd, out ?? folderName(plan));
  await assertEmpty(folder);
  await site.ledger.append({
    type: "alignment-planned",
    actor: "lockstep",
    at: plan.at,
    body: { ...plannedOf(plan) },
  });
  await writeNewFolder(folder, new Map([...files, ...documents(plan)]));
  return { schema: "lockstep/align-report@1", folder, plan };
}

function freshContext(
  engine: Engine,
  storeMessageTemplates: boolean,
  { repository, ledger, mask, now, productFor, passwordOf }: AlignSite,
): FreshContext {
  const { connector, dialect } = productFor(engine);
  return { repository, ledger, mask, now, passwordOf, connector, dialect, storeMessageTemplates };
}

/** Roles as the nodes last told them: the members of a mirror swap. */
async function asActing(engine: Engine, { repository }: AlignSite): Promise<Engine> {
  const told = new Map<string, Role>();
  for (const { id } of engine.nodes) {
    const role = (await repository.openSnapshot(engine.id, id))?.snapshot.facts.reportedRole;
    if (role !== undefined) told.set(id, role);
  }
  return followRoles(engine, told);
}

function folderName({ engineId, node, at }: AlignPlan): string {
  return `align-${engineId}-${node.id}-${at.replace(/\.\d+/, "").replaceAll(/[-:]/g, "")}`;
}

function documents(plan: AlignPlan): ReadonlyMap<string, Uint8Array> {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  return new Map([
    ["plan.json", encode(`${JSON.stringify(plan, null, 2)}\n`)],
    ["plan.md", encode(renderAlignMarkdown(plan))],
    ["plan.html", encode(renderAlignHtml(plan))],
  ]);
}

/** Says whether a written plan may still be carried out. @throws LockstepError `usage` where it is no plan */
async function checkWrittenPlan(file: string, options: CheckOptions, site: AlignSite): Promise<AlignCheckReport> {
  const { cwd = ".", ...watching } = options;
  const plan = await readPlan(resolve(cwd, file));
  const { estate, policy } = parseInForce((await site.repository.governed()).files);
  const declared = engineIn(estate, plan.engineId);
  const context = { ...freshContext(declared, policy.settings.storeMessageTemplates, site), ...watching };
  return await checkAlignment(plan, await asActing(declared, site), { ...context, policy });
}

async function readPlan(path: string): Promise<AlignPlan> {
  const text = await readFile(path, "utf8").catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === "EISDIR") return await readFile(join(path, "plan.json"), "utf8");
    throw new LockstepError("usage", `${path} cannot be read: give the plan.json of an alignment.`, { cause: error });
  });
  const plan = parseJson(text);
  if (isPlan(plan)) return plan;
  throw new LockstepError("usage", `${path} is no plan of an alignment.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new LockstepError("usage", "The plan is not JSON: give the plan.json of an alignment.", { cause });
  }
}

function isPlan(value: unknown): value is AlignPlan {
  return checkSchema(value, AlignPlan).length === 0;
}
