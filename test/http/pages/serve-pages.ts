import type { Engine, Estate } from "#schemas/estate";
import type { JobRequest } from "#schemas/job-request";
import type { App } from "#services/app";
import type { Grant, Principal } from "#services/core/access/principal";
import { assetRoutes } from "#services/http/assets/asset-routes";
import { createHttpApp } from "#services/http/create-http-app";
import { pageRoutes } from "#services/http/pages/page-routes";
import type { ServedEstate } from "#services/http/served-estate";
import { startHttpServer } from "#services/http/start-http-server";
import type { EstateViews } from "#services/ports/estate-views";
import type { ListedJob } from "#services/ports/job-queue";
import type { NoticeDesk } from "#services/ports/notice-desk";
import type { VerdictBook } from "#services/ports/verdict-book";
import { AT } from "#test/reports/fixtures";
import { inventedViews } from "./invented-views.js";

export interface ServedPages extends AsyncDisposable {
  readonly url: string;
  /** What was asked of the queue. */
  readonly asked: readonly JobRequest[];
  get(path: string): Promise<{ readonly status: number; readonly html: string; readonly headers: Headers }>;
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
}

export interface PagesGiven {
  /** Default: an engineer of the whole estate. */
  readonly grants?: readonly Omit<Grant, "estate">[];
  readonly views?: EstateViews;
  readonly app?: Partial<App>;
  readonly notices?: NoticeDesk;
  /** What the queue says is being done. */
  readonly atWork?: readonly ListedJob[];
  /** Default: a person. */
  readonly kind?: Principal["kind"];
  /** Estates that the service has besides. */
  readonly otherEstates?: readonly string[];
  /** In the place of the estate that is declared. */
  readonly declared?: Estate;
}

/** The token that each form of the session bears. */
const CSRF = "a-token-of-this-session";

/** Serves the pages over invented values to one person, who is signed in: Ros Haddon. */
export async function servePages(given: PagesGiven = {}): Promise<ServedPages> {
  const { grants, views = inventedViews(), app = {}, notices } = given;
  const asked: JobRequest[] = [];
  const queue = {
    add: (request: JobRequest) => Promise.resolve(asked.push(request)).then(() => "added" as const),
    atWork: () => Promise.resolve(given.atWork ?? []),
    failed: () => Promise.resolve([]),
  };
  const verdicts: VerdictBook = {
    answer: () => undefined,
    advise: () => undefined,
    runbook: () => Promise.reject(new Error("no page asks for one")),
  };
  const estates: ServedEstate[] = [
    {
      id: "hazelwick",
      app: app as App,
      views,
      verdicts,
      declared: () => given.declared ?? DECLARED,
      ...(notices && { notices }),
    },
  ];
  for (const id of given.otherEstates ?? [])
    estates.push({ id, app: app as App, views, verdicts, declared: () => ({ ...DECLARED, estate: id }) });
  const principal = {
    ...ROS,
    kind: given.kind ?? ROS.kind,
    grants: (grants ?? EVERYTHING).map((grant) => ({ estate: "hazelwick", ...grant })),
  };
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const http = createHttpApp({
    ...{ logger, now: () => new Date(AT), webhookNamed: () => undefined, queue, estates },
    doorkeeper: { identify: () => Promise.resolve({ principal, csrf: CSRF }), signInPath: () => "/sign-in" },
    routes: [...assetRoutes, ...pageRoutes({ estates, queue, areSeveral: false })],
    limits: { requestsPerMinute: 100_000 },
  });
  const server = await startHttpServer(http, { host: "127.0.0.1", port: 0 });
  return {
    url: server.url,
    asked,
    async get(path) {
      const answer = await fetch(`${server.url}${path}`, { redirect: "manual" });
      return { status: answer.status, html: await answer.text(), headers: answer.headers };
    },
    post: (path, fields, headers = {}) => {
      const body = new URLSearchParams({ csrf: CSRF, ...fields });
      return fetch(`${server.url}${path}`, { method: "POST", redirect: "manual", body, headers });
    },
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

const EVERYTHING = [{ role: "engineer", engines: "all" }] as const;
const ROS: Omit<Principal, "grants"> = { kind: "person", id: "ros", name: "Ros Haddon" };

const DECLARED: Estate = { estate: "hazelwick", engines: ["tie", "labs", "pacs"].map(engineNamed) };

function engineNamed(id: string): Engine {
  const node = { url: "https://tie.hospital.test" };
  return {
    ...{ id, product: "mirth-connect", owner: "Integration team" },
    nodes: [
      { id: `${id}-a`, role: "primary", ...node },
      { id: `${id}-b`, role: "standby", ...node },
    ],
  };
}
