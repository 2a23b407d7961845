import { test } from "@playwright/test";
import { chip } from "../../console/screen.ts";
import { drawAlone } from "../alone.ts";
import { report } from "../figure.ts";
import { at, LARGE, SIZES, start } from "../size.ts";
import { least, openTab } from "../tab.ts";
import { use } from "../using.ts";

const PAGES = ["", "agents", "frameworks", "tasks", "roles", "reservations", "offers", "events"];

for (const size of [...SIZES, LARGE]) {
  test(`using ${size.name}`, async ({ browser }, info) => {
    test.setTimeout(600_000);
    const console = await start(size, 0);
    const here = at(size, { updates: 0 });
    try {
      const { page } = await openTab(browser, console, { tasks: least(size.tasks) });
      await use(page, info, here, size.tasks === 100_000 ? { stroke: 30, sort: 50 } : {});
      await drawAlone(page, info, here);
      const elements: number[] = [];
      for (const path of PAGES) {
        await page.goto(console.url + path);
        await chip(page).filter({ hasText: "live" }).waitFor({ timeout: 120_000 });
        elements.push(await page.locator("*").count());
      }
      report(info, { group: "using", what: "DOM elements, of several pages", at: here, unit: "", values: elements, hold: { of: "most", most: 2_000 } });
      await page.context().close();
    } finally {
      await console.stop();
    }
  });
}
