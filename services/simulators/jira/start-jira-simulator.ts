import { listenOnLoopback } from "../wire/listen-on-loopback.js";
import type { AppContext } from "./app-context.js";
import { createApp } from "./create-app.js";
import type { JiraFaults, JiraRights } from "./faults.js";
import type { JiraModel } from "./site-model.js";
import { JiraState } from "./site-state.js";

export interface JiraSimulatorOptions {
  readonly model: JiraModel;
  /** Default `cloud`. */
  readonly deployment?: "cloud" | "data-center";
  /** Who may sign in: on Cloud with mail address and token, on Data Center with a token alone. A user of the model. */
  readonly account: { readonly name: string; readonly email: string; readonly token: string };
  /** The zone of the account's profile. Default UTC. */
  readonly zone?: string;
  readonly faults?: JiraFaults;
  readonly rights?: JiraRights;
  /** The site's clock before `clockSkewMs`. Default the real one. */
  readonly clock?: () => Date;
}

/** A running simulated site. */
export interface JiraSimulator {
  /** `https://127.0.0.1:<port>` */
  readonly url: string;
  /** SHA-256 of the certificate, to pin. */
  readonly fingerprint: string;
  readonly state: JiraState;
  /** Every request that came in: method, and path without query. */
  readonly requests: readonly (readonly [method: string, path: string])[];
  /** Paths and queries of the requests, decoded. */
  readonly asked: readonly string[];
  setFaults(faults: JiraFaults): void;
  setRights(rights: JiraRights): void;
  stop(): Promise<void>;
}

/** Starts a site on loopback, on a free port, that speaks the interfaces of Jira and Jira Service Management over HTTPS. */
export async function startJiraSimulator(options: JiraSimulatorOptions): Promise<JiraSimulator> {
  const { deployment = "cloud", zone = "UTC", clock = () => new Date(), account } = options;
  const isCloud = deployment === "cloud";
  const basic = Buffer.from(`${account.email}:${account.token}`).toString("base64");
  const context: AppContext = {
    state: new JiraState(options.model, () => new Date(clock().getTime() + (context.faults.clockSkewMs ?? 0))),
    isCloud,
    authorization: isCloud ? `Basic ${basic}` : `Bearer ${account.token}`,
    zone,
    reader: account.name,
    requests: [],
    asked: [],
    pages: new Map(),
    counts: { shifted: 0 },
    faults: options.faults ?? {},
    rights: options.rights ?? {},
  };
  const server = await listenOnLoopback(createApp(context), { commonName: "jira.hospital.test" });
  const { state, requests, asked } = context;
  return {
    url: server.url,
    fingerprint: server.fingerprint,
    state,
    requests,
    asked,
    setFaults: (faults) => {
      context.faults = faults;
    },
    setRights: (rights) => {
      context.rights = rights;
    },
    stop: () => server.stop(),
  };
}
