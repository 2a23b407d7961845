import type { Page } from "@playwright/test";
import { Caller } from "../../console/caller.ts";
import type { Cluster, Json } from "../../console/cluster.ts";
import { expect, openAs, test } from "../../console/guarded.ts";
import { ADA, BEA } from "../../console/people.ts";
import { chip, follow, grid, type List, targets } from "../../console/screen.ts";

test.describe.configure({ timeout: 120_000 });

/** As many rows of a table as there can be in the page. */
const TALL = { width: 1440, height: 8000 };

/** The roles that bind, with those below. */
const isTheirs = (role?: string) => BEA.bind!.some((above) => role === above || role?.startsWith(`${above}/`));

/** The role that a task or an executor uses resources of. */
const roleOf = ({ resources }: Json): string | undefined =>
  (resources as Json[] | undefined)?.map((resource) => resource.allocation_info?.role ?? resource.reservations?.at(-1)?.role).find((role) => role);

const escape = encodeURIComponent;

/** Where each row of a list would lead, by the master's own answers. */
const TRUTH: [list: List, of: (cluster: Cluster) => Promise<string[]>][] = [
  ["Tasks", async (cluster) => (await cluster.tasks()).filter((task) => task.state === "TASK_RUNNING" && isTheirs(roleOf(task))).map((task) => `/tasks/${escape(task.framework_id.value)}/${escape(task.task_id.value)}`)],
  ["Frameworks", async (cluster) => (await theirFrameworks(cluster)).map(({ framework_info }) => `/frameworks/${escape(framework_info.id.value)}`)],
  ["Roles", async (cluster) => ((await cluster.call("GET_ROLES")).get_roles.roles as Json[]).map(({ name }) => name as string).filter(isTheirs).map((name) => `/roles/${escape(name)}`)],
];

async function theirFrameworks(cluster: Cluster): Promise<Json[]> {
  return (await cluster.frameworks()).filter(({ framework_info }) => (framework_info.roles ?? []).some(isTheirs));
}

/** What others have and nobody who is bound may hear of: ids of frameworks and tasks, names of roles. */
async function others(cluster: Cluster): Promise<string[]> {
  const frameworks = (await cluster.frameworks()).filter(({ framework_info }) => !(framework_info.roles ?? []).some(isTheirs));
  const tasks = (await cluster.tasks()).filter((task) => !isTheirs(roleOf(task)));
  const roles = ((await cluster.call("GET_ROLES")).get_roles.roles as Json[]).map(({ name }) => name as string);
  return [
    ...frameworks.map(({ framework_info }) => framework_info.id.value),
    ...tasks.map((task) => task.task_id.value),
    ...roles.filter((name) => name.includes("/") && !isTheirs(name)),
  ];
}

/** Everything that comes to the browser: answers, and what sockets bring. Answers are read on their way: the browser itself keeps none that came as a stream. */
async function arrivals(page: Page): Promise<string[]> {
  const all: string[] = [];
  const text = (payload: string | Buffer) => (typeof payload === "string" ? payload : payload.toString("latin1"));
  page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => all.push(text(payload))));
  await page.route("**/api/**", async (route) => {
    try {
      const response = await route.fetch();
      const body = await response.body();
      all.push(text(body));
      await route.fulfill({ response, body });
    } catch {
      // The page that asked has been left.
      await route.abort().catch(() => {});
    }
  });
  return all;
}

for (const [list, truth] of TRUTH) {
  test(`${list}: the rows are those of their roles, as the master has them`, async ({ page, cluster }) => {
    await page.setViewportSize(TALL);
    await openAs(page, BEA.name, `/${list.toLowerCase()}${list === "Tasks" ? "?filter=state%3Arunning" : ""}`);
    const shown = async () => {
      const [rows, wanted] = [await targets(grid(page, list)), await truth(cluster)];
      const missing = wanted.filter((href) => !rows.some((row) => row.endsWith(href)));
      // Of a role above, the name alone may be there.
      const more = rows.filter((row) => !wanted.some((href) => row.endsWith(href)));
      return { missing, more };
    };
    expect((await truth(cluster)).length).toBeGreaterThan(1);
    await expect.poll(shown).toEqual({ missing: [], more: [] });
  });
}

test("nothing of others comes to the browser on any page, live or asked for", async ({ page, own, cluster }) => {
  test.slow();
  await page.setViewportSize(TALL);
  await openAs(page, BEA.name);
  const arrived = await arrivals(page);
  await page.reload();
  await expect(chip(page)).toContainText("live");
  const [framework] = await theirFrameworks(cluster);
  const task = (await cluster.tasks()).find((task) => isTheirs(roleOf(task)))!;
  const agent = (await cluster.agents()).find(({ agent_info }) => agent_info.id.value === task.agent_id.value)!.agent_info;
  const lists = ["Agents", "Frameworks", "Tasks", "Executors", "Roles", "Quota", "Reservations", "Volumes", "Offers", "Operations", "Maintenance", "Masters", "Changes", "Events"];
  const pages = [
    ["/", "Overview"],
    ["/agents/map", "Agent map"],
    ...lists.map((list) => [`/${list.toLowerCase()}`, list]),
    [`/frameworks/${escape(framework!.framework_info.id.value)}`, framework!.framework_info.name],
    ...["", "?tab=tasks"].map((tab) => [`/agents/${escape(task.agent_id.value)}${tab}`, agent.hostname]),
  ];
  for (const [path, title] of pages) {
    await follow(page, own.url, path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(page.getByRole("main").getByRole("status").filter({ hasText: /^Loading / })).toHaveCount(0);
    const html = await page.content();
    for (const name of await others(cluster)) expect(html.includes(name), `${name} is on ${path}`).toBe(false);
  }
  const names = await others(cluster);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  expect(arrived.length).toBeGreaterThan(pages.length);
  expect(arrived.some((text) => text.includes(task.task_id.value)), "their own things do come").toBe(true);
  for (const name of names) expect(arrived.some((text) => text.includes(name)), `${name} came to the browser`).toBe(false);
});

test("an agent's figures are their own share of it", async ({ own, cluster }) => {
  const bea = await Caller.logIn(own.url, BEA.name);
  const shares = async () => {
    const tasks = (await cluster.tasks()).filter((task) => task.state === "TASK_RUNNING" && isTheirs(roleOf(task)));
    const ids = [...new Set(tasks.map((task) => task.agent_id.value as string))].sort();
    const answer = await bea.post("api/agents/details", { ids });
    const text = await answer.text();
    for (const role of ["storage/", "ops/", "analytics/", "ml/"]) expect(text).not.toContain(`"${role}`);
    return { status: answer.status, told: (JSON.parse(text).agents as Json[]).length, wanted: ids.length };
  };
  const { status, told, wanted } = await shares();
  expect({ status, told }).toEqual({ status: 200, told: wanted });
});

test("details, files and events of others are refused as if they were not there", async ({ own, cluster }) => {
  const bea = await Caller.logIn(own.url, BEA.name);
  const ada = await Caller.logIn(own.url, ADA.name);
  const running = (await cluster.tasks()).filter((task) => task.state === "TASK_RUNNING" && !task.executor_id);
  const mine = running.find((task) => isTheirs(roleOf(task)))!;
  const another = running.find((task) => !isTheirs(roleOf(task)))!;
  const sandbox = (task: Json) => `/frameworks/${task.framework_id.value}/executors/${task.task_id.value}/runs/latest`;
  const doors = (task: Json) => [
    `api/tasks/${escape(task.framework_id.value)}/${escape(task.task_id.value)}`,
    `api/frameworks/${escape(task.framework_id.value)}`,
    `api/agents/${task.agent_id.value}/files/list?path=${escape(sandbox(task))}`,
    `api/agents/${task.agent_id.value}/files?path=${escape(`${sandbox(task)}/stdout`)}`,
    `api/agents/${task.agent_id.value}/files/search?path=${escape(`${sandbox(task)}/stdout`)}&text=a`,
  ];
  for (const door of doors(another)) {
    expect((await ada.get(door)).status, `an admin, ${door}`).toBe(200);
    const answer = await bea.get(door);
    expect([403, 404], door).toContain(answer.status);
    expect(await answer.text()).not.toContain(roleOf(another));
  }
  for (const door of doors(mine)) expect((await bea.get(door)).status, door).toBe(200);
  // Around by the agent's own ways to say a path.
  for (const path of [`${sandbox(mine)}/../../../../..${sandbox(another)}/stdout`, `/slave(1)/log`, "/"]) {
    const answer = await bea.get(`api/agents/${another.agent_id.value}/files/list?path=${escape(path)}`);
    expect(answer.ok && JSON.stringify(await answer.json()).includes(another.framework_id.value), path).toBe(false);
  }
  for (const door of ["api/master/readings/GET_STATE", "api/master/readings/GET_TASKS", "api/master/files/list?path=/", "api/audit", "metrics"]) {
    expect((await bea.get(door)).status, door).toBe(403);
  }
  for (const type of ["GET_STATE", "GET_TASKS", "GET_FRAMEWORKS"]) expect((await bea.post("api/master", { type })).status, type).toBe(403);
  const events = await (await bea.get("api/events")).text();
  for (const name of await others(cluster)) expect(events.includes(name), `${name} is in the events`).toBe(false);
});

test("the search of everything finds theirs and nobody else's", async ({ page, cluster }) => {
  await openAs(page, BEA.name);
  const running = (await cluster.tasks()).filter((task) => task.state === "TASK_RUNNING");
  const search = async (letters: string) => {
    await page.keyboard.press("Control+k");
    const dialog = page.getByRole("dialog", { name: "Search everything" });
    await dialog.getByRole("combobox").fill(letters);
    return dialog;
  };
  const mine = running.find((task) => isTheirs(roleOf(task)))!;
  const dialog = await search(mine.task_id.value);
  await expect(dialog.getByRole("option").first()).toContainText("task");
  await page.keyboard.press("Escape");
  const another = running.find((task) => !isTheirs(roleOf(task)))!;
  await expect(await search(another.task_id.value)).toContainText("Nothing that you may see is called so.");
});

test("they change what is theirs and nothing else", async ({ own, cluster }) => {
  const bea = await Caller.logIn(own.url, BEA.name);
  const agent = (await cluster.agents()).find(({ active }) => active)!.agent_info.id;
  const reserve = (role: string): Json => ({
    type: "RESERVE_RESOURCES",
    reserve_resources: { agent_id: agent, resources: [{ name: "cpus", type: "SCALAR", scalar: { value: 0.1 }, reservations: [{ type: "DYNAMIC", role }] }] },
  });
  const reserved = async (role: string) => JSON.stringify(await cluster.agents()).includes(`"role":"${role}"`);
  for (const call of [reserve("ops/spec-bound"), { type: "DRAIN_AGENT", drain_agent: { agent_id: agent } }, { type: "UPDATE_WEIGHTS", update_weights: { weight_infos: [{ role: "eng", weight: 2 }] } }]) {
    const answer = await bea.post("api/changes", { steps: [{ agent_id: null, call }] });
    expect(answer.status, call.type).toBe(403);
    expect((await answer.json()).error).toContain("bound to the role eng");
  }
  expect((await bea.post("api/changes", { steps: [{ agent_id: null, call: reserve("eng/spec-bound") }] })).ok).toBe(true);
  await expect.poll(() => reserved("eng/spec-bound")).toBe(true);
  expect(await reserved("ops/spec-bound")).toBe(false);
});
