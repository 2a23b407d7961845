import { Console } from "../../console/console.ts";
import { chip, grid, rowCount } from "../../console/screen.ts";
import { expect, test } from "../../console/test.ts";

const PAGES = ["", "agents", "frameworks", "tasks"];

for (const scenario of ["unhealthy", "empty", "large"]) {
  test(`every list of the scenario ${scenario} is shown`, async ({ page, accessible }) => {
    test.setTimeout(240_000);
    const console = await Console.demo(scenario);
    try {
      await console.ready();
      for (const path of PAGES) {
        await page.goto(console.url + path);
        await expect(chip(page)).toContainText("live", { timeout: 30_000 });
        await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
        await accessible(page);
        expect(await page.locator("*").count(), `elements of /${path}`).toBeLessThanOrEqual(2_000);
      }
    } finally {
      await console.stop();
    }
  });
}

test("100,000 running tasks are sorted and filtered", async ({ page }) => {
  test.setTimeout(240_000);
  const console = await Console.demo("large");
  try {
    await console.ready();
    await page.goto(`${console.url}tasks?filter=state=TASK_RUNNING&sort=-cpus`);
    const table = grid(page, "Tasks");
    const { cluster } = console;
    // Of so many tasks the list takes the master and this program most of a minute where others are at work too.
    const running = async () => (await cluster.metric("master/tasks_running")) ?? 0;
    await expect.poll(async () => Math.abs((await rowCount(table)) - (await running())), { timeout: 40_000 }).toBeLessThan(1_000);
    expect(await rowCount(table)).toBeGreaterThan(90_000);
  } finally {
    await console.stop();
  }
});
