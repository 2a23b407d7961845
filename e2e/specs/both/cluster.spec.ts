import type { Json } from "../../console/cluster.ts";
import { open } from "../../console/screen.ts";
import { expect, test } from "../../console/test.ts";

const HOUR = 3_600e9;

/** A machine that no agent is on: nothing is asked back from anybody. */
const machine = (name: string) => ({ hostname: `${name}.maintenance.test`, ip: "192.0.2.1" });

test("the maintenance page has the schedule and the machines as the master does, windows without an end too", async ({ page, cluster }) => {
  const before: Json = (await cluster.call("GET_MAINTENANCE_SCHEDULE")).get_maintenance_schedule?.schedule ?? {};
  const start = (hours: number) => ({ nanoseconds: Date.now() * 1e6 + hours * HOUR });
  const added: Json[] = [
    { machine_ids: [machine("ends")], unavailability: { start: start(2), duration: { nanoseconds: 3 * HOUR } } },
    { machine_ids: [machine("open"), machine("too")], unavailability: { start: start(1) } },
  ];
  const set = (windows: Json[]) => cluster.call("UPDATE_MAINTENANCE_SCHEDULE", { update_maintenance_schedule: { schedule: { windows } } });
  await open(page, "/maintenance");
  await set([...(before.windows ?? []), ...added]);
  try {
    const windows = page.getByRole("group", { name: "Maintenance windows", exact: true }).getByRole("row");
    await expect(windows).toHaveCount((before.windows?.length ?? 0) + added.length + 1);
    await expect(windows.filter({ hasText: "ends.maintenance.test" })).toContainText(/3 h/);
    await expect(windows.filter({ hasText: "open.maintenance.test" })).toContainText("open: until an operator ends it");
    const line = page.getByRole("group", { name: "Maintenance windows on a line of time" }).getByRole("listitem");
    await expect(line.filter({ hasText: "open.maintenance.test" })).toContainText("without an end");
    await expect(line.filter({ hasText: "ends.maintenance.test" })).toContainText("until");

    const { status }: Json = (await cluster.call("GET_MAINTENANCE_STATUS")).get_maintenance_status;
    const draining = (status.draining_machines ?? []).map(({ id }: Json) => id.hostname as string);
    expect(draining).toEqual(expect.arrayContaining(["ends.maintenance.test", "open.maintenance.test", "too.maintenance.test"]));
    const machines = page.getByRole("group", { name: "Machines", exact: true });
    for (const host of draining) await expect(machines.getByRole("row").filter({ hasText: host })).toContainText("draining");
    await expect(machines.getByRole("row")).toHaveCount(draining.length + (status.down_machines?.length ?? 0) + 1);
  } finally {
    await set(before.windows ?? []);
  }
  await expect(page.getByRole("main")).not.toContainText("open.maintenance.test");
});

test("the masters' page is about the leading master", async ({ page, cluster }) => {
  const { master_info } = (await cluster.call("GET_MASTER")).get_master;
  const { version_info } = (await cluster.call("GET_VERSION")).get_version;
  await open(page, "/masters");
  const leading = page.getByRole("region", { name: "Leading master" });
  for (const text of [master_info.id, master_info.hostname, `${master_info.address.ip}:${master_info.address.port}`]) {
    await expect(leading).toContainText(text);
  }
  await expect(page.getByRole("region", { name: "Process", exact: true })).toContainText(version_info.version);

  const flags: Json[] = (await cluster.call("GET_FLAGS")).get_flags.flags;
  await page.getByRole("tab", { name: "Flags" }).click();
  const { name, value } = flags.find((flag) => flag.name === "port") ?? flags[0]!;
  const list = page.getByRole("group", { name: "Flags", exact: true });
  await expect(list.getByRole("row").filter({ has: page.getByText(`--${name}`, { exact: true }) })).toContainText(value);

  await page.getByRole("tab", { name: "Metrics" }).click();
  await page.getByRole("searchbox", { name: "Find in metrics" }).fill("master/elected");
  const elected = page.getByRole("row").filter({ has: page.getByText("master/elected", { exact: true }) });
  await expect(elected.getByRole("cell").first()).toHaveText(`${await cluster.metric("master/elected")}`);
});

test("an event of a task comes by itself, and is one that the master knows of", async ({ page, cluster }) => {
  test.setTimeout(90_000);
  await open(page, "/events?kind=tasks");
  const newest = page.getByRole("list", { name: "Events", exact: true }).getByRole("listitem").first();
  await expect(newest).toBeVisible({ timeout: 60_000 });
  const before = await newest.innerText();
  await expect.poll(() => newest.innerText(), { timeout: 60_000 }).not.toBe(before);
  await expect
    .poll(async () => {
      const [text, href] = [await newest.innerText(), await newest.getByRole("link").first().getAttribute("href")];
      const ids = href!.split("/").slice(-2).map(decodeURIComponent);
      const task = (await cluster.tasks()).find(({ framework_id, task_id }) => framework_id.value === ids[0] && task_id.value === ids[1]);
      const states: string[] = (task?.statuses ?? []).map(({ state }: Json) => state.replace("TASK_", "").toLowerCase());
      return [...states, "task added"].some((word) => text.includes(word)) && task !== undefined;
    })
    .toBe(true);
});

test("the map has a cell for each agent, says what colours mean, and leads to an agent by keys", async ({ page, cluster }) => {
  await open(page, "/agents/map?color=state");
  const agents = await cluster.agents();
  const legend = page.getByRole("list", { name: "What the colours mean" }).getByRole("listitem");
  await expect
    .poll(async () => {
      const shown = await legend.allInnerTexts();
      const truth = Object.entries(await cluster.agentsByState()).map(([state, count]) => `${state}: ${count}`);
      return truth.every((words) => shown.some((text) => text.trim() === words)) ? "agreed" : { shown, truth };
    })
    .toBe("agreed");
  const listed = (await legend.allInnerTexts()).filter((text) => !/unreachable|gone/.test(text)).map((text) => Number(text.split(": ")[1]));
  expect(listed.reduce((sum, count) => sum + count, 0)).toBe(agents.length);

  await page.getByRole("application", { name: /^Agents, a cell each/ }).focus();
  await page.keyboard.press("ArrowRight");
  const said = page.getByRole("main").getByRole("status").filter({ hasText: "cpus allocated" });
  const host = (await said.innerText()).split(" · ")[0]!;
  expect(agents.map(({ agent_info }) => agent_info.hostname)).toContain(host);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(host);
});
