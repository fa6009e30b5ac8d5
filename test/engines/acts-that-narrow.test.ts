import assert from "node:assert/strict";
import { test } from "node:test";
import { strToU8, zipSync } from "fflate";
import type { NodeFacts } from "#schemas/snapshot";
import { actsOn } from "#services/core/authorisation/acts-on";
import { narrowInterval } from "#services/core/authorisation/narrow-interval";
import { parseAudit } from "#services/engines/iris/parse-audit";
import { readEvents } from "#services/engines/mirth-connect/read-events";
import { readAuditLog } from "#services/engines/rhapsody/answers/read-audit-log";
import { parseXml } from "#services/formats/xml/parse-xml";
import { aChange, aTicket, DAY, on, tell } from "#test/core/ticket-story";

const CHANNEL = { kind: "channel", key: "3f1c0000-0000-4000-8000-000000000001" };

/** What a ticket for 11:00 to 13:00 says of a change that was looked for at 10:30 and seen at 15:30. */
function judged({ events = [], eventsFrom }: NodeFacts, artefact = CHANNEL) {
  const record = { events: actsOn(artefact, events), from: eventsFrom ?? null, skewMs: 0 };
  const narrowed = narrowInterval([on("10:30"), on("15:30")], record);
  const { verdict } = tell({
    tickets: [aTicket({ channels: [], implementers: [], requester: null })],
    finding: { artefact: { ...artefact, name: "ADT_PAS_IN", path: "p" }, changes: [] },
    change: aChange({ interval: narrowed.interval, tookEffect: narrowed.tookEffect, actors: narrowed.actors }),
  });
  return { verdict, actors: narrowed.actors, interval: narrowed.interval };
}

test("a deployment that failed, or was taken back, is none: the change took effect with the one that succeeded", () => {
  const saved = mirthEvent("Update channels", "12:00");
  const deployed = mirthEvent("Deploy channels", "15:00");
  assert.equal(judged(mirth(saved, mirthEvent("Deploy channels", "12:05"), deployed)).verdict, "authorised");
  for (const other of [mirthEvent("Deploy channels", "12:05", "FAILURE"), mirthEvent("Undeploy channels", "12:05")]) {
    assert.equal(judged(mirth(saved, other, deployed)).verdict, "out-of-window");
  }
});

test("a save that the engine refused does not show when a change was made", () => {
  assert.equal(judged(mirth(mirthEvent("Update channels", "12:00", "FAILURE"))).verdict, "window-unproven");
  assert.equal(judged(mirth(mirthEvent("Update channels", "12:00"))).verdict, "authorised");
});

test("a deployment without a save does not show when a change took effect", () => {
  assert.equal(judged(mirth(mirthEvent("Deploy channels", "12:00"))).verdict, "window-unproven");
});

test("a restored server configuration widens the time of a save, and does not show when a change was made", () => {
  const restored = mirthEvent("Set server configuration", "12:00");
  assert.equal(judged(mirth(restored)).verdict, "window-unproven");
  const both = judged(mirth(restored, mirthEvent("Update channels", "11:30")));
  assert.deepEqual(both.interval, [on("11:30"), on("12:00")]);
});

test("an act on some other part of IRIS does not show when a class was changed, and names who may have done it", () => {
  const row = (AuditIndex: string, Event: string, time: string) => ({
    ...{ AuditIndex, Event, EventSource: "%System", EventType: "%System", Username: "sam" },
    UTCTimeStamp: `${DAY} ${time}:00.000`,
  });
  for (const act of ["ConfigurationChange", "ModifyConfiguration", "RoutineChange", "DatabaseChange"]) {
    const rows = [row("1", "LoginLogout", "10:00"), row("2", act, "12:00")];
    const { facts } = parseAudit({ source: "audit", origin: "audit", bytes: Buffer.from(JSON.stringify(rows)) });
    const { verdict, actors } = judged(facts, { kind: "class", key: "LIVE/Demo.Conf" });
    assert.deepEqual([verdict, actors], ["window-unproven", ["sam"]], act);
  }
});

test("an act of Rhapsody's audit log, which never says on what, does not show when a route was changed", () => {
  const line = (time: string, act: string): string => `${DAY}T${time}:00.000Z | sam | ${act} | details`;
  const log = ["Time | User | Action | Details", line("10:00", "Login"), line("12:00", "Configuration Change")];
  const { facts } = readAuditLog(zipSync({ "audit.log": strToU8(log.join("\n")) }), "audit-log");
  assert.equal(facts.events?.length, 1);
  const { verdict, actors } = judged(facts, { kind: "route", key: "r1" });
  assert.deepEqual([verdict, actors], ["window-unproven", ["sam"]]);
});

function mirthEvent(name: string, time: string, outcome = "SUCCESS"): string {
  const channel = `<entry><string>channel</string><string>Channel[id=${CHANNEL.key},name=ADT_PAS_IN]</string></entry>`;
  const at = `<eventTime><time>${Date.parse(on(time))}</time><timezone>UTC</timezone></eventTime>`;
  return `<event><id>${time}</id>${at}<name>${name}</name><attributes>${channel}</attributes><outcome>${outcome}</outcome><userId>2</userId></event>`;
}

function mirth(...events: readonly string[]): NodeFacts {
  const xml = `<list>${mirthEvent("Login", "09:00")}${events.join("")}</list>`;
  return readEvents(parseXml(Buffer.from(xml), "events"));
}
