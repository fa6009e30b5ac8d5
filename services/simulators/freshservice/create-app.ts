import express, { type Express, type Request, type Response } from "express";
import { createFront, noteRequest } from "../wire/create-front.js";
import { FaultCounter } from "../wire/fault-counter.js";
import { sendJson } from "../wire/send-json.js";
import { answerChange, answerChanges } from "./answer-changes.js";
import { answerNotes } from "./answer-notes.js";
import type { AppContext } from "./app-context.js";

const STATES = ["Open", "Planning", "Awaiting Approval", "Pending Release", "Pending Review", "Closed"];

/** Builds the web server of one simulated account. */
export function createApp(context: AppContext): Express {
  const app = createFront({
    counter: new FaultCounter(),
    faults: () => context.faults,
    now: () => context.state.now(),
    note: (request) => noteRequest(context, request),
    refuse: (response, code) => refuse(response, code, "The account cannot answer"),
  });
  app.use(express.json());
  app.use((request, response) => answer(context, request, response));
  return app;
}

function answer(context: AppContext, request: Request, response: Response): void {
  const { apiKey, rights } = context;
  const [, kind = "", id = "", part = ""] = /^\/api\/v2\/(\w+)(?:\/(\d+)(?:\/(\w+))?)?$/.exec(request.path) ?? [];
  const key = `Basic ${Buffer.from(`${apiKey}:X`).toString("base64")}`;
  if (request.get("Authorization") !== key) {
    refuse(response, 401, "You have to be logged in to perform this action.");
  } else if (rights.denied?.includes(part === "" ? kind : part)) {
    refuse(response, 403, "You are not authorized to perform this action.");
  } else if (kind === "changes" && part === "notes") {
    answerNotes(context, Number(id), request, response);
  } else if (request.method !== "GET") refuse(response, 405, "Method not allowed");
  else if (kind === "changes" && id === "") answerChanges(context, request, response);
  else if (kind === "changes") answerOne(context, { id: Number(id), part }, request, response);
  else answerOther(context, kind, id, response, request.path);
}

function answerOne(
  context: AppContext,
  { id, part }: { readonly id: number; readonly part: string },
  request: Request,
  response: Response,
): void {
  const { state, faults } = context;
  const change = state.find(part === "" ? (faults.wrongId ?? id) : id);
  if (change === undefined || (part !== "" && faults.noApprovals)) refuse(response, 404, "Not found");
  else if (part === "") answerChange(context, change, request, response);
  else sendJson(response, { body: { approvals: change.approvals ?? [] }, path: request.path }, faults);
}

function answerOther({ state, faults }: AppContext, kind: string, id: string, response: Response, path: string): void {
  const { agents, requesters, states = {} } = state.model;
  const choices = [
    ...STATES.map((value, at) => ({ id: at + 1, value })),
    ...Object.entries(states).map(([own, value]) => ({ id: Number(own), value })),
  ];
  const body =
    kind === "agents" && agents[id] !== undefined
      ? { agent: { id: Number(id), email: agents[id] } }
      : kind === "requesters" && requesters[id] !== undefined
        ? { requester: { id: Number(id), primary_email: requesters[id] } }
        : kind === "change_form_fields"
          ? { change_fields: [{ name: "status", choices }] }
          : undefined;
  if (body === undefined) refuse(response, 404, "Not found");
  else sendJson(response, { body, path }, faults);
}

function refuse(response: Response, status: number, message: string): void {
  response
    .status(status)
    .type("application/json")
    .end(JSON.stringify({ code: "refused", message }));
}
