import { readFile } from "node:fs/promises";
import type { CDPSession, Page, TestInfo } from "@playwright/test";

/** One number, and what it has to hold. */
export interface Figure {
  what: string;
  /** The size of the cluster and whatever else it depends on. */
  at: string;
  value: number;
  unit: "ms" | "MB" | "kB" | "";
  /** At most this; none for figures that only inform. */
  hold?: number;
}

/** The kind of annotation that carries a figure to the reporter. */
export const FIGURE = "figure";

/** Reports a figure. A figure that is not held fails nothing: machines differ, and the table says it. */
export function report(info: TestInfo, figure: Figure) {
  info.annotations.push({ type: FIGURE, description: JSON.stringify(figure) });
}

/** The value below which this part of the values lies. */
export function quantile(values: number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? NaN;
}

/** What a process holds in memory, in MB. */
export async function residentMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const [, kib = "NaN"] = /VmRSS:\s+(\d+) kB/.exec(status) ?? [];
  return (Number(kib) * 1024) / 1e6;
}

/** What a page holds in memory after a garbage collection, in MB: JavaScript's heap and every memory of WebAssembly. */
export async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    return (usedSize + (await wasmMemory(session))) / 1e6;
  } finally {
    await session.detach();
  }
}

async function wasmMemory(session: CDPSession): Promise<number> {
  const { result } = await session.send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  const { objects } = await session.send("Runtime.queryObjects", { prototypeObjectId: result.objectId! });
  const sum = await session.send("Runtime.callFunctionOn", {
    objectId: objects.objectId!,
    functionDeclaration: "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }",
    returnByValue: true,
  });
  return sum.result.value as number;
}

/** Counts what comes over the wire, in bytes, by whether it belongs to the app itself or to the cluster's data. */
export async function meter(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const urls = new Map<string, string>();
  const bytes = { app: 0, data: 0 };
  session.on("Network.responseReceived", ({ requestId, response }) => urls.set(requestId, response.url));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const path = new URL(urls.get(requestId) ?? "http://none/").pathname;
    bytes[path.includes("/api/") ? "data" : "app"] += encodedDataLength;
  });
  return bytes;
}

/** Collects the page's long tasks from now on; call what it returns for their durations in ms. */
export async function longTasks(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const seen: number[] = ((globalThis as any).longTasks = []);
    new PerformanceObserver((list) => seen.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" });
  });
  return () => page.evaluate(() => (globalThis as any).longTasks as number[]);
}
