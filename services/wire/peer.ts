import type { EngineNode } from "#schemas/estate";

/** Another machine that is spoken to: an engine's node, a ticket system. What the estate says of the way to it. */
export type Peer = Pick<EngineNode, "id" | "url" | "tls" | "via">;
