import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { PRODUCT_NAMES, presets } from "#services/compose/estate/products";
import { projectRoot } from "#test/project-root";
import { ENVIRONMENT_VARIABLES, findEnvironmentVariables } from "./environment-variables.js";
import { generatedDocs } from "./generated-docs.js";
import { strayColumns } from "./ticket-export-page.js";

test("the pages made from the code say what the code says (mend with `npm run docs`)", () => {
  for (const [path, text] of generatedDocs()) assert.equal(readFileSync(join(projectRoot, path), "utf8"), text, path);
});

test("every environment variable that is read is described", () => {
  const undescribed = findEnvironmentVariables().filter((name) => ENVIRONMENT_VARIABLES[name] === undefined);
  assert.deepEqual(undescribed, []);
});

test("every key of estate.yaml and of the policy has a meaning", () => {
  const page = generatedDocs().get("docs/configuration.md") ?? "";
  assert.deepEqual(
    page.split("\n").filter((line) => /\|\s+\|$/.test(line)),
    [],
  );
});

test("the page of ticket exports tells of every column that is read, and of no other", () => {
  assert.deepEqual(strayColumns(), []);
});

test("no page of the project links to a file that is not there", () => {
  const broken = markdownFiles().flatMap((file) => {
    const text = readFileSync(join(projectRoot, file), "utf8");
    const targets = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)].map(([, target]) => target ?? "");
    return targets
      .filter((target) => !existsSync(join(projectRoot, dirname(file), target)))
      .map((target) => `${file}: ${target}`);
  });
  assert.deepEqual(broken, []);
});

test("no page of the project links to a heading that is not there", () => {
  const broken = markdownFiles().flatMap((file) => {
    const targets = [
      ...readFileSync(join(projectRoot, file), "utf8").matchAll(/\]\((?!https?:)([^)#\s]*\.md)?#([^)\s]+)\)/g),
    ];
    return targets
      .filter(([, page = "", heading = ""]) => {
        const path = page === "" ? file : join(dirname(file), page);
        return existsSync(join(projectRoot, path)) && !headingsOf(path).includes(heading);
      })
      .map(([link]) => `${file}: ${link}`);
  });
  assert.deepEqual(broken, []);
});

test("the pages about operating are short, one idea each, and the first of them leads to every other", () => {
  const first = readFileSync(join(projectRoot, "docs", "operations.md"), "utf8");
  const pages = readdirSync(join(projectRoot, "docs", "operations")).filter((file) => file.endsWith(".md"));
  assert.ok(pages.length > 10);
  for (const page of pages) {
    assert.ok(first.includes(`](operations/${page})`), page);
    const lines = readFileSync(join(projectRoot, "docs", "operations", page), "utf8").split("\n");
    assert.ok(lines.length <= 80, `${page} has ${lines.length} lines`);
  }
});

/** The names that a page's headings have in addresses. */
function headingsOf(file: string): readonly string[] {
  const prose = readFileSync(join(projectRoot, file), "utf8").replace(/^```[\s\S]*?^```/gm, "");
  return [...prose.matchAll(/^#{1,6} (.*)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_\- ]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function markdownFiles(): readonly string[] {
  const top = readdirSync(projectRoot).filter((file) => file.endsWith(".md"));
  const docs = readdirSync(join(projectRoot, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file));
  return [...top, ...docs, join("webhooks", "README.md")].filter((file) => existsSync(join(projectRoot, file)));
}

test("the front page leads to the page of each product, whose word the table of products has", () => {
  const front = readFileSync(join(projectRoot, "README.md"), "utf8");
  const table = generatedDocs().get("docs/configuration.md") ?? "";
  for (const product of PRODUCT_NAMES) {
    assert.ok(front.includes(`[\`${product}\`](services/engines/${product}/README.md)`), product);
    assert.ok(table.includes(`| \`${product}\` |`), product);
  }
  for (const { pack } of presets()) assert.ok(table.includes(`\`${pack}\``), pack);
});
