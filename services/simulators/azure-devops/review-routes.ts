import { type ApiAnswer, type ApiQuestion, list, ok, refuse } from "./api-answer.js";
import { type DevOpsState, idOf } from "./devops-state.js";
import type { PullData, StatusData, Thread } from "./model.js";
import { invalid } from "./pull-routes.js";

export function tellThreads({ threads }: PullData): ApiAnswer {
  return list(threads.map(tellThread));
}

/** Whoever may comment may give a thread any properties, also those by which the host tells of votes. */
export function postThread(state: DevOpsState, pull: PullData, { body }: ApiQuestion): ApiAnswer {
  const { comments, status, properties = {}, identities = {} } = body;
  if (!Array.isArray(comments)) return invalid("a thread has comments");
  const said = comments.map((comment: unknown) => ({
    author: { ...state.self },
    content: String(Reflect.get(Object(comment), "content")),
    commentType: String(Reflect.get(Object(comment), "commentType") ?? "text"),
  }));
  const about = {
    comments: said,
    status: String(status),
    properties: { ...Object(properties) },
    identities: { ...Object(identities) },
  };
  return ok(tellThread(state.addThread(pull, about)));
}

function tellThread(thread: Thread): unknown {
  const { publishedDate } = thread;
  const comments = thread.comments.map((comment, at) => ({
    id: at + 1,
    parentCommentId: 0,
    publishedDate,
    ...comment,
  }));
  return { ...thread, comments, lastUpdatedDate: publishedDate, isDeleted: false };
}

/** Asks somebody to look. Whoever is put in anew has no vote: also one who had given theirs. */
export function putReviewer(state: DevOpsState, pull: PullData, { parts, body }: ApiQuestion): ApiAnswer {
  const id = parts.at(-1) ?? "";
  const { vote = 0 } = body;
  const person = state.people.find((one) => one.id === id);
  const team = [...state.teams.keys()].find((name) => idOf(`team ${name}`) === id);
  if (person === undefined && team === undefined) return invalid("TF400898: no such identity");
  if (vote !== 0 && person !== state.self) return refuse(403, "UnauthorizedAccessException", "TF401186: not your vote");
  const name = person?.uniqueName ?? `vstfs:///Classification/TeamProject/${state.projectId}\\${team}`;
  pull.reviewers.set(id, { vote: Number(vote), name, isContainer: team !== undefined });
  return ok({ id, vote });
}

export function postStatus(kept: StatusData[], { body }: ApiQuestion): ApiAnswer {
  const { state, description = "", context, iterationId } = body;
  const { name, genre = "" }: { name?: unknown; genre?: unknown } = Object(context);
  if (!STATES.includes(String(state)) || typeof name !== "string" || name === "")
    return invalid("a status has a context");
  const status = { state: String(state), description: String(description), context: { name, genre: String(genre) } };
  kept.push({ ...status, ...(typeof iterationId === "number" && { iterationId }) });
  return ok(status, 201);
}

const STATES = ["notSet", "pending", "succeeded", "failed", "error", "notApplicable"];
