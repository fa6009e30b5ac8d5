import type { Request, Response } from "express";
import { writeTime } from "./account-view.js";
import { type AppContext, viewOf } from "./app-context.js";
import { SCHEMA_TYPES, STATUSES } from "./catalogue.js";
import { renderProject } from "./render-issue.js";
import { renderPerson } from "./render-person.js";
import { sendAnswer, sendError } from "./send-answer.js";

type Answer = (context: AppContext, request: Request, response: Response, isStranger: boolean) => void;

/** What a site says of itself, by the end of the path. */
export const SITE_ANSWERS: Readonly<Record<string, Answer>> = {
  serverInfo({ isCloud, state, zone, faults }, { path }, response) {
    const about = {
      baseUrl: "https://jira.hospital.test",
      version: isCloud ? "1001.0.0-SNAPSHOT" : "9.12.4",
      deploymentType: isCloud ? "Cloud" : "Server",
      serverTime: writeTime(state.now().toISOString(), { zone }),
      serverTitle: "Changes",
    };
    sendAnswer(response, path, about, faults);
  },
  myself(context, { path }, response, isStranger) {
    if (isStranger) sendError(response, 401, "Client must be authenticated to access this resource.");
    else {
      const person = renderPerson(context.state, context.reader, viewOf(context));
      sendAnswer(response, path, { ...Object(person), timeZone: context.zone, locale: "en_GB" }, context.faults);
    }
  },
  field({ state, faults }, { path }, response) {
    const fields = state.fields.map(({ id, name, type, project }) => ({
      id,
      key: id,
      name,
      custom: id.startsWith("customfield_"),
      searchable: true,
      schema: { type: SCHEMA_TYPES[type] },
      ...(project === undefined ? {} : { scope: { type: "PROJECT", project: { id: state.idOf("project", project) } } }),
    }));
    sendAnswer(response, path, fields, faults);
  },
  status({ state, faults }, { path }, response) {
    const statuses = STATUSES.map((name) => ({ id: state.idOf("status", name), name, statusCategory: { key: "new" } }));
    sendAnswer(response, path, statuses, faults);
  },
  mypermissions({ state, rights, faults }, request, response, isStranger) {
    const key = new URLSearchParams(request.url.split("?")[1] ?? "").get("projectKey") ?? "";
    if (!state.projects.includes(key)) {
      sendError(response, 404, `No project could be found with key '${key}'.`);
      return;
    }
    const havePermission = !isStranger && rights.hiddenProjects?.includes(key) !== true;
    const permissions = { BROWSE_PROJECTS: { id: "10", key: "BROWSE_PROJECTS", havePermission } };
    sendAnswer(response, request.path, { permissions }, faults);
  },
};

/** The statuses that issues of a project can have, by type of issue. */
export function answerStatuses(
  { state, rights, faults }: AppContext,
  path: string,
  project: string,
  response: Response,
): void {
  if (!state.projects.includes(project) || rights.hiddenProjects?.includes(project) === true) {
    sendError(response, 404, `No project could be found with key '${project}'.`);
    return;
  }
  const statuses = STATUSES.map((name) => ({ id: state.idOf("status", name), name }));
  sendAnswer(response, path, [{ id: "1", name: "Change", project: renderProject(state, project), statuses }], faults);
}
