import type { Locator } from "@playwright/test";
import type { Update } from "./stream.ts";

/** A row came into the page, or left it. */
interface Turn {
  path: string;
  /** By the page's clock, in ms since 1970; of a row that came, when it was painted. */
  at: number;
  came: boolean;
}

/** Begins to keep which rows of a table come and go. */
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
        if (path) now.add(path);
      }
      for (const path of there) if (!now.has(path)) turns.push({ path, at, came: false });
      const came = [...now].filter((path) => !there.has(path));
      there = now;
      if (came.length === 0) return;
      bench.afterPaint(() => {
        const at = performance.timeOrigin + performance.now();
        for (const path of came) turns.push({ path, at, came: true });
      });
    };
    look();
    new MutationObserver(look).observe(element, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["href", "hidden"] });
  });
}

/**
 * How long updates took to be on the screen, in ms. Only those count whose row was not there before, so that its coming is the update's doing,
 * and that were the only ones of their task since it was there last.
 */
export async function delays(table: Locator, updates: Update[], difference: number): Promise<number[]> {
  const turns: Turn[] = await table.evaluate(() => (globalThis as any).bench.turns);
  const turnsOf = byPath(turns.map((turn) => ({ ...turn, at: turn.at + difference })));
  const updatesOf = byPath(updates);
  return [...turnsOf].flatMap(([path, turns]) =>
    turns.flatMap(({ at, came }, place) => {
      const left = turns[place - 1]?.at ?? -Infinity;
      const since = (updatesOf.get(path) ?? []).filter((update) => update.at > left && update.at <= at);
      return came && since.length === 1 ? [at - since[0]!.at] : [];
    }),
  );
}

function byPath<T extends { path: string }>(all: T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(one.path);
    if (group) group.push(one);
    else groups.set(one.path, [one]);
  }
  return groups;
}
