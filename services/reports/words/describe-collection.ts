import type { Agreement, AskedNode } from "#services/core/collection/agreement";
import { escapeText } from "#services/core/text/escape-text";
import { count } from "../text/count.js";

/** What a pass of a collector came to, as far as it is shown. */
export interface ShownPass {
  readonly engines: number;
  readonly sent: number;
  readonly waiting: number;
  readonly unread: readonly { readonly engineId: string; readonly nodeId: string; readonly problem: ShownProblem }[];
  readonly held: ShownProblem | undefined;
  readonly refused: readonly { readonly engineId: string; readonly problem: ShownProblem }[];
}

interface ShownProblem {
  readonly code: string;
  readonly message: string;
}

/** Says what became of one pass, a line each. */
export function describePass({ engines, sent, waiting, unread, held, refused }: ShownPass): string {
  const lines = [
    ...(engines === 0
      ? ["estate.yaml on main gives this collector no engine to read, or its token is for none of them"]
      : []),
    ...unread.map(({ engineId, nodeId, problem }) => `${engineId}/${nodeId} was not read whole: ${told(problem)}`),
    ...refused.map(
      ({ engineId, problem }) => `a look at ${engineId} was refused for good and set aside: ${told(problem)}`,
    ),
    ...(held === undefined ? [] : [`the service took nothing more: ${told(held)}`]),
    `${count(sent, "look")} handed in${waiting === 0 ? "" : `, ${waiting} kept here until the service takes them`}`,
  ];
  return lines.map((line) => `lockstep: ${line}\n`).join("");
}

/** Lays out how a collector is asked to read each node: everything that decides where a password goes, and what is run. */
export function describeAgreement({ digest, nodes }: Agreement, isDone: boolean): string {
  const parts = nodes.map(describeNode);
  const end = isDone
    ? "Agreed."
    : nodes.every(({ isAgreed }) => isAgreed)
      ? "All of it was agreed to before."
      : `To agree to exactly this: lockstep collect agree --digest ${digest}`;
  return `${[...parts, end].join("\n\n")}\n`;
}

function describeNode({ place, product, node, isAgreed }: AskedNode): string {
  const { id: _id, role: _role, serverId: _serverId, ...reach } = node;
  const lines = Object.entries(reach).map(([key, value]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return `  ${key}: ${escapeText(text)}`;
  });
  return [`${place} (${product})${isAgreed ? "" : "  NOT AGREED TO YET"}`, ...lines].join("\n");
}

function told({ code, message }: ShownProblem): string {
  return `${escapeText(message)} (${code})`;
}
