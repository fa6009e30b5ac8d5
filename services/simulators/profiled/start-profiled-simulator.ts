import express, { type Request, type Response } from "express";
import { createFront, type FrontFaults, noteRequest } from "../wire/create-front.js";
import { FaultCounter } from "../wire/fault-counter.js";
import { listenOnLoopback } from "../wire/listen-on-loopback.js";
import { sendJson } from "../wire/send-json.js";
import { MAKES } from "./makes.js";
import { type ProfiledChange, ProfiledState } from "./profiled-state.js";

/** What goes wrong on request, beside what can go wrong with any machine. */
export interface ProfiledFaults extends FrontFaults {
  /** A question for one change is answered with this one. */
  readonly wrongDigits?: number;
}

export interface ProfiledSimulatorOptions {
  readonly make: keyof typeof MAKES;
  readonly changes: readonly ProfiledChange[];
  /** Key, token or client's secret. */
  readonly secret: string;
  readonly faults?: ProfiledFaults;
  /** Paths that are refused (403). */
  readonly denied?: RegExp;
  /** Changes that are counted and not shown. */
  readonly hidden?: readonly number[];
}

/** A running simulated system. */
export interface ProfiledSimulator {
  /** `https://127.0.0.1:<port>` */
  readonly url: string;
  /** SHA-256 of the certificate, to pin. */
  readonly fingerprint: string;
  readonly state: ProfiledState;
  /** Every request that came in: method, and path without query. */
  readonly requests: readonly (readonly [method: string, path: string])[];
  /** The queries of the requests, decoded. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

/** Starts a system of a make whose API is known from descriptions alone, on loopback, on a free port, over HTTPS. */
export async function startProfiledSimulator(options: ProfiledSimulatorOptions): Promise<ProfiledSimulator> {
  const { changes, faults = {} } = options;
  const state = new ProfiledState(changes, () => new Date(Date.now() + (faults.clockSkewMs ?? 0)), options.hidden);
  const requests: [method: string, path: string][] = [];
  const asked: string[] = [];
  const app = createFront({
    counter: new FaultCounter(),
    faults: () => faults,
    now: () => state.now(),
    note: (request) => noteRequest({ requests, asked }, request),
    refuse,
  });
  app.use(express.urlencoded({ extended: false }));
  app.use((request, response) => answer(options, state, request, response));
  const server = await listenOnLoopback(app, { commonName: "desk.hospital.test" });
  return { url: server.url, fingerprint: server.fingerprint, state, requests, asked, stop: () => server.stop() };
}

function answer(
  { make, secret, faults = {}, denied }: ProfiledSimulatorOptions,
  state: ProfiledState,
  request: Request,
  response: Response,
): void {
  const { path } = request;
  if (request.method === "POST" && path === "/auth/token") {
    const body: unknown = request.body;
    const isRight =
      Reflect.get(Object(body), "client_secret") === secret && Reflect.get(Object(body), "scope") === "all";
    if (isRight) sendJson(response, { body: { access_token: "t0ken", token_type: "Bearer" }, path }, faults);
    else refuse(response, 401);
    return;
  }
  const { isSignedIn, answer: answerAs } = MAKES[make];
  if (!isSignedIn(request, secret) || denied?.test(path)) {
    refuse(response, denied === undefined ? 401 : 403);
    return;
  }
  const found = answerAs(request, state, (digits) => state.find(faults.wrongDigits ?? digits));
  const { link } = found ?? {};
  if (link !== undefined) response.set("Link", `<https://${request.get("Host")}${path}?${link}>; rel="next"`);
  if (found === undefined) refuse(response, 404);
  else sendJson(response, { body: found.body, path }, faults);
}

function refuse(response: Response, status: number): void {
  response
    .status(status)
    .type("application/json")
    .end(JSON.stringify({ message: "refused" }));
}
