import type { Authorisation } from "#schemas/authorisation";
import type { CabPack } from "#schemas/cab-pack";
import type { ChangeProposal, ProposedChange } from "#schemas/change-proposal";
import type { Finding } from "#schemas/finding";
import { digestOf } from "#services/core/text/digest";
import { aChange, aFinding, anAuthorisation, HOSTILE } from "../fixtures.js";

/** Who decides at the invented Hazelwick Hospital. */
export const CAB = { forge: "github", approvers: ["hazelwick/cab"], approvals: 1 } as const;

/** A proposal over these findings; what was done follows from them. */
export function aProposal(findings: readonly Finding[], special: Partial<ChangeProposal> = {}): ChangeProposal {
  const changes = findings.map(proposed);
  const [worst] = findings;
  const blocking = findings.filter(({ blocksReadiness }) => blocksReadiness).length;
  return {
    schema: "lockstep/change-proposal@1",
    engineId: "tie",
    engineName: "Trust integration engine",
    product: "mirth-connect",
    key: "flow-results",
    kind: "adopt",
    cause: { by: "flow", name: worst?.flow ?? "none" },
    digest: digestOf(JSON.stringify(changes)),
    baseline: { commit: "b".repeat(40), digest: digestOf("baseline"), approver: "Priya Nair", ticket: "CHG0041200" },
    production: {
      nodeId: "tie-a",
      commit: "a".repeat(40),
      digest: digestOf("snapshot"),
      takenAt: "2026-11-23T02:01:00Z",
    },
    changes,
    findings: [...findings],
    severity: worst?.severity ?? "info",
    tier: worst?.tier ?? 4,
    flows: [...new Set(findings.map(({ flow }) => flow))],
    owners: [...new Set(findings.map(({ owner }) => owner))],
    ticket: worst?.authorisation.ticket ?? null,
    verdict: worst?.authorisation.verdict ?? "unreferenced",
    unauthorised: worst?.authorisation.verdict !== "authorised",
    effect: { verdict: blocking > 0 ? "not-ready" : "ready", blocking, othersBlocking: 0 },
    ...special,
  };
}

function proposed({ id, artefact, changes }: Finding): ProposedChange {
  const whole = changes.find(({ path }) => path === "/");
  const what = whole === undefined ? "changed" : whole.baseline === null ? "added" : "removed";
  return { finding: id, artefact, what, digest: digestOf(`change ${id}`) };
}

/** Somebody opened a port on production at night and named no ticket. */
export function unauthorisedProposal(): ChangeProposal {
  return aProposal([aProductionChange("PAS ADT In")], { key: "flow-patient-movements" });
}

/** Production holds another port than the approved baseline; the standby still has it. */
export function aProductionChange(name: string, special: Partial<Finding> = {}): Finding {
  return aFinding(name, {
    case: "production-changed",
    changes: [aChange({ production: "7777", standby: "6661" })],
    operability: { production: "deployed", standby: "deployed" },
    ...special,
  });
}

const LINES = ["--- approved baseline", "+++ production", "@@ -3,4 +3,4 @@", " var pid = msg['PID'];"];

/** What an auditor would call a full house: ten interfaces, one ticket that most of them keep to, one added and one removed. */
export function tenRowProposal(): ChangeProposal {
  const approved = work("authorised", "scope, window and approval fit", true);
  const beyond = work("exceeds-scope", "beyond the approved content: the port of Theatre Lists", false);
  const names = ["Theatre Lists", "ICE Results Out", "Radiology Results", "Blood Transfusion", "Microbiology"];
  const others = ["Histology", "Order Comms In", "GP Results"];
  return aProposal(
    [
      aProductionChange("Theatre Lists", {
        authorisation: beyond,
        flow: "Theatre lists (SIU)",
        meaning: "After a failover, theatre lists would go to the wrong suite",
      }),
      ...names.slice(1).map((name) => aScript(name, { authorisation: approved })),
      ...others.map((name) =>
        aProductionChange(name, {
          ...RESULTS,
          severity: "medium",
          case: "both-changed",
          blocksReadiness: false,
          authorisation: approved,
          changes: [
            aChange({
              path: "/destinationConnectors/1/properties/retryCount",
              label: "Destination 1 › Retry count",
              baseline: "3",
              production: "10",
              standby: "10",
            }),
          ],
        }),
      ),
      aProductionChange("Biobank Feed", {
        ...RESULTS,
        severity: "medium",
        authorisation: approved,
        changes: [
          aChange({
            path: "/",
            label: "Channel",
            kind: "unexpected",
            baseline: null,
            production: `present ('Biobank Feed'), ${digestOf("feed")}`,
            standby: null,
          }),
        ],
      }),
      aProductionChange("Fax Gateway", {
        ...RESULTS,
        severity: "low",
        authorisation: approved,
        changes: [
          aChange({
            path: "/",
            label: "Channel",
            kind: "missing",
            baseline: `present ('Fax Gateway'), ${digestOf("fax")}`,
            production: null,
            standby: `present ('Fax Gateway'), ${digestOf("fax")}`,
          }),
        ],
      }),
    ],
    {
      key: "ticket-chg0041234",
      cause: { by: "ticket", name: "CHG0041234" },
      ticket: "CHG0041234",
      effect: { verdict: "not-ready", blocking: 7, othersBlocking: 2 },
    },
  );
}

const RESULTS = { flow: "Pathology results (ORU)", meaning: "Results could be filed to the wrong patient" } as const;

function aScript(name: string, special: Partial<Finding>): Finding {
  return aProductionChange(name, {
    ...RESULTS,
    severity: "high",
    changes: [
      aChange({
        path: "/destinationConnectors/1/transformer/steps/3/script",
        label: "Destination 1 › Transformer › Step 3 'Merge' › Script",
        baseline: `text of 12 lines, ${digestOf("script")}`,
        production: `text of 12 lines, ${digestOf(name)}`,
        standby: `text of 12 lines, ${digestOf("script")}`,
        diff: [
          ...LINES,
          "-if (pid['PID.3'].length() > 1) {",
          "+if (pid['PID.3'].length() > 0) {",
          "   route('merge');",
          " }",
        ].join("\n"),
      }),
    ],
    ...special,
  });
}

function work(verdict: Authorisation["verdict"], facts: string, fits: boolean): Authorisation {
  const ticket = "CHG0041234";
  return anAuthorisation({
    verdict,
    ticket,
    changedBetween: ["2026-11-22T00:41:00Z", "2026-11-22T01:05:00Z"],
    trace: [
      { ticket, test: "known ticket", passed: true, facts: "change request, raised by Sam Reed" },
      { ticket, test: "approved when changed", passed: true, facts: "approved since 2026-11-20T14:02:00Z by Pat Lowe" },
      { ticket, test: "inside the window", passed: true, facts: "window 2026-11-22T00:30:00Z to 2026-11-22T02:30:00Z" },
      { ticket, test: "approved content", passed: fits, facts },
    ],
  });
}

/** The same value was changed in so many interfaces, under names that hold such text. */
export function patternProposal(number: number, text = ""): ChangeProposal {
  const findings = Array.from({ length: number }, (_, index) => aProductionChange(`Ward ${index + 1}${text}`));
  return aProposal(findings, {
    key: "pattern-remote-port",
    cause: { by: "pattern", name: "/destinationConnectors/2/properties/remotePort" },
  });
}

/** The ticket was cancelled: production is to be put back. */
export function restoreProposal(): ChangeProposal {
  const authorisation = anAuthorisation({
    verdict: "ticket-cancelled-or-rejected",
    ticket: "CHG0041300",
    trace: [{ ticket: "CHG0041300", test: "still stands", passed: false, facts: "cancelled 2026-11-21T16:20:00Z" }],
  });
  return aProposal([aProductionChange("PAS ADT In", { authorisation })], {
    kind: "restore",
    key: "restore-chg0041300",
  });
}

/** Hostile text wherever text from outside can stand. */
export function hostileProposal(text: string = HOSTILE): ChangeProposal {
  const authorisation = anAuthorisation({
    verdict: "ticket-unknown",
    ticket: text,
    actors: [text],
    acts: [{ phase: "save", at: "2026-11-22T00:41:00Z", actor: text, act: text }],
    unattributable: [text],
    content: { match: "beyond", beyond: [text], missing: [], missingCount: 0 },
    trace: [{ ticket: text, test: text, passed: false, facts: text }],
    suggestions: [text],
  });
  const finding = aFinding("x", {
    artefact: { kind: text, key: text, name: text, path: `channels/${text}` },
    concept: text,
    case: "production-changed",
    flow: text,
    owner: text,
    meaning: text,
    mustMatch: text,
    changes: [
      aChange({
        path: `/${text}`,
        label: text,
        baseline: "a",
        production: `${text}b`,
        standby: "a",
        diff: ` ${text}\n-${text}\n+${text}!`,
      }),
      aChange({
        path: `/${text}2`,
        label: text,
        baseline: text,
        production: `${text}!`,
        standby: `${text}?`,
        expected: { rule: text, production: text, standby: null },
      }),
    ],
    authorisation,
  });
  return aProposal([finding], {
    engineId: text,
    engineName: text,
    product: text,
    cause: { by: "pattern", name: text },
    baseline: { commit: text, digest: text, approver: text, ticket: text },
    production: { nodeId: text, commit: text, digest: text, takenAt: text },
    owners: [text],
    flows: [text],
    ticket: text,
    verdict: "ticket-unknown",
  });
}

/** A meeting on three proposals. */
export function aCabPack(): CabPack {
  const items = [unauthorisedProposal(), tenRowProposal(), restoreProposal()];
  return {
    schema: "lockstep/cab-pack@1",
    estate: "hazelwick",
    organisation: "Hazelwick Hospital NHS Trust",
    meeting: "2026-11-25",
    at: "2026-11-23T02:05:00Z",
    items: items.map((proposal, index) => ({
      proposal,
      state: "opened",
      because: "Nobody has been asked to decide on these changes yet.",
      number: index + 41,
      url: `https://github.example/hazelwick/estate/pull/${index + 41}`,
    })),
  };
}
