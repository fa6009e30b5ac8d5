import { HALO } from "#services/tickets/profiled/halo";
import { IVANTI } from "#services/tickets/profiled/ivanti";
import { SERVICEDESK_PLUS } from "#services/tickets/profiled/servicedesk-plus";
import { XURRENT } from "#services/tickets/profiled/xurrent";
import { type MakeWords, TEXT } from "./stage-profiled.js";

const APPROVED_AT = "2026-10-23T14:02:11";
const [START, END] = ["2026-10-24T23:30:00", "2026-10-25T02:30:00"];

function millis(instant: string): { readonly value: string; readonly display_value: string } {
  return { value: String(Date.parse(`${instant}Z`)), display_value: "as the account has it" };
}

function custom(
  fields: Readonly<Record<string, string>>,
): readonly { readonly name: string; readonly value: string }[] {
  return Object.entries(fields).map(([name, value]) => ({ name, value }));
}

export const HALO_WORDS: MakeWords = {
  make: "halo",
  profile: HALO,
  approved: {
    summary: "Repoint",
    details: TEXT,
    status_id: 23,
    onhold: false,
    customfields: custom({
      CFChangeType: "Normal",
      CFPlannedStart: START,
      CFPlannedEnd: END,
      CFConfigurationItem: "TIE Live",
    }),
    agent_name: "Sam Engineer",
    user_name: "Alex Ward",
    dateoccurred: "2026-10-20T08:00:00",
  },
  lists: { approvals: [{ approver_name: "Pat Cab", status: "Approved", approval_date: APPROVED_AT }] },
  unknownState: { status_id: 99 },
  declared: { username: "lockstep-reader", auth: "client-credentials", scope: { type: "12" } },
  part: "approvals",
  partPath: /TicketApproval/,
  adapt: (mapping) => ({ ...mapping, lifecycle: { ...mapping.lifecycle, words: { "23": "implement" } } }),
};

export const IVANTI_WORDS: MakeWords = {
  make: "ivanti",
  profile: IVANTI,
  approved: {
    Subject: "Repoint",
    Description: TEXT,
    Status: "In Progress",
    TypeOfChange: "Minor",
    Emergency: false,
    Owner: "sam.engineer",
    RequestorLink_Name: "Alex Ward",
    CIName: "TIE Live",
    ScheduledStartDate: "2026-10-25T00:30:00+01:00",
    ScheduledEndDate: `${END}Z`,
    CreatedDateTime: "2026-10-20T08:00:00Z",
    ClosedDateTime: "0001-01-01T00:00:00Z",
  },
  lists: { approvals: [{ RecId: "v1", Owner: "pat.cab", Status: "Approved", LastModDateTime: `${APPROVED_AT}Z` }] },
  unknownState: { Status: "Parked" },
  declared: {},
  part: "approvals",
  partPath: /frs_approvalvotetrackings/,
};

export const SERVICEDESK_WORDS: MakeWords = {
  make: "servicedesk-plus",
  profile: SERVICEDESK_PLUS,
  approved: {
    title: "Repoint",
    description: TEXT,
    retrospective: false,
    change_type: { name: "Minor" },
    stage: { name: "Implementation" },
    status: { name: "In Progress" },
    scheduled_start_time: millis(START),
    scheduled_end_time: millis(END),
    change_owner: { name: "Sam Engineer", email_id: "sam.engineer@hospital.test" },
    change_requester: { name: "Alex Ward" },
    configuration_items: [{ name: "TIE Live" }],
    created_time: millis("2026-10-20T08:00:00"),
  },
  lists: {
    approvals: [
      {
        id: "7",
        approver: { email_id: "pat.cab@hospital.test" },
        status: { name: "Approved" },
        action_taken_on: millis(APPROVED_AT),
      },
    ],
  },
  unknownState: { stage: { name: "Parked" } },
  declared: {},
  part: "approvals",
  partPath: /approval_levels/,
};

export const XURRENT_WORDS: MakeWords = {
  make: "xurrent",
  profile: XURRENT,
  approved: {
    subject: "Repoint",
    description: TEXT,
    category: "non_standard",
    status: "in_progress",
    service: { name: "TIE Live" },
    created_by: { name: "Alex Ward" },
    created_at: "2026-10-20T08:00:00Z",
  },
  lists: {
    tasks: [
      {
        id: 1,
        category: "approval",
        status: "approved",
        member: { name: "Pat Cab" },
        finished_at: "2026-10-23T15:02:11+01:00",
      },
      {
        id: 2,
        category: "implementation",
        status: "assigned",
        member: { name: "Sam Engineer" },
        planned_start_at: "2026-10-25T00:30",
        planned_end_at: "2026-10-25T02:30",
      },
    ],
  },
  unknownState: { status: "progress_halted" },
  declared: { scope: { account: "hospital" } },
  part: "tasks",
  partPath: /tasks$/,
};

export const ALL_WORDS: readonly MakeWords[] = [HALO_WORDS, IVANTI_WORDS, SERVICEDESK_WORDS, XURRENT_WORDS];
