import type { Page } from "@playwright/test";

/** What a page holds when all that nothing holds is gone. */
export interface Weight {
  /** Elements, texts and documents, in the page or held by something. */
  nodes: number;
  listeners: number;
  /** JavaScript's heap, in bytes. */
  heap: number;
  /** The memory of WebAssembly, in bytes; it only grows. */
  memory: number;
}

/** Has a page keep what is weighed later. To be called before it is opened. */
export async function scales(page: Page) {
  await page.addInitScript(() => {
    addEventListener("TrunkApplicationStarted", (event) => ((window as any).memory = (event as CustomEvent).detail.wasm.memory));
  });
}

/** Weighs a page. */
export async function weigh(page: Page): Promise<Weight> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send("Performance.enable");
    // What the first collection lets go may be the last that held something else.
    for (let n = 0; n < 3; n++) await session.send("HeapProfiler.collectGarbage");
    const memory = await page.evaluate(() => ((window as any).memory as WebAssembly.Memory).buffer.byteLength);
    const { metrics } = await session.send("Performance.getMetrics");
    const metric = (name: string) => metrics.find((metric) => metric.name === name)!.value;
    return { nodes: metric("Nodes"), listeners: metric("JSEventListeners"), heap: metric("JSHeapUsedSize"), memory };
  } finally {
    await session.detach();
  }
}
