import type { Page } from "@playwright/test";
import type { Cluster, Counts, Json } from "../../console/cluster.ts";
import { chip, filter, filtered, grid, type List, open, rowCount, targets } from "../../console/screen.ts";
import { expect, test } from "../../console/test.ts";

test.describe.configure({ mode: "serial", timeout: 240_000 });

/** Every task of the master's has its row, once: nothing lost, nothing doubled. */
async function sameTasks(page: Page, cluster: Cluster) {
  await open(page, filtered("Tasks", "list=active"));
  await expect
    .poll(async () => {
      const tasks: Json[] = (await cluster.call("GET_TASKS")).get_tasks.tasks;
      const paths = tasks.map(({ framework_id, task_id }) => `/tasks/${framework_id.value}/${task_id.value}`);
      return { lacking: difference(paths, await targets(grid(page, "Tasks"))), shown: await rowCount(grid(page, "Tasks")) - paths.length };
    })
    .toEqual({ lacking: [], shown: 0 });
  const shown = await targets(grid(page, "Tasks"));
  expect(shown).toEqual([...new Set(shown)]);
}

const difference = (all: string[], some: string[]) => all.filter((one) => !some.includes(one));

async function sameCounts(page: Page, list: List, truth: () => Promise<Counts>) {
  await open(page, `/${list.toLowerCase()}`);
  const expected = await truth();
  for (const [state, count] of Object.entries(expected)) {
    await filter(page, list).fill(`state=${state}`);
    await expect(grid(page, list), `${list} in ${state}`).toHaveAttribute("aria-rowcount", `${count}`);
  }
  return expected;
}

test("after a minute of churn, at rest, every count is the master's", async ({ page, real, cluster }) => {
  await open(page, "/tasks");
  const load = await real.workload(["--tasks", "14", "--churn", "20/s", "--churn-for", "60", "--quiet"]);
  const table = grid(page, "Tasks");
  const before = await rowCount(table);
  await expect.poll(() => rowCount(table), "rows come while the cluster churns").toBeGreaterThan(before);
  await load.line(/"rest"/, 120);

  const tasks = await sameCounts(page, "Tasks", () => cluster.tasksByState());
  expect(tasks.TASK_FINISHED, "the churn left finished tasks").toBeGreaterThan(500);
  await sameCounts(page, "Agents", () => cluster.agentsByState());
  await sameCounts(page, "Frameworks", () => cluster.frameworksByState());
});

test("an agent's process that is killed is shown as gone from the cluster, though no event says so", async ({ page, real, cluster }) => {
  await open(page, filtered("Agents", "state=active"));
  const table = grid(page, "Agents");
  await expect(table).toHaveAttribute("aria-rowcount", "3");
  await real.killAgent(3);
  await expect(table).toHaveAttribute("aria-rowcount", "2", { timeout: 20_000 });
  await filter(page, "Agents").fill("state=disconnected,unreachable");
  await expect(table).toHaveAttribute("aria-rowcount", "1");
  // The master forgets it; the console remembers that it was there, and since when it is not.
  await expect.poll(async () => (await cluster.agents()).length, { timeout: 30_000 }).toBe(2);
  await filter(page, "Agents").fill("state=unreachable");
  await expect(table).toHaveAttribute("aria-rowcount", "1", { timeout: 20_000 });

  await real.startAgent(3);
  await filter(page, "Agents").fill("state=active");
  await expect(table).toHaveAttribute("aria-rowcount", "3", { timeout: 20_000 });
  await sameTasks(page, cluster);
});

test("a master that is killed is missed within two seconds, and live again without a reload", async ({ page, real, cluster }) => {
  await open(page, filtered("Tasks", "list=active"));
  await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
  await real.killMaster();
  await expect(chip(page)).toContainText("disconnected", { timeout: 2_000 });
  await real.startMaster();
  await expect(chip(page)).toContainText("live", { timeout: 40_000 });
  expect(await page.evaluate(() => (globalThis as any).stayed)).toBe(true);
  await sameTasks(page, cluster);
  await sameCounts(page, "Agents", () => cluster.agentsByState());
});

test("a master that falls silent is noticed within five heartbeats", async ({ page, real }) => {
  await open(page, "/");
  await real.freezeMaster();
  try {
    await expect(chip(page)).not.toContainText("live", { timeout: 5 * 15_000 });
    await expect(chip(page)).toContainText(/quiet for|disconnected/);
  } finally {
    await real.thawMaster();
  }
  await expect(chip(page)).toContainText("live", { timeout: 60_000 });
});
