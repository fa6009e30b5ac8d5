/** What a fine-grained token or an app may be granted. */
export type Permission =
  | "metadata"
  | "contents"
  | "pull_requests"
  | "issues"
  | "statuses"
  | "checks"
  | "administration"
  | "members";

export type Permissions = Readonly<Partial<Record<Permission, "read" | "write">>>;

/** What somebody is in the repository. */
export type Role = "admin" | "write" | "read" | "none";

export interface Credential {
  readonly token: string;
  readonly login: string;
  /** Default: everything. */
  readonly permissions?: Permissions;
  /** When it runs out, told with each answer. */
  readonly expiresAt?: string;
}

export interface HubApp {
  readonly id: number;
  readonly slug: string;
  /** PEM, to check what its private key signed. */
  readonly publicKey: string;
  readonly installation: number;
  readonly permissions?: Permissions;
}

export interface HubTeam {
  readonly members: readonly string[];
  /** What its members are in the repository by belonging to it. Default `write`. */
  readonly role?: Role;
}

/** What a simulated GitHub with one repository holds when it starts. */
export interface HubModel {
  /** `owner/name` */
  readonly repository: string;
  /** By login. */
  readonly people: Readonly<Record<string, Role>>;
  /** By `organisation/slug`. */
  readonly teams?: Readonly<Record<string, HubTeam>>;
  readonly credentials?: readonly Credential[];
  readonly app?: HubApp;
  readonly hasIssues?: boolean;
}

/** Limits that GitHub sets; each can be set lower for a test. */
export interface HubLimits {
  readonly contentPerMinute: number;
  readonly contentPerHour: number;
  readonly requestsPerHour: number;
}

export const GITHUB_LIMITS: HubLimits = { contentPerMinute: 80, contentPerHour: 500, requestsPerHour: 5000 };

/** Who asks: a person's token, an app as itself, or an app in its installation. */
export interface Identity {
  readonly kind: "person" | "app" | "installation";
  readonly login: string;
  readonly permissions: Permissions;
  readonly expiresAt?: string;
}

export const ALL_PERMISSIONS: Permissions = {
  metadata: "read",
  contents: "write",
  pull_requests: "write",
  issues: "write",
  statuses: "write",
  checks: "write",
  administration: "write",
  members: "read",
};
