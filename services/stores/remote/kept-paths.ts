import { listTree, type TreeItem } from "#services/stores/git/list-tree";
import { makeTree } from "#services/stores/git/make-tree";

/**
 * The file or folder that the store keeps as it has it, whatever stands on the forge, for a path in it; `undefined` for a path that is
 * followed. Baselines move by a decision only; the others say which servers get a password, whose signature counts, who approves and
 * what is read of an engine, so that whoever may write on the forge could make themselves its master by them.
 */
export function keptPathOf(path: string): string | undefined {
  return KEPT.exec(path)?.[1];
}

const KEPT = /^(baselines|estate\.yaml|policy\/(?:allowed_signers|review\.yaml|[^/]+\.pack\.yaml))(?:\/|$)/;

/** Whether what is kept is the same in two commits. */
export async function hasSameKept(gitDir: string, a: string, b: string): Promise<boolean> {
  return JSON.stringify(await keptItems(gitDir, a)) === JSON.stringify(await keptItems(gitDir, b));
}

/** Writes a tree with what is kept as it is in another. */
export async function withKeptOf(gitDir: string, tree: string, source: string): Promise<string> {
  const kept = await keptItems(gitDir, source);
  const root = (await listTree(gitDir, tree)).filter(({ path }) => path !== POLICY && !isKept({ path }));
  const below = (await listTree(gitDir, tree, "items", [`${POLICY}/`])).filter((item) => !isKept(item));
  const policy = [...below, ...kept.filter(isInPolicy)].map((item) => ({
    ...item,
    path: item.path.slice(POLICY.length + 1),
  }));
  const folder = policy.length === 0 ? [] : [await makeTree(gitDir, policy)];
  return await makeTree(gitDir, [
    ...root,
    ...kept.filter((item) => !isInPolicy(item)),
    ...folder.map((id) => ({ mode: "040000", type: "tree", id, path: POLICY })),
  ]);
}

const POLICY = "policy";

async function keptItems(gitDir: string, tree: string): Promise<readonly TreeItem[]> {
  const items = [...(await listTree(gitDir, tree)), ...(await listTree(gitDir, tree, "items", [`${POLICY}/`]))];
  return items.filter(isKept);
}

function isKept({ path }: Pick<TreeItem, "path">): boolean {
  return keptPathOf(path) === path;
}

function isInPolicy({ path }: TreeItem): boolean {
  return path.startsWith(`${POLICY}/`);
}
