import { expect, test } from "@playwright/test";
import { report } from "../figure.ts";
import { heap } from "../memory.ts";
import { OPENS, sleep } from "../pace.ts";
import { longTasks } from "../painted.ts";
import { at, LARGE, SIZES, start } from "../size.ts";
import { least, openTab, type Tab } from "../tab.ts";

/** After the table is whole, what is not needed for it may still go on for this long, in seconds. */
const SETTLES = 2;

for (const size of [...SIZES, LARGE]) {
  test(`opening ${size.name}`, async ({ browser }, info) => {
    test.setTimeout(600_000);
    const console = await start(size, 0);
    const here = at(size, { updates: 0 });
    // design.md's own rows: the whole table at the two sizes it names.
    const whole = size.completed ? 1_500 : size.tasks === 400_000 ? 5_000 : undefined;
    try {
      const tabs: Omit<Tab, "page">[] = [];
      const longest: number[] = [];
      const heaps: { script: number; whole: number }[] = [];
      for (let n = 0; n < OPENS; n++) {
        const { page, opened, wire } = await openTab(browser, console, { tasks: least(size.tasks) });
        longest.push(Math.max(0, ...(await longTasks(page))));
        await sleep(SETTLES);
        heaps.push(await heap(page));
        tabs.push({ opened, wire: { ...wire } });
        await page.context().close();
      }
      const first = tabs.map(({ opened }) => opened.first);
      const all = tabs.map(({ opened }) => opened.whole);
      report(info, { group: "opening", what: "cold open to first painted rows", at: here, unit: "ms", values: first });
      const hold = whole === undefined ? undefined : ({ of: "median", most: whole } as const);
      report(info, { group: "opening", what: "cold open to the whole table", at: here, unit: "ms", values: all, ...(hold && { hold }) });
      report(info, { group: "opening", what: "rows on the screen before the whole", at: here, unit: "ms", values: all.map((time, n) => time - first[n]!) });
      report(info, { group: "opening", what: "longest task while opening", at: here, unit: "ms", values: longest });
      const most = size.completed || size.tasks <= 100_000 ? ({ of: "median", most: 300 } as const) : undefined;
      report(info, { group: "opening", what: "heap: JavaScript and WebAssembly", at: here, unit: "MB", values: heaps.map((heap) => heap.whole), ...(most && { hold: most }) });
      report(info, { group: "opening", what: "heap: JavaScript alone", at: here, unit: "MB", values: heaps.map((heap) => heap.script) });
      const data = tabs.map(({ wire }) => wire.data / 1000);
      const app = tabs.map(({ wire }) => wire.app / 1000);
      report(info, { group: "wire", what: "data of the cluster when opening", at: here, unit: "kB", values: data });
      report(info, { group: "wire", what: "the app when opening", at: here, unit: "kB", values: app, hold: { of: "most", most: 450 } });
      expect(first.every((time, n) => time <= all[n]!)).toBe(true);
    } finally {
      await console.stop();
    }
  });
}
