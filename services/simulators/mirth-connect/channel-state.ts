import type { ChannelData } from "./model.js";
import { renderChannelBody } from "./render-channel.js";

/** A channel as a running server holds it. */
export interface ChannelState {
  readonly id: string;
  name: string;
  readonly description: string;
  revision: number;
  /** What stands between `<revision>` and `<exportData>`. */
  body: string;
  enabled: boolean;
  lastModified: Date;
  userId: number;
  readonly pruneDays: number | undefined;
  readonly queued: number;
  initialState: string;
  destinationNames: readonly string[];
  deployed: { revision: number; at: Date; codeTemplatesChanged: boolean } | undefined;
}

/** Makes a channel as a server of this version holds it since then. */
export function makeChannel(data: ChannelData, version: string, at: Date): ChannelState {
  const revision = data.revision ?? 1;
  const enabled = data.enabled ?? true;
  const deployed = enabled && (data.deployed ?? true);
  return {
    id: data.id,
    name: data.name,
    description: data.description ?? "",
    revision,
    body: renderChannelBody(data, version),
    enabled,
    lastModified: at,
    userId: 1,
    pruneDays: data.pruneDays,
    queued: data.queued ?? 0,
    initialState: data.initialState ?? "STARTED",
    destinationNames: (data.destinations ?? []).map(({ name }) => name),
    deployed: deployed ? { revision, at, codeTemplatesChanged: false } : undefined,
  };
}
