import { randomBytes } from "node:crypto";
import { parseDocument } from "yaml";
import { type Act, playNight } from "./example-story.js";
import { type MirthSimulator, startMirthSimulator } from "./mirth-connect/start-mirth-simulator.js";
import { type ExampleHospitalData, readExampleHospital, type StoryTicket } from "./read-example-hospital.js";

/** The invented hospital, running: two simulated nodes and everything an estate repository needs to watch them. */
export interface ExampleHospital {
  /** `tie-a`, production. */
  readonly primary: MirthSimulator;
  /** `tie-b`, standby. */
  readonly standby: MirthSimulator;
  /** Variable → value: the passwords that estate.yaml names, made anew at each start. */
  readonly environment: Readonly<Record<string, string>>;
  /** Path → text of `estate.yaml`, with the real addresses and pins, and of everything below `policy/`. */
  files(): ReadonlyMap<string, string>;
  /** The ticket export (`change-tickets/v1`, JSON) as the ticket system would write it at that instant. */
  tickets(at: Date): string;
  /** Lets a night's acts happen, and says what they were. 1: nothing; 2: the drifts; 3: people put it right. */
  night(number: 1 | 2 | 3): readonly Act[];
  stop(): Promise<void>;
}

const HOUR_MS = 3_600_000;

/** Starts both nodes of `baselines/example-hospital` on loopback. */
export async function startExampleHospital(): Promise<ExampleHospital> {
  const data = readExampleHospital();
  const environment = { TIE_A_PASSWORD: newPassword(), TIE_B_PASSWORD: newPassword() };
  const primary = await startNode(data, "tie-a", environment.TIE_A_PASSWORD);
  const standby = await startNode(data, "tie-b", environment.TIE_B_PASSWORD);
  return {
    primary,
    standby,
    environment,
    files: () => withAddresses(data.files, [primary, standby]),
    tickets: (at) => renderTickets(data.tickets, at),
    night: (number) => playNight(number, primary.state, standby.state),
    stop: async () => {
      await Promise.all([primary.stop(), standby.stop()]);
    },
  };
}

function newPassword(): string {
  return randomBytes(18).toString("base64url");
}

function startNode(data: ExampleHospitalData, id: string, password: string): Promise<MirthSimulator> {
  const model = data.models.get(id);
  if (model === undefined) throw new Error(`the example hospital has no node '${id}'`);
  return startMirthSimulator({ model, account: { username: "lockstep-reader", password }, retryLimit: 3 });
}

function withAddresses(
  files: ReadonlyMap<string, string>,
  nodes: readonly MirthSimulator[],
): ReadonlyMap<string, string> {
  const estate = parseDocument(files.get("estate.yaml") ?? "");
  for (const [index, { url, fingerprint }] of nodes.entries()) {
    estate.setIn(["engines", 0, "nodes", index, "url"], url);
    estate.setIn(["engines", 0, "nodes", index, "tls"], estate.createNode({ fingerprint }));
  }
  return new Map([...files, ["estate.yaml", estate.toString()]]);
}

function renderTickets(tickets: readonly StoryTicket[], at: Date): string {
  const hours = (count: number): string => new Date(at.getTime() + count * HOUR_MS).toISOString();
  const exported = tickets.map(({ approvals, plannedStartHours, plannedEndHours, ...ticket }) => ({
    ...ticket,
    approvals: approvals.map(({ by, decision, hours: when }) => ({ by, decision, at: hours(when) })),
    plannedStart: hours(plannedStartHours),
    plannedEnd: hours(plannedEndHours),
    digests: [],
    templateId: null,
    closedAt: null,
    updatedAt: hours(-1),
  }));
  const document = {
    schema: "change-tickets/v1",
    exportedAt: at.toISOString(),
    zone: "Europe/London",
    tickets: exported,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
