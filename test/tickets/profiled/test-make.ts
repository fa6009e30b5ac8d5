import type { ProfiledFaults } from "#services/simulators/profiled/start-profiled-simulator";
import type { TicketSituation } from "#test/conformance/ticket-situations";
import { testTicketSystemConformance } from "#test/conformance/ticket-system-conformance";
import type { TicketSystemHarness } from "#test/conformance/ticket-system-harness";
import {
  changeOf,
  DIGEST,
  KEPT_OUT,
  type MakeWords,
  SECRET,
  type StageOptions,
  stageProfiled,
  systemOf,
} from "./stage-profiled.js";

const [APPROVED, UNKNOWN] = [1207, 1300];
const DAY_MS = 86_400_000;
const ALL = "*";
const FAULTS: Readonly<Partial<Record<TicketSituation, ProfiledFaults>>> = {
  "rate-limited": { status: { path: ALL, code: 429 }, retryAfterSeconds: 3600 },
  unavailable: { status: { path: ALL, code: 503 } },
  slow: { slow: { path: ALL, ms: 400 } },
  silent: { hang: ALL },
  "truncated-answer": { truncate: { path: ALL, how: "clean-end" } },
  "cut-connection": { truncate: { path: ALL, how: "cut-connection" } },
  "endless-answer": { hugeBody: ALL },
  garbage: { garbage: ALL },
  "login-page": { loginPage: ALL },
  "redirect-to-login": { redirectToLogin: ALL },
  "wrong-number": { wrongDigits: UNKNOWN },
  "clock-off": { clockSkewMs: 3_600_000 },
};

/** What a make of this kind is held against, beside what is its own. */
export interface MakeClaims
  extends Pick<TicketSystemHarness, "held" | "loginRequest" | "notApplicable" | "secretHeader"> {
  readonly approver: string;
  readonly implementer: string;
}

/** Holds a make with a profile against the suite that every ticket system passes. */
export function testMake(words: MakeWords, claims: MakeClaims): void {
  const { prefix } = words.profile;
  const { approver, implementer, held, ...rest } = claims;
  const changes = [
    changeOf(words),
    changeOf(words, UNKNOWN, words.unknownState),
    ...Array.from({ length: held - 2 }, (_, at) => ({
      ...changeOf(words, 2000 + at, words.unknownState, {}),
      editedAt: Date.now() - 20 * DAY_MS,
    })),
  ];
  testTicketSystemConformance({
    ...rest,
    make: words.make,
    system: systemOf(words),
    held,
    numbers: {
      approved: `${prefix}-${APPROVED}`,
      unknownState: `${prefix}-${UNKNOWN}`,
      missing: `${prefix}-999999`,
      hostile: [
        `${prefix}-1207 or 1 eq 1`,
        `${prefix}-1207'`,
        `${prefix}-1207/../users`,
        `${prefix}-1207&page=2`,
        `${prefix}-1207 `,
        "INC-1207",
      ],
    },
    approvedAs: {
      plannedStart: "2026-10-24T23:30:00Z",
      plannedEnd: "2026-10-25T02:30:00Z",
      approvedAt: "2026-10-23T14:02:11Z",
      approver,
      implementer,
      digest: DIGEST,
      ci: "TIE Live",
    },
    keptOut: KEPT_OUT,
    forbiddenParts: [words.part],
    async stage(situation) {
      const { simulator, request } = await stageProfiled(words, { changes, ...optionsFor(situation, words) });
      return {
        request: { ...request, password: SECRET },
        requests: () => simulator.requests,
        asked: () => [...simulator.asked, ...simulator.requests.map(([, path]) => path)],
        edit: (number) => simulator.state.edit(Number(number.slice(prefix.length + 1))),
        stop: () => simulator.stop(),
      };
    },
  });
}

function optionsFor(situation: TicketSituation, { partPath, profile }: MakeWords): StageOptions {
  const path = profile.list.path.split("?")[0] ?? ALL;
  // A token is not waited for: whoever gives none now may lock the client.
  const once = { status: { path, code: 429, times: 1 }, retryAfterSeconds: 1 };
  return {
    faults: situation === "rate-limited-once" ? once : (FAULTS[situation] ?? {}),
    ...(situation === "expired-credential" ? { secret: "changed-since" } : {}),
    ...(situation === "forbidden" ? { denied: /./ } : {}),
    ...(situation === "part-forbidden" ? { denied: partPath } : {}),
    ...(situation === "narrowed-rights" ? { hidden: [APPROVED] } : {}),
    ...(situation === "untrusted-certificate"
      ? { declared: { tls: { fingerprint: Array.from({ length: 32 }, () => "00").join(":") } } }
      : {}),
  };
}
