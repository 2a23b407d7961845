import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";

const SOURCE = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What WCAG AA says against the page: a line for each element, none if all is well. */
export async function violations(page: Page): Promise<string[]> {
  // Evaluated, not added as a script: the page's Content-Security-Policy stays in force.
  await page.evaluate(await SOURCE);
  return page.evaluate(async (rules) => {
    const { axe } = globalThis as any;
    const found = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
    return found.violations.flatMap((violation: any) =>
      violation.nodes.map((node: any) => `${violation.id}: ${violation.help}: ${node.html.slice(0, 160)}: ${node.failureSummary ?? ""}`),
    );
  }, RULES);
}
