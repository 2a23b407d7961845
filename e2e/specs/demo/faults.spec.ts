import type { Page } from "@playwright/test";
import type { Json } from "../../console/cluster.ts";
import { Console } from "../../console/console.ts";
import { chip, nav } from "../../console/screen.ts";
import { expect, test as base } from "../../console/test.ts";

// Each spec breaks a cluster of its own: what is broken here must not trouble others.
const test = base.extend<{ own: Console }>({
  own: async ({}, use) => {
    const own = await Console.demo("small", ["--updates-per-second", "5"]);
    await own.ready();
    await use(own);
    await own.stop();
  },
});

test.describe.configure({ timeout: 90_000 });

const fault = (page: Page, name: string) => page.getByRole("form", { name, exact: true });
const onNow = (page: Page) => page.getByRole("list", { name: "On now" });

async function open(page: Page, own: Console) {
  await page.goto(`${own.url}faults`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Break it");
  await expect(chip(page)).toContainText("live");
}

/** Presses the fault's button; what it needs is filled in. */
async function bring(page: Page, name: string) {
  await fault(page, name).getByRole("button", { name, exact: true }).click();
}

async function end(page: Page, says: string | RegExp) {
  await onNow(page).getByRole("listitem").filter({ hasText: says }).getByRole("button").click();
}

/** The status with which the cluster answers a call, `0` where there is no answer. */
async function status(own: Console, type: string, headers: Json = {}) {
  const body = JSON.stringify({ type });
  const asked = fetch(new URL("/api/v1", own.cluster.master), {
    method: "POST",
    redirect: "manual",
    signal: AbortSignal.timeout(3_000),
    headers: { "Content-Type": "application/json", Accept: "application/json", ...headers },
    body,
  });
  return asked.then(({ status }) => status, () => 0);
}

test("the page is led to in a demo, and holds nothing against anybody", async ({ page, own, accessible }) => {
  await page.goto(own.url);
  await nav(page).getByRole("link", { name: "Break it" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Break it");
  await expect(page.getByText("Nothing is broken on command")).toBeVisible();
  await expect(page.getByRole("form")).toHaveCount(18);
  await accessible(page);
});

for (const once of ["Break the streams off", "Cut a record in half", "Send garbage", "Restart the master"]) {
  test(`${once}: the stream is opened anew`, async ({ page, own }) => {
    await open(page, own);
    const opened = async () => {
      const text = await (await page.request.get(`${own.url}metrics`)).text();
      return Number(/^mesoscope_upstream_subscriptions_total (\d+)$/m.exec(text)?.[1] ?? 0);
    };
    const before = await opened();
    await bring(page, once);
    await expect.poll(opened).toBeGreaterThan(before);
    await expect(chip(page)).toContainText("live", { timeout: 30_000 });
    await expect.poll(() => status(own, "GET_ROLES"), { timeout: 20_000 }).toBe(200);
  });
}

test("Send an unknown event: the stream goes on", async ({ page, own }) => {
  await open(page, own);
  const metrics = async () => (await page.request.get(`${own.url}metrics`)).text();
  const number = (text: string, pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0);
  const opened = /^mesoscope_upstream_subscriptions_total (\d+)$/m;
  const updated = /^mesoscope_upstream_events_total\{type="TASK_UPDATED"\} (\d+)$/m;
  const before = await metrics();
  await bring(page, "Send an unknown event");
  await expect.poll(async () => number(await metrics(), updated)).toBeGreaterThan(number(before, updated) + 5);
  expect(number(await metrics(), opened)).toBe(number(before, opened));
  await expect(chip(page)).toContainText("live");
});

test("Stall the streams: the console turns quiet, and live when they go on", async ({ page, own }) => {
  await open(page, own);
  await bring(page, "Stall the streams");
  await expect(onNow(page)).toContainText("Event streams are stalled");
  await expect(chip(page)).toContainText("quiet", { timeout: 40_000 });
  expect(await status(own, "GET_ROLES"), "calls are answered").toBe(200);
  await end(page, "Event streams are stalled");
  await expect(chip(page)).toContainText("live");
  await expect(page.getByText("Nothing is broken on command")).toBeVisible();
});

test("Slow the streams: what is asked is what is on", async ({ page, own }) => {
  await open(page, own);
  await fault(page, "Slow the streams").getByLabel("Bytes a second").fill("fast");
  await bring(page, "Slow the streams");
  await expect(fault(page, "Slow the streams")).toContainText("fast is no whole number");
  await fault(page, "Slow the streams").getByLabel("Bytes a second").fill("700");
  await bring(page, "Slow the streams");
  await expect(onNow(page)).toContainText("Event streams send 700 bytes a second");
  await end(page, "700 bytes a second");
  await expect(page.getByText("Nothing is broken on command")).toBeVisible();
});

/** What lasts and is seen by whoever asks the master: what the page says, the status, and whether the chip minds at once. */
const SWITCHES: [name: string, says: string, status: number, chip: RegExp][] = [
  ["Let another master lead", "Another master leads: 127.0.0.1:5051", 307, /disconnected/],
  ["Let the master recover", "The master recovers", 503, /./],
  ["Stop answering", "Master and agents do not answer", 0, /./],
  ["Refuse connections", "Connections are refused", 0, /disconnected/],
  ["Refuse credentials", "Credentials are refused", 401, /./],
];

for (const [name, says, answered, shown] of SWITCHES) {
  test(`${name}: the master answers with ${answered || "nothing"}, until that is ended`, async ({ page, own }) => {
    await open(page, own);
    await bring(page, name);
    await expect(onNow(page)).toContainText(says);
    expect(await status(own, "GET_ROLES")).toBe(answered);
    await expect(chip(page)).toContainText(shown);
    await end(page, says);
    await expect.poll(() => status(own, "GET_ROLES"), { timeout: 20_000 }).toBe(200);
    await expect(chip(page)).toContainText("live", { timeout: 40_000 });
  });
}

test("Fail a call, and never answer another", async ({ page, own }) => {
  await open(page, own);
  const fails = fault(page, "Fail a call");
  await fails.getByLabel("Call").selectOption("GET_ROLES");
  await fails.getByLabel("Status").selectOption("503");
  await bring(page, "Fail a call");
  await expect(onNow(page)).toContainText("GET_ROLES is answered with 503");
  expect(await status(own, "GET_ROLES")).toBe(503);
  expect(await status(own, "GET_WEIGHTS")).toBe(200);

  await fault(page, "Never answer a call").getByLabel("Call").selectOption("GET_WEIGHTS");
  await bring(page, "Never answer a call");
  await expect(onNow(page)).toContainText("GET_WEIGHTS gets no answer");
  expect(await status(own, "GET_WEIGHTS")).toBe(0);

  await end(page, "GET_ROLES is answered");
  await end(page, "GET_WEIGHTS gets no answer");
  await expect(page.getByText("Nothing is broken on command")).toBeVisible();
  expect(await status(own, "GET_ROLES")).toBe(200);
  expect(await status(own, "GET_WEIGHTS")).toBe(200);
});

test("An agent is lost by its id, and comes back", async ({ page, own }) => {
  const listed = async () => (await own.cluster.agents()).map(({ agent_info }) => agent_info.id.value as string);
  const [, , , id = ""] = await listed();
  await open(page, own);
  const lose = fault(page, "Lose an agent");
  await bring(page, "Lose an agent");
  await expect(lose).toContainText("nothing is filled in");
  await lose.getByLabel("Agent id").fill("nobody");
  await bring(page, "Lose an agent");
  await expect(page.getByRole("alert")).toContainText("There is no agent with the id nobody");

  await lose.getByLabel("Agent id").fill(id);
  await bring(page, "Lose an agent");
  await expect(onNow(page)).toContainText(`is unreachable: ${id}`);
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect(await listed()).not.toContain(id);
  await end(page, `is unreachable: ${id}`);
  await expect.poll(listed).toContain(id);
});

test("An agent is disconnected, and comes back", async ({ page, own }) => {
  const [agent] = await own.cluster.agents();
  const id: string = agent?.agent_info.id.value;
  const active = async () => (await own.cluster.agents()).find(({ agent_info }) => agent_info.id.value === id)?.active ?? false;
  await open(page, own);
  await fault(page, "Disconnect an agent").getByLabel("Agent id").fill(id);
  await bring(page, "Disconnect an agent");
  await expect(onNow(page)).toContainText(`is disconnected: ${id}`);
  expect(await active()).toBe(false);
  await end(page, `is disconnected: ${id}`);
  await expect.poll(active).toBe(true);
});

test("What was accepted is late, or lost", async ({ page, own }) => {
  const [agent] = await own.cluster.agents();
  const id: Json = agent?.agent_info.id;
  const reserved = async () => {
    const now = (await own.cluster.agents()).find(({ agent_info }) => agent_info.id.value === id.value);
    return ((now?.total_resources ?? []) as Json[]).some(({ reservations }) => reservations?.[0]?.role === "late");
  };
  const reserve = () => {
    const reservations = [{ type: "DYNAMIC", role: "late" }];
    const resources = [{ name: "cpus", type: "SCALAR", scalar: { value: 0.1 }, reservations }];
    const call = { type: "RESERVE_RESOURCES", reserve_resources: { agent_id: id, resources } };
    return fetch(new URL("/api/v1", own.cluster.master), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(call),
    });
  };
  await open(page, own);
  await bring(page, "Lose their effect");
  await expect(onNow(page)).toContainText("Accepted changes are lost");
  expect((await reserve()).status).toBe(202);
  await end(page, "Accepted changes are lost");
  await expect(page.getByText("Nothing is broken on command")).toBeVisible();

  await fault(page, "Delay their effect").getByLabel("Seconds").fill("2");
  await bring(page, "Delay their effect");
  await expect(onNow(page)).toContainText("Accepted changes take effect 2 s later");
  expect((await reserve()).status).toBe(202);
  expect(await reserved(), "neither the lost one nor the late one is there").toBe(false);
  await expect.poll(reserved).toBe(true);
  await end(page, "2 s later");
});
