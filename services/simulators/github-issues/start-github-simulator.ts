import { listenOnLoopback } from "../wire/listen-on-loopback.js";
import type { AppContext } from "./app-context.js";
import { createApp } from "./create-app.js";
import type { GitHubFaults, GitHubRights } from "./faults.js";
import { type GitHubModel, HubState } from "./hub-state.js";

export interface GitHubSimulatorOptions {
  readonly model: GitHubModel;
  readonly token: string;
  readonly faults?: GitHubFaults;
  readonly rights?: GitHubRights;
}

/** A running simulated GitHub. */
export interface GitHubSimulator {
  /** `https://127.0.0.1:<port>` */
  readonly url: string;
  /** SHA-256 of the certificate, to pin. */
  readonly fingerprint: string;
  readonly state: HubState;
  /** Every request that came in: method, and path without query. */
  readonly requests: readonly (readonly [method: string, path: string])[];
  /** The queries of the requests, decoded. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

/** Starts a GitHub on loopback, on a free port, that speaks the REST API of issues over HTTPS. */
export async function startGitHubSimulator(options: GitHubSimulatorOptions): Promise<GitHubSimulator> {
  const { model, token, faults = {}, rights = {} } = options;
  const state = new HubState(model, () => new Date(Date.now() + (faults.clockSkewMs ?? 0)));
  const context: AppContext = { state, token, requests: [], asked: [], faults, rights };
  const server = await listenOnLoopback(createApp(context), { commonName: "github.hospital.test" });
  const { requests, asked } = context;
  return { url: server.url, fingerprint: server.fingerprint, state, requests, asked, stop: () => server.stop() };
}
