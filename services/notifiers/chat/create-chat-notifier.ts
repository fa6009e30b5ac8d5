import type { NoticeChannel } from "#schemas/notifications";
import { LockstepError } from "#services/core/errors";
import type { Message } from "#services/core/notices/message";
import type { Notifier } from "#services/ports/notifier";
import { type ConnectorLimits, DEFAULT_LIMITS } from "#services/wire/connector-limits";
import { type HttpAnswer, openHttpClient } from "#services/wire/http-client";
import { parseNodeAddress } from "#services/wire/node-address";
import { readWhole } from "#services/wire/read-whole";

/** Where messages of a chat go. */
export interface ChatWay extends Pick<NoticeChannel, "tls" | "via"> {
  /** Id of the channel. */
  readonly channel: string;
  readonly form: Exclude<Message["form"], "mail">;
  /** The address, which is a secret: whoever knows it can write there. */
  readonly url: string;
}

const DEADLINE_MS = 30_000;
const MAX_ANSWER = 64 * 1024;

/** Sends messages to a chat over HTTPS: trusted as every other machine, no redirect followed, and the address is told to nobody. */
export function createChatNotifier(
  { channel, form, url, tls, via }: ChatWay,
  limits: Partial<ConnectorLimits> = {},
): Notifier {
  const peer = { id: channel, url, ...(tls && { tls }), ...(via && { via }) };
  return {
    form,
    async send(message, signal) {
      if (message.form !== form) throw new LockstepError("bug", "A channel was given another form of message.");
      const address = parseAddress(peer);
      const deadline = AbortSignal.timeout(DEADLINE_MS);
      const stop = { signal, deadline, deadlineMs: DEADLINE_MS };
      const client = openHttpClient(peer, address, { ...DEFAULT_LIMITS, ...limits }, stop);
      try {
        const headers = { "Content-Type": "application/json" };
        const answer = await client.send({
          method: "POST",
          path: restOf(url, address.basePath),
          headers,
          body: message.json,
        });
        await judge(answer, channel);
        return { refused: 0 };
      } finally {
        await client.close();
      }
    },
  };
}

/** What the address says after the part that every request begins with: its closing slash and its query, which holds the key. */
function restOf(url: string, basePath: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname.slice(basePath.length)}${search}`;
}

function parseAddress(peer: Parameters<typeof parseNodeAddress>[0]): ReturnType<typeof parseNodeAddress> {
  try {
    return parseNodeAddress(peer);
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    throw new LockstepError("notice-refused", `${peer.id}: its address is no https:// address without a user name.`);
  }
}

async function judge(answer: HttpAnswer, channel: string): Promise<void> {
  const { status } = answer;
  const details = { channel, status };
  const isPage = String(answer.headers["content-type"] ?? "").startsWith("text/html");
  await readWhole(answer, MAX_ANSWER, channel);
  if (status === 429 || status >= 500) {
    throw new LockstepError("notice-not-sent", `${channel} asked to come later (${status}).`, { details });
  }
  if (status < 200 || status >= 300) {
    throw new LockstepError("notice-refused", `${channel} did not take the message (${status}).`, { details });
  }
  if (isPage) {
    throw new LockstepError("notice-refused", `${channel} answered with a page, as a sign-in or a proxy does.`, {
      details,
    });
  }
}
