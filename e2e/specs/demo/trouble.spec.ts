import type { Page } from "@playwright/test";
import { Console } from "../../console/console.ts";
import type { Cluster, Counts, Json } from "../../console/cluster.ts";
import { chip } from "../../console/screen.ts";
import { expect, test as base } from "../../console/test.ts";

/** A cluster in which much is wrong, for all specs of this file. */
const test = base.extend<object, { sick: Console }>({
  sick: [
    async ({}, use) => {
      const sick = await Console.demo("unhealthy");
      await sick.ready();
      await use(sick);
      await sick.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

/** What the overview says, and how many by the master's own answers. */
async function troubles(cluster: Cluster): Promise<Counts> {
  const { version_info } = (await cluster.call("GET_VERSION")).get_version;
  const lists: Json = (await cluster.call("GET_TASKS")).get_tasks;
  const agents = await cluster.agents();
  const states = { agents: await cluster.agentsByState(), frameworks: await cluster.frameworksByState() };
  const away = new Set((lists.unreachable_tasks ?? []).map(({ agent_id }: Json) => agent_id.value));
  for (const { agent_info } of agents) away.delete(agent_info.id.value);
  const isUnhealthy = (task: Json) => task.state === "TASK_RUNNING" && task.statuses?.at(-1)?.healthy === false;
  return {
    "agents unreachable": away.size,
    "agents disconnected": states.agents.disconnected ?? 0,
    "agents deactivated": states.agents.deactivated ?? 0,
    "agents of another version than the master": agents.filter(({ version }) => version !== version_info.version).length,
    "frameworks disconnected": states.frameworks.disconnected ?? 0,
    "tasks on agents that cannot be reached": (lists.unreachable_tasks ?? []).length,
    "tasks failing their health check": (lists.tasks ?? []).filter(isUnhealthy).length,
  };
}

/** What is said to be wrong: `agents unreachable` with how many. */
async function said(page: Page): Promise<Counts> {
  const links = await page.getByRole("region", { name: "What is wrong" }).getByRole("link").allInnerTexts();
  const counts: Counts = {};
  for (const text of links) {
    const [, count = "", noun = "", what = ""] = /^([\d,]+) (\w+)\s+([^·]+)/.exec(text.replaceAll("\n", " ").trim()) ?? [];
    counts[`${noun.replace(/s?$/, "s")} ${what.replace(/\s*Show\s*$/, "").trim()}`] = Number(count.replaceAll(",", ""));
  }
  return counts;
}

test("the overview says what is wrong, as often as it is", async ({ page, sick }) => {
  await page.goto(sick.url);
  await expect(chip(page)).toContainText("live");
  const some = Object.values(await troubles(sick.cluster)).filter((count) => count > 0);
  expect(some.length, "much is wrong in this cluster").toBeGreaterThan(4);
  await expect
    .poll(async () => {
      const [shown, truth] = [await said(page), await troubles(sick.cluster)];
      const wrong = Object.entries(truth).filter(([what, count]) => (shown[what] ?? 0) !== count);
      return wrong.map(([what, count]) => `${what}: ${shown[what] ?? 0} said, ${count} by the master's answers`);
    })
    .toEqual([]);
});

test("an agent that is being drained says what its drain waits for", async ({ page, sick }) => {
  const draining = (await sick.cluster.agents()).find(({ drain_info }) => drain_info?.state === "DRAINING")!;
  const id: string = draining.agent_info.id.value;
  await page.goto(`${sick.url}agents/${id}`);
  const rows = page.getByRole("group", { name: "What the drain waits for" }).getByRole("row");
  await expect
    .poll(async () => {
      const lists: Json = (await sick.cluster.call("GET_TASKS")).get_tasks;
      const left = new Set<string>((lists.tasks ?? []).filter(({ agent_id }: Json) => agent_id.value === id).map((task: Json) => task.framework_id.value));
      const links = await rows.getByRole("rowheader").getByRole("link").evaluateAll((all) => all.map((link) => link.getAttribute("href")!.split("/").at(-1)));
      return left.size > 0 && [...left].sort().join() === links.sort().join() ? "agreed" : { links, left: [...left] };
    })
    .toBe("agreed");
  await expect(page.getByRole("region", { name: "Drain", exact: true })).toContainText("Tasks are given");
});
