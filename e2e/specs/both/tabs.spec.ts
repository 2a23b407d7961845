import { Console } from "../../console/console.ts";
import { chip, grid, rowCount } from "../../console/screen.ts";
import { expect, test } from "../../console/test.ts";

const TABS = 20;
const SUBSCRIBERS = "master/operator_event_stream_subscribers";

test("twenty tabs are one subscriber for the master, and none of them hangs", async ({ context, cluster }) => {
  test.setTimeout(180_000);
  const before = await cluster.metric(SUBSCRIBERS);
  // A console of its own: those of other specs come and go.
  const own = await Console.serve(cluster.master);
  try {
    const tabs = await Promise.all(
      Array.from({ length: TABS }, async () => {
        const tab = await context.newPage();
        await tab.goto(`${own.url}frameworks`);
        return tab;
      }),
    );
    for (const tab of tabs) {
      // Two cores compile twenty apps at once; a tab that hangs would never come.
      await expect(chip(tab)).toContainText("live", { timeout: 60_000 });
      expect(await rowCount(grid(tab, "Frameworks"))).toBeGreaterThan(0);
    }
    expect(await cluster.metric(SUBSCRIBERS)).toBe((before ?? 0) + 1);
  } finally {
    await own.stop();
  }
});
