import type { WebSocket } from "@playwright/test";
import { Console } from "../../console/console.ts";
import { type Asked, Idle } from "../../console/idle.ts";
import { stops } from "../../console/routes.ts";
import { chip, open } from "../../console/screen.ts";
import { expect, test } from "../../console/test.ts";

/** What a page may ask for in a minute in which nobody touches it and no task changes. */
interface Line {
  /** The paths of the pages; the first line that fits counts. */
  of: RegExp;
  requests: number;
  /** Of the answers, with their headers. */
  kilobytes: number;
  why: string;
}

/** Each is a little above what was measured. Whatever makes a page ask less deserves a lower line. */
const LINES: Line[] = [
  { of: /^\/agents\/map/, requests: 3, kilobytes: 8, why: "the session once a minute" },
  { of: /^\/$/, requests: 42, kilobytes: 45, why: "what happened every two seconds, the course of things every ten" },
  { of: /^\/events/, requests: 36, kilobytes: 40, why: "new events every two seconds" },
  { of: /^\/audit/, requests: 36, kilobytes: 30, why: "new lines every two seconds, also where no log is kept" },
  { of: /^\/(changes|dashboards)$/, requests: 10, kilobytes: 12, why: "the list every ten seconds" },
  { of: /^\/(quota|change\/(quota|weights)\b)/, requests: 40, kilobytes: 30, why: "what is set now, every two seconds" },
  { of: /^\/maintenance/, requests: 30, kilobytes: 25, why: "schedule and status, each every five seconds" },
  { of: /^\/masters\?tab=metrics/, requests: 40, kilobytes: 90, why: "the metrics every two seconds" },
  { of: /^\/masters\?tab=flags/, requests: 8, kilobytes: 12, why: "flags every half a minute" },
  { of: /^\/masters/, requests: 75, kilobytes: 60, why: "health and logging level, each every two seconds" },
  { of: /^\/change\/drain/, requests: 75, kilobytes: 200, why: "the chosen agents and the schedule, each every two seconds" },
  { of: /^\/change\/\w/, requests: 75, kilobytes: 100, why: "the two things that a form is held against, each every two seconds" },
  { of: /^\/agents\/[^/?]+$/, requests: 85, kilobytes: 70, why: "health and logging level every two seconds, details now and then" },
  { of: /^\/agents\/[^/?]+\?tab=(containers|metrics)/, requests: 50, kilobytes: 100, why: "the tab's reading every two seconds, details now and then" },
  { of: /^\/executors\/./, requests: 50, kilobytes: 60, why: "what its agent says, two readings every four seconds" },
  { of: /^\/log\//, requests: 130, kilobytes: 115, why: "a log that is followed, every second: its size, and its end where it is empty or has grown" },
  { of: /^\/files\//, requests: 20, kilobytes: 60, why: "the folder every four seconds" },
  { of: /^\/(agents|frameworks|tasks|changes|roles)\/./, requests: 20, kilobytes: 25, why: "details now and then, every five seconds while they cannot be had" },
  { of: /^/, requests: 3, kilobytes: 8, why: "the session once a minute: all else comes over the live socket" },
];

/** What the live socket of a tab may carry in a minute in which no task changes, in kB. */
const SOCKET = { kilobytes: 40, why: "a status every four seconds, and offers that come and go" };

/** Two tests at a time, each with every other page. */
const SHARES = [0, 1];

// Each has a cluster of its own.
test.describe.configure({ mode: "parallel" });

const still = (args: string[] = []) => Console.demo("small", ["--updates-per-second", "0", ...args]);

for (const share of SHARES) {
  test(`an idle page asks for no more than its line allows, ${share + 1} of ${SHARES.length}`, async ({ page }) => {
    test.setTimeout(600_000);
    const console = await still(["--terminals"]);
    try {
      await console.ready();
      const idle = await Idle.of(page);
      const passed: string[] = [];
      const all = await stops(console.cluster);
      for (const { path, title } of all.filter((_, place) => place % SHARES.length === share)) {
        // Loaded anew, not followed: numbers of this clock's timers are too long for the app, which could not clear them when a page is left.
        await page.goto(new URL(path.replace(/^\//, ""), console.url).href);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(title ?? /./);
        await expect(page.getByRole("main").getByRole("status").filter({ hasText: /^Loading / })).toHaveCount(0);
        passed.push(...beyond(path, await idle.minute()));
      }
      expect(passed).toEqual([]);
    } finally {
      await console.stop();
    }
  });
}

/** What of a page's minute is beyond its line, with what to do. */
function beyond(path: string, { requests, bytes, paths }: Asked): string[] {
  const line = LINES.find(({ of }) => of.test(path))!;
  const kilobytes = bytes / 1000;
  if (requests <= line.requests && kilobytes <= line.kilobytes) return [];
  const measured = `${requests} requests and ${kilobytes.toFixed(1)} kB a minute`;
  const drawn = `${line.requests} and ${line.kilobytes} kB: ${line.why}`;
  return [`${path}: ${measured}, and the line is at ${drawn}. It asked for ${JSON.stringify(paths)}. Ask less, or move the line in frugal.spec.ts and say why.`];
}

test("the socket of an idle tab carries no more than its line allows", async ({ page }) => {
  test.setTimeout(120_000);
  const console = await still();
  try {
    await console.ready();
    const measured = new Promise<number>((resolve) => page.on("websocket", (socket) => follow(socket, resolve)));
    await open(page, `${console.url}tasks`);
    await expect(chip(page)).toContainText("live");
    const kilobytes = await measured;
    expect(kilobytes, `kB a minute over the socket; the line is for ${SOCKET.why}. Send less, or move the line in frugal.spec.ts and say why`).toBeLessThanOrEqual(
      SOCKET.kilobytes,
    );
  } finally {
    await console.stop();
  }
});

/** Adds up what a socket carries from one status to another that the server made a quarter of a minute later, by the server's own clock. */
function follow(socket: WebSocket, tell: (kilobytes: number) => void) {
  let began: number | undefined;
  let bytes = 0;
  socket.on("framereceived", ({ payload }) => {
    bytes += Buffer.byteLength(payload);
    const now = typeof payload === "string" ? JSON.parse(payload).now_ms : undefined;
    if (now === undefined) return;
    if (began === undefined) [began, bytes] = [now, 0];
    else if (now - began >= 15_000) tell((bytes / (now - began)) * 60);
  });
}
