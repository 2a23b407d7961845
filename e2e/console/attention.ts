import { expect, type Page, type WebSocket } from "@playwright/test";

/** What a page has done since it was opened that costs somebody something. */
export interface Costs {
  requests: string[];
  /** Sockets that are open. */
  sockets: Set<WebSocket>;
}

/**
 * Lets a test hide a page, which a browser without a screen never does, and see what it does meanwhile. The clock stands under the test's
 * control: an hour takes no time.
 */
export async function watched(page: Page): Promise<Costs> {
  await page.clock.install();
  await page.addInitScript(() => {
    const state = { hidden: false, woken: 0 };
    Object.defineProperty(document, "hidden", { get: () => state.hidden });
    Object.defineProperty(document, "visibilityState", { get: () => (state.hidden ? "hidden" : "visible") });
    // The numbers of the test's own timers are too large for a program that keeps them in 32 bits, as browsers' are not.
    const numbers = new Map<number, number>();
    const globals = window as any;
    for (const kind of ["Timeout", "Interval"]) {
      const [set, clear] = [globals[`set${kind}`], globals[`clear${kind}`]];
      globals[`set${kind}`] = (act: any, ...rest: any[]) => {
        const number = numbers.size + 1;
        const woken = (...args: any[]) => {
          state.woken++;
          act(...args);
        };
        numbers.set(number, set(woken, ...rest));
        return number;
      };
      globals[`clear${kind}`] = (number: number) => clear(numbers.get(number));
    }
    globals.attention = state;
  });
  const costs: Costs = { requests: [], sockets: new Set() };
  page.on("request", (request) => costs.requests.push(request.url()));
  page.on("websocket", (socket) => {
    costs.requests.push(socket.url());
    costs.sockets.add(socket);
    socket.on("close", () => costs.sockets.delete(socket));
  });
  return costs;
}

/** Hides the page, as if another tab were shown, or shows it again. */
export async function turn(page: Page, shown: boolean) {
  await page.evaluate((hidden) => {
    (window as any).attention.hidden = hidden;
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, !shown);
}

/** How many timers have gone off. */
export const woken = (page: Page): Promise<number> => page.evaluate(() => (window as any).attention.woken);

/** The sockets of the cluster's rows. */
export const live = (costs: Costs) => [...costs.sockets].filter((socket) => new URL(socket.url()).pathname.endsWith("/api/live"));

/** Hides the page for so long that it lets its connection go. The time is skipped: no server could keep up with a clock that runs. */
export async function leave(page: Page, costs: Costs) {
  await turn(page, false);
  await page.clock.fastForward("01:01");
  await expect.poll(() => live(costs).length, "the page lets its connection go").toBe(0);
}
