import type { GitContext } from "./git-context.js";

/**
 * Gives the message of a commit with pseudonyms in the place of the names in its trailers, where the estate wants them. Of a commit of
 * somebody else's that is made again, the message stays as it is.
 */
export async function sealTrailers(
  { message, author }: { readonly message: string; readonly author?: object },
  { sealPerson }: Pick<GitContext, "sealPerson">,
): Promise<string> {
  if (sealPerson === undefined || author !== undefined || !TRAILER.test(message)) return message;
  const lines = message.split("\n").map(async (line) => {
    const [, trailer = "", name] = TRAILER.exec(line) ?? [];
    return name === undefined ? line : `${trailer}: ${await sealPerson(name, PARTS[trailer] ?? "approver")}`;
  });
  return (await Promise.all(lines)).join("\n");
}

const TRAILER = /^(Approved-By|Owner): (.+)$/m;
const PARTS: Readonly<Record<string, string>> = { Owner: "owner" };
