import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuthorisationVerdict } from "#schemas/authorisation";
import type { ChangeControl } from "#schemas/change-control";
import { readingOf } from "#services/core/tickets/reading-of";
import { aChange, tell } from "#test/core/ticket-story";
import { ALL_WORDS, HALO_WORDS, IVANTI_WORDS, SERVICEDESK_WORDS, XURRENT_WORDS } from "./make-words.js";
import { changeOf, DIGEST, type Fields, type MakeWords, stageProfiled, systemOf } from "./stage-profiled.js";

const CONTROL: Partial<ChangeControl> = {
  configurationItems: [{ ci: "TIE Live", engine: "tie", role: "primary" }],
};

type Lists = MakeWords["lists"];

/** What a change comes to, told by its list alone. */
async function verdictOn(
  words: MakeWords,
  fields: Fields,
  lists: Lists,
  madeAt: string,
): Promise<AuthorisationVerdict> {
  const { simulator, request } = await stageProfiled(words, { changes: [changeOf(words, 1207, fields, lists)] });
  try {
    const { facts, completeTo } = await systemOf(words).list(request, null);
    const about = { system: words.make, instance: "desk", message: null, asked: completeTo, gone: [] };
    const state = { ...about, state: "read" as const, completeTo };
    const change = aChange({
      interval: [madeAt, madeAt],
      actors: ["sam.engineer"],
      references: [`${words.profile.prefix}-1207`],
      digest: DIGEST,
    });
    const readings = [readingOf(state, facts, request.mapping)];
    return tell({ readings, change, control: CONTROL, at: completeTo }).verdict;
  } finally {
    await simulator.stop();
  }
}

const IN_WINDOW = "2026-10-25T01:30:00Z";

for (const words of ALL_WORDS) {
  const { lists, part, unknownState } = words;
  const cases: readonly (readonly [string, Fields, Lists, string, AuthorisationVerdict])[] = [
    ["an approved change in its window is authorised", {}, lists, IN_WINDOW, "authorised"],
    ["a change at the end of its window is out of it", {}, lists, "2026-10-25T02:30:00Z", "out-of-window"],
    ["a state that nobody knows authorises nothing", unknownState, lists, IN_WINDOW, "approval-unproven"],
    ["a change that nobody approved authorises nothing", {}, withoutApproval(words), IN_WINDOW, "not-approved-at-time"],
    [
      "an approval that ended in a word that nobody knows authorises nothing",
      {},
      { ...lists, [part]: [waved(words), ...(lists[part] ?? []).slice(1)] },
      IN_WINDOW,
      "approval-unproven",
    ],
  ];
  for (const [claim, fields, given, madeAt, verdict] of cases) {
    test(`in ${words.profile.product}, ${claim}`, async () => {
      assert.equal(await verdictOn(words, fields, given, madeAt), verdict);
    });
  }
}

function waved({ make, lists, part }: MakeWords): Fields {
  const word = "Waved through";
  return { ...lists[part]?.[0], Status: word, status: make === "servicedesk-plus" ? { name: word } : word };
}

function withoutApproval({ lists, part }: MakeWords): Lists {
  return { ...lists, [part]: (lists[part] ?? []).slice(1) };
}

const OWN: readonly (readonly [string, MakeWords, Fields, Lists, AuthorisationVerdict])[] = [
  ["a change on hold authorises nothing", HALO_WORDS, { onhold: true }, HALO_WORDS.lists, "on-hold"],
  [
    "a window with an offset is another form than is known",
    HALO_WORDS,
    {
      customfields: [
        { name: "CFChangeType", value: "Normal" },
        { name: "CFPlannedStart", value: "2026-10-24T23:30:00Z" },
        { name: "CFPlannedEnd", value: "2026-10-25T02:30:00" },
        { name: "CFConfigurationItem", value: "TIE Live" },
      ],
    },
    HALO_WORDS.lists,
    "approval-unproven",
  ],
  [
    "the first day of the year 1 is no time: a change closed then is not closed",
    IVANTI_WORDS,
    { ClosedDateTime: "0001-01-01T00:00:00Z", ScheduledEndDate: "0001-01-01T00:00:00Z" },
    IVANTI_WORDS.lists,
    "window-unproven",
  ],
  [
    "a denied vote takes the approval away",
    IVANTI_WORDS,
    {},
    { approvals: [{ RecId: "v1", Owner: "pat.cab", Status: "Denied", LastModDateTime: "2026-10-23T14:02:11Z" }] },
    "ticket-cancelled-or-rejected",
  ],
  [
    "a change written down afterwards is an emergency, and raised too late here",
    SERVICEDESK_WORDS,
    {
      retrospective: true,
      scheduled_start_time: null,
      created_time: { value: String(Date.parse("2026-10-26T08:00:00Z")) },
    },
    SERVICEDESK_WORDS.lists,
    "retrospective-overdue",
  ],
  [
    "a workflow that is halted is in a state that authorises nothing",
    XURRENT_WORDS,
    { status: "progress_halted" },
    XURRENT_WORDS.lists,
    "approval-unproven",
  ],
  [
    "a standard workflow without an allowed template is none",
    XURRENT_WORDS,
    { category: "standard" },
    XURRENT_WORDS.lists,
    "standard-scope-exceeded",
  ],
];

for (const [claim, words, fields, lists, verdict] of OWN) {
  test(`in ${words.profile.product}, ${claim}`, async () => {
    assert.equal(await verdictOn(words, fields, lists, IN_WINDOW), verdict);
  });
}
