import { address, badge, make, openLink } from "../../console/boards.ts";
import { Caller } from "../../console/caller.ts";
import type { Json } from "../../console/cluster.ts";
import type { Console } from "../../console/console.ts";
import { byUsers, expect, openAs, test as base } from "../../console/guarded.ts";
import { ADA, BEA, OTTO, VERA } from "../../console/people.ts";
import { chip, grid, header, nav, rows, targets } from "../../console/screen.ts";

const test = base.extend({
  settings: async ({ folder }, use) => use(byUsers(folder, { dashboards: { "without-login": true, "register-file": folder.path("boards.json") } })),
});

test.describe.configure({ timeout: 120_000 });

async function bring(own: Console, fault: Json) {
  const ada = await Caller.logIn(own.url, ADA.name);
  expect((await ada.post("api/demo/faults", fault)).status).toBeLessThan(300);
}

test("a dashboard is made from a page with its filter and columns, and opened by somebody who is not logged in", async ({ page, browser, own, accessible }) => {
  await openAs(page, OTTO.name, "/tasks?filter=state%3Arunning&columns=name,state&sort=-name");
  await page.getByRole("button", { name: "Share as dashboard…" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Make a dashboard");
  await page.getByLabel("Name", { exact: true }).fill("Running tasks");
  await accessible(page);
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = await page.getByRole("textbox", { name: "Link", exact: true }).inputValue();
  await accessible(page);
  expect(link).toMatch(new RegExp(`^${own.url}board#`));

  const other = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const wall = await other.newPage();
  const asked: string[] = [];
  wall.on("request", (request) => asked.push(request.url()));
  await wall.goto(link);
  await expect(wall.getByRole("heading", { level: 1 })).toContainText("Tasks");
  await expect(wall.getByText("Running tasks", { exact: true })).toBeVisible();
  const table = grid(wall, "Tasks");
  await expect(table.getByRole("columnheader")).toHaveText([/Name/, /State/]);
  await expect(header(table, "Name")).toHaveAttribute("aria-sort", "descending");
  await expect(rows(table).first()).toBeVisible();
  await accessible(wall);
  // The text of the link went nowhere but into one request's body.
  const text = link.split("#")[1]!;
  expect(asked.filter((url) => url.includes(text))).toEqual([]);
  await expect(wall).toHaveURL((url) => !url.hash.includes(text));
  // There is nothing to press that leads away or does anything.
  await expect(nav(wall)).toHaveCount(0);
  await expect(wall.getByRole("button", { name: /^Actions on/ })).toHaveCount(0);
  await other.close();
});

test("it is listed for who may, with who made it, and not with its text", async ({ page, own, folder, accessible }) => {
  const otto = await Caller.logIn(own.url, OTTO.name);
  const { id, link } = await make(otto, { name: "For the list" });
  await openAs(page, ADA.name, "/dashboards");
  const row = page.getByRole("row").filter({ hasText: "For the list" });
  await expect(row).toContainText(OTTO.name);
  await accessible(page);
  expect(await page.content()).not.toContain(link);
  expect(await folder.read("boards.json")).not.toContain(link);
  const lines = (await folder.audit()).filter(({ call }) => call.startsWith("dashboard"));
  expect(lines.map(({ user }) => user)).toContain(OTTO.name);
  expect(JSON.stringify(lines)).toContain(id);
  expect(JSON.stringify(lines)).not.toContain(link);
  const vera = await Caller.logIn(own.url, VERA.name);
  expect((await vera.post("api/dashboards", { name: "No", pages: ["/"], every_seconds: 5, bound: null, lasts_seconds: 60 })).status).toBe(403);
});

test("pages take turns, are held by a key, and go on and back", async ({ browser, own }) => {
  const { link } = await make(await Caller.logIn(own.url, OTTO.name), { pages: ["/tasks", "/agents", "/frameworks"] });
  const page = await openLink(browser, own.url, link);
  const title = page.getByRole("heading", { level: 1 });
  await expect(title).toContainText("Tasks");
  await expect(title).toContainText("Agents", { timeout: 15_000 });
  await expect(title).toContainText("Frameworks", { timeout: 15_000 });
  await expect(title).toContainText("Tasks", { timeout: 15_000 });
  await page.keyboard.press("ArrowLeft");
  await expect(title).toContainText("Frameworks");
  await page.keyboard.press("ArrowRight");
  await expect(title).toContainText("Tasks");
  await page.context().close();
});

test("the badge says that the picture is old while the master is gone, and that it is live again", async ({ browser, own }) => {
  const { link } = await make(await Caller.logIn(own.url, OTTO.name), { pages: ["/tasks"] });
  const page = await openLink(browser, own.url, link);
  await expect(badge(page)).toContainText(/live/i);
  await bring(own, { fault: "refuse-connections", on: true });
  await bring(own, { fault: "drop-streams" });
  await expect(badge(page)).toContainText(/disconnected|old|lost/i, { timeout: 60_000 });
  // What was seen last stays, in words and not by colour alone.
  await expect(rows(grid(page, "Tasks")).first()).toBeVisible();
  await bring(own, { fault: "refuse-connections", on: false });
  await expect(badge(page)).toContainText(/live/i, { timeout: 60_000 });
  await page.context().close();
});

test("one that is revoked says so within seconds, and opens nowhere any more", async ({ page, browser, own, accessible }) => {
  const { link } = await make(await Caller.logIn(own.url, OTTO.name), { name: "To be revoked", pages: ["/tasks"] });
  const wall = await openLink(browser, own.url, link);
  await expect(badge(wall)).toContainText(/live/i);
  await openAs(page, ADA.name, "/dashboards");
  const row = page.getByRole("row").filter({ hasText: "To be revoked" });
  await row.getByRole("button", { name: "Revoke To be revoked" }).click();
  const question = page.getByRole("dialog", { name: "Revoke a dashboard" });
  await accessible(page);
  await question.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(row).toContainText(/revoked/i);
  await expect(wall.getByRole("main")).toContainText("was revoked", { timeout: 15_000 });
  const cookies = await wall.context().cookies();
  expect((await Caller.with(own.url, cookies).get("api/events")).status).toBe(401);
  await wall.goto(address(own.url, link));
  await expect(wall.getByRole("main")).toContainText("was revoked");
  await wall.context().close();
});

test("a link changes nothing, reads no file and opens no terminal, whatever its browser sends", async ({ browser, own, cluster, folder }) => {
  const { link } = await make(await Caller.logIn(own.url, OTTO.name), { pages: ["/agents"] });
  const page = await openLink(browser, own.url, link);
  await expect(badge(page)).toContainText(/live/i);
  const wall = Caller.with(own.url, await page.context().cookies());
  const session = await wall.session();
  expect(session).toMatchObject({ known: true, way: "dashboard", role: "viewer" });
  expect(Object.entries(session.may).filter(([, why]) => why === null).map(([name]) => name).sort()).toEqual([
    "GET_MAINTENANCE_SCHEDULE",
    "GET_MAINTENANCE_STATUS",
    "GET_QUOTA",
    "see",
  ]);
  const agent = (await cluster.agents())[0]!.agent_info.id;
  const call = { type: "DEACTIVATE_AGENT", deactivate_agent: { agent_id: agent } };
  expect((await wall.post("api/master", call)).status).toBe(403);
  expect((await wall.post("api/changes", { steps: [{ agent_id: null, call }] })).status).toBe(403);
  expect((await wall.post("api/dashboards", { name: "More", pages: ["/"], every_seconds: 5, bound: null, lasts_seconds: 60 })).status).toBe(403);
  for (const door of [`api/agents/${agent.value}/files/list?path=/`, "api/master/files/list?path=/", "api/audit", "api/dashboards", "metrics"]) {
    expect((await wall.get(door)).status, door).toBe(403);
  }
  expect((await cluster.agents()).find(({ agent_info }) => agent_info.id.value === agent.value)!.deactivated ?? false).toBe(false);
  const refused = (await folder.audit()).filter(({ user, decision }) => user === "dashboard Wall" && decision === "refused");
  expect(refused.map(({ call }) => call)).toContain("DEACTIVATE_AGENT");
  await page.context().close();
});

test("one that is bound shows its roles only, and nobody makes one that shows more than he sees", async ({ browser, own, cluster }) => {
  const bea = await Caller.logIn(own.url, BEA.name);
  const beyond = await bea.post("api/dashboards", { name: "All", pages: ["/"], every_seconds: 5, bound: null, lasts_seconds: 60 });
  expect(beyond.ok).toBe(false);
  const { link } = await make(await Caller.logIn(own.url, OTTO.name), { pages: ["/frameworks"], bound: ["eng"] });
  const page = await openLink(browser, own.url, link);
  const theirs = async () =>
    (await cluster.frameworks())
      .filter(({ framework_info }) => framework_info.roles?.some((role: string) => role === "eng" || role.startsWith("eng/")))
      .map(({ framework_info }) => `/frameworks/${encodeURIComponent(framework_info.id.value)}`)
      .sort();
  await expect(rows(grid(page, "Frameworks")).first()).toBeVisible();
  await expect.poll(async () => (await targets(grid(page, "Frameworks"))).sort()).toEqual(await theirs());
  await page.context().close();
});

test("who is logged in and opens a link stays who he is", async ({ page, own }) => {
  const { link } = await make(await Caller.logIn(own.url, OTTO.name), { pages: ["/agents"] });
  await openAs(page, ADA.name);
  await page.goto(address(own.url, link));
  await expect(badge(page)).toBeVisible();
  await page.goto("agents");
  await expect(chip(page)).toContainText("live");
  await expect(page.getByRole("banner")).toContainText(ADA.name);
});

test("one that has expired, and one that was cut short, say so", async ({ browser, own }) => {
  const { link } = await make(await Caller.logIn(own.url, OTTO.name), { lasts_seconds: 1 });
  for (const [text, words] of [[link, "has expired"], [link.slice(0, -8), "no link of this console"]] as const) {
    await expect.poll(async () => (await Caller.nobody(own.url).post("api/dashboards/enter", { link: text })).status).toBe(403);
    const page = await openLink(browser, own.url, text);
    await expect(page.getByRole("main")).toContainText(words);
    await page.context().close();
  }
});

test.describe("where links are for people who are logged in", () => {
  test.use({ settings: async ({ folder }, use) => use(byUsers(folder)) });

  test("somebody who is not is asked who he is, and is led to the dashboard then", async ({ browser, own }) => {
    const { link } = await make(await Caller.logIn(own.url, OTTO.name), { pages: ["/agents"] });
    const answer = await Caller.nobody(own.url).post("api/dashboards/enter", { link });
    expect(answer.status).toBe(401);
    const page = await openLink(browser, own.url, link);
    await expect(page.getByRole("main")).toContainText(/log in/i);
    await page.context().close();
  });
});
