import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";

const SOURCE = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What WCAG AA says against the page, or some of its rules only: a line for each element, none if all is well. */
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  // Evaluated, not added as a script: the page's Content-Security-Policy stays in force.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(await SOURCE);
  return page.evaluate(async (runOnly) => {
    const { axe } = globalThis as any;
    const found = await axe.run(document, { runOnly, resultTypes: ["violations"] });
    return found.violations.flatMap((violation: any) =>
      violation.nodes.map((node: any) => `${violation.id}: ${violation.help}: ${node.html.slice(0, 160)}: ${node.failureSummary ?? ""}`),
    );
  }, rules ? { type: "rule", values: rules } : { type: "tag", values: STANDARDS });
}
