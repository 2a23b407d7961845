import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";

const SOURCE = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What the theme decides. The rest of a page is the same in light and dark. */
const COLOURS = "color-contrast";

/** What axe is asked. */
const ASKED = {
  all: { runOnly: { type: "tag", values: STANDARDS } },
  colours: { runOnly: { type: "rule", values: [COLOURS] } },
  "all but colours": { runOnly: { type: "tag", values: STANDARDS }, rules: { [COLOURS]: { enabled: false } } },
};

/** What WCAG AA says against the page, or some of its rules only: a line for each element, none if all is well. */
export async function violations(page: Page, asked: keyof typeof ASKED = "all"): Promise<string[]> {
  // Evaluated, not added as a script: the page's Content-Security-Policy stays in force.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(await SOURCE);
  return page.evaluate(async (asked) => {
    const { axe } = globalThis as any;
    const found = await axe.run(document, { ...asked, resultTypes: ["violations"] });
    return found.violations.flatMap((violation: any) =>
      violation.nodes.map((node: any) => `${violation.id}: ${violation.help}: ${node.html.slice(0, 160)}: ${node.failureSummary ?? ""}`),
    );
  }, ASKED[asked]);
}
