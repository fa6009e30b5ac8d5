import { type FileContent, type Refusal, refuse } from "./answer.js";
import type { EstateCall } from "./route.js";

/** Answers with a pack that was made, as a file to be kept. @throws LockstepError `system-refused` */
export async function answerPack({
  estate,
  params,
}: Pick<EstateCall, "estate" | "params">): Promise<FileContent | Refusal> {
  const { packs } = estate.app;
  const pack = await packs.find(params["pack"] ?? "");
  if (pack?.made === undefined)
    return refuse(404, { detail: "There is no such evidence pack, or it is not made yet." });
  const { id, firstDay, lastDay } = pack.asked;
  const name = ["lockstep-evidence", fileWord(estate.id), firstDay, lastDay, id.slice(0, 8)].join("-");
  return {
    kind: "file",
    path: packs.fileOf(id),
    type: "application/zip",
    etag: pack.made.sha256,
    name: `${name}.zip`,
  };
}

/** What an estate is called, in letters that every system takes in the name of a file. */
function fileWord(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, "-").slice(0, 40);
}
