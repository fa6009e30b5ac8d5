import type { TicketMapping } from "#schemas/ticket-mapping";

interface Source {
  from: string[];
}

/** The same mapping with fields of the site's own named by their ids, which stay when somebody renames a field. */
export function renameFields(mapping: TicketMapping, ids: ReadonlyMap<string, string>): TicketMapping {
  const rename = (place: string): string =>
    place.replace(/^\/fields\/\[name=([^\]]*)\]/, (all, name: string) => {
      const id = ids.get(name);
      return id === undefined ? all : `/fields/[id=${id}]`;
    });
  const source = <S extends Source>(value: S): S => ({ ...value, from: value.from.map(rename) });
  const { templateId, onHold, coversStandby, freezeExempt, assignmentGroup, requester, digests } = mapping;
  const { raisedAt, reviewedAt, reviewedBy, closedAt } = mapping;
  return {
    ...mapping,
    ...renameHistory(mapping, ids, rename),
    kind: mapping.kind.map(source),
    plannedStart: source(mapping.plannedStart),
    plannedEnd: source(mapping.plannedEnd),
    cis: mapping.cis.map(source),
    channels: mapping.channels.map(source),
    implementers: mapping.implementers.map(source),
    ...(templateId && { templateId: source(templateId) }),
    ...(onHold && { onHold: source(onHold) }),
    ...(coversStandby && { coversStandby: source(coversStandby) }),
    ...(freezeExempt && { freezeExempt: source(freezeExempt) }),
    ...(assignmentGroup && { assignmentGroup: source(assignmentGroup) }),
    ...(requester && { requester: source(requester) }),
    ...(digests && { digests: source(digests) }),
    ...(raisedAt && { raisedAt: source(raisedAt) }),
    ...(reviewedAt && { reviewedAt: source(reviewedAt) }),
    ...(reviewedBy && { reviewedBy: source(reviewedBy) }),
    ...(closedAt && { closedAt: source(closedAt) }),
  };
}

/** The record of edits tells a field that all sites have by its id, and one of the site's own by what the mapping calls it. */
function renameHistory(
  { history }: TicketMapping,
  ids: ReadonlyMap<string, string>,
  rename: (place: string) => string,
): Pick<TicketMapping, "history"> {
  if (history === undefined) return {};
  const fields = Object.entries(history.fields).map(([name, place]) => [ids.get(name) ?? name, rename(place)] as const);
  return { history: { ...history, field: { from: ["/fieldId"] }, fields: Object.fromEntries(fields) } };
}
