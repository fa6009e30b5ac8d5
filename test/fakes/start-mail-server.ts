import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import type { MailServer } from "#schemas/service";
import { createCertificate } from "#services/simulators/wire/create-certificate";

/** A mail as it arrived. */
export interface ArrivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** With all headers, as sent. */
  readonly raw: string;
  readonly secure: boolean;
}

/** A real mail server on loopback. */
export interface StartedMailServer extends AsyncDisposable {
  readonly arrived: readonly ArrivedMail[];
  /** How it is reached, as service.yaml says it. */
  readonly declared: MailServer;
  /** From now on every mail is refused so; `undefined`: none. */
  refuse(status: number | undefined): void;
}

export const MAIL_ACCOUNT = { user: "lockstep", password: "loopback-mail-password" } as const;

const DAY_MS = 86_400_000;

/** Starts a mail server whose certificate names `mail.hospital.test`, with STARTTLS and a login unless said otherwise. */
export async function startMailServer(special: SMTPServerOptions = {}): Promise<StartedMailServer> {
  const folder = await mkdtemp(join(tmpdir(), "lockstep-mail-"));
  const now = Date.now();
  const name = "mail.hospital.test";
  const { certPem, keyPem } = createCertificate(name, new Date(now - DAY_MS), new Date(now + DAY_MS));
  const caFile = join(folder, "ca.pem");
  await writeFile(caFile, certPem);
  const arrived: ArrivedMail[] = [];
  let refusal: number | undefined;
  const server = new SMTPServer({
    ...{ key: keyPem, cert: certPem, logger: false },
    onAuth: ({ username, password }, _session, answer) =>
      username === MAIL_ACCOUNT.user && password === MAIL_ACCOUNT.password
        ? answer(null, { user: username })
        : answer(Object.assign(new Error("no"), { responseCode: 535 })),
    onMailFrom: (_address, _session, answer) =>
      refusal === undefined ? answer() : answer(Object.assign(new Error("not now"), { responseCode: refusal })),
    onRcptTo: ({ address }, _session, answer) =>
      address.startsWith("nobody@") ? answer(Object.assign(new Error("unknown"), { responseCode: 550 })) : answer(),
    onData(stream, { envelope, secure }, answer) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
        const to = envelope.rcptTo.map(({ address }) => address);
        arrived.push({ from, to, raw: Buffer.concat(chunks).toString("utf8"), secure });
        answer();
      });
    },
    ...special,
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    arrived,
    declared: {
      ...{ host: "127.0.0.1", port },
      from: "lockstep@trust.hospital.test",
      username: MAIL_ACCOUNT.user,
      tls: { caFile, serverName: name },
    },
    refuse(status) {
      refusal = status;
    },
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
