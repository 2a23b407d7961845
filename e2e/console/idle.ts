import type { Page, Request, WebSocketRoute } from "@playwright/test";

/** How often a page is told how things stand, in seconds. */
const TOLD_EVERY = 4;

/** What a page asks for while nobody touches it. */
export interface Asked {
  requests: number;
  /** Of all answers, with their headers, as they came over the wire. */
  bytes: number;
  /** Each path that was asked for, with how often. */
  paths: Record<string, number>;
}

/**
 * A page whose minutes pass as fast as it is done with them: its clock is stopped and moved on, second by second, and what it asks for in one
 * is answered before the next begins. Its live socket is kept alive by the words that it has heard last.
 */
export class Idle {
  private readonly open = new Set<Request>();
  private readonly done: Request[] = [];
  private waiting?: () => void;
  private socket?: WebSocketRoute;
  private status?: Record<string, any>;

  private constructor(private readonly page: Page) {
    page.on("request", (request) => this.open.add(request));
    page.on("requestfinished", (request) => this.ended(request));
    page.on("requestfailed", (request) => this.ended(request));
  }

  /** Takes the page's clock and socket in hand: to be called before it goes anywhere. */
  static async of(page: Page) {
    const idle = new Idle(page);
    await page.clock.install();
    await page.routeWebSocket(/\/api\/live\?/, (socket) => {
      const server = socket.connectToServer();
      idle.socket = socket;
      server.onMessage((message) => {
        if (typeof message === "string") idle.status = JSON.parse(message);
        socket.send(message);
      });
    });
    return idle;
  }

  /** Lets a minute pass, and tells what the page asked for in it. */
  async minute(): Promise<Asked> {
    const { clock } = this.page;
    await clock.pauseAt((await this.page.evaluate(() => Date.now())) + 1_000);
    await this.answered();
    this.done.length = 0;
    for (let second = 1; second <= 60; second++) {
      if (second % TOLD_EVERY === 0) this.tell(TOLD_EVERY);
      await clock.runFor(1_000);
      await this.answered();
    }
    await clock.resume();
    const asked: Asked = { requests: this.done.length, bytes: 0, paths: {} };
    for (const request of this.done.splice(0)) {
      const path = new URL(request.url()).pathname;
      asked.paths[path] = (asked.paths[path] ?? 0) + 1;
      // What was broken off has no size.
      const sizes = await request.sizes().catch(() => undefined);
      asked.bytes += (sizes?.responseHeadersSize ?? 0) + (sizes?.responseBodySize ?? 0);
    }
    return asked;
  }

  private ended(request: Request) {
    this.open.delete(request);
    this.done.push(request);
    if (this.open.size === 0) this.waiting?.();
  }

  /** The status that the page has heard last, so many seconds later. */
  private tell(seconds: number) {
    const { status } = this;
    if (!status) return;
    for (const time of ["now_ms", "heard_ms"]) if (typeof status[time] === "number") status[time] += seconds * 1_000;
    this.socket?.send(JSON.stringify(status));
  }

  /** Waits until nothing is asked for that has not been answered. */
  private async answered() {
    if (this.open.size === 0) return;
    await new Promise<void>((resolve) => (this.waiting = resolve));
    this.waiting = undefined;
  }
}
