import type { CDPSession, Page } from "@playwright/test";

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

/** Weighs a page. */
export async function weigh(page: Page): Promise<Weight> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send("Performance.enable");
    // What the first collection lets go may be the last that held something else.
    for (let n = 0; n < 3; n++) await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    const metric = (name: string) => metrics.find((metric) => metric.name === name)!.value;
    return { nodes: metric("Nodes"), listeners: metric("JSEventListeners"), heap: metric("JSHeapUsedSize"), memory: await memory(session) };
  } finally {
    await session.detach();
  }
}

async function memory(session: CDPSession): Promise<number> {
  const { result } = await session.send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  const { objects } = await session.send("Runtime.queryObjects", { prototypeObjectId: result.objectId! });
  const sum = await session.send("Runtime.callFunctionOn", {
    objectId: objects.objectId!,
    functionDeclaration: "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }",
    returnByValue: true,
  });
  return sum.result.value as number;
}
