import { Console } from "../console/console.ts";
import { grid, open, rowCount } from "../console/screen.ts";
import { expect, test } from "../console/test.ts";
import { longTasks, quantile, report, residentMemory } from "./kit.ts";

const SUBSCRIBERS = "master/operator_event_stream_subscribers";
const AT = "10k agents, 200k tasks";
const VIEWERS = 200;

test("events from the master to the screen", async ({ page }, info) => {
  test.setTimeout(180_000);
  const console = await (await Console.demo("large")).ready();
  const hub = new AbortController();
  try {
    await page.goto(`${console.url}tasks?sort=-updated&columns=id,state,updated`);
    await expect.poll(() => rowCount(grid(page, "Tasks")), { timeout: 60_000 }).toBeGreaterThan(90_000);
    const tasks = await longTasks(page);
    // When each task was first on the screen in each state.
    await grid(page, "Tasks").evaluate((element) => {
      const seen = new Set<string>();
      const shown: [string, number][] = ((globalThis as any).shown = []);
      const look = () => {
        const now = performance.timeOrigin + performance.now();
        for (const row of element.querySelectorAll("[role=row]")) {
          const path = row.querySelector("a")?.getAttribute("href");
          const state = row.querySelectorAll("[role=gridcell]")[1]?.textContent;
          const key = `${path} ${state}`;
          if (!path || seen.has(key)) continue;
          seen.add(key);
          shown.push([path, now]);
        }
      };
      look();
      new MutationObserver(look).observe(element, { subtree: true, childList: true, characterData: true });
    });

    const sent: [string, number][] = [];
    const watched = 20_000;
    const updates = await listen(console.cluster.master, watched, hub.signal, ({ framework_id, status }) => {
      const path = `/tasks/${encodeURIComponent(framework_id.value)}/${encodeURIComponent(status.task_id.value)}`;
      sent.push([path, performance.timeOrigin + performance.now()]);
    });

    const shown: [string, number][] = await page.evaluate(() => (globalThis as any).shown);
    // Some events are never seen: later ones push their rows off the screen within the same frame.
    const delays = sent.flatMap(([path, sentAt]) => {
      const seen = shown.find(([other, shownAt]) => other === path && shownAt >= sentAt);
      return seen ? [seen[1] - sentAt] : [];
    });
    const at = `${AT}, ${Math.round((updates * 1000) / watched)} updates/s`;
    expect(delays.length, "events that were seen on the screen").toBeGreaterThan(10);
    report(info, { what: "event at the master to text on screen, p95", at, value: quantile(delays, 0.95), unit: "ms", hold: 250 });
    report(info, { what: "longest task meanwhile", at, value: Math.max(0, ...(await tasks())), unit: "ms", hold: 50 });
  } finally {
    hub.abort();
    await console.stop();
  }
});

test("two hundred viewers", async ({ page }, info) => {
  test.setTimeout(240_000);
  const origin = await Console.demo("large");
  const console = await Console.serve(origin.cluster.master);
  try {
    await console.ready();
    await open(page, `${console.url}tasks`);
    await expect.poll(() => rowCount(grid(page, "Tasks")), { timeout: 60_000 }).toBeGreaterThan(90_000);
    const one = await origin.cluster.metric(SUBSCRIBERS);
    // A viewer is a snapshot and a WebSocket; their rendering is not what is measured.
    await page.evaluate(async (viewers) => {
      const sockets: WebSocket[] = ((globalThis as any).viewers = []);
      for (let n = 1; n < viewers; n++) {
        await (await fetch("api/live/snapshot")).arrayBuffer();
        sockets.push(new WebSocket(`${document.baseURI.replace(/^http/, "ws")}api/live`));
      }
      await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.addEventListener("message", resolve, { once: true }))));
    }, VIEWERS);
    const many = await origin.cluster.metric(SUBSCRIBERS);
    report(info, { what: "subscriptions at the master, viewer 2 to 200", at: AT, value: (many ?? NaN) - (one ?? NaN), unit: "", hold: 0 });
    const { pid } = console.program;
    if (pid !== undefined && process.platform === "linux") {
      report(info, { what: "server memory", at: `${AT}, ${VIEWERS} viewers`, value: await residentMemory(pid), unit: "MB", hold: 600 });
    }
  } finally {
    await console.stop();
    await origin.stop();
  }
});

/** Listens to the master's own stream for a while and tells of each task update; returns how many there were. */
async function listen(master: string, ms: number, signal: AbortSignal, tell: (update: any) => void): Promise<number> {
  const response = await fetch(new URL("/api/v1", master), {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ type: "SUBSCRIBE" }),
    signal,
  });
  const reader = response.body!.getReader();
  // The first record is the whole cluster: the time runs from its arrival on.
  let end: number | undefined;
  let count = 0;
  for await (const record of records(reader)) {
    if (end === undefined) {
      end = Date.now() + ms;
    } else {
      const event = JSON.parse(record.toString("utf8"));
      if (event.type === "TASK_UPDATED") {
        count++;
        tell(event.task_updated);
      }
    }
    if (Date.now() > end) break;
  }
  await reader.cancel();
  return count;
}

/** The records of a RecordIO stream. */
async function* records(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let held = 0;
  let wanted: number | undefined;
  for (;;) {
    if (wanted === undefined || held >= wanted) {
      let buffer = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
      for (;;) {
        if (wanted === undefined) {
          const newline = buffer.indexOf(10);
          if (newline < 0) break;
          wanted = Number(buffer.subarray(0, newline).toString());
          buffer = buffer.subarray(newline + 1);
        }
        if (buffer.length < wanted) break;
        yield buffer.subarray(0, wanted);
        buffer = buffer.subarray(wanted);
        wanted = undefined;
      }
      parts = [buffer];
      held = buffer.length;
    }
    const { value, done } = await reader.read();
    if (done) return;
    parts.push(Buffer.from(value));
    held += value.length;
  }
}
