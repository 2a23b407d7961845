import { Console } from "../../console/console.ts";
import { chip, filter, grid, nav, row, rowCount } from "../../console/screen.ts";
import { type Glance, glances, slowly } from "../../console/slow.ts";
import { expect, test } from "../../console/test.ts";

/** `loading · 64,000 of 201,100 rows` as numbers. */
const progress = ({ chip }: Glance) => {
  const found = /^loading · ([\d,]+) of ([\d,]+) rows$/.exec(chip ?? "");
  return found ? found.slice(1).map((number) => Number(number.replaceAll(",", ""))) : undefined;
};

test("a slow machine behind a bad connection can be used while the cluster is loaded", async ({ page }) => {
  test.setTimeout(180_000);
  const console = await Console.demo("large");
  try {
    await console.ready();
    const seen = await glances(page);
    const hurry = await slowly(page);
    await page.goto(`${console.url}tasks`, { waitUntil: "commit" });
    const table = grid(page, "Tasks");

    // Rows are there to be worked with long before all are.
    await expect.poll(() => rowCount(table), { timeout: 60_000 }).toBeGreaterThan(0);
    await expect(row(table, 1)).toBeVisible();
    await expect(chip(page)).toContainText("loading");
    await filter(page, "Tasks").fill("state:running");
    await expect(page.locator(".tools .count")).toHaveText(/ of [\d,]+ tasks so far$/);
    await table.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
    await expect(page).toHaveURL(/sort=/);
    // Other pages open meanwhile, and come back.
    await nav(page).getByRole("link", { name: "Agents" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Agents");
    await expect.poll(() => rowCount(grid(page, "Agents"))).toBeGreaterThan(0);
    await expect(chip(page)).toContainText("loading");
    const bar = page.getByRole("progressbar", { name: "Loading the cluster" });
    await expect(bar).toHaveJSProperty("max", progress((await seen()).at(-1)!)?.[1]);
    await page.goBack();
    await expect(filter(page, "Tasks")).toHaveValue("state:running");
    await expect(chip(page)).toContainText("loading");

    await hurry();
    await expect(chip(page)).toContainText("live", { timeout: 60_000 });
    await expect(bar).toHaveCount(0);
    await expect(page.locator(".tools .count")).toHaveText(/ of [\d,]+ tasks$/);

    const all = await seen();
    const parts = all.flatMap(({ boot }) => /^Loading the app… (\d+) %$/.exec(boot ?? "")?.slice(1).map(Number) ?? []);
    expect(parts.length, "the boot screen says more than once how far the app is").toBeGreaterThan(2);
    expect(parts).toEqual(parts.toSorted((a, b) => a - b));
    expect(parts.at(-1)).toBeLessThanOrEqual(100);
    const steps = all.flatMap((glance) => [progress(glance) ?? []]).filter((step) => step.length === 2) as [number, number][];
    const [totals, counts] = [new Set(steps.map(([, of]) => of)), steps.map(([rows]) => rows)];
    expect([...totals], "how many rows come is known from the first on").toHaveLength(1);
    expect([...totals][0]).toBeGreaterThan(200_000);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts.length, "it says on and on how far it is").toBeGreaterThan(10);
    const order = ["boot", "first rows", "live"].map((what) =>
      all.findIndex(({ boot, rows, chip }) => (what === "boot" ? boot : what === "live" ? chip?.startsWith("live") : rows > 0)),
    );
    expect(order, "first the boot screen, then rows, then all").toEqual(order.toSorted((a, b) => a - b));
  } finally {
    await console.stop();
  }
});

test("a picture that does not come says why, and comes when it can", async ({ page }) => {
  const seen = await glances(page);
  let broken = true;
  await page.route("**/api/live/snapshot", (route) => (broken ? route.fulfill({ status: 502, body: "no" }) : route.continue()));
  await page.goto("tasks");
  await expect(chip(page)).toContainText("console unreachable");
  await expect(page.locator(".stale-note")).toContainText("The cluster could not be loaded: the console answered 502 Bad Gateway. The console is asked again.");
  // Pages can be walked through meanwhile.
  await nav(page).getByRole("link", { name: "Roles" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Roles");
  broken = false;
  await expect(chip(page)).toContainText("live", { timeout: 30_000 });
  await expect(page.locator(".stale-note")).toHaveCount(0);
  expect((await seen()).map(({ chip }) => chip).some((chip) => chip?.startsWith("console unreachable"))).toBe(true);
});

test.describe("the app does not come", () => {
  test.use({ expectedErrors: [/./] });
  const trouble = (page: import("@playwright/test").Page) => page.getByRole("alert");

  test("because the console refuses its module", async ({ page }) => {
    await page.route("**/*_bg.wasm", (route) => route.fulfill({ status: 503, body: "" }));
    await page.goto("");
    await expect(trouble(page)).toContainText("The app could not be loaded: the console answered 503");
    await expect(page.locator(".boot-progress")).toBeHidden();
  });

  test("because the connection is cut", async ({ page }) => {
    await page.route("**/*_bg.wasm", (route) => route.abort());
    await page.goto("");
    await expect(trouble(page)).toContainText(/A part of the app could not be loaded: .*_bg\.wasm|The app could not start: (TypeError: )?Failed to fetch/);
    await expect(trouble(page)).toContainText("Load the page again");
  });

  test("because nothing of it arrives", async ({ page }) => {
    await page.clock.install();
    await page.route("**/*_bg.wasm", () => {});
    await page.goto("", { waitUntil: "domcontentloaded" });
    await page.clock.runFor("00:15");
    await expect(page.locator(".boot-progress")).toHaveText("Still loading the app. The connection to the console is slow.");
    await page.clock.runFor("00:50");
    await expect(trouble(page)).toContainText("nothing of it has arrived for a minute");
  });

  test("because its module is not one", async ({ page }) => {
    await page.route("**/*_bg.wasm", (route) => route.fulfill({ status: 200, contentType: "application/wasm", body: "<html>" }));
    await page.goto("");
    await expect(trouble(page)).toContainText("The app could not start");
    await expect(trouble(page)).toContainText("Use a current Firefox");
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the page says what it needs", async ({ page }) => {
    await page.goto("");
    const note = page.locator("noscript p");
    await expect(note).toBeVisible();
    await expect(note).toContainText("Mesoscope runs in the browser and needs JavaScript and WebAssembly.");
    await expect(page.locator(".boot-progress")).toBeHidden();
  });
});
