import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";

/** The kernel's clock of processes runs at this rate on every Linux that Node runs on. */
const TICKS_A_SECOND = 100;

/** The processor's time that a process has used so far, in seconds. */
export async function processorTime(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  // Its name, in brackets, may hold anything.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

/** What a page's main thread has done so far, in seconds. */
export interface Work {
  script: number;
  /** Style, layout and script. */
  all: number;
}

/** Tells what a page's main thread has done, each time it is asked. */
export async function worker(page: Page): Promise<() => Promise<Work>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
    return { script: value("ScriptDuration"), all: value("TaskDuration") };
  };
}
