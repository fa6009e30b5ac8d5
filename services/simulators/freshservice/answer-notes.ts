import type { Request, Response } from "express";
import { sendJson } from "../wire/send-json.js";
import type { AppContext } from "./app-context.js";

/** Answers for the notes of a change, page by page, and takes new ones. */
export function answerNotes({ state, faults }: AppContext, id: number, request: Request, response: Response): void {
  const { method, path, url } = request;
  const said: unknown = Reflect.get(Object(request.body), "body");
  const send = (status: number, body: unknown): void => sendJson(response, { status, body, path }, faults);
  if (state.find(id) === undefined) send(404, { message: "Not found" });
  else if (method === "GET") {
    const asked = new URLSearchParams(url.split("?")[1] ?? "");
    const [size, page] = [Number(asked.get("per_page") ?? "30"), Number(asked.get("page") ?? "1")];
    send(200, { notes: state.notesOn(id).slice((page - 1) * size, page * size) });
  } else if (method !== "POST" || typeof said !== "string") send(400, { message: "Validation failed" });
  else send(201, { note: state.addNote(id, said) });
}
