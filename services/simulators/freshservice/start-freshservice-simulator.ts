import { listenOnLoopback } from "../wire/listen-on-loopback.js";
import { AccountState, type FreshserviceModel } from "./account-state.js";
import type { AppContext } from "./app-context.js";
import { createApp } from "./create-app.js";
import type { FreshserviceFaults, FreshserviceRights } from "./faults.js";

export interface FreshserviceSimulatorOptions {
  readonly model: FreshserviceModel;
  readonly apiKey: string;
  readonly faults?: FreshserviceFaults;
  readonly rights?: FreshserviceRights;
}

/** A running simulated account. */
export interface FreshserviceSimulator {
  /** `https://127.0.0.1:<port>` */
  readonly url: string;
  /** SHA-256 of the certificate, to pin. */
  readonly fingerprint: string;
  readonly state: AccountState;
  /** Every request that came in: method, and path without query. */
  readonly requests: readonly (readonly [method: string, path: string])[];
  /** The queries of the requests, decoded. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

/** Starts a Freshservice on loopback, on a free port, that speaks version 2 of its API over HTTPS. */
export async function startFreshserviceSimulator(
  options: FreshserviceSimulatorOptions,
): Promise<FreshserviceSimulator> {
  const { model, apiKey, faults = {}, rights = {} } = options;
  const state = new AccountState(model, () => new Date(Date.now() + (faults.clockSkewMs ?? 0)));
  const context: AppContext = { state, apiKey, requests: [], asked: [], faults, rights };
  const server = await listenOnLoopback(createApp(context), { commonName: "fresh.hospital.test" });
  const { requests, asked } = context;
  return { url: server.url, fingerprint: server.fingerprint, state, requests, asked, stop: () => server.stop() };
}
