import { resolve } from "node:path";
import type { MailServer } from "#schemas/service";
import type { NoticeSettings } from "#services/config";
import { readSecret } from "./read-secret.js";

/** Through which server mail leaves, with what signs in there. */
export interface MailAccess {
  readonly server: MailServer;
  readonly password: string | undefined;
}

/** Through which server the service's mail leaves; `undefined` where its file names none. @throws LockstepError `credential-missing` */
export async function readMailAccess(notices: NoticeSettings | undefined): Promise<MailAccess | undefined> {
  if (notices?.mail === undefined) return undefined;
  const { mail, folder, environment } = notices;
  const { password: source, tls } = mail;
  const caFile = tls?.caFile === undefined ? undefined : resolve(folder, tls.caFile);
  const server = caFile === undefined ? mail : { ...mail, tls: { ...tls, caFile } };
  const password = source && (await readSecret(source, { what: "mail.password", environment, folder }));
  return { server, password };
}
