import { Caller } from "../../console/caller.ts";
import type { Json } from "../../console/cluster.ts";
import { Console } from "../../console/console.ts";
import { Folder } from "../../console/folder.ts";
import { byUsers, Login, logOut } from "../../console/guarded.ts";
import { add } from "../../console/people.ts";
import { chip, grid, targets } from "../../console/screen.ts";
import { expect, test as base } from "../../console/test.ts";

/** A console that asks who comes, for the worker's cluster. One of the users is bound to the roles of one framework. */
const test = base.extend<{ folder: Folder; roles: string[]; own: Console }>({
  folder: async ({}, use) => {
    const folder = await Folder.make();
    await use(folder);
    await folder.remove();
  },
  roles: async ({ cluster }, use) => {
    // The roles of the framework that has most to show.
    const running = (await cluster.tasks()).filter(({ state }) => state === "TASK_RUNNING");
    const frameworks = (await cluster.frameworks()).filter(({ active, connected }) => active && connected);
    const all = frameworks.map(({ framework_info: { id, roles } }) => ({
      roles: roles as string[],
      tasks: running.filter(({ framework_id }) => framework_id.value === id.value).length,
    }));
    await use(all.sort((a, b) => b.tasks - a.tasks)[0]!.roles);
  },
  own: async ({ cluster, folder, roles }, use) => {
    await add(folder, { name: "vera", role: "viewer" });
    await add(folder, { name: "bea", role: "operator", bind: roles });
    const own = await Console.serve(cluster.master, ["--config", await folder.configuration(byUsers(folder))]);
    await own.ready();
    await use(own);
    await own.stop();
  },
  baseURL: async ({ own }, use) => use(own.url),
});

test.describe.configure({ timeout: 90_000 });

const roleOf = ({ resources }: Json): string | undefined =>
  (resources as Json[] | undefined)?.map((resource) => resource.allocation_info?.role ?? resource.reservations?.at(-1)?.role).find((role) => role);

test("who is bound sees the tasks of those roles, as the master has them", async ({ page, cluster, roles }) => {
  await page.setViewportSize({ width: 1440, height: 8000 });
  await page.goto("tasks?filter=state%3Arunning");
  await new Login(page).as("bea");
  await expect(chip(page)).toContainText("live");
  const isTheirs = (role?: string) => roles.some((above) => role === above || role?.startsWith(`${above}/`));
  const apart = async () => {
    const shown = await targets(grid(page, "Tasks"));
    const tasks = (await cluster.tasks()).filter((task) => task.state === "TASK_RUNNING" && isTheirs(roleOf(task)));
    const wanted = tasks.map((task) => `/tasks/${encodeURIComponent(task.framework_id.value)}/${encodeURIComponent(task.task_id.value)}`);
    return { missing: wanted.filter((href) => !shown.includes(href)), more: shown.filter((href) => !wanted.includes(href)) };
  };
  await expect.poll(apart, { timeout: 20_000 }).toEqual({ missing: [], more: [] });
  expect(await targets(grid(page, "Tasks"))).not.toEqual([]);
});

test("a viewer reads files and changes nothing", async ({ own, cluster, folder }) => {
  const vera = await Caller.logIn(own.url, "vera");
  const agent = (await cluster.agents()).find(({ active, deactivated }) => active && !deactivated)!.agent_info.id;
  expect((await vera.get(`api/agents/${agent.value}/files/list?path=/`)).status).toBeLessThan(500);
  const call = { type: "DEACTIVATE_AGENT", deactivate_agent: { agent_id: agent } };
  expect((await vera.post("api/master", call)).status).toBe(403);
  expect((await vera.post("api/changes", { steps: [{ agent_id: null, call }] })).status).toBe(403);
  const now = (await cluster.agents()).find(({ agent_info }) => agent_info.id.value === agent.value)!;
  expect(now.deactivated ?? false).toBe(false);
  const lines = (await folder.audit()).filter(({ call, decision }) => call === "DEACTIVATE_AGENT" && decision === "refused");
  expect(lines.map(({ user }) => user)).toEqual(["vera", "vera"]);
});

test("a logout is at once, for the page and for whoever has its cookie", async ({ page, own }) => {
  await page.goto("agents");
  await new Login(page).as("vera");
  await expect(chip(page)).toContainText("live");
  const stolen = Caller.with(own.url, await page.context().cookies());
  expect((await stolen.get("api/events")).status).toBe(200);
  await logOut(page);
  await expect(new Login(page).heading).toBeVisible();
  expect((await stolen.get("api/events")).status).toBe(401);
});
