import type { EventState } from "./audit-log.js";
import type { UserData } from "./model.js";
import { calendar, entry } from "./render-list.js";
import type { ServerState } from "./server-state.js";
import { branch, leaf, type XmlElement } from "./xml.js";

export function userElements(state: ServerState): readonly XmlElement[] {
  return state.users.map((user) => userElement(state, user));
}

function userElement(state: ServerState, user: UserData): XmlElement {
  const lastLogin = state.lastLogins.get(user.id);
  return branch("user", [
    leaf("id", user.id),
    leaf("username", user.username),
    leaf("email", user.email ?? ""),
    leaf("firstName", user.firstName ?? ""),
    leaf("lastName", user.lastName ?? ""),
    leaf("organization", ""),
    leaf("description", user.description ?? ""),
    leaf("phoneNumber", ""),
    leaf("industry", ""),
    ...(lastLogin ? [calendar("lastLogin", lastLogin)] : []),
    leaf("strikeCount", 0),
    leaf("userConsent", false),
  ]);
}

/** The audit log, newest first. */
export function eventElements(state: ServerState, limit: number): readonly XmlElement[] {
  return state.events
    .slice(Math.max(0, state.events.length - limit))
    .reverse()
    .map((event) => eventElement(state, event));
}

function eventElement(state: ServerState, event: EventState): XmlElement {
  const attributes = event.attributes.map(([name, value]) => entry(name, leaf("string", value)));
  return branch("event", [
    leaf("dateTime", state.now().getTime()),
    leaf("nanoTime", event.id),
    leaf("id", event.id),
    calendar("eventTime", event.at),
    leaf("level", "INFORMATION"),
    leaf("name", event.name),
    branch("attributes", attributes, { class: "linked-hash-map" }),
    leaf("outcome", "SUCCESS"),
    leaf("userId", event.userId),
    leaf("ipAddress", "127.0.0.1"),
    leaf("serverId", state.serverId),
  ]);
}
