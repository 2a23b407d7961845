import { leave, live, turn, watched, woken } from "../../console/attention.ts";
import { chip, filter, grid, open, row, rowCount } from "../../console/screen.ts";
import { Terminal, running } from "../../console/terminal.ts";
import { expect, test } from "../../console/test.ts";

const AN_HOUR = "59:00";

/** Remembers all that the chip in the header says from now on. */
async function listen(page: import("@playwright/test").Page) {
  await chip(page).evaluate((element) => {
    const said: string[] = ((window as any).said = []);
    new MutationObserver(() => said.push(element.textContent ?? "")).observe(element, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => (window as any).said as string[]);
}

test("a page that is hidden for an hour costs nothing and goes on from where it was", async ({ page }) => {
  const costs = await watched(page);
  await open(page, "/tasks?filter=state%3Arunning");
  const table = grid(page, "Tasks");
  await expect.poll(() => rowCount(table)).toBeGreaterThan(40);
  await table.evaluate((element) => element.scrollTo(0, 700));
  await expect(row(table, 25)).toBeVisible();
  const said = await listen(page);
  await leave(page, costs);

  const [before, timers] = [costs.requests.length, await woken(page)];
  await page.clock.runFor(AN_HOUR);
  expect(costs.requests.slice(before), "requests of an hour").toEqual([]);
  expect(await woken(page), "timers that went off in an hour").toBe(timers);

  await turn(page, true);
  await expect(chip(page)).toContainText("live");
  const texts = await said();
  const last = texts.findLast((text) => text.startsWith("catching up"));
  expect(last, "before it is live again it says how old it is").toMatch(/· (59 min|1 h) old$/);
  const asked = costs.requests.slice(before).filter((url) => url.includes("/api/live"));
  expect(asked, "what it missed, and not all anew").toHaveLength(1);
  expect(new URL(asked[0]!).search).toMatch(/epoch=\d+&revision=[1-9]/);
  // The reader finds the page as it was left.
  await expect(filter(page, "Tasks")).toHaveValue("state:running");
  expect(await table.evaluate((element) => element.scrollTop)).toBe(700);
  await expect(row(table, 25)).toBeVisible();
});

test("a page takes all anew at once when what it missed is out of reach", async ({ page }) => {
  const costs = await watched(page);
  const places: string[] = [];
  await page.routeWebSocket(/\/api\/live\?/, (socket) => {
    places.push(new URL(socket.url()).search);
    if (places.length === 2) socket.send(JSON.stringify({ type: "gap" }));
    else socket.connectToServer();
  });
  await open(page, "/agents");
  await expect.poll(() => rowCount(grid(page, "Agents"))).toBeGreaterThan(5);
  await filter(page, "Agents").fill("state:active");
  await leave(page, costs);
  const before = costs.requests.length;
  await turn(page, true);
  await expect.poll(() => places.length, "it goes on after the snapshot").toBe(3);
  await expect(chip(page)).toContainText("live");
  expect(places[1], "first it asks for what it missed").toMatch(/epoch=\d+&revision=[1-9]/);
  const paths = costs.requests.slice(before).map((url) => new URL(url).pathname);
  expect(paths.filter((path) => path.endsWith("/api/live/snapshot"))).toHaveLength(1);
  await expect(filter(page, "Agents")).toHaveValue("state:active");
});

test("a glance at another tab keeps the connection", async ({ page }) => {
  await watched(page);
  let connections = 0;
  let status: string | undefined;
  let say = () => {};
  await page.routeWebSocket(/\/api\/live\?/, (socket) => {
    connections++;
    socket.connectToServer().onMessage((message) => {
      if (typeof message === "string") status = message;
      socket.send(message);
    });
    // The console says how things stand as often as the page's own clock would have it.
    say = () => socket.send(status!);
  });
  await open(page, "/");
  for (const shown of [false, true, false, true]) {
    await turn(page, shown);
    for (let seconds = 0; seconds < 50; seconds += 10) {
      await page.clock.runFor("00:10");
      say();
    }
  }
  expect(connections).toBe(1);
  await expect(chip(page)).toContainText("live");
});

test("what is asked for again and again waits until somebody looks", async ({ page }) => {
  const costs = await watched(page);
  await open(page, "/masters?tab=metrics");
  const readings = () => costs.requests.filter((url) => url.includes("GET_METRICS")).length;
  await expect.poll(readings).toBeGreaterThan(0);
  await page.clock.runFor("00:05");
  await turn(page, false);
  // What was on its way arrives.
  await page.waitForLoadState("networkidle");
  const before = readings();
  await page.clock.runFor("00:30");
  expect(readings()).toBe(before);
  await turn(page, true);
  await expect.poll(readings, "at once").toBeGreaterThan(before);
});

test("what stands in a form stays while nobody looks", async ({ page }) => {
  const costs = await watched(page);
  await open(page, "/change/quota");
  const field = page.getByRole("main").getByRole("textbox").or(page.getByRole("main").getByRole("combobox")).first();
  await field.fill("a-role-of-my-own");
  await leave(page, costs);
  await page.clock.runFor(AN_HOUR);
  await turn(page, true);
  await expect(chip(page)).toContainText("live");
  await expect(field).toHaveValue("a-role-of-my-own");
});

test("a terminal goes on while nobody looks", async ({ page, cluster }) => {
  const costs = await watched(page);
  await Terminal.open(page, await running(cluster));
  const terminals = () => [...costs.sockets].filter((socket) => !live(costs).includes(socket)).length;
  await expect.poll(terminals).toBe(1);
  await leave(page, costs);
  expect(terminals()).toBe(1);
  await turn(page, true);
  await expect(chip(page)).toContainText("live");
  expect(terminals()).toBe(1);
});
