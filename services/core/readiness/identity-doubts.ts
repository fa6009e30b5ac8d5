import type { NodeFacts } from "#schemas/snapshot";
import { ERROR_KINDS } from "../errors.js";
import { isSameServer } from "./is-same-server.js";

/** What there is to say of who answered for both nodes; `verdict` is `ready` for what is only told. */
export interface IdentityDoubt {
  readonly code: "wrong-server" | "server-untold";
  readonly verdict: "unknown" | "ready";
  readonly message: string;
  readonly action: string;
}

/** Finds one server behind both nodes, and says where nothing would show that. */
export function identityDoubts(
  production: { readonly nodeId: string; readonly facts: NodeFacts },
  standby: { readonly nodeId: string; readonly facts: NodeFacts },
): IdentityDoubt[] {
  const both = `${production.nodeId} and ${standby.nodeId}`;
  const same = isSameServer(production.facts, standby.facts);
  if (same === "unknown") {
    return [
      {
        code: "server-untold",
        verdict: "ready",
        message: `Whether ${both} are two servers cannot be told: both bear one name, and not both say for how long they run.`,
        action: "Give each engine a name of its own, and make sure that each address reaches its own engine.",
      },
    ];
  }
  if (same !== true) return [];
  const { serverId, startedAt = "" } = production.facts;
  const day = startedAt.slice(0, 19).replace("T", " ");
  return [
    {
      code: "wrong-server",
      verdict: "unknown",
      message: `${both} are the same server (${serverId ?? `one name, and both started at ${day}`}).`,
      action:
        serverId === undefined
          ? "Give each node its own address, never one that moves with the role. If these are two engines that started together, give each a name of its own."
          : ERROR_KINDS["wrong-server"].remedy,
    },
  ];
}
