import type { Page } from "@playwright/test";
import { Caller } from "../../console/caller.ts";
import { Console } from "../../console/console.ts";
import { account, expect, logOut, Login, test as base } from "../../console/guarded.ts";
import { LoginProvider } from "../../console/login_provider.ts";
import { freePort } from "../../console/ports.ts";
import { chip, filter } from "../../console/screen.ts";

/** The console's address is known before it runs: the provider has to be told. */
const test = base.extend<{ provider: LoginProvider; port: number; base: string }>({
  people: [],
  base: ["/", { option: true }],
  port: async ({}, use) => use(await freePort()),
  provider: async ({ port, base }, use) => {
    const accounts = { ada: ["staff", "sre"], otto: ["ops"], bea: ["eng"], eve: ["sales"] };
    const provider = await LoginProvider.start(`http://127.0.0.1:${port}${base}`, accounts);
    await use(provider);
    await provider.stop();
  },
  own: async ({ folder, provider, port, base }, use) => {
    const config = await folder.configuration({
      listen: `127.0.0.1:${port}`,
      "base-path": base,
      access: {
        ways: ["oidc"],
        "public-url": `http://127.0.0.1:${port}${base}`,
        map: [
          { group: "sre", role: "admin" },
          { group: "ops", role: "operator" },
          { group: "eng", role: "viewer", bind: ["eng"] },
        ],
        oidc: provider.settings(await folder.write("client-secret", `${provider.secret}\n`)),
      },
      audit: { file: folder.path("audit.jsonl") },
    });
    const own = await Console.configured("small", config);
    await own.ready();
    await use(own);
    await own.stop();
  },
});

test.describe.configure({ timeout: 90_000 });

const begin = (page: Page) => page.getByRole("main").getByRole("link", { name: /^Log in with 127\.0\.0\.1/ });

test("the provider says who it is, and the page that was wanted is opened with its query", async ({ page, own, provider, folder, accessible }) => {
  await page.goto("tasks?filter=state%3Arunning&sort=name");
  await expect(new Login(page).heading).toBeVisible();
  await accessible(page);
  await begin(page).click();
  await provider.logIn(page, "ada");
  await expect(chip(page)).toContainText("live");
  await expect(page).toHaveURL(`${own.url}tasks?filter=state%3Arunning&sort=name`);
  await expect(filter(page, "Tasks")).toHaveValue("state:running");
  const menu = await account(page);
  for (const word of ["ada", "admin"]) await expect(menu).toContainText(word);
  const session = await Caller.with(own.url, await page.context().cookies()).session();
  expect(session).toMatchObject({ user: "ada", role: "admin", way: "oidc", bound: null });
  await expect.poll(async () => (await folder.audit()).filter(({ call }) => call === "login").map(({ user, way }) => [user, way])).toContainEqual(["ada", "oidc"]);
});

test("groups bind as the configuration says", async ({ page, own, provider }) => {
  await page.goto("frameworks");
  await begin(page).click();
  await provider.logIn(page, "bea");
  await expect(chip(page)).toContainText("live");
  const session = await Caller.with(own.url, await page.context().cookies()).session();
  expect(session).toMatchObject({ user: "bea", role: "viewer", bound: ["eng"] });
});

test("who is in no group that may is told so, and nobody is logged in", async ({ page, own, provider, accessible }) => {
  await page.goto("agents");
  await begin(page).click();
  await provider.logIn(page, "eve");
  await expect(new Login(page).heading).toBeVisible();
  await expect(new Login(page).trouble).toContainText("eve is in no group that may use this console");
  await accessible(page);
  expect((await Caller.with(own.url, await page.context().cookies()).session()).known).toBe(false);
});

test("who cancels at the provider is told in its words, and may try again", async ({ page, provider }) => {
  await page.goto("agents");
  await begin(page).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(new Login(page).trouble).toContainText("the login was cancelled");
  await begin(page).click();
  await provider.logIn(page, "otto");
  await expect(chip(page)).toContainText("live");
});

test("a logout ends the session here and at the provider", async ({ page, own, provider }) => {
  await page.goto("agents");
  await begin(page).click();
  await provider.logIn(page, "ada");
  await expect(chip(page)).toContainText("live");
  const before = Caller.with(own.url, await page.context().cookies());
  await logOut(page);
  await expect(page).toHaveURL((url) => url.origin === provider.issuer);
  expect((await before.session()).known).toBe(false);
  await page.getByRole("button", { name: "Log out of the provider" }).click();
  await expect(new Login(page).heading).toBeVisible();
  // The provider has forgotten, too: it asks who comes.
  await begin(page).click();
  await expect(page.getByLabel("Who are you?")).toBeVisible();
});

test("an answer of the provider opens nothing in another browser, and not twice", async ({ page, browser, own, provider }) => {
  let callback = "";
  page.on("request", (request) => {
    if (request.url().includes("/api/login/oidc/callback")) callback = request.url();
  });
  await page.goto("agents");
  await begin(page).click();
  await provider.logIn(page, "ada");
  await expect(chip(page)).toContainText("live");
  expect(callback).toContain("code=");
  const other = await browser.newContext();
  for (const [context, who] of [[other, "another browser"], [page.context(), "the same one"]] as const) {
    const again = await context.newPage();
    await context.clearCookies();
    await again.goto(callback);
    await expect(new Login(again).heading, who).toBeVisible();
    expect((await Caller.with(own.url, await context.cookies()).session()).known, who).toBe(false);
  }
  await other.close();
});

test("a provider that is gone is told, and nobody is let in", async ({ page, provider }) => {
  await page.goto("agents");
  await expect(begin(page)).toBeVisible();
  await provider.stop();
  await begin(page).click();
  await expect(new Login(page).trouble).toContainText("the login provider");
});

test.describe("under a base path", () => {
  test.use({ base: "/ops/mesos/" });

  test("a login ends under it", async ({ page, own, provider }) => {
    await page.goto(`${own.url}agents`);
    await begin(page).click();
    await provider.logIn(page, "ada");
    await expect(chip(page)).toContainText("live");
    await expect(page).toHaveURL(`${own.url}agents`);
    const [cookie] = (await page.context().cookies()).filter(({ name }) => name === "mesoscope");
    expect(cookie?.path).toBe("/ops/mesos/");
  });
});
