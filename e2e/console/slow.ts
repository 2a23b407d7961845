import type { Page } from "@playwright/test";

/** A bad connection: 1.6 Mbit/s and 150 ms to an answer. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };

/** A processor as slow as this part of the present one. */
const SLOWER = 6;

/** Puts a page on a slow machine behind a bad connection. What it answers takes the network's part of it away. */
export async function slowly(page: Page): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", NETWORK);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  return async () => {
    await session.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  };
}

/** One look at what a page says while it loads. */
export interface Glance {
  /** What the boot screen says, while it is there. */
  boot?: string;
  /** What the chip in the header says, once it is there. */
  chip?: string;
  /** Above the rows: how many pass. */
  count?: string;
  /** Rows of the table that have a place. */
  rows: number;
}

/** Has the page keep each different thing that it says from its first moment on. To be called before it is opened. */
export async function glances(page: Page): Promise<() => Promise<Glance[]>> {
  await page.addInitScript(() => {
    const seen: Glance[] = ((window as any).glances = []);
    const text = (place: string) => document.querySelector<HTMLElement>(place)?.textContent?.replace(/\s+/g, " ").trim();
    let last = "";
    const look = () => {
      const now = {
        boot: text(".boot-progress"),
        chip: text(".header [aria-label^=Connection]"),
        count: text(".tools .count"),
        rows: Number(document.querySelector("[role=grid]")?.getAttribute("aria-rowcount") ?? 0),
      };
      const said = JSON.stringify(now);
      if (said !== last) seen.push(now);
      last = said;
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  return () => page.evaluate(() => (window as any).glances as Glance[]);
}
