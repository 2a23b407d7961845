import type { Locator, Page } from "@playwright/test";
import { Change } from "../../console/change.ts";
import type { Cluster, Json } from "../../console/cluster.ts";
import type { Console } from "../../console/console.ts";
import { open } from "../../console/screen.ts";
import { expect, test } from "../../console/test.ts";

// Far from UTC by an odd number of minutes, and without summer time.
test.use({ timezoneId: "Asia/Kolkata" });
test.describe.configure({ timeout: 90_000 });
const EAST = 5.5 * 3_600_000;

const HOUR = 3_600_000;

/** The next full hour of the zone but two: later than whatever a form takes for now. */
const soon = () => Math.ceil((Date.now() + EAST) / HOUR) * HOUR + 2 * HOUR - EAST;

/** A moment as a field for date and time holds it. */
const typed = (ms: number) => new Date(ms + EAST).toISOString().slice(0, 16);

const ns = (ms: number) => ms * 1_000_000;

/** A window as Mesos has it: host names, from when, for how long. */
interface Window {
  hosts: string[];
  start: number;
  duration?: number;
}

const schedule = async (cluster: Cluster): Promise<Json> => (await cluster.call("GET_MAINTENANCE_SCHEDULE")).get_maintenance_schedule.schedule ?? {};

/** The window that a machine is in. */
async function windowOf(cluster: Cluster, host: string): Promise<Window | undefined> {
  const windows: Json[] = (await schedule(cluster)).windows ?? [];
  const found = windows.find(({ machine_ids }) => machine_ids.some((machine: Json) => machine.hostname === host));
  if (!found) return undefined;
  const { start, duration } = found.unavailability;
  return { hosts: found.machine_ids.map((machine: Json) => machine.hostname), start: start.nanoseconds, ...(duration && { duration: duration.nanoseconds }) };
}

/** How many windows there are. */
const count = async (cluster: Cluster) => ((await schedule(cluster)).windows ?? []).length;

const write = (cluster: Cluster, windows: Json[]) => cluster.call("UPDATE_MAINTENANCE_SCHEDULE", { update_maintenance_schedule: { schedule: { windows } } });

/** Adds windows behind the console's back, and replaces those of the same machines. */
async function put(cluster: Cluster, ...windows: Window[]) {
  const hosts = windows.flatMap((window) => window.hosts);
  const others = ((await schedule(cluster)).windows ?? []).filter(({ machine_ids }: Json) => !machine_ids.some((machine: Json) => hosts.includes(machine.hostname)));
  const made = windows.map(({ hosts, start, duration }) => ({
    machine_ids: hosts.map((hostname) => ({ hostname })),
    unavailability: { start: { nanoseconds: start }, ...(duration && { duration: { nanoseconds: duration } }) },
  }));
  await write(cluster, [...others, ...made]);
}

/** What the forms are made of. */
const READ = ["GET_MAINTENANCE_SCHEDULE", "GET_MAINTENANCE_STATUS"];

/** Adds windows that the pages which are opened from now on know of. */
async function given(console: Console, ...windows: Window[]) {
  await put(console.cluster, ...windows);
  for (const call of READ) await console.hasRead(call);
}

let before: Json[];

test.beforeEach(async ({ console, cluster }) => {
  before = (await schedule(cluster)).windows ?? [];
  // A window of an earlier spec would be one that somebody has taken out.
  for (const call of READ) await console.hasRead(call);
});

test.afterEach(async ({ cluster }) => {
  const down: Json[] = (await cluster.call("GET_MAINTENANCE_STATUS")).get_maintenance_status.status.down_machines ?? [];
  if (down.length > 0) await cluster.call("STOP_MAINTENANCE", { stop_maintenance: { machines: down } });
  await write(cluster, before);
});

/** The bar of a machine's window, one of its ends, or the words below it. */
const bar = (page: Page, host: string) => page.getByRole("slider", { name: `Window of ${host}`, exact: true });
const end = (page: Page, host: string) => page.getByRole("slider", { name: `End of the window of ${host}`, exact: true });
const label = (page: Page, host: string) => page.getByRole("listitem").filter({ has: bar(page, host) });

/** Adds a machine that no agent is on to the window that is open. */
async function addMachine(page: Page, host: string, ip = "") {
  await page.getByLabel("Host name", { exact: true }).fill(host);
  await page.getByLabel("IPv4 address", { exact: true }).fill(ip);
  await page.getByRole("button", { name: "Add the machine" }).click();
}

/** Drags from one place to another, so far to the right. */
async function drag(page: Page, from: { x: number; y: number }, right: number) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + right / 2, from.y, { steps: 3 });
  await page.mouse.move(from.x + right, from.y, { steps: 3 });
  await page.mouse.up();
}

async function middle(locator: Locator) {
  await locator.scrollIntoViewIfNeeded();
  const box = (await locator.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, width: box.width };
}

/** When a bar says that its window begins and ends, in nanoseconds. */
async function said(bar: Locator): Promise<number[]> {
  const words = (await bar.getAttribute("aria-valuetext")) ?? "";
  const [, day, from, nextDay, to] = /^(\d+ \w+ \d+), ([\d:]+)(?: UTC\+5:30)? to (?:(\d+ \w+ \d+), )?([\d:]+) UTC\+5:30/.exec(words)!;
  return [`${day} ${from}`, `${nextDay ?? day} ${to}`].map((at) => ns(Date.parse(`${at} +0530`)));
}

test("a window is scheduled in the form, changed and taken out from the page", async ({ page, cluster, accessible }) => {
  const [agent] = (await cluster.agents()).filter((agent) => agent.active);
  const hostname: string = agent!.agent_info.hostname;
  const ip = /@(.*):/.exec(agent!.pid)![1]!;
  const begins = soon();
  const windows = await count(cluster);

  await open(page, "/maintenance");
  await page.getByRole("button", { name: "Actions on maintenance" }).click();
  await page.getByRole("link", { name: "Change the schedule…" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Schedule maintenance" })).toBeVisible();
  const change = await Change.open(page, "schedule");
  await page.getByRole("button", { name: "Add a window" }).click();
  await expect(page.getByRole("group", { name: "New window" })).toBeVisible();
  await accessible(page);

  // What is wrong is said at its field.
  await change.refused(change.field("Machines"), /Choose at least one machine/);
  await change.field("Lasts").fill("two hours");
  await change.refused(change.field("Lasts"), /"two hours" is no span of time/);
  await change.field("Begins").fill("");
  await change.refused(change.field("Begins"), /on which day and at what time/);
  await change.field("Begins").fill(typed(begins));
  await change.field("Its end").selectOption({ label: "at a moment" });
  await change.field("Ends").fill(typed(begins - HOUR));
  await change.refused(change.field("Ends"), /ends before it begins/);
  await change.field("Its end").selectOption({ label: "after some time" });
  await change.field("Lasts").fill("1 h 30 min");
  await expect(change.field("Begins")).toHaveAccessibleDescription(/ \d\d:30 UTC$/);
  await addMachine(page, "new-1.test", "10.0.0.300");
  await expect(page.getByLabel("IPv4 address")).toHaveAccessibleDescription(/10\.0\.0\.300 is not an IPv4 address/);
  await addMachine(page, "", "");
  await expect(page.getByLabel("Host name")).toHaveAccessibleDescription(/needs a host name, an IP address or both/);
  await addMachine(page, "NEW-1.test", "10.0.0.30");
  await addMachine(page, "new-1.test", "10.0.0.30");
  await expect(page.getByLabel("Host name")).toHaveAccessibleDescription(/in the window already/);

  // A machine of an agent, by the filter of agents.
  await change.field("Machines").fill(`id=${agent!.agent_info.id.value}`);
  await page.getByRole("list", { name: "Agents to pick machines from" }).getByRole("checkbox", { name: hostname }).check();
  await expect(page.getByRole("list", { name: "Machines of the window" }).getByRole("listitem")).toHaveCount(2);
  await expect(page.getByRole("list", { name: "What would happen" })).toContainText(/the cluster has .* left/);
  await accessible(page);

  const rows = await change.compare();
  expect(rows).toHaveLength(1);
  expect(rows[0]!.slice(0, 2)).toEqual([`Window of new-1.test (10.0.0.30), ${hostname.toLowerCase()} (${ip})`, "–"]);
  expect(rows[0]![2]).toMatch(/ to .* UTC\+5:30 \(1 h 30 min\)$/);
  await accessible(page);
  await change.confirm();
  await change.send("Schedule the window");
  await change.ended("applied");
  expect(await windowOf(cluster, "new-1.test")).toEqual({ hosts: ["new-1.test", hostname.toLowerCase()], start: ns(begins), duration: ns(1.5 * HOUR) });
  expect(await count(cluster)).toBe(windows + 1);

  // The page shows it and leads to its fields.
  await open(page, "/maintenance");
  const row = page.getByRole("group", { name: "Maintenance windows", exact: true }).getByRole("row").filter({ hasText: "new-1.test" });
  await row.getByRole("link", { name: "Change or take out…" }).click();
  await expect(page.getByRole("group", { name: /^Window of new-1\.test/ })).toBeVisible();
  await change.field("Its end").selectOption({ label: "when an operator ends it: open" });
  await page.getByRole("button", { name: /^Take new-1\.test/ }).click();
  expect((await change.compare())[0]![2]).toMatch(/without an end; taken out: new-1\.test/);
  await change.confirm();
  await change.send("Change the window");
  await change.ended("applied");
  expect(await windowOf(cluster, hostname.toLowerCase())).toEqual({ hosts: [hostname.toLowerCase()], start: ns(begins) });

  await Change.open(page, "schedule", { window: `${hostname.toLowerCase()}/${ip}` });
  await page.getByRole("button", { name: "Take the window out" }).click();
  expect((await change.compare())[0]![2]).toBe("–");
  await change.confirm();
  await change.send("Take the window out");
  await change.ended("applied");
  expect(await windowOf(cluster, hostname.toLowerCase())).toBeUndefined();
  expect(await count(cluster)).toBe(windows);
});

test("windows are drawn, moved and resized on the line, all in one change", async ({ page, console, cluster }) => {
  const start = ns(soon() + 24 * HOUR);
  await given(console, { hosts: ["moved.test"], start, duration: ns(2 * HOUR) }, { hosts: ["gone.test"], start, duration: ns(HOUR) });
  const windows = await count(cluster);
  const change = await Change.open(page, "schedule");

  // A bar moves whole, and keeps its length.
  const place = await middle(bar(page, "moved.test"));
  await drag(page, place, -place.width);
  const moved = await said(bar(page, "moved.test"));
  expect(moved[0]).toBeLessThan(start);
  expect(moved[1]! - moved[0]!).toBe(ns(2 * HOUR));
  // Its end makes it longer.
  await drag(page, await middle(end(page, "moved.test")), 60);
  const longer = await said(bar(page, "moved.test"));
  expect(longer[0]).toBe(moved[0]);
  expect(longer[1]).toBeGreaterThan(moved[1]!);
  await expect(label(page, "moved.test")).toContainText("changed");

  // A bar drawn on empty time is a new window.
  const empty = await middle(page.getByText("Draw here for a new window"));
  await drag(page, empty, 200);
  await addMachine(page, "drawn.test");
  const drawn = await said(bar(page, "drawn.test"));
  expect(drawn[1]).toBeGreaterThan(drawn[0]!);
  await expect(label(page, "drawn.test")).toContainText("new");
  // A press that does not move draws nothing.
  const drawing = await middle(page.getByText("Draw here for a new window"));
  await page.mouse.click(drawing.x, drawing.y);
  await expect(page.getByText("no machine yet")).toHaveCount(0);

  await label(page, "gone.test").getByRole("button").click();
  await page.getByRole("button", { name: "Take the window out" }).click();
  await expect(label(page, "gone.test")).toContainText("taken out");
  await page.getByRole("button", { name: "Leave it as it is" }).click();
  await expect(label(page, "gone.test")).not.toContainText("taken out");
  await page.getByRole("button", { name: "Take the window out" }).click();

  expect((await change.compare()).map(([what]) => what)).toEqual(expect.arrayContaining(["Window of moved.test", "Window of gone.test", "Window of drawn.test"]));
  await change.confirm();
  await change.send("Change 3 windows");
  await change.ended("applied");
  await expect(change.steps).toHaveCount(1);
  expect(await windowOf(cluster, "moved.test")).toEqual({ hosts: ["moved.test"], start: longer[0], duration: longer[1]! - longer[0]! });
  expect(await windowOf(cluster, "drawn.test")).toEqual({ hosts: ["drawn.test"], start: drawn[0], duration: drawn[1]! - drawn[0]! });
  expect(await windowOf(cluster, "gone.test")).toBeUndefined();
  expect(await count(cluster)).toBe(windows);
});

test("windows are moved, resized, added and sent by the keyboard alone", async ({ page, console, cluster }) => {
  const start = ns(soon() + 24 * HOUR);
  await given(console, { hosts: ["keys.test"], start, duration: ns(2 * HOUR) });
  const change = await Change.open(page, "schedule");
  const keys = async (...names: string[]) => {
    for (const name of names) await page.keyboard.press(name);
  };
  const tabTo = async (target: Locator) => {
    for (let presses = 0; presses < 80; presses++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error("the tab key does not lead there");
  };
  await expect(bar(page, "keys.test")).toBeVisible();
  await tabTo(bar(page, "keys.test"));
  await keys("PageUp", "ArrowLeft");
  const [moved] = await said(bar(page, "keys.test"));
  expect(moved).toBeLessThan(start + ns(24 * HOUR));
  expect(moved).toBeGreaterThan(start);
  // It is said in words, where it stands and to those who do not see it.
  await expect(page.getByRole("status").filter({ hasText: / to .* UTC\+5:30/ })).toBeVisible();
  await tabTo(end(page, "keys.test"));
  await keys("ArrowRight");
  const [from, to] = await said(bar(page, "keys.test"));
  expect(from).toBe(moved);
  expect(to! - from!).toBeGreaterThan(ns(2 * HOUR));

  await page.keyboard.press("Shift+Tab");
  await page.getByRole("button", { name: "Add a window" }).focus();
  await keys("Enter");
  await tabTo(page.getByLabel("Host name", { exact: true }));
  await page.keyboard.type("added.test");
  await keys("Enter");
  await expect(page.getByRole("list", { name: "Machines of the window" })).toContainText("added.test");
  const added = await said(bar(page, "added.test"));
  await tabTo(page.getByRole("button", { name: "Compare", exact: true }));
  await keys("Enter");
  await expect(change.stage("Compare")).toBeVisible();
  await tabTo(page.getByRole("button", { name: "Confirm", exact: true }));
  await keys("Enter");
  await expect(change.stage("Confirm")).toBeVisible();
  await tabTo(page.getByRole("button", { name: "Change 2 windows" }));
  await keys("Enter");
  await change.ended("applied");
  expect(await windowOf(cluster, "keys.test")).toEqual({ hosts: ["keys.test"], start: from, duration: to! - from! });
  expect(await windowOf(cluster, "added.test")).toEqual({ hosts: ["added.test"], start: added[0], duration: added[1]! - added[0]! });

  // Delete takes a window out.
  await Change.open(page, "schedule");
  await bar(page, "keys.test").focus();
  await keys("Delete");
  await expect(label(page, "keys.test")).toContainText("taken out");
});

test("a machine has one window, whoever gave it", async ({ page, console }) => {
  await given(console, { hosts: ["taken.test"], start: ns(soon()), duration: ns(HOUR) });
  const change = await Change.open(page, "schedule");
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByText(/Nothing is changed yet/)).toBeVisible();
  await page.getByRole("button", { name: "Add a window" }).click();
  await addMachine(page, "taken.test");
  await change.refused(change.field("Machines"), /The machine taken\.test is in the schedule already; a machine can have one window only/);
});

test("what others schedule meanwhile is kept, shown, and compared again", async ({ page, console, cluster }) => {
  const start = ns(soon());
  await given(console, { hosts: ["theirs-old.test"], start, duration: ns(HOUR) });
  const change = await Change.open(page, "schedule", { machines: "mine.test/" });
  await change.compare();
  await change.confirm();
  // Somebody else takes one out and adds another, while this one is at the last look.
  await put(cluster, { hosts: ["theirs.test"], start, duration: ns(HOUR) });
  await write(
    cluster,
    ((await schedule(cluster)).windows as Json[]).filter(({ machine_ids }) => machine_ids[0].hostname !== "theirs-old.test"),
  );
  await expect(page.getByRole("alert").filter({ hasText: "The cluster has changed meanwhile" }).first()).toBeVisible();
  const diff = change.stage("Compare").getByRole("group", { name: "Now and then" });
  await expect(diff.getByRole("row", { name: /^Window of mine\.test/ })).toBeVisible();
  await expect(diff.getByRole("row", { name: /^Window of theirs\.test, scheduled by somebody else meanwhile/ })).toContainText("stays as it is");
  await expect(diff.getByRole("row", { name: /^Window of theirs-old\.test, taken out by somebody else/ })).toBeVisible();
  await change.confirm();
  await change.send("Schedule the window");
  await change.ended("applied");
  expect(await windowOf(cluster, "mine.test")).toBeDefined();
  expect(await windowOf(cluster, "theirs.test")).toEqual({ hosts: ["theirs.test"], start, duration: ns(HOUR) });
  expect(await windowOf(cluster, "theirs-old.test")).toBeUndefined();
});

test("two who change the same window: the second is told at the window, and nothing is sent", async ({ page, console, cluster }) => {
  const start = ns(soon());
  await given(console, { hosts: ["same.test"], start, duration: ns(2 * HOUR) });
  const change = await Change.open(page, "schedule", { window: "same.test/" });
  await change.field("Lasts").fill("5 h");
  await change.compare();
  await change.confirm();
  await put(cluster, { hosts: ["same.test"], start: start + ns(HOUR), duration: ns(HOUR) });
  await expect(change.stage("Plan")).toBeVisible();
  await expect(label(page, "same.test").filter({ hasText: "changed" })).toContainText(/Somebody else has changed or removed the window of same\.test/);
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(change.stage("Plan")).toBeVisible();
  expect(await windowOf(cluster, "same.test")).toEqual({ hosts: ["same.test"], start: start + ns(HOUR), duration: ns(HOUR) });
});

test("a schedule that changes at the moment of sending is not overwritten", async ({ page, cluster }) => {
  const start = ns(soon());
  const change = await Change.open(page, "schedule", { machines: "second.test/" });
  await change.compare();
  await change.confirm();
  // The request is on its way when somebody else is quicker.
  await page.route("**/api/changes", async (route) => {
    await put(cluster, { hosts: ["first.test"], start, duration: ns(HOUR) });
    await route.continue();
  }, { times: 1 });
  await change.send("Schedule the window");
  await change.ended("overtaken");
  const first = { hosts: ["first.test"], start, duration: ns(HOUR) };
  expect(await windowOf(cluster, "first.test")).toEqual(first);
  expect(await windowOf(cluster, "second.test")).toBeUndefined();

  // From the plan it goes on, with what the other one has done.
  await page.getByRole("button", { name: "Back to the plan" }).click();
  await expect(bar(page, "first.test")).toBeVisible();
  expect((await change.compare()).map(([what]) => what)).toEqual(["Window of second.test", "Window of first.test, scheduled by somebody else meanwhile"]);
  await change.confirm();
  await change.send("Schedule the window");
  await change.ended("applied");
  expect(await windowOf(cluster, "first.test")).toEqual(first);
  expect(await windowOf(cluster, "second.test")).toBeDefined();
});

test("a machine goes down when its name is typed, and comes up again", async ({ page, console, cluster, accessible }) => {
  await given(console, { hosts: ["down.test"], start: ns(soon()), duration: ns(HOUR) });
  const status = async (): Promise<Json> => (await cluster.call("GET_MAINTENANCE_STATUS")).get_maintenance_status.status;
  const down = async () => ((await status()).down_machines ?? []).map((machine: Json) => machine.hostname);

  // Only machines that have a window go down, and only those that are down come up.
  let change = await Change.open(page, "start-maintenance", { machines: "nobody.test/" });
  const nobody = page.getByRole("checkbox", { name: /^nobody\.test/ });
  await change.refused(nobody, /The machine nobody\.test is not in the maintenance schedule; give it a window first/);
  await nobody.uncheck();
  await change.refused(change.field("Machines"), /Choose at least one machine/);
  change = await Change.open(page, "stop-maintenance", { machines: "down.test/" });
  await change.refused(page.getByRole("checkbox", { name: /^down\.test/ }), /The machine down\.test is not down for maintenance/);

  await open(page, "/maintenance");
  const row = () => page.getByRole("group", { name: "Machines", exact: true }).getByRole("row").filter({ hasText: "down.test" });
  await row().getByRole("link", { name: "Start maintenance…" }).click();
  await expect(page.getByRole("checkbox", { name: /^down\.test draining/ })).toBeChecked();
  await accessible(page);
  expect((await change.compare())[0]!.slice(0, 2)).toEqual(["down.test", expect.stringMatching(/^draining; window .* \(1 h\)$/)]);
  await accessible(page);
  await change.confirm("down");
  await expect(page.getByRole("button", { name: "Take down down.test" })).toBeDisabled();
  const name = page.getByLabel(/^Type the host name/);
  await name.press("Enter");
  await expect(change.stage("Confirm")).toBeVisible();
  await name.fill("down.test");
  await accessible(page);
  await change.send("Take down down.test");
  await change.ended("applied");
  expect(await down()).toEqual(["down.test"]);

  change = await Change.open(page, "start-maintenance", { machines: "down.test/" });
  await change.refused(page.getByRole("checkbox", { name: /^down\.test down/ }), /The machine down\.test is down already/);
  // While it is down its window cannot be taken out.
  change = await Change.open(page, "schedule", { window: "down.test/" });
  await page.getByRole("button", { name: "Take the window out" }).click();
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(label(page, "down.test")).toContainText(/must stay in the schedule; stop its maintenance first/);
  await expect(change.stage("Plan")).toBeVisible();

  await open(page, "/maintenance");
  await row().getByRole("link", { name: "Stop maintenance…" }).click();
  expect(await change.compare()).toEqual([["down.test", expect.stringMatching(/^down; window /), "up; no longer in the schedule"]]);
  await change.confirm();
  await change.send("Take up down.test");
  await change.ended("applied");
  expect(await down()).toEqual([]);
  expect(await windowOf(cluster, "down.test")).toBeUndefined();
});

test("what Mesos refuses is quoted at the machines", async ({ page, console, cluster }) => {
  await given(console, { hosts: ["late.test"], start: ns(soon()), duration: ns(HOUR) });
  const change = await Change.open(page, "start-maintenance", { machines: "late.test/" });
  await change.compare();
  await change.confirm("late.test");
  await page.route("**/api/changes", async (route) => {
    await write(cluster, before);
    await route.continue();
  }, { times: 1 });
  await change.send("Take down late.test");
  await change.ended("refused");
  await expect(change.steps).toContainText(/Mesos says: .*late\.test/i);
  await page.getByRole("button", { name: "Back to the plan" }).click();
  await expect(change.field("Machines")).toHaveAccessibleDescription(/Mesos says: /);
});
