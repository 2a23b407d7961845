import type { Page } from "@playwright/test";
import { Caller } from "../../console/caller.ts";
import { Change } from "../../console/change.ts";
import { expect, logOut, Login, openAs, test } from "../../console/guarded.ts";
import { ADA, OTTO, VERA } from "../../console/people.ts";
import { chip } from "../../console/screen.ts";
import { Sandbox } from "../../console/sandbox.ts";
import { running, Terminal } from "../../console/terminal.ts";

test.describe.configure({ timeout: 120_000 });

/** The lines on the page. */
const lines = (page: Page) => page.getByRole("list", { name: "Audit log" }).getByRole("listitem");
const field = (page: Page, name: string) => page.getByRole("search", { name: "Filter the audit log" }).getByLabel(name, { exact: true });

test("what was done is in the file and on the page, with who it was", async ({ page, own, cluster, folder, accessible }) => {
  const agent = (await cluster.agents()).find(({ active, drain_info }) => active && !drain_info)!.agent_info.id.value as string;
  const place = await running(cluster);
  let sandbox!: Sandbox;
  await expect.poll(async () => (sandbox = (await Sandbox.find(cluster).catch(() => undefined))!), { timeout: 20_000 }).toBeTruthy();

  await openAs(page, OTTO.name);
  await (await Change.open(page, "deactivate", { agent })).carryOut(/^Deactivate /);
  await page.goto(sandbox.log("stdout").slice(1));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("stdout");
  const terminal = await Terminal.open(page, place);
  await terminal.ready();
  await terminal.line("exit 3");
  await expect(terminal.state).toHaveText("exit code 3");
  await logOut(page);
  const vera = await Caller.logIn(own.url, VERA.name);
  expect((await vera.post("api/master", { type: "UPDATE_WEIGHTS", update_weights: { weight_infos: [{ role: "eng", weight: 7 }] } })).status).toBe(403);

  const kept = await folder.audit();
  const has = (user: string, call: string | RegExp, decision: string) =>
    kept.some((line) => line.user === user && (typeof call === "string" ? line.call === call : call.test(line.call)) && line.decision === decision);
  expect(has(OTTO.name, "DEACTIVATE_AGENT", "sent")).toBe(true);
  expect(has(OTTO.name, "DEACTIVATE_AGENT", "applied")).toBe(true);
  expect(has(OTTO.name, /NESTED_CONTAINER_SESSION/, "opened")).toBe(true);
  expect(has(OTTO.name, /NESTED_CONTAINER_SESSION/, "ended")).toBe(true);
  expect(has(VERA.name, "UPDATE_WEIGHTS", "refused")).toBe(true);
  expect(kept.some((line) => line.user === OTTO.name && line.path?.endsWith("/stdout"))).toBe(true);
  for (const call of ["login", "logout"]) expect(kept.some((line) => line.user === OTTO.name && line.call === call), call).toBe(true);
  for (const line of kept) expect(line).toMatchObject({ time: expect.stringMatching(/^\d{4}-.*Z$/), request_id: expect.any(String), call: expect.any(String) });
  expect(kept.map(({ time }) => time)).toEqual(kept.map(({ time }) => time).sort());

  await new Login(page).as(ADA.name);
  await expect(chip(page)).toContainText("live");
  await page.goto("audit");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Audit/);
  await accessible(page);
  await field(page, "User").fill(OTTO.name);
  const wanted = () => folder.audit().then((all) => all.filter(({ user }) => user === OTTO.name).length);
  await expect.poll(async () => (await lines(page).count()) === (await wanted())).toBe(true);
  for (const text of await lines(page).allInnerTexts()) expect(text).toContain(OTTO.name);
  await field(page, "User").fill("");
  await field(page, "Call").fill("UPDATE_WEIGHTS");
  await expect(lines(page).filter({ hasText: VERA.name })).toContainText(["refused"]);
  // The view is its address.
  await page.reload();
  await expect(field(page, "Call")).toHaveValue("UPDATE_WEIGHTS");
  await expect(lines(page).filter({ hasText: VERA.name }).first()).toBeVisible();
});

test("more lines than a page holds come when they are asked for, the newest first, each once", async ({ page, own, folder }) => {
  const vera = await Caller.logIn(own.url, VERA.name);
  const call = { type: "UPDATE_WEIGHTS", update_weights: { weight_infos: [{ role: "eng", weight: 7 }] } };
  const tries = 230;
  for (let tried = 0; tried < tries; tried++) {
    await expect.poll(async () => (await vera.post("api/master", call)).status).toBe(403);
  }
  const ada = await Caller.logIn(own.url, ADA.name);
  const found: string[] = [];
  let before: string | null = "";
  while (before !== null) {
    const answer = await ada.json(`api/audit?call=UPDATE_WEIGHTS&limit=100${before ? `&before=${encodeURIComponent(before)}` : ""}`);
    found.push(...answer.lines.map(({ time }: { time: string }) => time));
    before = answer.more ? answer.before : null;
  }
  const kept = (await folder.audit()).filter(({ call }) => call === "UPDATE_WEIGHTS").map(({ time }) => time as string);
  expect(kept).toHaveLength(tries);
  expect(found).toEqual(kept.reverse());
  await openAs(page, ADA.name, "/audit?call=UPDATE_WEIGHTS");
  await expect(lines(page)).toHaveCount(100);
  await page.getByRole("button", { name: "Older" }).click();
  await page.getByRole("button", { name: "Older" }).click();
  await expect(lines(page)).toHaveCount(tries - 200);
  await page.goBack();
  await expect(lines(page)).toHaveCount(100);
});

test.describe("without a file", () => {
  test.use({ settings: async ({ folder }, use) => use({ access: { ways: ["users"], "users-file": folder.path("users.toml") } }) });

  test("the page says where the lines are", async ({ page, own }) => {
    await openAs(page, ADA.name, "/audit");
    await expect(page.getByRole("main")).toContainText("The audit log is not kept where this page can read it");
    expect([404, 501]).toContain((await (await Caller.logIn(own.url, ADA.name)).get("api/audit")).status);
  });
});
