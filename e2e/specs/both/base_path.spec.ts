import { Console } from "../../console/console.ts";
import { grid, nav, open, row } from "../../console/screen.ts";
import { expect, test } from "../../console/test.ts";

test.describe("under a base path", () => {
  let below: Console;

  test.beforeAll(async ({ console }) => {
    below = await Console.serve(console.cluster.master, ["--base-path", "/ops/mesos"]);
  });

  test.afterAll(() => below?.stop());

  test("every page and every link is below it", async ({ page }) => {
    const outside: string[] = [];
    page.on("request", (request) => {
      if (!new URL(request.url()).pathname.startsWith("/ops/mesos/")) outside.push(request.url());
    });
    await open(page, below.url);
    await nav(page).getByRole("link", { name: /^Agents/ }).click();
    await expect(page).toHaveURL((url) => url.pathname === "/ops/mesos/agents");
    await row(grid(page, "Agents"), 1).getByRole("link").first().click();
    await expect(page).toHaveURL((url) => url.pathname.startsWith("/ops/mesos/agents/"));
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    expect(outside).toEqual([]);
  });
});
