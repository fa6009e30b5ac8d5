import { createHash } from "node:crypto";
import { STATES, TABLES } from "./tables.js";

/** A record as it is stored: every value a text, times in UTC without saying so. */
export type Stored = Readonly<Record<string, string>>;

/** A change request and what belongs to it, people and items by their names. */
export interface ChangeData {
  /** As stored; people by user name; items, groups and templates by name. */
  readonly fields: Stored & { readonly number: string };
  readonly approvals?: readonly { readonly approver: string; readonly state: string; readonly at: string }[];
  /** User names of those who carry tasks out. */
  readonly tasks?: readonly string[];
  /** Names of further items that it affects. */
  readonly items?: readonly string[];
  /** Edits that were made before it came to stand as it does. */
  readonly audit?: readonly AuditData[];
}

interface AuditData {
  readonly at: string;
  readonly field: string;
  readonly from: string;
  readonly to: string;
  readonly by?: string;
}

/** What an instance holds when it starts. */
export interface ServiceNowModel {
  readonly users: readonly { readonly user_name: string; readonly name: string; readonly email: string }[];
  readonly changes: readonly ChangeData[];
}

/** What one simulated instance holds, and what people may do to it. */
export class ServiceNowState {
  private readonly tables = new Map<string, Map<string, Stored>>();
  private readonly clock: () => Date;
  private count = 0;

  constructor(model: ServiceNowModel, clock: () => Date) {
    this.clock = clock;
    for (const table of Object.keys(TABLES)) this.tables.set(table, new Map());
    for (const user of model.users) this.insert("sys_user", user);
    for (const [value, label] of Object.entries(STATES)) {
      this.insert("sys_choice", {
        name: "change_request",
        element: "state",
        value,
        label,
        language: "en",
        inactive: "false",
      });
    }
    const own = { name: "change_request", element: "u_channels", column_label: "Interfaces", internal_type: "string" };
    this.insert("sys_dictionary", own);
    for (const change of model.changes) this.addChange(change);
  }

  now(): Date {
    return this.clock();
  }

  rows(table: string): readonly Stored[] {
    return [...(this.tables.get(table)?.values() ?? [])];
  }

  find(table: string, id: string): Stored | undefined {
    return this.tables.get(table)?.get(id);
  }

  change(number: string): Stored {
    const found = this.rows("change_request").find((row) => row["number"] === number);
    if (found === undefined) throw new Error(`the simulated instance has no ${number}`);
    return found;
  }

  addChange({ fields, approvals = [], tasks = [], items = [], audit = [] }: ChangeData): void {
    const id = this.insert("change_request", {
      sys_class_name: "change_request",
      on_hold: "false",
      ...this.named(fields),
    });
    const at = fields["sys_created_on"] ?? this.stamp();
    for (const approval of approvals) {
      const times = { sys_created_on: at, sys_updated_on: approval.at };
      this.insert("sysapproval_approver", {
        ...times,
        sysapproval: id,
        approver: this.user(approval.approver),
        state: approval.state,
      });
    }
    const times = { sys_created_on: at, sys_updated_on: at };
    for (const name of tasks)
      this.insert("change_task", { ...times, change_request: id, assigned_to: this.user(name) });
    for (const name of items) this.insert("task_ci", { ...times, task: id, ci_item: this.item(name) });
    for (const edit of audit) this.audit(id, edit);
  }

  /** Edits a change request as a person does: its time, count and record of edits move on. */
  edit(number: string, fields: Stored, by = "itil"): void {
    const before = this.change(number);
    const id = before["sys_id"] ?? "";
    const at = this.stamp();
    for (const [field, to] of Object.entries(fields)) this.audit(id, { at, field, from: before[field] ?? "", to, by });
    const count = String(Number(before["sys_mod_count"] ?? "0") + 1);
    this.put("change_request", id, {
      ...before,
      ...fields,
      sys_updated_on: at,
      sys_updated_by: by,
      sys_mod_count: count,
    });
  }

  /** Adds work notes above those that are there, as every instance shows them. */
  addWorkNote(number: string, text: string, by: string): void {
    const before = this.change(number)["work_notes"] ?? "";
    this.edit(number, { work_notes: `${this.stamp()} - ${by} (Work notes)\n${text}\n\n${before}` }, by);
  }

  /** Adds an affected item, which leaves the change request itself as it is. */
  addItem(number: string, name: string): void {
    this.insert("task_ci", { task: this.change(number)["sys_id"] ?? "", ci_item: this.item(name) });
  }

  insert(table: string, fields: Stored): string {
    this.count += 1;
    const id = createHash("md5").update(`${table} ${this.count}`).digest("hex");
    const at = fields["sys_created_on"] ?? this.stamp();
    this.put(table, id, { sys_created_on: at, sys_updated_on: at, sys_mod_count: "0", ...fields, sys_id: id });
    return id;
  }

  private put(table: string, id: string, row: Stored): void {
    this.tables.get(table)?.set(id, row);
  }

  private audit(id: string, { at, field, from, to, by = "system" }: AuditData): void {
    this.insert("sys_audit", {
      sys_created_on: at,
      sys_updated_on: at,
      tablename: "change_request",
      documentkey: id,
      fieldname: field,
      oldvalue: from,
      newvalue: to,
      user: by,
      record_checkpoint: String(this.count),
    });
  }

  private named(fields: Stored): Stored {
    const known: Record<string, string> = { ...fields };
    for (const field of ["assigned_to", "requested_by", "closed_by"])
      if (known[field]) known[field] = this.user(known[field]);
    for (const field of ["cmdb_ci", "business_service"]) if (known[field]) known[field] = this.item(known[field]);
    const group = known["assignment_group"];
    if (group) known["assignment_group"] = this.called("sys_user_group", group);
    const template = known["std_change_producer_version"];
    if (template) known["std_change_producer_version"] = this.called("std_change_producer_version", template);
    return known;
  }

  private user(name: string): string {
    const found = this.rows("sys_user").find((row) => row["user_name"] === name);
    if (found === undefined) throw new Error(`the simulated instance has no user ${name}`);
    return found["sys_id"] ?? "";
  }

  private item(name: string): string {
    return this.called("cmdb_ci", name);
  }

  private called(table: string, name: string): string {
    const found = this.rows(table).find((row) => row["name"] === name);
    return found?.["sys_id"] ?? this.insert(table, { name });
  }

  private stamp(): string {
    return this.now().toISOString().slice(0, 19).replace("T", " ");
  }
}
