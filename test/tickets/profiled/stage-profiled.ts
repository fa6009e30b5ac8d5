import type { TicketSystem as Declared } from "#schemas/estate";
import type { TicketMapping } from "#schemas/ticket-mapping";
import { defaultMappingOf } from "#services/compose/estate/ticket-systems";
import type { TicketRequest } from "#services/ports/ticket-system";
import type { ProfiledChange } from "#services/simulators/profiled/profiled-state";
import { createProfiled } from "#services/tickets/profiled/create-profiled";
import type { Profile } from "#services/tickets/profiled/profile";
import {
  type ProfiledSimulator,
  type ProfiledSimulatorOptions,
  startProfiledSimulator,
} from "#test/fakes/start-profiled-simulator";

export const DIGEST = `sha256:${"b4".repeat(32)}`;
export const SECRET = "s3cret-of-the+reader";

/** Texts that stand in changes and go no further. */
export const KEPT_OUT = ["Doris Example", "9434765919", "ring the ward first"];
export const TEXT = `Doris Example, 9434765919, was sent to the wrong ward. ring the ward first. ${DIGEST}`;

export type Fields = Readonly<Record<string, unknown>>;

/** What a make calls things: one change, approved by Pat on the day before its window, in implementation by Sam. */
export interface MakeWords {
  readonly make: ProfiledSimulatorOptions["make"];
  readonly profile: Profile;
  readonly approved: Fields;
  readonly lists: Readonly<Record<string, readonly Fields[]>>;
  /** The fields of a change whose state nobody knows. */
  readonly unknownState: Fields;
  readonly declared: Partial<Declared>;
  /** The part in which approvals stand, and the path at which it is asked for. */
  readonly part: string;
  readonly partPath: RegExp;
  /** What a site adds to the mapping that ships. */
  readonly adapt?: (mapping: TicketMapping) => TicketMapping;
}

export function changeOf(words: MakeWords, digits = 1207, fields: Fields = {}, lists = words.lists): ProfiledChange {
  return { digits, editedAt: Date.now() - 5 * 86_400_000, row: { ...words.approved, ...fields }, lists };
}

export interface StageOptions extends Partial<Omit<ProfiledSimulatorOptions, "make">> {
  readonly declared?: Partial<Declared>;
}

export interface StagedProfiled {
  readonly simulator: ProfiledSimulator;
  readonly request: TicketRequest & { readonly password: string };
}

export function systemOf({ profile }: MakeWords) {
  return createProfiled(profile, {
    answerTimeoutMs: 1000,
    silenceTimeoutMs: 1000,
    startingPollMs: 20,
    startingWaitMs: 60,
    maxItemBytes: 2_000_000,
  });
}

/** Starts a system of a make, and says how to ask it. */
export async function stageProfiled(
  words: MakeWords,
  { declared, ...options }: StageOptions = {},
): Promise<StagedProfiled> {
  const { make, adapt = (mapping) => mapping } = words;
  const changes = [changeOf(words)];
  const simulator = await startProfiledSimulator({ make, changes, secret: SECRET, ...options });
  const request = {
    declared: {
      id: "desk",
      system: make,
      url: simulator.url,
      passwordEnv: "DESK_SECRET",
      tls: { fingerprint: simulator.fingerprint },
      ...words.declared,
      ...declared,
    },
    mapping: adapt(defaultMappingOf(make)),
    password: SECRET,
    timeoutMs: 20_000,
    now: () => new Date(),
  };
  return { simulator, request };
}
