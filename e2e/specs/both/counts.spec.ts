import type { Page } from "@playwright/test";
import { expect, test } from "../../console/test.ts";
import { filter, filterOf, grid, type List, open, rowCount } from "../../console/screen.ts";
import type { Cluster, Counts } from "../../console/cluster.ts";

const LISTS: [List, (cluster: Cluster) => Promise<Counts>][] = [
  ["Tasks", (cluster) => cluster.tasksByState()],
  ["Agents", (cluster) => cluster.agentsByState()],
  ["Frameworks", (cluster) => cluster.frameworksByState()],
];

for (const [list, truth] of LISTS) {
  test(`${list} by state are as many as the master says`, async ({ page, cluster }) => {
    await open(page, `/${list.toLowerCase()}`);
    for (const state of Object.keys(await truth(cluster))) {
      await filter(page, list).fill(`state=${state}`);
      await expect(page).toHaveURL((url) => filterOf(url) === `state=${state}`);
      await agree(page, list, async () => (await truth(cluster))[state] ?? 0);
    }
  });
}

/** Waits for the moment in which the page and the master say the same: the cluster goes on meanwhile. */
async function agree(page: Page, list: List, truth: () => Promise<number>) {
  await expect
    .poll(async () => {
      const before = await truth();
      const shown = await rowCount(grid(page, list));
      return shown === before || shown === (await truth()) ? "agreed" : `${shown} shown, the master has ${before}`;
    })
    .toBe("agreed");
}
