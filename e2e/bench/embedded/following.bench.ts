import { expect, test } from "@playwright/test";
import { grid } from "../../console/screen.ts";
import { report } from "../figure.ts";
import { sleep, WATCHED } from "../pace.ts";
import { longTasks, now } from "../painted.ts";
import { worker } from "../processor.ts";
import { delays, keepTurns } from "../shown.ts";
import { at, SIZES, start } from "../size.ts";
import { clock, clockDifference, EventStream, type Update } from "../stream.ts";
import { least, openTab } from "../tab.ts";
import { Viewer } from "../viewers.ts";

/** So many rows come into a screen between two frames of the stream without one pushing another off before it is painted. */
const ROWS_A_SECOND = 150;
const VIEW = "sort=-updated&columns=id,state,updated";

for (const size of SIZES) {
  for (const updates of [0, 100, 1_000]) {
    test(`following ${size.name} at ${updates} updates/s`, async ({ browser }, info) => {
      test.setTimeout(600_000);
      const console = await start(size, updates);
      const here = at(size, { updates, seconds: WATCHED });
      try {
        const { page } = await openTab(browser, console, { tasks: least(size.tasks), query: `?${VIEW}` });
        // A tab that costs the browser nothing counts what the stream of a tab is on the wire.
        const viewer = await Viewer.connect(console.url);
        const work = await worker(page);
        await sleep(3);
        const [began, before, bytes] = [await now(page), await work(), viewer.received];
        await sleep(WATCHED);
        const [after, tasks, spent] = [await work(), await longTasks(page, began), ((await now(page)) - began) / 1000];
        const part = (seconds: number) => (seconds / spent) * 1000;
        report(info, { group: "following", what: "script a second", at: here, unit: "ms", values: [part(after.script - before.script)] });
        report(info, { group: "following", what: "main thread a second", at: here, unit: "ms", values: [part(after.all - before.all)] });
        const hold = updates === 1_000 && size.tasks <= 100_000 ? { of: "most" as const, most: 50 } : undefined;
        report(info, { group: "following", what: "longest task while following", at: here, unit: "ms", values: [Math.max(0, ...tasks)], ...(hold && { hold }) });
        report(info, { group: "wire", what: "the stream a second", at: here, unit: "kB", values: [(viewer.received - bytes) / 1000 / spent] });
        viewer.close();

        if (updates > 0) {
          const stream = await EventStream.open(console.cluster.master);
          // What happened while the state was on its way comes at once, and says nothing of how much happens in a second.
          await sleep(1);
          const heard = clock();
          await sleep(3);
          const share = someShare(stream.since(heard), 3);
          await page.goto(`${console.url}tasks?${VIEW}&filter=${encodeURIComponent(`id:${share}`)}`);
          await grid(page, "Tasks").and(page.locator(":not([aria-busy=true])")).waitFor({ timeout: 60_000 });
          await sleep(3);
          await keepTurns(grid(page, "Tasks"));
          const from = clock();
          await sleep(WATCHED);
          stream.close();
          const difference = await clockDifference(page);
          const happened = stream.since(from).filter(({ task }) => task.includes(share));
          const took = await delays(grid(page, "Tasks"), happened, difference);
          expect(took.length, "events that were seen on the screen").toBeGreaterThan(10);
          const hold = updates === 1_000 && size.tasks <= 100_000 ? { of: "p95" as const, most: 250 } : undefined;
          report(info, { group: "following", what: "event at the master to text on the screen", at: here, unit: "ms", values: took, ...(hold && { hold }) });
        }
        await page.context().close();
      } finally {
        await console.stop();
      }
    });
  }
}

/** What occurs in the ids of as many updated tasks as can be without one pushing another off the screen before it is painted. */
function someShare(updates: Update[], seconds: number): string {
  const digits = [..."0123456789abcdef"];
  const rates = ["", ...digits, ...digits.flatMap((first) => digits.map((second) => first + second))].map((part) => ({
    part,
    rate: updates.filter(({ task }) => task.includes(part)).length / seconds,
  }));
  const fitting = rates.filter(({ rate }) => rate <= ROWS_A_SECOND).sort((a, b) => b.rate - a.rate);
  return fitting[0]?.part ?? "";
}
