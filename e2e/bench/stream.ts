import { Agent, type IncomingMessage, request } from "node:http";
import type { Page } from "@playwright/test";

/** A status update at the master. */
export interface Update {
  /** Where the console shows the task, and its state. */
  key: string;
  /** The task's id. */
  task: string;
  /** When it was there, in ms since 1970. */
  at: number;
}

/** This process' clock, in ms since 1970. */
const clock = () => performance.timeOrigin + performance.now();

/**
 * The event stream of the master, listened to beside the console. While it runs, records are only cut off and stamped, so that it takes next to
 * nothing of the machine that is measured; they are read when all is over.
 */
export class EventStream {
  private readonly records: { at: number; bytes: Buffer }[] = [];
  private parts: Buffer[] = [];
  private held = 0;
  private wanted: number | undefined;
  private whole = false;

  private constructor(private readonly response: IncomingMessage) {}

  /** Subscribes and waits for the state, which is thrown away. */
  static open(master: string): Promise<EventStream> {
    return new Promise((resolve, reject) => {
      const headers = { "Content-Type": "application/json", Accept: "application/json" };
      const asked = request(new URL("/api/v1", master), { method: "POST", headers, agent: new Agent() }, (response) => {
        if (response.statusCode !== 200) return reject(new Error(`SUBSCRIBE is answered ${response.statusCode}`));
        const stream = new EventStream(response);
        response.on("data", (chunk: Buffer) => {
          stream.push(chunk);
          if (stream.whole) resolve(stream);
        });
        response.on("error", () => {});
      });
      asked.on("error", reject);
      asked.end(JSON.stringify({ type: "SUBSCRIBE" }));
    });
  }

  /** The updates since a moment, of the clock of this process. */
  since(from: number): Update[] {
    return this.records.flatMap(({ at, bytes }) => {
      if (at < from) return [];
      const event = JSON.parse(bytes.toString("utf8"));
      if (event.type !== "TASK_UPDATED") return [];
      const { framework_id, status } = event.task_updated;
      const task: string = status.task_id.value;
      const path = `/tasks/${encodeURIComponent(framework_id.value)}/${encodeURIComponent(task)}`;
      return [{ key: `${path} ${status.state.replace("TASK_", "").toLowerCase()}`, task, at }];
    });
  }

  close() {
    this.response.destroy();
  }

  private push(chunk: Buffer) {
    this.parts.push(chunk);
    this.held += chunk.length;
    if (this.wanted !== undefined && this.held < this.wanted) return;
    let buffer = this.parts.length === 1 ? chunk : Buffer.concat(this.parts);
    const at = clock();
    for (;;) {
      if (this.wanted === undefined) {
        const newline = buffer.indexOf(10);
        if (newline < 0) break;
        this.wanted = Number(buffer.subarray(0, newline).toString());
        buffer = buffer.subarray(newline + 1);
      }
      if (buffer.length < this.wanted) break;
      if (this.whole) this.records.push({ at, bytes: buffer.subarray(0, this.wanted) });
      this.whole = true;
      buffer = buffer.subarray(this.wanted);
      this.wanted = undefined;
    }
    this.parts = [buffer];
    this.held = buffer.length;
  }
}

/** What has to be added to a time of a page's clock to have it by the clock of this process, in ms. */
export async function clockDifference(page: Page): Promise<number> {
  let best = { took: Infinity, difference: 0 };
  for (let n = 0; n < 20; n++) {
    const from = clock();
    const there = await page.evaluate(() => performance.timeOrigin + performance.now());
    const took = clock() - from;
    if (took < best.took) best = { took, difference: from + took / 2 - there };
  }
  return best.difference;
}

export { clock };
