import { make, openLink, badge } from "../../console/boards.ts";
import { Caller } from "../../console/caller.ts";
import { Console } from "../../console/console.ts";
import { byUsers, expect, openAs, test as base } from "../../console/guarded.ts";
import { ADA, OTTO } from "../../console/people.ts";
import { ReverseProxy } from "../../console/reverse_proxy.ts";
import { chip } from "../../console/screen.ts";

/** Two consoles of one cluster that share a key, a users file and a register of dashboards, and nothing else. */
const test = base.extend<{ other: Console }>({
  settings: async ({ folder }, use) =>
    use(
      byUsers(folder, {
        "session-key-file": folder.path("session.key"),
        "session-key-create": true,
        dashboards: { "without-login": true, "register-file": folder.path("boards.json") },
      }),
    ),
  other: async ({ own, folder, settings }, use) => {
    const config = await folder.configuration({ ...settings, master: [own.cluster.master] }, "other.toml");
    const other = await Console.serve(own.cluster.master, ["--config", config]);
    await other.ready();
    await use(other);
    await other.stop();
  },
});

test.describe.configure({ timeout: 90_000 });

test("a session is good for both, and a page goes on when its replica is gone", async ({ page, own, other }) => {
  const front = await ReverseProxy.start(own.url);
  try {
    await page.goto(front.url);
    await page.getByLabel("Name", { exact: true }).fill(ADA.name);
    await page.getByLabel("Password", { exact: true }).fill("the password of ada");
    await page.keyboard.press("Enter");
    await expect(chip(page)).toContainText("live");
    await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
    const cookies = await page.context().cookies();
    expect(await Caller.with(other.url, cookies).session()).toMatchObject({ user: ADA.name, role: "admin" });
    front.to = new URL(other.url);
    front.cut();
    await expect(chip(page)).toContainText("live", { timeout: 40_000 });
    expect(await page.evaluate(() => (globalThis as any).stayed), "nobody had to log in, nothing was loaded anew").toBe(true);
  } finally {
    await front.stop();
  }
});

test("a restart ends no session", async ({ page, own, folder, settings }) => {
  await openAs(page, OTTO.name);
  const cookies = await page.context().cookies();
  const again = await Console.serve(own.cluster.master, ["--config", await folder.configuration(settings, "again.toml")]);
  try {
    expect((await Caller.with(again.url, cookies).session()).user).toBe(OTTO.name);
  } finally {
    await again.stop();
  }
});

test("a link opens at both, and is revoked at both", async ({ browser, own, other }) => {
  const { id, link } = await make(await Caller.logIn(own.url, OTTO.name), { pages: ["/agents"] });
  const wall = await openLink(browser, other.url, link);
  await expect(badge(wall)).toContainText(/live/i);
  const ada = await Caller.logIn(own.url, ADA.name);
  expect((await ada.post(`api/dashboards/${id}/revoke`, {})).status).toBe(204);
  await expect(wall.getByRole("main")).toContainText("was revoked", { timeout: 15_000 });
  await wall.context().close();
});
