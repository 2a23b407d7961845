import { Console } from "../../console/console.ts";
import { stops } from "../../console/routes.ts";
import { chip, follow } from "../../console/screen.ts";
import { expect, test } from "../../console/test.ts";
import { type Weight, scales, weigh } from "../../console/weight.ts";

/** How often every page is opened and left. What is there after a quarter of it is what the app needs. */
const ROUNDS = 4;

/** By how much the rest of the rounds may make a page heavier: what is kept once, and what happens to be open at the moment. */
const MORE: Omit<Weight, "memory"> = { nodes: 300, listeners: 30, heap: 2_000_000 };

/**
 * By how much each page that is opened may make the memory of WebAssembly grow, in bytes. It is not nothing: whatever reads a signal is kept in
 * that signal's list of readers after it is gone, until the signal changes, and some signals of the app do so seldom.
 */
const A_PAGE = 12 << 10;

test("a page that is open for a day does not grow", async ({ page }) => {
  test.setTimeout(300_000);
  const console = await Console.demo("small", ["--updates-per-second", "100"]);
  try {
    await console.ready();
    const paths = (await stops(console.cluster)).filter(({ fails = [] }) => fails.length === 0).map(({ path }) => path);
    expect(paths.length).toBeGreaterThan(60);
    const open = new Set<unknown>();
    page.on("websocket", (socket) => {
      open.add(socket);
      socket.on("close", () => open.delete(socket));
    });
    await scales(page);
    await page.goto(console.url);
    await expect(chip(page)).toContainText("live");

    const weights: Weight[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const path of paths) {
        await follow(page, console.url, path);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(/./);
        await expect(page.getByRole("main").getByRole("status").filter({ hasText: /^Loading / })).toHaveCount(0);
      }
      // Weighed where nothing is open.
      await follow(page, console.url, "/frameworks");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Frameworks");
      weights.push(await weigh(page));
      expect(open.size, "sockets").toBe(1);
    }
    const [before, after] = [weights[ROUNDS / 4 - 1]!, weights.at(-1)!];
    const all = (what: keyof Weight) => `${what} after each round: ${weights.map((weight) => weight[what]).join(", ")}`;
    for (const what of ["nodes", "listeners", "heap"] as const) {
      expect(after[what] - before[what], all(what)).toBeLessThanOrEqual(MORE[what]);
    }
    const pages = paths.length * (ROUNDS - ROUNDS / 4);
    expect((after.memory - before.memory) / pages, all("memory")).toBeLessThanOrEqual(A_PAGE);
  } finally {
    await console.stop();
  }
});
