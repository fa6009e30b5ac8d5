import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Ajv, type ValidateFunction } from "ajv";
import { type Static, type TSchema, Type } from "typebox";
import { AskedCheck } from "#schemas/api/asked-check";
import { EstateList } from "#schemas/api/estate-list";
import { ProposalList } from "#schemas/api/proposal-list";
import type { ProposalSummary } from "#schemas/api/proposal-summary";
import { ProposalView } from "#schemas/api/proposal-view";
import { RunSummary } from "#schemas/api/run-summary";
import { CheckReport } from "#schemas/check-report";
import { ExplainReport } from "#schemas/explain-report";
import { HistoryReport } from "#schemas/history-report";
import { ShowReport } from "#schemas/show-report";
import type { App } from "#services/app";
import { PRODUCT_NAMES, productNamed } from "#services/compose/estate/products";
import { LockstepError } from "#services/core/errors";
import { parseSelector, type Selector } from "#services/core/parse-selector";
import type { IsOfForm } from "#services/ports/remote-service";
import { openRemoteService } from "#services/remote/open-remote-service";
import type { RemoteSettings } from "./read-remote-settings.js";

/** What can be asked of an estate wherever it is. */
export interface AskedEstate
  extends Pick<App, "ready" | "check" | "show" | "showArtefact" | "conceptsOf" | "notInForce"> {
  close(): Promise<void>;
}

/** An estate of a service elsewhere. */
export interface RemoteEstate extends AskedEstate {
  proposals(): Promise<readonly ProposalSummary[]>;
  proposal(name: string): Promise<ProposalView>;
  runs(asked: { readonly engine?: string | undefined; readonly limit: number }): Promise<readonly RunSummary[]>;
}

export interface RemoteEstateOptions {
  /** Milliseconds between two looks at a check that was asked for. Default 1000. */
  readonly lookMs?: number;
  /** Milliseconds for which a check is asked for again while the service cannot be reached, or its queue. Default a minute. */
  readonly patienceMs?: number;
}

/** Opens an estate of a service elsewhere. Every answer is held against the form that is known here. */
export function openRemoteEstate(settings: RemoteSettings, options: RemoteEstateOptions = {}): RemoteEstate {
  const { lookMs = 1000, patienceMs = 60_000 } = options;
  const { estate: named, ...address } = settings;
  const service = openRemoteService(address);
  let root: Promise<string> | undefined;

  /** Where the service has but one that may be seen, nobody needs to name it. */
  async function findRoot(): Promise<string> {
    if (named !== undefined) return `/estates/${named}`;
    const { items } = await service.get("/estates", formOf(EstateList));
    const [only, ...others] = items;
    if (only !== undefined && others.length === 0) return `/estates/${encodeURIComponent(only.estate)}`;
    const known = items.map(({ estate }) => estate).join(", ");
    throw new LockstepError("usage", `The service has several estates: ${known || "none that may be seen"}.`, {
      remedy: "Name one of them: --server https://…/estates/<name>.",
    });
  }

  async function at(path: string): Promise<string> {
    root ??= findRoot().catch((error: unknown) => {
      root = undefined;
      throw error;
    });
    return `${await root}${path}`;
  }

  async function get<Schema extends TSchema>(path: string, schema: Schema): Promise<Static<Schema>> {
    return await service.get(await at(path), formOf(schema));
  }

  /** What is wrong at the other end may be right in a moment. */
  async function patiently<T>(step: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    const until = performance.now() + patienceMs;
    for (;;) {
      try {
        return await step();
      } catch (error) {
        const isOver = performance.now() > until || signal?.aborted === true;
        if (isOver || !(error instanceof LockstepError) || !error.retryable) throw error;
        await sleep(lookMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  async function follow(asked: AskedCheck, { onProgress, signal }: Following): Promise<AskedCheck> {
    let told = asked;
    while (told.state === "waiting" || told.state === "at-work") {
      const { nodeId, source, bytes } = told.progress ?? {};
      if (nodeId !== undefined) onProgress?.({ nodeId, source: source ?? "", bytes: bytes ?? 0 });
      await sleep(lookMs, undefined, { signal }).catch(() => undefined);
      if (signal?.aborted)
        throw new LockstepError("aborted", "The check goes on at the service; it was not waited for.");
      told = await patiently(() => get(`/checks/${asked.id}`, AskedCheck), signal);
    }
    return told;
  }

  return {
    async ready(engineId) {
      const { ready, report } = await get(`/engines/${encodeURIComponent(engineId)}`, ExplainReport);
      return { ready, report: report ?? undefined };
    },
    async check(engineIds, following = {}) {
      const body = engineIds.length === 0 ? {} : { engines: engineIds };
      const key = randomUUID();
      const ask = async () => await service.post(await at("/checks"), body, formOf(AskedCheck), key);
      const asked = await patiently(ask, following.signal);
      const { id, state, reason = "" } = await follow(asked, following);
      if (state === "done") return await get(`/checks/${id}/report`, CheckReport);
      throw new LockstepError("job-crashed", `The service gave the check up: ${reason}`);
    },
    show: async (selector) => await get(contentPath(parseSelector(selector)), ShowReport),
    async showArtefact(selector, artefact) {
      const [path = "", query = ""] = contentPath(parseSelector(selector)).split("?");
      const asked = new URLSearchParams(query);
      asked.set("artefact", artefact);
      return await get(`${path}/artefact?${asked.toString()}`, HistoryReport);
    },
    conceptsOf: (product) => (PRODUCT_NAMES.includes(product) ? productNamed(product).dialect.concepts : {}),
    // What stands in a folder here is none of the service's business.
    notInForce: () => Promise.resolve([]),
    proposals: async () => (await get("/reviews", ProposalList)).items,
    proposal: async (name) => await get(`/reviews/${encodeURIComponent(name)}`, ProposalView),
    async runs({ engine, limit }) {
      const asked = new URLSearchParams({ limit: String(limit), ...(engine === undefined ? {} : { engine }) });
      return (await get(`/runs?${asked.toString()}`, Type.Object({ items: Type.Array(RunSummary) }))).items;
    },
    close: () => service.close(),
  };
}

type Following = Pick<NonNullable<Parameters<App["check"]>[1]>, "onProgress" | "signal">;

const ajv = new Ajv({ strict: false });
const forms = new Map<TSchema, ValidateFunction>();

function formOf<Schema extends TSchema>(schema: Schema): IsOfForm<Static<Schema>> {
  const check = forms.get(schema) ?? ajv.compile(withoutNames(schema));
  forms.set(schema, check);
  return (value): value is Static<Schema> => check(value);
}

/** The same document stands in several answers: its name would be given twice. */
function withoutNames(schema: TSchema): object {
  const plain: object = JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => (key === "$id" ? undefined : value)),
  );
  return plain;
}

function contentPath(selector: Selector): string {
  const { engineId } = selector;
  const base = `/engines/${encodeURIComponent(engineId)}/contents`;
  if (selector.type === "baseline") return `${base}/baseline`;
  const path = `${base}/${encodeURIComponent(selector.nodeId)}`;
  const { at } = selector;
  if (at === undefined) return path;
  return `${path}?at=${encodeURIComponent("back" in at ? String(at.back) : at.instant)}`;
}
