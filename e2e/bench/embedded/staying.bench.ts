import { test } from "@playwright/test";
import { report } from "../figure.ts";
import { heap } from "../memory.ts";
import { LOOKS, OPEN_FOR, sleep } from "../pace.ts";
import { at, LARGE, SIZES, start } from "../size.ts";
import { least, openTab } from "../tab.ts";

/** What a tab may grow by between its first minute and its end, in MB: the rows that churn adds are not more than those it removes. */
const FLAT = 10;

test("a tab that stays open", async ({ browser }, info) => {
  test.setTimeout((OPEN_FOR + 300) * 1000);
  const size = SIZES.length > 2 ? LARGE : SIZES[1]!;
  const console = await start(size, 1_000);
  const here = at(size, { updates: 1_000, seconds: OPEN_FOR });
  try {
    const { page } = await openTab(browser, console, { tasks: least(size.tasks) });
    await sleep(5);
    const heaps = [await heap(page)];
    for (let n = 0; n < LOOKS; n++) {
      await sleep(OPEN_FOR / LOOKS);
      heaps.push(await heap(page));
    }
    const first = heaps[0]!;
    const grown = heaps.slice(1).map(({ whole }) => whole - first.whole);
    report(info, { group: "following", what: "heap of a tab that stays open", at: here, unit: "MB", values: heaps.map(({ whole }) => whole), hold: { of: "most", most: 300 } });
    report(info, { group: "following", what: "growth of that heap", at: here, unit: "MB", values: grown, hold: { of: "most", most: FLAT } });
    await page.context().close();
  } finally {
    await console.stop();
  }
});
