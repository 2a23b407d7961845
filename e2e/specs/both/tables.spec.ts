import { expect, test } from "../../console/test.ts";
import { column, filter, filtered, filterOf, grid, header, open, row, rowCount, rows } from "../../console/screen.ts";

test("a table sorts by any column, in the page and in its address", async ({ page }) => {
  await open(page, "/agents");
  const table = grid(page, "Agents");
  const cpus = header(table, "CPUs");
  await cpus.getByRole("button").click();
  await expect(cpus).toHaveAttribute("aria-sort", /ascending|descending/);
  const first = await cpus.getAttribute("aria-sort");
  await cpus.getByRole("button").click();
  await expect(cpus).toHaveAttribute("aria-sort", first === "ascending" ? "descending" : "ascending");
  await expect(page).toHaveURL(/[?&]sort=-?cpus/);

  await header(table, "Host").getByRole("button").click();
  await expect(cpus).not.toHaveAttribute("aria-sort", /ascending|descending/);
  const hosts = await column(table, "Host");
  expect(hosts).toEqual([...hosts].sort((a, b) => a.localeCompare(b, "en", { numeric: true })));
});

test("a filter leaves the rows that pass it, and says how many", async ({ page, cluster }) => {
  await open(page, "/agents");
  const table = grid(page, "Agents");
  const all = (await cluster.agents()).length;
  await expect.poll(() => rowCount(table)).toBeGreaterThanOrEqual(all);

  const id = (await cluster.agents())[0]!.agent_info.id.value as string;
  await filter(page, "Agents").fill(`id=${id}`);
  await expect(table).toHaveAttribute("aria-rowcount", "1");
  await expect(rows(table)).toHaveCount(1);
  await expect(page).toHaveURL((url) => filterOf(url) === `id=${id}`);

  await filter(page, "Agents").fill("no-agent-is-called-so");
  await expect(table).toHaveAttribute("aria-rowcount", "0");
  await expect(page.getByRole("main")).toContainText(/no agents?/i);

  await filter(page, "Agents").fill("");
  await expect.poll(() => rowCount(table)).toBeGreaterThanOrEqual(all);
});

test("a filter that is not understood says so and loses nothing", async ({ page }) => {
  await open(page, "/tasks");
  await filter(page, "Tasks").fill("colour:red");
  await expect(page.getByRole("main")).toContainText("There is no column “colour” here.");
});

test("a view is its address", async ({ page, context, cluster }) => {
  const running = (await cluster.tasksByState()).TASK_RUNNING ?? 0;
  expect(running, "the cluster has something to filter").toBeGreaterThan(0);
  await open(page, `${filtered("Tasks", "state=TASK_RUNNING")}&sort=-name&columns=name,state`);
  const table = grid(page, "Tasks");
  await expect(filter(page, "Tasks")).toHaveValue("state=TASK_RUNNING");
  await expect(header(table, "Name")).toHaveAttribute("aria-sort", "descending");
  await expect(table.getByRole("columnheader")).toHaveText([/Name/, /State/]);
  await expect(row(table, 1)).toBeVisible();
  for (const state of await column(table, "State")) expect(state).toMatch(/running/i);

  const other = await context.newPage();
  await other.goto(page.url());
  await expect(grid(other, "Tasks").getByRole("columnheader")).toHaveText([/Name/, /State/]);
});

test("columns are chosen", async ({ page }) => {
  await open(page, "/tasks");
  const table = grid(page, "Tasks");
  await expect(header(table, "User")).toHaveCount(0);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "User", exact: true }).check();
  await page.keyboard.press("Escape");
  await expect(header(table, "User")).toBeVisible();
  await expect(page).toHaveURL(/[?&]columns=[^&]*user/);
});

test("a table keeps few rows in the page and brings others as one scrolls", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 400 });
  await open(page, "/tasks");
  const table = grid(page, "Tasks");
  const total = await rowCount(table);
  const last = () => rows(table).evaluateAll((all) => Math.max(...all.map((row) => Number(row.getAttribute("aria-rowindex")))));
  expect(await rows(table).count()).toBeLessThanOrEqual(Math.min(total, 60));
  if (total <= 20) return;
  const before = await last();
  await row(table, 1).hover();
  await page.mouse.wheel(0, 1_000_000);
  await expect.poll(last).toBeGreaterThan(before);
});

test("a row tells on hover what its cells have no room for, and only while the pointer is over it", async ({ page, cluster }) => {
  await open(page, "/tasks?columns=id,state,updated&sort=id&filter=state%3Arunning");
  const table = grid(page, "Tasks");
  const ids = (await cluster.tasks()).map(({ task_id }) => task_id.value);
  const titles = (place: number) => row(table, place).getByRole("gridcell").evaluateAll((cells) => cells.map((cell) => cell.getAttribute("title")));
  expect(await titles(1)).toEqual([null, null, null]);
  await row(table, 1).hover();
  const [id, state, updated] = await titles(1);
  expect(ids).toContain(id);
  expect(state).toMatch(/^TASK_[A-Z]+$/);
  expect(updated).toMatch(/\d{4}/);
  await filter(page, "Tasks").hover();
  expect(await titles(1)).toEqual([null, null, null]);
});
