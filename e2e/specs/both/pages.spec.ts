import { expect, test } from "../../console/test.ts";
import { grid, open, row } from "../../console/screen.ts";

for (const list of ["Agents", "Frameworks", "Tasks"] as const) {
  test(`a row of ${list} leads to a page of its own`, async ({ page, accessible }) => {
    await open(page, `/${list.toLowerCase()}`);
    await row(grid(page, list), 1).getByRole("link").first().click();
    await expect(page).toHaveURL((url) => url.pathname.startsWith(`/${list.toLowerCase()}/`));
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await accessible(page);

    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(page.getByRole("main")).not.toContainText(/not found/i);
  });
}

test("a task's page tells what the master knows of it", async ({ page, cluster }) => {
  const task = (await cluster.tasks()).find((task) => task.state === "TASK_RUNNING");
  const { task_id, framework_id, agent_id, name } = task!;
  await open(page, `/tasks/${encodeURIComponent(framework_id.value)}/${encodeURIComponent(task_id.value)}`);
  const main = page.getByRole("main");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
  await expect(main).toContainText("TASK_RUNNING");
  await expect(main.locator(`a[href$="/agents/${encodeURIComponent(agent_id.value)}"]`).first()).toBeVisible();
  await expect(main.locator(`a[href$="/frameworks/${encodeURIComponent(framework_id.value)}"]`).first()).toBeVisible();
});

test("an agent's page tells what the master knows of it", async ({ page, cluster }) => {
  const { agent_info, version } = (await cluster.agents())[0]!;
  await open(page, `/agents/${encodeURIComponent(agent_info.id.value)}`);
  const main = page.getByRole("main");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(agent_info.hostname);
  await expect(main).toContainText(version);
});

test("a framework's page tells what the master knows of it", async ({ page, cluster }) => {
  const { framework_info } = (await cluster.frameworks())[0]!;
  await open(page, `/frameworks/${encodeURIComponent(framework_info.id.value)}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(framework_info.name);
  for (const role of framework_info.roles ?? []) await expect(page.getByRole("main")).toContainText(role);
});

test("pages of things that do not exist say so", async ({ page }) => {
  for (const path of ["/agents/none", "/frameworks/none", "/tasks/none/none"]) {
    await open(page, path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(page.getByRole("main")).toContainText(/no such|not know|not found|does not/i);
  }
});
