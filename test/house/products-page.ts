import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PRODUCT_NAMES, presets } from "#services/compose/estate/products";
import { projectRoot } from "#test/project-root";

/** The words that `product`, `preset` and `pack` of estate.yaml may have. */
export function productsPage(): readonly string[] {
  return [
    "### What `product` may be",
    "",
    "| `product` | engines | read with |",
    "|---|---|---|",
    ...[...PRODUCT_NAMES].map(productRow),
    "",
    "### What `preset` may be",
    "",
    "A rule pack that ships, for `files` and `command` of a node; left out: `files`. A pack of your own is `policy/<name>.pack.yaml`, named by",
    "`pack` in the place of `preset`: [rule packs](../services/engines/file-tree/README.md#rule-packs), [its form](../schemas/json/rule-pack.schema.json).",
    "",
    "| `preset` | files | names that are read |",
    "|---|---|---|",
    ...presets().map(
      ({ pack, title, include }) =>
        `| [\`${pack}\`](../baselines/rule-packs/${pack}.yaml) | ${title} | ${include.map((glob) => `\`${glob}\``).join(" ")} |`,
    ),
    "",
  ];
}

function productRow(product: string): string {
  const path = `services/engines/${product}/README.md`;
  const [heading = ""] = readFileSync(join(projectRoot, path), "utf8").split("\n");
  const title = heading.replace(/^# /, "");
  return `| \`${product}\` | ${OTHERS[product] ?? title} | ${READ_WITH[product] ?? "`url`"}: [${product}](../${path}) |`;
}

const OTHERS: Readonly<Record<string, string>> = {
  "file-tree": "any that lies in files: Cloverleaf, Camel, NiFi, Iguana, BizTalk bindings and others",
  command: "any that a program gives an export of",
};

const READ_WITH: Readonly<Record<string, string>> = {
  "file-tree": "`files`",
  command: "`command`",
};
