import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";

/** What a page holds after a garbage collection, in MB. */
export interface Heap {
  /** JavaScript's heap alone. */
  script: number;
  /** That and every memory of WebAssembly. */
  whole: number;
}

/** What a page holds whose context is watched. */
export async function heap(page: Page): Promise<Heap> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    const wasm = await page.evaluate(() => {
      const memories: Set<WebAssembly.Memory> = (globalThis as any).bench.memories;
      return [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
    });
    return { script: usedSize / 1e6, whole: (usedSize + wasm) / 1e6 };
  } finally {
    await session.detach();
  }
}

/** Runs in the page: keeps every memory that a module of WebAssembly brings. */
export function keepMemories() {
  const { bench } = globalThis as any;
  const memories = (bench.memories = new Set<WebAssembly.Memory>());
  const keep = (instance: WebAssembly.Instance) => {
    for (const value of Object.values(instance.exports)) if (value instanceof WebAssembly.Memory) memories.add(value);
  };
  for (const name of ["instantiate", "instantiateStreaming"] as const) {
    const made = WebAssembly[name] as (...args: unknown[]) => Promise<any>;
    (WebAssembly as any)[name] = async (...args: unknown[]) => {
      const result = await made.apply(WebAssembly, args);
      keep(result instanceof WebAssembly.Instance ? result : result.instance);
      return result;
    };
  }
}

/** What a process holds, in MB: all that is resident, and its own part of that where it is shared. */
export async function residentMemory(pid: number): Promise<{ rss: number; pss: number }> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8");
  const mb = (name: string) => (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(rollup)?.[1]) * 1024) / 1e6;
  return { rss: mb("Rss"), pss: mb("Pss") };
}
