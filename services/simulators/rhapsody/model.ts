/** A property of a component: name and value, in the order of the engine. */
export type Properties = Readonly<Record<string, string>>;

export interface FilterData {
  readonly uuid: string;
  readonly name: string;
  readonly type: string;
  readonly properties: Properties;
  /** Ids of what comes next: filters of the same route, or communication points. */
  readonly next?: readonly string[];
}

export interface CommunicationPointData {
  readonly uuid: string;
  readonly name: string;
  readonly type: string;
  readonly mode: "INPUT" | "OUTPUT" | "OUT_IN" | "IN_OUT" | "BIDIRECTIONAL";
  readonly startupState?: string;
  readonly properties: Properties;
  /** Folder that holds it. Default: the locker itself. */
  readonly parent?: string;
  readonly receivingRoute?: string;
  /** Files of its own, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** What `GET /api/components` says. Default `RUNNING`. */
  readonly state?: string;
}

export interface RouteData {
  readonly uuid: string;
  readonly name: string;
  readonly parent?: string;
  readonly startupState?: string;
  /** RTF. */
  readonly notes?: string;
  readonly filters: readonly FilterData[];
  readonly inputs: readonly { readonly communicationPoint: string; readonly firstFilter: string }[];
  readonly outputs: readonly string[];
  readonly state?: string;
}

export interface LockerData {
  readonly uuid: string;
  readonly name: string;
  readonly folders?: readonly { readonly uuid: string; readonly name: string; readonly parent?: string }[];
  readonly communicationPoints: readonly CommunicationPointData[];
  readonly routes: readonly RouteData[];
  readonly definitions?: readonly {
    readonly uuid: string;
    readonly name: string;
    readonly files: Readonly<Record<string, string>>;
  }[];
}

export interface LookupTableData {
  readonly guid: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly isKey?: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

export interface VariableData {
  readonly name: string;
  readonly value: string;
  readonly encrypted?: boolean;
  readonly overrideValue?: string;
  readonly overridden?: boolean;
}

export interface AuditLine {
  readonly at: string;
  readonly user: string;
  readonly action: string;
  readonly details: string;
}

export interface AccessGroupData {
  readonly id: string;
  readonly displayName: string;
  readonly accessRights: readonly string[];
  /** Which lockers its members may see and change. */
  readonly lockers: readonly { readonly lockerUuid: string; readonly accessRights: readonly string[] }[];
}

/** What a simulated engine holds. */
export interface RhapsodyModel {
  readonly version: string;
  readonly name: string;
  readonly lockers: readonly LockerData[];
  readonly jsLibraries?: readonly {
    readonly uuid: string;
    readonly name: string;
    readonly functions: readonly { readonly uuid: string; readonly name: string; readonly body: string }[];
  }[];
  readonly lookupTables: readonly LookupTableData[];
  readonly variables: readonly VariableData[];
  readonly securityObjects: readonly { readonly alias: string; readonly type: string; readonly expiry: string }[];
  readonly users: readonly { readonly name: string; readonly fullName: string; readonly groups: readonly string[] }[];
  readonly accessGroups: readonly AccessGroupData[];
  readonly webServiceUsers: readonly { readonly name: string; readonly passwordVariable?: string }[];
  readonly modules: readonly { readonly filename: string; readonly hash: string }[];
  readonly libraries: readonly { readonly filename: string; readonly hash: string }[];
  readonly licence: { readonly valid: boolean; readonly total: number; readonly used: number; readonly id: string };
  readonly ports: readonly {
    readonly name: string;
    readonly folderPath: string;
    readonly port: number;
    readonly portVariable: string;
  }[];
  readonly audit: readonly AuditLine[];
}
