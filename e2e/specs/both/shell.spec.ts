import { expect, test } from "../../console/test.ts";
import { chip, nav, open } from "../../console/screen.ts";

const PLACES = [
  { name: "Overview", path: "/" },
  { name: "Agents", path: "/agents" },
  { name: "Frameworks", path: "/frameworks" },
  { name: "Tasks", path: "/tasks" },
];

test("the navigation leads to every list, and says where one is", async ({ page }) => {
  await open(page, "/");
  for (const { name, path } of [...PLACES.slice(1), PLACES[0]!]) {
    const link = nav(page).getByRole("link", { name: new RegExp(`^${name}`) });
    await link.click();
    await expect(page).toHaveURL((url) => url.pathname === path);
    await expect(link).toHaveAttribute("aria-current", "page");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    await expect(page).toHaveTitle(new RegExp(`${name}.*Mesoscope`));
  }
});

test("the chip says that the picture is live, and since when", async ({ page }) => {
  await open(page, "/");
  await expect(chip(page)).toHaveText(/^live · /);
});

test("an address that is no page says so and leads back", async ({ page }) => {
  await page.goto("no/such/page");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("main")).toContainText(/no page|not found|nothing here/i);
  await expect(page.getByRole("main").getByRole("link").first()).toBeVisible();
});

test("the back button goes back without loading the app again", async ({ page }) => {
  await open(page, "/agents");
  await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
  await nav(page).getByRole("link", { name: /^Tasks/ }).click();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Agents");
  expect(await page.evaluate(() => (globalThis as any).stayed)).toBe(true);
});

test("a page sends nothing elsewhere and is not to be framed, guessed at or kept", async ({ page, console }) => {
  const hosts = new Set<string>();
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  await open(page, "/tasks");
  expect([...hosts]).toEqual([new URL(console.url).host]);

  const headers = (await page.request.get("")).headers();
  expect(headers["content-security-policy"]).not.toContain("unsafe-inline");
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["cache-control"]).toMatch(/no-cache|no-store/);
});
