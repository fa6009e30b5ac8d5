import { Ajv, type ValidateFunction } from "ajv";
import { type Static, type TSchema, Type } from "typebox";
import { LockstepError } from "#services/core/errors";

const Maybe = <T extends TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]));
const Account = Type.Object({ login: Type.String() });

export const AccountAnswer = Account;

export const AppAnswer = Type.Object({ slug: Type.String({ pattern: "^[A-Za-z0-9-]{1,100}$" }) });

export const InstallationAnswer = Type.Object({ id: Type.Integer() });

export const InstallationToken = Type.Object({
  token: Type.String({ minLength: 1 }),
  permissions: Type.Optional(Type.Record(Type.String(), Type.String())),
});

export const RepositoryAnswer = Type.Object({
  full_name: Type.String(),
  html_url: Type.String(),
  has_issues: Type.Optional(Type.Boolean()),
  archived: Type.Optional(Type.Boolean()),
  permissions: Type.Optional(Type.Record(Type.String(), Type.Boolean())),
});
export type RepositoryAnswer = Static<typeof RepositoryAnswer>;

export const PullAnswer = Type.Object({
  number: Type.Integer({ minimum: 1 }),
  html_url: Type.String(),
  title: Type.String(),
  body: Maybe(Type.String()),
  state: Type.Union([Type.Literal("open"), Type.Literal("closed")]),
  user: Maybe(Account),
  labels: Type.Array(Type.Object({ name: Type.String() })),
  created_at: Type.String(),
  updated_at: Type.String(),
  closed_at: Maybe(Type.String()),
  merged_at: Maybe(Type.String()),
  merge_commit_sha: Maybe(Type.String()),
  merged_by: Maybe(Account),
  head: Type.Object({
    ref: Type.String(),
    sha: Type.String(),
    repo: Maybe(Type.Object({ full_name: Type.String() })),
  }),
  base: Type.Object({ ref: Type.String() }),
});
export type PullAnswer = Static<typeof PullAnswer>;

export const ReviewAnswer = Type.Object({
  user: Maybe(Account),
  body: Maybe(Type.String()),
  state: Type.String(),
  commit_id: Maybe(Type.String()),
  submitted_at: Maybe(Type.String()),
});
export type ReviewAnswer = Static<typeof ReviewAnswer>;

export const IssueAnswer = Type.Object({
  number: Type.Integer({ minimum: 1 }),
  html_url: Type.String(),
  title: Type.String(),
  body: Maybe(Type.String()),
  state: Type.String(),
  labels: Type.Array(Type.Object({ name: Type.String() })),
  closed_by: Maybe(Account),
  pull_request: Type.Optional(Type.Unknown()),
});
export type IssueAnswer = Static<typeof IssueAnswer>;

export const CommentAnswer = Type.Object({
  user: Maybe(Account),
  body: Maybe(Type.String()),
  created_at: Type.String(),
});

export const StatusAnswer = Type.Object({
  state: Type.String(),
  context: Type.String(),
  description: Maybe(Type.String()),
  target_url: Maybe(Type.String()),
  creator: Maybe(Account),
});

export const CheckAnswer = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  conclusion: Maybe(Type.String()),
  output: Type.Object({ title: Maybe(Type.String()), summary: Maybe(Type.String()) }),
});

export const ChecksAnswer = Type.Object({ check_runs: Type.Array(CheckAnswer) });

export const RuleAnswer = Type.Object({
  type: Type.String(),
  ruleset_id: Type.Optional(Type.Integer()),
  parameters: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});
export type RuleAnswer = Static<typeof RuleAnswer>;

const BypassActor = Type.Object({
  actor_type: Type.String(),
  actor_id: Maybe(Type.Integer()),
  bypass_mode: Type.Optional(Type.String()),
});
export type BypassActor = Static<typeof BypassActor>;

export const RulesetAnswer = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  target: Type.Optional(Type.String()),
  enforcement: Type.Optional(Type.String()),
  conditions: Maybe(Type.Unknown()),
  /** Left out for those who may not change it. */
  bypass_actors: Maybe(Type.Array(BypassActor)),
  rules: Type.Optional(Type.Array(RuleAnswer)),
});
export type RulesetAnswer = Static<typeof RulesetAnswer>;

export const BranchAnswer = Type.Object({ protected: Type.Boolean() });

const Switch = Type.Optional(Type.Object({ enabled: Type.Boolean() }));
const Named = Type.Array(Type.Record(Type.String(), Type.Unknown()));

export const ClassicAnswer = Type.Object({
  required_pull_request_reviews: Type.Optional(
    Type.Object({
      dismiss_stale_reviews: Type.Optional(Type.Boolean()),
      require_code_owner_reviews: Type.Optional(Type.Boolean()),
      require_last_push_approval: Type.Optional(Type.Boolean()),
      required_approving_review_count: Type.Optional(Type.Integer()),
      bypass_pull_request_allowances: Type.Optional(
        Type.Object({ users: Type.Optional(Named), teams: Type.Optional(Named), apps: Type.Optional(Named) }),
      ),
    }),
  ),
  enforce_admins: Switch,
  allow_force_pushes: Switch,
  allow_deletions: Switch,
});
export type ClassicAnswer = Static<typeof ClassicAnswer>;

export const OwnersErrorsAnswer = Type.Object({
  errors: Type.Array(Type.Object({ line: Type.Integer(), kind: Type.String(), path: Type.String() })),
});

const ajv = new Ajv({ strict: false });
const validators = new Map<TSchema, ValidateFunction>();

/** Holds an answer against its schema. @throws LockstepError `answer-unexpected` */
export function parseAnswer<T extends TSchema>(schema: T, answer: unknown, origin: string): Static<T> {
  if (fits(schema, answer)) return answer;
  throw new LockstepError("answer-unexpected", `${origin} was answered with something else than GitHub tells.`);
}

function fits<T extends TSchema>(schema: T, value: unknown): value is Static<T> {
  const validate = validators.get(schema) ?? ajv.compile(schema);
  validators.set(schema, validate);
  return validate(value) === true;
}
