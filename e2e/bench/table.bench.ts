import type { Browser } from "@playwright/test";
import { Console } from "../console/console.ts";
import { chip, filter, grid, row, rowCount } from "../console/screen.ts";
import { expect, test } from "../console/test.ts";
import { heap, longTasks, meter, quantile, report } from "./kit.ts";

const SIZES = [
  { scenario: "large", at: "10k agents, 200k tasks", running: 90_000, hold: 1_500, opens: 5 },
  { scenario: "huge", at: "40k agents, 400k tasks", running: 360_000, hold: 5_000, opens: 3 },
];

for (const { scenario, at, running, hold, opens } of SIZES) {
  test(`opening ${scenario}`, async ({ browser }, info) => {
    test.setTimeout(300_000);
    const console = await (await Console.demo(scenario)).ready();
    try {
      const times: number[] = [];
      let wire = { app: 0, data: 0 };
      for (let n = 0; n < opens; n++) {
        const opened = await open(browser, console, running);
        times.push(opened.ms);
        wire = opened.wire;
      }
      report(info, { what: "cold open to a usable task table", at, value: quantile(times, 0.5), unit: "ms", hold });
      report(info, { what: "the same, data over the wire", at, value: wire.data / 1000, unit: "kB" });
      if (scenario === "large") {
        report(info, { what: "first load of the app over the wire", at: "any", value: wire.app / 1000, unit: "kB", hold: 450 });
      }
    } finally {
      await console.stop();
    }
  });
}

test("filtering, sorting and elements at 100k rows", async ({ browser }, info) => {
  test.setTimeout(300_000);
  const console = await (await Console.demo("large")).ready();
  const at = "10k agents, 200k tasks";
  try {
    const { page } = await open(browser, console, 90_000, true);
    const table = grid(page, "Tasks");
    const tasks = await longTasks(page);

    await filter(page, "Tasks").focus();
    const strokes: number[] = [];
    // Digits occur in ids, so each of these changes which rows pass.
    for (const text of ["1", "17", "173", "17", "1", "4", "42", "421", "42", "4"].flatMap((t) => [t, ""])) {
      strokes.push(await untilPainted(table, () => filter(page, "Tasks").fill(text)));
    }
    report(info, { what: "filter keystroke to painted rows, p95", at, value: quantile(strokes, 0.95), unit: "ms", hold: 30 });

    const sorts: number[] = [];
    for (const name of ["CPUs", "Name", "Updated", "State", "Memory"]) {
      const column = table.getByRole("columnheader", { name });
      if ((await column.count()) !== 1) continue;
      sorts.push(await untilPainted(table, () => column.getByRole("button").click()));
    }
    report(info, { what: "click on a column to painted rows, worst", at, value: Math.max(...sorts), unit: "ms" });
    report(info, { what: "longest task while filtering and sorting", at, value: Math.max(0, ...(await tasks())), unit: "ms" });

    const elements: number[] = [];
    for (const path of ["", "agents", "frameworks", "tasks"]) {
      await page.goto(console.url + path);
      await expect(chip(page)).toContainText("live", { timeout: 60_000 });
      elements.push(await page.locator("*").count());
    }
    report(info, { what: "DOM elements, worst page", at, value: Math.max(...elements), unit: "", hold: 2_000 });
    await page.context().close();
  } finally {
    await console.stop();
  }
});

test("memory of a tab that stays open", async ({ browser }, info) => {
  test.setTimeout(300_000);
  const console = await (await Console.demo("large")).ready();
  const at = "200k tasks";
  try {
    const { page } = await open(browser, console, 90_000, true);
    const first = await heap(page);
    report(info, { what: "browser heap with WebAssembly", at, value: first, unit: "MB", hold: 300 });
    const minutes = Number(process.env.MESOSCOPE_BENCH_MINUTES ?? "1");
    await new Promise((resolve) => setTimeout(resolve, minutes * 60_000));
    report(info, { what: "the same, growth under churn", at: `${at}, ${minutes} min`, value: (await heap(page)) - first, unit: "MB" });
    await page.context().close();
  } finally {
    await console.stop();
  }
});

/** Opens the tasks in a browser that has nothing in its cache, and tells when the table was there to be used. */
async function open(browser: Browser, console: Console, running: number, keep = false) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const wire = await meter(page);
  await page.goto(`${console.url}tasks`, { waitUntil: "commit" });
  const handle = await page.waitForFunction(
    (least) => {
      const table = document.querySelector("[role=grid][aria-label=Tasks]");
      const filled = Number(table?.getAttribute("aria-rowcount")) >= least && table?.querySelector("[role=gridcell]");
      return filled ? performance.now() : undefined;
    },
    running,
    { polling: "raf", timeout: 120_000 },
  );
  const ms = (await handle.jsonValue()) as number;
  await expect(row(grid(page, "Tasks"), 1)).toBeVisible();
  expect(await rowCount(grid(page, "Tasks"))).toBeGreaterThanOrEqual(running);
  if (!keep) await context.close();
  return { page, ms, wire };
}

/** The time from the browser's receipt of an input to the paint that follows the change of the table's rows. */
async function untilPainted(table: ReturnType<typeof grid>, act: () => Promise<void>): Promise<number> {
  await table.evaluate((element) => {
    const state: any = ((globalThis as any).painted = {});
    state.done = new Promise<number>((resolve) => {
      let begun: number | undefined;
      const begin = (event: Event) => (begun ??= event.timeStamp);
      for (const kind of ["input", "click"]) addEventListener(kind, begin, { capture: true, once: true });
      const observer = new MutationObserver(() => {
        if (begun === undefined) return;
        observer.disconnect();
        const since = begun;
        // The frame after the change, and the task after that frame: by then it is painted.
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - since)));
      });
      observer.observe(element, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["aria-rowcount", "aria-rowindex"] });
    });
  });
  await act();
  return table.page().evaluate(() => (globalThis as any).painted.done as Promise<number>);
}
