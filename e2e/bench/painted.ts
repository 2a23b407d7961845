import type { BrowserContext, Locator, Page } from "@playwright/test";
import { keepMemories } from "./memory.ts";

/** When what was there first, in ms since the navigation began. */
export interface Opened {
  /** The first rows, as many as fit. */
  first: number;
  /** All of it: every row is in the table and nothing more is awaited. */
  whole: number;
}

/** Begins to watch every page of a context from before its first script on. */
export async function watch(context: BrowserContext, expected: { tasks: number; rows: number }) {
  await context.addInitScript(watchPaints);
  await context.addInitScript(keepMemories);
  await context.addInitScript(watchOpening, expected);
}

/** Runs in the page: tells when the frame that shows a change is painted, and keeps the long tasks. */
function watchPaints() {
  const bench = ((globalThis as any).bench = { afterPaint, longTasks: [] as { start: number; ms: number }[] });
  const soon = (act: () => void) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      act();
    };
    port2.postMessage(0);
  };
  const frame = globalThis.requestAnimationFrame.bind(globalThis);
  let inFrame = false;
  const waiting: (() => void)[] = [];
  // The task after a frame comes when the frame is painted. It is asked for before whatever the page asks for in that frame.
  const begin = () => {
    if (inFrame) return;
    inFrame = true;
    soon(() => {
      inFrame = false;
      for (const act of waiting.splice(0)) act();
    });
  };
  globalThis.requestAnimationFrame = (act) =>
    frame((time) => {
      begin();
      act(time);
    });
  // What changes in a frame's own callbacks is painted in that frame; anything else waits for the next.
  function afterPaint(act: () => void) {
    if (inFrame) waiting.push(act);
    else
      frame(() => {
        begin();
        waiting.push(act);
      });
  }
  const observer = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) bench.longTasks.push({ start: startTime, ms: duration });
  });
  observer.observe({ type: "longtask", buffered: true });
}

/** Runs in the page: keeps when the first rows of the tasks were painted, and when all were there. */
function watchOpening({ tasks, rows }: { tasks: number; rows: number }) {
  const { bench } = globalThis as any;
  const opened: { first?: number; whole?: number } = (bench.opened = {});
  let first = false;
  const observer = new MutationObserver(() => {
    const table = document.querySelector("[role=grid][aria-label=Tasks]");
    if (!table) return;
    if (!first) {
      const shown = [...table.querySelectorAll("[role=row][aria-rowindex]:not([hidden])")];
      if (shown.filter((row) => row.querySelector("[role=gridcell]")?.textContent).length < rows) return;
      first = true;
      bench.afterPaint(() => (opened.first = performance.now()));
    }
    if (table.getAttribute("aria-busy") !== "true" && Number(table.getAttribute("aria-rowcount")) >= tasks) {
      observer.disconnect();
      bench.afterPaint(() => (opened.whole = performance.now()));
    }
  });
  observer.observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ["aria-rowcount", "aria-rowindex", "aria-busy", "hidden"],
  });
}

/** Waits until the whole table is there, and tells when it came. */
export async function opened(page: Page, seconds = 120): Promise<Opened> {
  const handle = await page.waitForFunction(
    () => {
      const { opened } = (globalThis as any).bench;
      return opened?.whole === undefined ? undefined : opened;
    },
    undefined,
    { polling: 100, timeout: seconds * 1000 },
  );
  return (await handle.jsonValue()) as Opened;
}

/** The times in ms from an input to the paint that shows rows of its outcome, and to the paint that shows all of it. */
export async function answered(table: Locator, input: "keydown" | "click", act: () => Promise<void>): Promise<{ rows: number; whole: number }> {
  await table.evaluate((element, input) => {
    const { bench } = globalThis as any;
    const count = element.parentElement!.querySelector(".count")!;
    bench.answered = new Promise((resolve, reject) => {
      let begun: number | undefined;
      let rows: number | undefined;
      setTimeout(() => reject(new Error(`no row has changed within 30 s of a ${input}`)), 30_000);
      addEventListener(input, (event) => (begun ??= event.timeStamp), { capture: true, once: true });
      const end = () => {
        observer.disconnect();
        resolve({ rows, whole: performance.now() - begun! });
      };
      // A search that goes on says so behind the number of rows it has found.
      const look = () => {
        if (begun === undefined || rows === undefined) return;
        if (!count.textContent?.includes("+")) bench.afterPaint(end);
      };
      const observer = new MutationObserver(() => {
        if (begun === undefined) return;
        if (rows !== undefined) return look();
        bench.afterPaint(() => {
          rows ??= performance.now() - begun!;
          look();
        });
      });
      const options = { subtree: true, childList: true, characterData: true };
      observer.observe(element, { ...options, attributes: true, attributeFilter: ["aria-rowcount", "aria-rowindex"] });
      observer.observe(count, options);
    });
  }, input);
  await act();
  return table.page().evaluate(() => (globalThis as any).bench.answered);
}

/** The long tasks of a page since a time of its own clock, in ms. */
export function longTasks(page: Page, since = 0): Promise<number[]> {
  return page.evaluate((since) => {
    const { longTasks } = (globalThis as any).bench as { longTasks: { start: number; ms: number }[] };
    return longTasks.filter(({ start }) => start >= since).map(({ ms }) => ms);
  }, since);
}

/** The page's own clock. */
export const now = (page: Page): Promise<number> => page.evaluate(() => performance.now());
