import { setTimeout as sleep } from "node:timers/promises";
import { gitAsOutsider } from "./git-as-outsider.js";

/**
 * What git complains of, once nothing is being packed any more: the packing of a writer that died alone goes on for a
 * while, and git cannot check packs that are taken from under it. A repository that is unsound stays so.
 */
export async function fsckInPeace(gitDir: string, tries = 50): Promise<string> {
  const complaint = await gitAsOutsider(gitDir, "fsck", "--strict", "--no-dangling", "--no-progress").catch(String);
  if (complaint === "" || tries === 0) return complaint;
  await sleep(200);
  return fsckInPeace(gitDir, tries - 1);
}
