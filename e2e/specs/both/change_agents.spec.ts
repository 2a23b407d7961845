import { Change } from "../../console/change.ts";
import type { Cluster, Json } from "../../console/cluster.ts";
import { open } from "../../console/screen.ts";
import { expect, test } from "../../console/test.ts";

/** The agents that are active now, by host name. */
async function active(cluster: Cluster): Promise<Json[]> {
  const agents = (await cluster.agents()).filter((agent) => agent.active && !agent.deactivated);
  return agents.sort((a, b) => a.agent_info.hostname.localeCompare(b.agent_info.hostname));
}

const id = (agent: Json): string => agent.agent_info.id.value;
const host = (agent: Json): string => agent.agent_info.hostname;

/** An agent as its master has it now. */
async function now(cluster: Cluster, agent: string): Promise<Json> {
  return (await cluster.agents()).find((other) => id(other) === agent) ?? {};
}

/** Whatever a spec has left of an agent is taken back. */
async function bringBack(cluster: Cluster, agent: string) {
  await expect.poll(async () => (await now(cluster, agent)).drain_info?.state ?? "DRAINED", { timeout: 60_000 }).toBe("DRAINED");
  if ((await now(cluster, agent)).deactivated) await cluster.call("REACTIVATE_AGENT", { reactivate_agent: { agent_id: { value: agent } } });
}

test("an agent is deactivated and reactivated", async ({ page, cluster, accessible }) => {
  const [agent] = await active(cluster);
  const about = { agent: id(agent!) };
  let change = await Change.open(page, "deactivate", about);
  await accessible(page);
  expect(await change.compare()).toEqual([[host(agent!), "active", "deactivated"]]);
  await accessible(page);
  await change.confirm();
  await change.send(`Deactivate ${host(agent!)}`);
  await change.ended("applied");
  await accessible(page);
  expect((await now(cluster, id(agent!))).deactivated).toBe(true);

  // What has been done already is not done again.
  change = await Change.open(page, "deactivate", about);
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByText(`${host(agent!)}: the agent is deactivated already.`)).toBeVisible();

  change = await Change.open(page, "reactivate", about);
  await change.carryOut(`Reactivate ${host(agent!)}`);
  expect((await now(cluster, id(agent!))).deactivated ?? false).toBe(false);
});

test("an agent is drained with the grace that was asked for", async ({ page, cluster }) => {
  const [agent] = await active(cluster);
  const change = await Change.open(page, "drain", { agent: id(agent!) });
  await change.field("Grace").fill("soon");
  await change.refused(change.field("Grace"), /no whole number of seconds/);
  await change.field("Grace").fill("-5");
  await change.refused(change.field("Grace"), /below 0 would kill all tasks at once/);
  await change.field("Grace").fill("1");
  await change.compare();
  await change.confirm();
  await change.send(`Drain ${host(agent!)}`);
  await change.ended("applied");
  const drain = (await now(cluster, id(agent!))).drain_info;
  expect(drain.state).toBe("DRAINED");
  expect(drain.config.max_grace_period).toEqual({ nanoseconds: 1_000_000_000 });
  await bringBack(cluster, id(agent!));
});

test("many agents are drained one after the other, and the change can be linked to", async ({ page, cluster }) => {
  const [first, second] = await active(cluster);
  const hosts = [host(first!), host(second!)];
  const change = await Change.open(page, "drain", { filter: `id=${id(first!)},${id(second!)}` });
  await change.field(/^Grace for tasks/).selectOption({ label: "none: kill them at once" });
  await change.field("At once").fill("0");
  await change.refused(change.field("At once"), /whole number above 0/);
  await change.field("At once").fill("1");
  expect((await change.compare()).map(([what]) => what)).toEqual(hosts);
  await change.confirm();
  await change.send("Drain 2 agents");
  // The second waits until the first has drained.
  await change.ended("applied");
  await expect(change.steps).toHaveCount(2);
  for (const agent of [first, second]) expect((await now(cluster, id(agent!))).drain_info.state).toBe("DRAINED");

  await page.getByRole("link", { name: "This change" }).click();
  await expect(page).toHaveURL(/\/changes\/[0-9a-f]+$/);
  await expect(page.getByRole("list", { name: "Calls of the change" }).getByRole("listitem")).toHaveCount(2);
  await page.getByRole("link", { name: "All changes" }).click();
  await expect(page.getByRole("group", { name: "Changes" }).getByRole("rowheader").first()).toContainText(/^Drain/);
  for (const agent of [first, second]) await bringBack(cluster, id(agent!));
});

test("an agent in the maintenance schedule cannot be drained, and the reason is said", async ({ page, cluster }) => {
  const [agent] = await active(cluster);
  const ip = /@(.*):/.exec(agent!.pid)![1];
  const before = (await cluster.call("GET_MAINTENANCE_SCHEDULE")).get_maintenance_schedule.schedule;
  const unavailability = { start: { nanoseconds: 4_000_000_000_000_000_000 }, duration: { nanoseconds: 3_600_000_000_000 } };
  const window = { machine_ids: [{ hostname: host(agent!), ip }], unavailability };
  await cluster.call("UPDATE_MAINTENANCE_SCHEDULE", { update_maintenance_schedule: { schedule: { windows: [...(before.windows ?? []), window] } } });
  try {
    await Change.open(page, "drain", { agent: id(agent!) });
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await expect(page.getByText(/the agent's machine is in the maintenance schedule; take it out of that first/)).toBeVisible();
    await open(page, `/agents/${id(agent!)}`);
    await page.getByRole("button", { name: "Actions on this agent" }).click();
    await expect(page.getByRole("link", { name: /^Drain… the agent's machine is in the maintenance schedule/ })).toHaveAttribute("aria-disabled", "true");
  } finally {
    await cluster.call("UPDATE_MAINTENANCE_SCHEDULE", { update_maintenance_schedule: { schedule: before } });
  }
});

test("what has changed while it was compared has to be compared again", async ({ page, cluster }) => {
  test.slow();
  const [agent] = await active(cluster);
  const change = await Change.open(page, "drain", { agent: id(agent!) });
  await change.field("Grace").fill("1");
  await change.compare();
  await change.confirm();
  // Somebody else is quicker.
  await cluster.call("DEACTIVATE_AGENT", { deactivate_agent: { agent_id: { value: id(agent!) } } });
  // Mesos tells of it to nobody: it is seen when the agents are looked at next.
  await expect(page.getByRole("alert").filter({ hasText: "The cluster has changed meanwhile" })).toBeVisible({ timeout: 25_000 });
  await expect(change.stage("Compare")).toContainText("deactivated");
  await bringBack(cluster, id(agent!));
});

test("a framework is torn down when its name is typed", async ({ page, cluster, machines }) => {
  const of = async () => (await cluster.call("GET_FRAMEWORKS")).get_frameworks.frameworks as Json[];
  const frameworks = (await of()).filter((framework) => framework.active && framework.connected);
  const tasks = await cluster.tasks();
  const count = (framework: Json) => tasks.filter((task) => task.framework_id.value === framework.framework_info.id.value).length;
  // The one that is missed least.
  const framework = frameworks.sort((a, b) => count(a) - count(b))[0]!.framework_info;
  const change = await Change.open(page, "teardown", { framework: framework.id.value });
  await change.compare();
  await change.confirm("another name");
  await expect(page.getByRole("button", { name: `Tear ${framework.name} down` })).toHaveAttribute("aria-disabled", "true");
  await page.getByLabel(/^Type the framework's name/).fill(framework.name);
  await change.send(`Tear ${framework.name} down`);
  await change.ended("applied");
  expect((await of()).map(({ framework_info }) => framework_info.id.value)).not.toContain(framework.id.value);

  await open(page, `/frameworks/${framework.id.value}`);
  await page.getByRole("button", { name: "Actions on this framework" }).click();
  await expect(page.getByRole("link", { name: /^Tear down… the framework has ended already/ })).toHaveAttribute("aria-disabled", "true");
  await machines?.workload();
});

test("a form is filled in and sent by the keyboard alone", async ({ page, cluster }) => {
  const [agent] = await active(cluster);
  const change = await Change.open(page, "deactivate", { agent: id(agent!) });
  const press = async (name: string) => {
    const button = page.getByRole("button", { name, exact: true });
    for (let steps = 0; steps < 40 && !(await button.evaluate((element) => element === document.activeElement)); steps++) {
      await page.keyboard.press("Tab");
    }
    await expect(button).toBeFocused();
    await expect(button).toBeEnabled();
    await page.keyboard.press("Enter");
  };
  await press("Compare");
  // The focus is where the content has changed.
  await expect(change.stage("Compare")).toBeFocused();
  await press("Confirm");
  await press(`Deactivate ${host(agent!)}`);
  await change.ended("applied");
  expect((await now(cluster, id(agent!))).deactivated).toBe(true);
  await bringBack(cluster, id(agent!));
});
