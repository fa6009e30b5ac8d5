import type { NoticeChannel } from "#schemas/notifications";

/** Says where to look when a channel takes no trial: the registry's remedies speak of engines, and of the run that tries again. */
export function remedyOfChannel({ id, kind, urlEnv, urlFile }: NoticeChannel): string {
  if (kind === "mail") {
    return `Look at \`mail\` in service.yaml, which --service or LOCKSTEP_SERVICE_FILE names (host, port, security, account, tls), and at \`to\` of the channel '${id}' in policy/notifications.yaml; then try again.`;
  }
  const address = urlEnv === undefined ? `the file ${urlFile ?? "of urlFile"}` : `the variable ${urlEnv}`;
  return `Look at ${address}, which holds the address of the chat, and at \`tls\` and \`via\` of the channel '${id}' in policy/notifications.yaml on main; then try again.`;
}
