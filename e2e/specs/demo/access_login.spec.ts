import { Caller } from "../../console/caller.ts";
import { account, expect, logOut, Login, openAs, test } from "../../console/guarded.ts";
import { add, ADA, OTTO, passwordOf, remove } from "../../console/people.ts";
import { chip, filter, nav } from "../../console/screen.ts";
import { running, Terminal } from "../../console/terminal.ts";

test.describe.configure({ timeout: 90_000 });

const PAGE = "/tasks?filter=state%3Arunning&sort=name";

test("a page asks who comes, and leads to itself with its query", async ({ page, own }) => {
  await page.goto(PAGE.slice(1));
  const login = new Login(page);
  await expect(login.heading).toBeVisible();
  await expect(page).toHaveTitle(/Log in.*Mesoscope/);
  // Nothing of the cluster is told before.
  for (const door of ["live/snapshot", "events", "history", "changes", "master/readings/GET_STATE", "master/files/list?path=/"]) {
    expect((await Caller.nobody(own.url).get(`api/${door}`)).status, door).toBe(401);
  }
  expect((await Caller.nobody(own.url).get("metrics")).status).toBe(401);
  await login.as(ADA.name);
  await expect(chip(page)).toContainText("live");
  await expect(page).toHaveURL(new URL(PAGE, own.url).href);
  await expect(filter(page, "Tasks")).toHaveValue("state:running");
  await expect(page.getByRole("banner")).toContainText(ADA.name);
});

test("the way back leads to no other site", async ({ page, own }) => {
  for (const back of ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]) {
    await page.context().clearCookies();
    await page.goto(`login?back=${encodeURIComponent(back)}`);
    await new Login(page).as(ADA.name);
    await expect(chip(page)).toContainText("live");
    await expect(page).toHaveURL((url) => url.origin === new URL(own.url).origin);
  }
});

test("what is wrong is said at the form, the same for a name that nobody has", async ({ page, folder }) => {
  await page.goto("agents");
  const login = new Login(page);
  await login.as(ADA.name, "not her password");
  await expect(login.trouble).toContainText("the name or the password is wrong");
  await expect(login.name).toHaveValue(ADA.name);
  const words = await login.trouble.innerText();
  await login.as("nobody", "not a password");
  await expect(login.trouble).toHaveText(words);
  // Who it was is in the audit log; what was typed as a password is not.
  await expect.poll(async () => (await folder.audit()).filter((line) => line.call === "login" && line.decision === "refused").map((line) => line.user)).toEqual([ADA.name, "nobody"]);
  expect(await folder.read("audit.jsonl")).not.toContain("her password");
});

test("five wrong ones and there is a pause, which the form counts down, and the right password does not help", async ({ page, own }) => {
  for (let wrong = 0; wrong < 5; wrong++) {
    const answer = await Caller.nobody(own.url).post("api/login", { way: "users", name: ADA.name, password: `guess ${wrong}` });
    expect(answer.status).toBe(401);
  }
  const answer = await Caller.nobody(own.url).post("api/login", { way: "users", name: ADA.name, password: passwordOf(ADA.name) });
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(200);

  await page.clock.install();
  await page.goto("agents");
  const login = new Login(page);
  await login.as(ADA.name);
  await expect(login.trouble).toContainText(/too many failed logins. Try again in (\d min )?\d+ s/i);
  const left = async () => {
    const [, minutes = "0", seconds = "0"] = /(?:(\d+) min )?(\d+) s\b/.exec(await login.trouble.innerText()) ?? [];
    return Number(minutes) * 60 + Number(seconds);
  };
  const first = await left();
  expect(first).toBeGreaterThan(200);
  await expect.poll(left).toBeLessThan(first);
  await expect(login.button).toBeDisabled();
  // Five minutes later it can be pressed, and is still refused by whoever counts: the server.
  await page.clock.fastForward(301_000);
  await expect(login.button).toBeEnabled();
  await login.as(ADA.name);
  await expect(login.trouble).toContainText(/too many failed logins/i);
});

test("it is filled in by the keyboard alone, and the errors are read out", async ({ page, own }) => {
  await page.goto("agents");
  const login = new Login(page);
  await expect(login.name).toBeFocused();
  await page.keyboard.type(OTTO.name);
  await page.keyboard.press("Tab");
  await expect(login.password).toBeFocused();
  await page.keyboard.type("wrong password");
  await page.keyboard.press("Enter");
  await expect(login.trouble).toBeVisible();
  await login.password.focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.type(passwordOf(OTTO.name));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${own.url}agents`);
  await expect(chip(page)).toContainText("live");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the form holds WCAG AA in ${colorScheme}, also with an error, and fits a phone`, async ({ page, own, accessible }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(own.url);
    const login = new Login(page);
    await expect(login.heading).toBeVisible();
    await accessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await login.as(ADA.name, "not her password");
    await expect(login.trouble).toBeVisible();
    await accessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
}

test("who is logged in stands in the header, with role and binding, and nothing of it in the page's storage", async ({ page }) => {
  await openAs(page, "bea");
  const menu = await account(page);
  for (const word of ["bea", "operator", "eng"]) await expect(menu).toContainText(word);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  expect(kept).not.toMatch(/mesoscope=|password|bea/);
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/" });
});

test("a logout ends streams and all tabs, for whoever has the cookie", async ({ page, context, own, cluster }) => {
  await openAs(page, ADA.name, "/agents");
  const tab = await context.newPage();
  await tab.goto(`${own.url}tasks`);
  await expect(chip(tab)).toContainText("live");
  const place = await running(cluster);
  const shell = await context.newPage();
  await (await Terminal.open(shell, place)).ready();
  const stolen = Caller.with(own.url, await context.cookies());
  expect((await stolen.session()).user).toBe(ADA.name);

  await logOut(page);
  await expect(new Login(page).heading).toBeVisible();
  for (const other of [tab, shell]) await expect(new Login(other).heading).toBeVisible({ timeout: 15_000 });
  expect((await stolen.get("api/events")).status).toBe(401);
  expect((await stolen.session()).known).toBe(false);
  // What ran in the terminal has ended with it.
  const otto = await Caller.logIn(own.url, OTTO.name);
  const left = async () => {
    const metrics = await (await otto.get("metrics")).text();
    return /^mesoscope_terminals_active\{mode="launch"\} (\d+)$/m.exec(metrics)?.[1];
  };
  await expect.poll(left).toBe("0");
});

test("a session that ends in the middle leads to the login with the reason, and back to the same page", async ({ page, folder, own }) => {
  await openAs(page, OTTO.name, PAGE);
  await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
  await add(folder, OTTO, "another long password");
  const login = new Login(page);
  await expect(login.heading).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole("main")).toContainText("this user has been changed or removed");
  await login.as(OTTO.name, "another long password");
  await expect(chip(page)).toContainText("live");
  await expect(page).toHaveURL(new URL(PAGE, own.url).href);
  await expect(filter(page, "Tasks")).toHaveValue("state:running");
});

test("a terminal of somebody who was removed is closed, and its container ends", async ({ page, folder, own, cluster }) => {
  const place = await running(cluster);
  await page.goto(`${own.url}login`);
  await new Login(page).as(OTTO.name);
  await expect(chip(page)).toContainText("live");
  const terminal = await Terminal.open(page, place);
  await terminal.ready();
  await remove(folder, OTTO.name);
  await expect(new Login(page).heading).toBeVisible({ timeout: 15_000 });
  await expect
    .poll(async () => (await folder.audit()).filter((line) => line.call.startsWith("LAUNCH_NESTED") && line.decision === "ended").map((line) => line.user))
    .toEqual([OTTO.name]);
});

test.describe("where a session is idle after a minute", () => {
  test.use({
    settings: async ({ folder }, use) =>
      use({
        access: { ways: ["users"], "users-file": folder.path("users.toml"), "session-idle-minutes": 1 },
        audit: { file: folder.path("audit.jsonl") },
      }),
  });

  test("a warning is shown, to stay is one key, and who does nothing is asked again", async ({ page, own, accessible }) => {
    test.setTimeout(240_000);
    await openAs(page, ADA.name, PAGE);
    const warning = page.getByRole("alertdialog", { name: "Are you still there?" });
    const ends = async () => (await Caller.with(own.url, await page.context().cookies()).session()).session.idle_ms as number;
    await expect(warning).toBeVisible({ timeout: 60_000 });
    await accessible(page);
    const before = await ends();
    await warning.getByRole("button", { name: "Stay logged in" }).click();
    await expect.poll(ends).toBeGreaterThan(before);
    // From here on nobody touches anything: the page's own requests keep no session open.
    await expect(new Login(page).heading).toBeVisible({ timeout: 100_000 });
    await expect(page.getByRole("main")).toContainText("was not used for a while");
    await new Login(page).as(ADA.name);
    await expect(page).toHaveURL(new URL(PAGE, own.url).href);
  });
});

test("a login ends the session that the browser came with", async ({ page, own }) => {
  await openAs(page, OTTO.name);
  const before = await page.context().cookies();
  await page.goto("login");
  await new Login(page).as(ADA.name);
  await expect(page.getByRole("banner")).toContainText(ADA.name);
  expect((await Caller.with(own.url, before).session()).known).toBe(false);
  expect((await Caller.with(own.url, await page.context().cookies()).session()).user).toBe(ADA.name);
});

test("a page of the navigation is as it was for who may, after somebody else was here", async ({ page }) => {
  await openAs(page, "vera", "/agents");
  await logOut(page);
  await new Login(page).as(ADA.name);
  await expect(chip(page)).toContainText("live");
  await expect(nav(page).getByRole("link", { name: /^Audit/ })).toBeVisible();
});
