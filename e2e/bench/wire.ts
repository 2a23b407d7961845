import type { Page } from "@playwright/test";

/** Counts what comes over the wire, in bytes, by whether it belongs to the app itself or to the cluster's data. */
export async function meter(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const urls = new Map<string, string>();
  const bytes = { app: 0, data: 0 };
  // Of each answer as far as it has been told: one that is read to its end and then given up is never told to have ended.
  const told = new Map<string, number>();
  const tell = (requestId: string, sum: number) => {
    const path = new URL(urls.get(requestId) ?? "http://none/").pathname;
    bytes[path.includes("/api/") ? "data" : "app"] += sum - (told.get(requestId) ?? 0);
    told.set(requestId, sum);
  };
  session.on("Network.responseReceived", ({ requestId, response }) => {
    urls.set(requestId, response.url);
    tell(requestId, response.encodedDataLength);
  });
  session.on("Network.dataReceived", ({ requestId, encodedDataLength }) => tell(requestId, (told.get(requestId) ?? 0) + encodedDataLength));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => tell(requestId, encodedDataLength));
  return bytes;
}

/** The sum of a metric of a console over all its labels. */
export async function scrape(console: { url: string }, ...names: string[]): Promise<number> {
  const text = await (await fetch(`${console.url}metrics`)).text();
  let sum = 0;
  for (const line of text.split("\n")) {
    const [, name, value] = /^([a-z_]+)(?:\{.*\})? (\S+)$/.exec(line) ?? [];
    if (name !== undefined && names.includes(name)) sum += Number(value);
  }
  return sum;
}
