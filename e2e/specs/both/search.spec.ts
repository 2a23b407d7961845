import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { Agent } from "../../console/agent.ts";
import { open } from "../../console/screen.ts";
import { expect, test } from "../../console/test.ts";

const run = promisify(execFile);

/** Opens the search of everything, and looks for something. */
async function search(page: Page, letters: string) {
  await page.keyboard.press("Control+k");
  const dialog = page.getByRole("dialog", { name: "Search everything" });
  await dialog.getByRole("combobox", { name: "Search everything" }).fill(letters);
  return dialog.getByRole("option");
}

test("Ctrl-K finds an agent by its host, and Enter opens it", async ({ page, cluster, accessible }) => {
  const agent = await Agent.busy(cluster);
  await open(page, "/");
  const options = await search(page, agent.host);
  await expect(options.first()).toContainText("agent");
  await accessible(page);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL((url) => url.pathname.startsWith("/agents/"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(agent.host);
});

test("Ctrl-K finds a task by its id on any page, and a press opens it", async ({ page, cluster }) => {
  const task = (await cluster.tasks()).find((task) => task.state === "TASK_RUNNING")!;
  await open(page, "/masters");
  const options = await search(page, task.task_id.value);
  await options.filter({ hasText: /^task/ }).first().click();
  await expect(page).toHaveURL((url) => decodeURIComponent(url.pathname).endsWith(`/${task.task_id.value}`));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(task.name);
});

test("what is not there is not found, and Esc puts the search away", async ({ page }) => {
  await open(page, "/tasks");
  const options = await search(page, "nothing-is-called-so");
  await expect(page.getByRole("dialog")).toContainText("Nothing that you may see is called so.");
  await expect(options).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Search everything" })).toBeHidden();
});

test("a thing's JSON is searched, and its curl line asks Mesos for the same in a shell", async ({ page, cluster }) => {
  const task = (await cluster.tasks()).find((task) => task.state === "TASK_RUNNING")!;
  await open(page, `/tasks/${encodeURIComponent(task.framework_id.value)}/${encodeURIComponent(task.task_id.value)}`);
  const json = page.getByRole("region", { name: "JSON" });
  await json.getByText("Everything Mesos says of it").click();
  await json.getByRole("searchbox", { name: "Find in the JSON" }).fill("framework_id.value");
  await expect(json.getByRole("status").filter({ hasText: "1 line" })).toBeVisible();
  await expect(json).toContainText(task.framework_id.value);

  const line = await json.getByRole("code").filter({ hasText: "curl " }).innerText();
  const { stdout } = await run("sh", ["-c", line], { maxBuffer: 64 << 20 });
  const answered = JSON.parse(stdout);
  expect(answered.task_id).toEqual(task.task_id);
  expect(answered.framework_id).toEqual(task.framework_id);
  expect(answered.resources).toEqual(task.resources);
});
