import { readFile } from "node:fs/promises";
import type { ConnectionOptions } from "node:tls";
import { createTransport } from "nodemailer";
import type { MailServer } from "#schemas/service";
import { LockstepError } from "#services/core/errors";
import type { Notifier } from "#services/ports/notifier";
import { toMailError } from "./to-mail-error.js";

/** Through which server mail leaves, and to whom. */
export interface MailWay {
  /** Id of the channel. */
  readonly channel: string;
  readonly server: MailServer;
  /** `undefined` where the server asks for none. */
  readonly password: string | undefined;
  readonly to: readonly string[];
  readonly now: () => Date;
}

const PORTS = { starttls: 587, tls: 465, none: 25 } as const;
const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;

/**
 * Sends mail over a guarded way: with STARTTLS, unless the server is declared otherwise, and never without where that was declared. A password
 * crosses no network in clear. A message is generated, and says so, that nobody's absence note answers it.
 *
 * @throws LockstepError `notice-refused` for a way that would not be guarded
 */
export function createMailNotifier({ channel, server, password, to, now }: MailWay): Notifier {
  const { host, security = "starttls", port = PORTS[security], username } = server;
  assertGuarded(server);
  return {
    form: "mail",
    async send(message, signal) {
      if (message.form !== "mail") throw new LockstepError("bug", "A mail channel was given another form of message.");
      const transport = createTransport({
        ...{ host, port },
        secure: security === "tls",
        requireTLS: security === "starttls",
        ignoreTLS: security === "none",
        ...(username === undefined ? {} : { auth: { user: username, pass: password ?? "" } }),
        tls: await trustOf(channel, server),
        connectionTimeout: CONNECT_MS,
        greetingTimeout: CONNECT_MS,
        socketTimeout: SILENCE_MS,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      const stop = (): void => transport.close();
      signal?.addEventListener("abort", stop, { once: true });
      try {
        const { subject, text, html, id } = message;
        const sent = await transport.sendMail({
          from: server.from,
          to: [...to],
          ...{ subject, text, html },
          date: now(),
          messageId: `<${id}@${domainOf(server.from)}>`,
          headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
        });
        return { refused: sent.rejected.length };
      } catch (error) {
        throw toMailError(error, channel);
      } finally {
        signal?.removeEventListener("abort", stop);
        transport.close();
      }
    },
  };
}

async function trustOf(channel: string, { host, tls }: MailServer): Promise<ConnectionOptions> {
  const servername = tls?.serverName ?? host;
  const trust: ConnectionOptions = { servername, minVersion: "TLSv1.2", rejectUnauthorized: true };
  if (tls?.caFile === undefined) return trust;
  try {
    return { ...trust, ca: await readFile(tls.caFile, "utf8") };
  } catch (cause) {
    throw new LockstepError("notice-refused", `${channel}: mail.tls.caFile cannot be read.`, { cause });
  }
}

/** What would send a password in clear, or pass for a check that is none. */
function assertGuarded({ host, security, username, tls }: MailServer): void {
  const isHere = host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
  if (security === "none" && username !== undefined && !isHere) {
    throw new LockstepError(
      "notice-refused",
      "mail.security is none, so that the password would cross the network in clear: leave it out, or take out the account.",
    );
  }
  if (tls?.fingerprint !== undefined) {
    throw new LockstepError("notice-refused", "mail.tls.fingerprint is not for mail: give tls.caFile.");
  }
}

function domainOf(address: string): string {
  return /@([A-Za-z0-9.-]+)>?\s*$/.exec(address)?.[1] ?? "lockstep.invalid";
}
