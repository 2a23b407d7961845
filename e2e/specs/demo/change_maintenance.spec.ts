import { Change } from "../../console/change.ts";
import type { Json } from "../../console/cluster.ts";
import { Console } from "../../console/console.ts";
import { expect, test as base } from "../../console/test.ts";

// An agent is shut down here, and on the real cluster all agents are on one machine: a cluster of its own.
const test = base.extend<{ console: Console; own: Console }>({
  own: async ({}, use) => {
    const own = await Console.demo("small", ["--updates-per-second", "2"]);
    await own.ready();
    await use(own);
    await own.stop();
  },
  baseURL: async ({ own }, use) => use(own.url),
});

const HOUR = 3_600_000_000_000;
const host = (agent: Json): string => agent.agent_info.hostname;
const zone = (agent: Json): string => agent.agent_info.domain.fault_domain.zone.name;

test("what a window takes from whom is told before it is scheduled", async ({ page, own }) => {
  const agents = (await own.cluster.agents()).filter((agent) => agent.active);
  const [one] = agents;
  const other = agents.find((agent) => zone(agent) === zone(one!) && host(agent) !== host(one!))!;
  const { windows = [] } = (await own.cluster.call("GET_MAINTENANCE_SCHEDULE")).get_maintenance_schedule.schedule;
  const elsewhere: Json[] = windows.filter(({ machine_ids }: Json) => ![host(one!), host(other)].includes(machine_ids[0].hostname));
  const start = Math.ceil(Date.now() / 3_600_000) * HOUR;
  const window = { machine_ids: [{ hostname: host(other), ip: "127.0.0.1" }], unavailability: { start: { nanoseconds: start }, duration: { nanoseconds: 9 * HOUR } } };
  await own.cluster.call("UPDATE_MAINTENANCE_SCHEDULE", { update_maintenance_schedule: { schedule: { windows: [...elsewhere, window] } } });
  // More is guaranteed than the cluster has without the two.
  const cpus = agents.flatMap((agent) => agent.total_resources as Json[]).filter((resource) => resource.name === "cpus");
  const all = cpus.reduce((sum, resource) => sum + resource.scalar.value, 0);
  const quota_configs = [{ role: "promised", guarantees: { cpus: { value: all - 1 } } }];
  await own.cluster.call("UPDATE_QUOTA", { update_quota: { force: true, quota_configs } });

  await Change.open(page, "schedule", { agent: one!.agent_info.id.value });
  const impact = page.getByRole("list", { name: "What would happen" });
  await expect(impact).toContainText(new RegExp(`The windows of ${host(one!)} .* and ${host(other)} .* are at the same time, both in zone ${zone(one!)}\\.`));
  await expect(impact).toContainText(/with 1 machine in other windows, from .* the cluster has .* cpus, .* left/);
  await expect(impact).toContainText(/quota is hit: promised can have .* cpus at most of the .* it is guaranteed/);
  await expect(impact).toContainText("inverse offers");
  await expect(page.getByRole("group", { name: "Resources now and then" })).toBeVisible();
});

test("an agent's machine goes down with its tasks, and comes up with its agent", async ({ page, own }) => {
  const tasks = await own.cluster.tasks();
  const running = (agent: Json) => tasks.filter((task) => task.state === "TASK_RUNNING" && task.agent_id.value === agent.agent_info.id.value).length;
  const agents = (await own.cluster.agents()).filter((agent) => agent.active && running(agent) > 0);
  const agent = agents[0]!;
  const named = async () => (await own.cluster.agents()).filter(({ active }) => active).map(host);
  const machine = { hostname: host(agent), ip: "127.0.0.1" };
  const window = { machine_ids: [machine], unavailability: { start: { nanoseconds: Date.now() * 1_000_000 } } };
  await own.cluster.call("UPDATE_MAINTENANCE_SCHEDULE", { update_maintenance_schedule: { schedule: { windows: [window] } } });

  const about = { machines: `${host(agent)}/127.0.0.1` };
  let change = await Change.open(page, "start-maintenance", about);
  const impact = page.getByRole("list", { name: "What would happen" });
  await expect(impact).toContainText(/is shut down: its process ends, and no agent there can register/);
  await expect(impact).toContainText(/\d+ tasks? of \d+ frameworks? \(roles? .*\) (is|are) lost at once/);
  await expect(impact.getByRole("link", { name: /loses \d+ tasks?\.$/ }).first()).toBeVisible();
  await change.carryOut(`Take down ${host(agent)}`, host(agent));
  expect(await named()).not.toContain(host(agent));

  change = await Change.open(page, "stop-maintenance", about);
  await change.carryOut(`Take up ${host(agent)}`);
  await expect.poll(named).toContain(host(agent));
  expect((await own.cluster.call("GET_MAINTENANCE_SCHEDULE")).get_maintenance_schedule.schedule.windows ?? []).toEqual([]);
});
