import { resolve } from "node:path";
import type { MailAccess } from "./open-notices.js";
import { readSecret } from "./read-secret.js";
import type { ServiceSettings } from "./read-service-settings.js";

/** Through which server the service's mail leaves; `undefined` where service.yaml names none. @throws LockstepError `credential-missing` */
export async function readMailAccess({ file, folder, environment }: ServiceSettings): Promise<MailAccess | undefined> {
  const { mail } = file;
  if (mail === undefined) return undefined;
  const { password: source, tls } = mail;
  const caFile = tls?.caFile === undefined ? undefined : resolve(folder, tls.caFile);
  const server = caFile === undefined ? mail : { ...mail, tls: { ...tls, caFile } };
  const password = source && (await readSecret(source, { what: "mail.password", environment, folder }));
  return { server, password };
}
