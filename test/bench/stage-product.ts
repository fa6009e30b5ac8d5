import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineNode } from "#schemas/estate";
import { ACCOUNT } from "#test/fakes/estate-on-loopback";
import { nextMessage, startProcess } from "./start-process.js";

/** What is measured of a product. */
export interface ProductSize {
  readonly product: "iris" | "rhapsody" | "file-tree" | "command";
  readonly size: number;
  /** For people: `300 documents`. */
  readonly what: string;
}

/** A pair of nodes of a product, as estate.yaml names them. */
export interface StagedProduct extends AsyncDisposable {
  readonly nodes: readonly [EngineNode, EngineNode];
}

/** Makes a pair of that size; what it needs of files stands below the folder. */
export function stageProduct({ product, size }: ProductSize, folder: string): Promise<StagedProduct> {
  return product === "iris" || product === "rhapsody" ? stageEngines(product, size) : stageFiles(product, size, folder);
}

async function stageEngines(product: "iris" | "rhapsody", size: number): Promise<StagedProduct> {
  const child = startProcess("product-engines-process", [product, String(size)]);
  const [a, b] = (await nextMessage(child)) as [Address, Address];
  return {
    nodes: [nodeAt("tie-a", "primary", a), nodeAt("tie-b", "standby", b)],
    async [Symbol.asyncDispose]() {
      const exited = new Promise((resolve) => child.once("exit", resolve));
      child.send("stop");
      await exited;
    },
  };
}

interface Address {
  readonly url: string;
  readonly fingerprint: string;
}

function nodeAt(id: string, role: EngineNode["role"], { url, fingerprint }: Address): EngineNode {
  return { id, role, url, username: ACCOUNT.username, passwordEnv: "LOOPBACK_PASSWORD", tls: { fingerprint } };
}

async function stageFiles(product: "file-tree" | "command", size: number, folder: string): Promise<StagedProduct> {
  const [a, b] = [join(folder, "files-a"), join(folder, "files-b")];
  for (const root of [a, b])
    await writeFiles(root, product === "command" ? 1 : size, product === "command" ? size : 40);
  const node = (id: string, role: EngineNode["role"], root: string): EngineNode =>
    product === "command"
      ? { id, role, command: { argv: ["/bin/cat", join(root, "0", "file-0.js")], name: "output.js" } }
      : { id, role, files: [{ path: root, preset: "files" }] };
  return {
    nodes: [node("tie-a", "primary", a), node("tie-b", "standby", b)],
    // The folder is the measurement's own, and goes with it.
    async [Symbol.asyncDispose]() {},
  };
}

async function writeFiles(root: string, files: number, lines: number): Promise<void> {
  for (let index = 0; index < files; index += 1) {
    const folder = join(root, String(index % 20));
    await mkdir(folder, { recursive: true });
    const text = Array.from(
      { length: lines },
      (_, line) => `var ward${line} = lookUp('W${index}', ${line}); // line ${line}\n`,
    );
    await writeFile(join(folder, `file-${index}.js`), text.join(""));
  }
}
