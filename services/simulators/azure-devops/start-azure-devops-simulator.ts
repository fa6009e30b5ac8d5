import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listenOnLoopback } from "../wire/listen-on-loopback.js";
import { type AppContext, createApp } from "./create-app.js";
import { DevOpsState } from "./devops-state.js";
import type { DevOpsFaults } from "./faults.js";
import type { DevOpsModel } from "./model.js";
import { People } from "./people.js";

export interface AzureDevOpsOptions {
  readonly model: DevOpsModel;
  readonly token: string;
  readonly faults?: DevOpsFaults;
  /** In front of every path. Default `/tfs/DefaultCollection`, as a server has it. */
  readonly collection?: string;
  /** Speaks HTTP, for git, which has no pin for a certificate. Default: HTTPS. */
  readonly inClear?: boolean;
  /** Default: this machine's. */
  readonly clock?: () => Date;
}

/** A running simulated Azure DevOps with one repository. */
export interface AzureDevOpsSimulator {
  /** With its collection. */
  readonly url: string;
  /** SHA-256 of the certificate, to pin. */
  readonly fingerprint: string;
  readonly state: DevOpsState;
  readonly people: People;
  /** Every request of the API that came in: method, and path below the collection, without query. */
  readonly requests: readonly (readonly [method: string, path: string])[];
  stop(): Promise<void>;
}

/** Starts an Azure DevOps on loopback, on a free port, over HTTPS: its REST API, and git over HTTP. */
export async function startAzureDevOpsSimulator(options: AzureDevOpsOptions): Promise<AzureDevOpsSimulator> {
  const { model, token, faults = {}, collection = "/tfs/DefaultCollection", clock, inClear } = options;
  const folder = await mkdtemp(join(tmpdir(), "lockstep-devops-"));
  const state = new DevOpsState(model, join(folder, "repository.git"), clock);
  await state.git.init();
  const people = new People(state);
  await people.push("main", "ada.example@hospital.test");
  state.faults = faults;
  const context: AppContext = { state, token, collection, requests: [] };
  const server = await listenOnLoopback(createApp(context), { commonName: "tfs.hospital.test", inClear });
  return {
    url: `${server.url}${collection}`,
    fingerprint: server.fingerprint,
    state,
    people,
    requests: context.requests,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}
