import { Console } from "../console/console.ts";
import { chip, filter, grid, rowCount } from "../console/screen.ts";
import { slowly } from "../console/slow.ts";
import { expect, test } from "../console/test.ts";
import { report } from "./kit.ts";

/** Pages, each with what says that it is worked with. */
const PAGES = ["tasks", "", "agents", "agents/map"];

for (const path of PAGES) {
  test(`a slow machine opens /${path}`, async ({ page }, info) => {
    test.setTimeout(300_000);
    const console = await (await Console.demo("large")).ready();
    const at = `/${path}, 10k agents, 200k tasks, processor 6 times slower, 1.6 Mbit/s`;
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
      report(info, { what: "longest task while the cluster is loaded", at, value: Math.max(0, ...slow.tasks), unit: "ms", hold: 100 });
      report(info, { what: "longest an input waits meanwhile", at, value: Math.max(0, ...slow.inputs), unit: "ms", hold: 100 });
    } finally {
      await console.stop();
    }
  });
}
