import type { Json } from "../../console/cluster.ts";
import { open } from "../../console/screen.ts";
import { expect, test } from "../../console/test.ts";

const words = (name: string, prefix: string) => name.replace(prefix, "").toLowerCase().replaceAll("_", " ");

const pathOf = ({ framework_id, task_id }: Json) =>
  `/tasks/${encodeURIComponent(framework_id.value)}/${encodeURIComponent(task_id.value)}`;

for (const state of ["TASK_RUNNING", "TASK_FINISHED", "TASK_FAILED"]) {
  test(`a task that is ${words(state, "TASK_")} tells every status with its reason`, async ({ page, cluster }) => {
    const find = async () => (await cluster.tasks()).filter((task) => task.state === state).at(-1);
    await expect.poll(find, { message: `there is a task in ${state}`, timeout: 25_000 }).toBeTruthy();
    const task = (await find())!;
    await open(page, pathOf(task));
    const moments = page.getByRole("list", { name: "Statuses, oldest first" }).getByRole("listitem");
    // A running one may get another status meanwhile; Mesos keeps one of each state.
    const statuses: Json[] = task.statuses;
    await expect(moments).toHaveCount(statuses.length);
    for (const [at, status] of statuses.entries()) {
      const moment = moments.nth(at);
      await expect(moment).toContainText(words(status.state, "TASK_"));
      const reason = words(status.reason ?? "", "REASON_");
      const message = (status.message ?? "").trim().replace(/\.+$/, "");
      await expect(moment).toContainText(message.toLowerCase() === reason ? message : reason);
      await expect(moment).toContainText(message);
      if (status.source) await expect(moment).toContainText(`said by the ${words(status.source, "SOURCE_")}`);
    }
  });
}

test("a task's resources are those that the master lists", async ({ page, cluster }) => {
  const task = (await cluster.tasks()).find((task) => task.state === "TASK_RUNNING" && task.resources?.length > 0)!;
  await open(page, pathOf(task));
  const table = page.getByRole("group", { name: "Resources of the task" });
  const names = new Set<string>(task.resources.map(({ name }: Json) => name));
  for (const name of names) await expect(table.getByRole("rowheader", { name, exact: true }).first()).toBeVisible();
  const cpus = task.resources.filter(({ name }: Json) => name === "cpus").map(({ scalar }: Json) => `${scalar.value}`);
  for (const value of cpus) await expect(table.getByRole("cell", { name: value, exact: true }).first()).toBeVisible();
});

test("a framework's page tells what it is and counts its tasks as the master does", async ({ page, cluster }) => {
  const framework = (await cluster.frameworks()).find(({ active, connected }) => active && connected)!;
  const { id, name, principal, failover_timeout, roles } = framework.framework_info;
  await open(page, `/frameworks/${encodeURIComponent(id.value)}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  const facts = page.getByRole("region", { name: "Framework", exact: true });
  await expect(facts).toContainText(id.value);
  if (principal) await expect(facts).toContainText(principal);
  await expect(facts).toContainText(failover_timeout ? "for which its tasks run on without it" : "none: its tasks are killed");
  for (const role of roles) await expect(facts.getByRole("link", { name: role, exact: true })).toBeVisible();
  const active = page.getByRole("list", { name: "Active" }).getByRole("link", { name: / running$/ });
  await expect
    .poll(async () => {
      const running = (await cluster.tasks()).filter((task) => task.state === "TASK_RUNNING" && task.framework_id.value === id.value);
      const shown = (await active.count()) > 0 ? Number((await active.innerText()).split(" ")[0]!.replaceAll(",", "")) : 0;
      return shown === running.length ? "agreed" : `${shown} shown, the master has ${running.length}`;
    })
    .toBe("agreed");
});
