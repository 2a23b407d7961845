import type { Locator } from "@playwright/test";
import type { Update } from "./stream.ts";

/** A task in a state came into the page, or left it. */
interface Turn {
  /** Of the task and the state. */
  key: string;
  /** By the page's clock, in ms since 1970; of a row that came, when it was painted. */
  at: number;
  came: boolean;
}

/** Begins to keep which tasks come and go, in which state: the table's second column. */
export async function keepTurns(table: Locator) {
  await table.evaluate((element) => {
    const { bench } = globalThis as any;
    const turns: Turn[] = (bench.turns = []);
    let there = new Set<string>();
    const look = () => {
      const at = performance.timeOrigin + performance.now();
      const now = new Set<string>();
      for (const row of element.querySelectorAll("[role=row][aria-rowindex]:not([hidden])")) {
        const path = row.querySelector("a")?.getAttribute("href");
        const state = row.querySelectorAll("[role=gridcell]")[1]?.textContent?.toLowerCase();
        if (path) now.add(`${path} ${state?.replace(/[^a-z]/g, "").replace(/^task/, "")}`);
      }
      for (const key of there) if (!now.has(key)) turns.push({ key, at, came: false });
      const came = [...now].filter((key) => !there.has(key));
      there = now;
      if (came.length === 0) return;
      bench.afterPaint(() => {
        const at = performance.timeOrigin + performance.now();
        for (const key of came) turns.push({ key, at, came: true });
      });
    };
    look();
    new MutationObserver(look).observe(element, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["href", "hidden"] });
  });
}

/**
 * How long updates took to be on the screen, in ms. Only those count whose task was not there before in that state, so that its
 * coming is the update's doing, and that were the only ones of their kind since it was there last.
 */
export async function delays(table: Locator, updates: Update[], difference: number): Promise<number[]> {
  const turns: Turn[] = await table.evaluate(() => (globalThis as any).bench.turns);
  const turnsOf = byKey(turns.map((turn) => ({ ...turn, at: turn.at + difference })));
  const updatesOf = byKey(updates);
  return [...turnsOf].flatMap(([key, turns]) =>
    turns.flatMap(({ at, came }, place) => {
      const left = turns[place - 1]?.at ?? -Infinity;
      const since = (updatesOf.get(key) ?? []).filter((update) => update.at > left && update.at <= at);
      return came && since.length === 1 ? [at - since[0]!.at] : [];
    }),
  );
}

function byKey<T extends { key: string }>(all: T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(one.key);
    if (group) group.push(one);
    else groups.set(one.key, [one]);
  }
  return groups;
}
