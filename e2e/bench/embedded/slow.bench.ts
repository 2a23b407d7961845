import { chip, filter, grid, rowCount } from "../../console/screen.ts";
import { slowly } from "../../console/slow.ts";
import { expect, test } from "../../console/test.ts";
import { report } from "../figure.ts";
import { at, LARGE, start } from "../size.ts";

/** Pages, each with what says that it is worked with. */
const PAGES = ["tasks", "", "agents", "agents/map"];

for (const path of PAGES) {
  test(`a slow machine opens /${path}`, async ({ page }, info) => {
    test.setTimeout(300_000);
    const console = await start(LARGE, 50);
    const here = at(LARGE, { updates: 50 });
    try {
      // From the first moment on: what is longer than 50 ms, and how long events wait until they have been handled.
      await page.addInitScript(() => {
        const slow: { tasks: number[]; inputs: number[] } = ((window as any).slow = { tasks: [], inputs: [] });
        new PerformanceObserver((list) => slow.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask", buffered: true });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as PerformanceEventTiming[]) slow.inputs.push(entry.processingEnd - entry.startTime);
        }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
      });
      await slowly(page);
      await page.goto(console.url + path, { waitUntil: "commit" });
      await expect(chip(page)).toContainText("loading", { timeout: 60_000 });
      // A key every now and then until all is there.
      const letters = path === "tasks" ? filter(page, "Tasks") : path === "agents" ? filter(page, "Agents") : undefined;
      await letters?.focus();
      while (!(await chip(page).textContent())?.startsWith("live")) {
        await page.keyboard.press(letters ? "1" : "Shift");
        if (letters) await page.keyboard.press("Backspace");
      }
      if (letters) await expect.poll(() => rowCount(grid(page, path === "tasks" ? "Tasks" : "Agents"))).toBeGreaterThan(5_000);
      const slow: { tasks: number[]; inputs: number[] } = await page.evaluate(() => (window as any).slow);
      const opened = `of /${path} on a processor 6 times slower at 1.6 Mbit/s`;
      report(info, { group: "opening", what: `tasks ${opened}`, at: here, unit: "ms", values: [0, ...slow.tasks], hold: { of: "most", most: 100 } });
      report(info, { group: "opening", what: `waits of inputs ${opened}`, at: here, unit: "ms", values: [0, ...slow.inputs], hold: { of: "most", most: 100 } });
    } finally {
      await console.stop();
    }
  });
}
