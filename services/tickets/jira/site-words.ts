import { isRecord, textOf } from "#services/core/tickets/place";
import { askList, type Site } from "./site.js";

/** A field as the site has it. */
export interface SiteField {
  readonly id: string;
  readonly name: string;
  /** Of its values, for example `datetime`, `user`, `option`. */
  readonly type: string;
  /** The one project that it belongs to; `null`: it may be in any. */
  readonly projectId: string | null;
}

/** What a site calls its fields and statuses: ids differ from site to site, and names are in the account's language. */
export interface SiteWords {
  readonly fields: readonly SiteField[];
  /** Names of statuses by id, as answers write them now. */
  readonly statuses: ReadonlyMap<string, string>;
}

export async function readWords(site: Site): Promise<SiteWords> {
  const fields = await askList(site, `${site.api}/field`);
  const statuses = await askList(site, `${site.api}/status`);
  return {
    fields: fields.flatMap((field): SiteField[] => {
      const id = textOf(field["id"]) ?? "";
      // Ids stand in queries and mappings.
      if (!/^\w{1,100}$/.test(id)) return [];
      const [schema, scope] = [field["schema"], field["scope"]].map((value) => (isRecord(value) ? value : {}));
      const project = scope?.["project"];
      const [name, type] = [textOf(field["name"]) ?? "", textOf(schema?.["type"]) ?? ""];
      return [{ id, name, type, projectId: isRecord(project) ? textOf(project["id"]) : null }];
    }),
    statuses: new Map(statuses.map((status) => [textOf(status["id"]) ?? "", textOf(status["name"]) ?? ""])),
  };
}
