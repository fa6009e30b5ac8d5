import { createHmac, randomUUID } from "node:crypto";
import type { Hub, HubEvent } from "./hub.js";
import { tellUser } from "./tell-user.js";

/** Where events go. */
export interface HookTarget {
  readonly url: string;
  readonly secret: string;
  /** Events that are sent. Default: all. */
  readonly events?: readonly string[];
}

/** One attempt to tell an event. */
export interface Delivery {
  readonly id: number;
  /** The same for each attempt at one event. */
  readonly guid: string;
  readonly event: string;
  readonly body: string;
  readonly redelivery: boolean;
  /** 0: nobody answered. */
  readonly status: number;
  readonly at: string;
}

const HOOK_ID = 4242;

/** Sends what happens to whoever is to be told, as GitHub does: once, and again when somebody asks for it. */
export class Webhooks {
  readonly deliveries: Delivery[] = [];
  private readonly hub: Hub;
  private readonly timeoutMs: number;
  private target: HookTarget | undefined;
  private underWay: Promise<unknown> = Promise.resolve();

  constructor(hub: Hub, timeoutMs: number) {
    this.hub = hub;
    this.timeoutMs = timeoutMs;
    hub.onEvent = (event) => this.enqueue(event);
  }

  deliverTo(target: HookTarget): void {
    this.target = target;
  }

  /** Resolves when everything that happened was told, or could not be. */
  async settled(): Promise<void> {
    await this.underWay;
  }

  /** Tells one event again, with the id that it had. */
  async redeliver(guid: string): Promise<Delivery> {
    const first = this.deliveries.find((delivery) => delivery.guid === guid);
    if (first === undefined) throw new Error(`no delivery ${guid}`);
    return this.send({ event: first.event, guid, body: first.body, redelivery: true });
  }

  private enqueue({ event, payload }: HubEvent): void {
    const { target } = this;
    if (target === undefined || target.events?.includes(event) === false) return;
    const { repository } = this.hub.model;
    const sender = tellUser(this.hub, String(payload["sender"]));
    const [owner = "", name] = repository.split("/");
    const told = { ...payload, repository: { id: 4711, name, full_name: repository, owner: { login: owner } }, sender };
    const sent = { event, guid: randomUUID(), body: JSON.stringify(told), redelivery: false };
    this.underWay = this.underWay.then(() => this.send(sent));
  }

  private async send(about: Pick<Delivery, "event" | "guid" | "body" | "redelivery">): Promise<Delivery> {
    const status = this.target === undefined ? 0 : await post(this.target, about, this.timeoutMs);
    const delivery = { ...about, id: this.hub.nextId(), status, at: this.hub.stamp() };
    this.deliveries.push(delivery);
    return delivery;
  }
}

async function post(
  { url, secret }: HookTarget,
  { event, guid, body }: Pick<Delivery, "event" | "guid" | "body">,
  timeoutMs: number,
): Promise<number> {
  const sign = (algorithm: string): string => createHmac(algorithm, secret).update(body).digest("hex");
  const headers = {
    Accept: "*/*",
    "Content-Type": "application/json",
    "User-Agent": "GitHub-Hookshot/044aadd",
    "X-GitHub-Delivery": guid,
    "X-GitHub-Event": event,
    "X-GitHub-Hook-ID": String(HOOK_ID),
    "X-GitHub-Hook-Installation-Target-ID": "4711",
    "X-GitHub-Hook-Installation-Target-Type": "repository",
    "X-Hub-Signature": `sha1=${sign("sha1")}`,
    "X-Hub-Signature-256": `sha256=${sign("sha256")}`,
  };
  try {
    const answer = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(timeoutMs) });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    // Nobody there, or too slow: GitHub writes that down and does not try again by itself.
    return 0;
  }
}
