import { LockstepError } from "../errors.js";
import type { ActionRequest } from "./plan-action.js";

/** Reads `what;owner;YYYY-MM-DD`, as an action is written beside the exercise that it comes of. @throws LockstepError `usage` */
export function parseActionWords(text: string): Pick<ActionRequest, "what" | "owner" | "due"> {
  const parts = text.split(";").map((part) => part.trim());
  const [due = "", owner = "", ...words] = parts.reverse();
  const what = words.reverse().join("; ");
  if (what !== "" && owner !== "" && due !== "") return { what, owner, due };
  throw new LockstepError(
    "usage",
    "An action is what is to be done, its owner and its last day, with semicolons between.",
    {
      remedy: "Write it as 'Renew the VPN route;Network team;2026-12-18'.",
    },
  );
}
