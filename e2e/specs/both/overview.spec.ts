import type { Page } from "@playwright/test";
import { amount } from "../../console/agent.ts";
import type { Cluster, Counts } from "../../console/cluster.ts";
import { open, rowCount } from "../../console/screen.ts";
import { expect, test } from "../../console/test.ts";

const panel = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

test("capacity is what all agents have, and as much of it allocated as they say", async ({ page, cluster }) => {
  await open(page, "/");
  for (const name of ["cpus", "mem", "disk"]) {
    const bar = panel(page, "Capacity").getByRole("img", { name: new RegExp(`^${name}: `) });
    await expect
      .poll(async () => {
        const [shown, truth] = [(await bar.getAttribute("aria-label")) ?? "", await taken(cluster, name)];
        return Math.abs(percents(shown, /^allocated/) - truth) <= 2 ? "agreed" : `${shown}; ${truth} % by the master`;
      })
      .toBe("agreed");
  }
  const total = (await cluster.agents()).reduce((sum, agent) => sum + amount(agent.total_resources, "cpus"), 0);
  const all = total.toLocaleString("en-US", { maximumFractionDigits: 3 });
  await expect(panel(page, "Capacity").getByRole("img", { name: /^cpus: / })).toHaveAccessibleName(new RegExp(` of ${all}$`));
});

/** How much of a resource is allocated, in per cent. */
async function taken(cluster: Cluster, name: string): Promise<number> {
  const agents = await cluster.agents();
  const sum = (list: string) => agents.reduce((sum, agent) => sum + amount(agent[list], name), 0);
  return (sum("allocated_resources") / sum("total_resources")) * 100;
}

/** The per cents in a bar's words whose name matches, together. */
function percents(words: string, name: RegExp): number {
  const parts = [...words.matchAll(/([<>]?)(\d+) % ([^,]+?)(?=,| of|$)/g)];
  return parts.filter(([, , , part]) => name.test(part!)).reduce((sum, [, , share]) => sum + Number(share), 0);
}

const CHIPS: [panel: string, truth: (cluster: Cluster) => Promise<Counts>, word: (state: string) => string][] = [
  ["Tasks by state", (cluster) => cluster.tasksByState(), (state) => state.replace("TASK_", "").toLowerCase().replaceAll("_", " ")],
  ["Agents by state", (cluster) => cluster.agentsByState(), (state) => state],
  ["Frameworks by state", (cluster) => cluster.frameworksByState(), (state) => state],
];

for (const [name, truth, word] of CHIPS) {
  test(`${name} are as many as the master says`, async ({ page, cluster }) => {
    await open(page, "/");
    await expect
      .poll(async () => {
        const links = await panel(page, name).getByRole("link").allInnerTexts();
        // A task that ended is counted among the active ones until it is acknowledged, and with those that are over.
        const shown: Counts = {};
        for (const [count, ...state] of links.map((text) => text.trim().split(" "))) {
          shown[state.join(" ")] = (shown[state.join(" ")] ?? 0) + Number(count!.replaceAll(",", ""));
        }
        const wrong = Object.entries(await truth(cluster)).filter(([state, count]) => shown[word(state)] !== count);
        return wrong.map(([state, count]) => `${state}: ${shown[word(state)] ?? 0} shown, the master has ${count}`);
      })
      .toEqual([]);
  });
}

test("what is wrong leads to the rows concerned, as many as it says", async ({ page }) => {
  await open(page, "/");
  const trouble = page.getByRole("region", { name: "What is wrong" });
  await expect(trouble).toContainText(/\w/);
  for (const link of (await trouble.getByRole("link").all()).slice(0, 3)) {
    const href = await link.getAttribute("href");
    const list = await page.context().newPage();
    await list.goto(new URL(href!, page.url()).href);
    // What is wrong changes while one looks at it, and may end: then no row is left either.
    await expect
      .poll(async () => {
        const [said = "0"] = await trouble.locator(`a[href="${href}"]`).allInnerTexts();
        const count = /^[\d,]+/.exec(said.trim())?.[0] ?? "-1";
        return Number(count.replaceAll(",", "")) - (await rowCount(list.getByRole("grid")));
      })
      .toBe(0);
    await list.close();
  }
});
