import { listenOnLoopback } from "../wire/listen-on-loopback.js";
import type { AppContext } from "./app-context.js";
import { createApp } from "./create-app.js";
import { DeskState, type TopdeskModel } from "./desk-state.js";
import type { TopdeskFaults, TopdeskRights } from "./faults.js";

export interface TopdeskSimulatorOptions {
  readonly model: TopdeskModel;
  /** The operator, with an application password. */
  readonly account: { readonly username: string; readonly password: string };
  /** The offset in which the operator is told times. Default 0: `+0000`. */
  readonly offsetMinutes?: number;
  readonly faults?: TopdeskFaults;
  readonly rights?: TopdeskRights;
}

/** A running simulated desk. */
export interface TopdeskSimulator {
  /** `https://127.0.0.1:<port>/tas/api` */
  readonly url: string;
  /** SHA-256 of the certificate, to pin. */
  readonly fingerprint: string;
  readonly state: DeskState;
  /** Every request that came in: method, and path without query. */
  readonly requests: readonly (readonly [method: string, path: string])[];
  /** The queries of the requests, decoded. */
  readonly asked: readonly string[];
  setFaults(faults: TopdeskFaults): void;
  stop(): Promise<void>;
}

/** Starts a TOPdesk on loopback, on a free port, that speaks the operators' API of changes over HTTPS. */
export async function startTopdeskSimulator(options: TopdeskSimulatorOptions): Promise<TopdeskSimulator> {
  let faults = options.faults ?? {};
  const context: AppContext = {
    state: new DeskState(options.model, () => new Date(Date.now() + (faults.clockSkewMs ?? 0))),
    account: options.account,
    offsetMinutes: options.offsetMinutes ?? 0,
    requests: [],
    asked: [],
    faults,
    rights: options.rights ?? {},
  };
  const server = await listenOnLoopback(createApp(context), { commonName: "desk.hospital.test" });
  const { state, requests, asked } = context;
  return {
    url: `${server.url}/tas/api`,
    fingerprint: server.fingerprint,
    state,
    requests,
    asked,
    setFaults: (next) => {
      faults = next;
      context.faults = next;
    },
    stop: () => server.stop(),
  };
}
