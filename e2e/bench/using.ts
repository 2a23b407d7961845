import type { Page, TestInfo } from "@playwright/test";
import { filter, grid } from "../console/screen.ts";
import { type At, report } from "./figure.ts";
import { ROUNDS } from "./pace.ts";
import { answered, longTasks, now } from "./painted.ts";

/** Digits occur in the ids of every cluster, so each key changes which rows pass. */
const KEYS = ["1", "7", "3", "Backspace", "Backspace", "Backspace", "9", "0", "5", "Backspace", "Backspace", "Backspace", "4", "2", "Backspace", "Backspace"];
const COLUMNS = ["Task", "Name", "State", "Framework", "Host", "CPUs", "Memory", "Updated"];

/** What has to be held, in ms: 95 of 100 strokes, and the worst column. */
export interface Holds {
  stroke?: number;
  sort?: number;
}

/** Types into the filter of the tasks and sorts them by their columns, and reports how long both took. */
export async function use(page: Page, info: TestInfo, at: At, holds: Holds) {
  const table = grid(page, "Tasks");
  const since = await now(page);
  const strokes: { rows: number; whole: number }[] = [];
  await filter(page, "Tasks").focus();
  for (let round = 0; round < ROUNDS; round++) {
    for (const key of KEYS) strokes.push(await answered(table, "keydown", () => page.keyboard.press(key)));
  }
  // Of each column the median of its clicks: a column is slow or is not.
  const sorts: number[] = [];
  for (const name of COLUMNS) {
    const head = table.getByRole("columnheader", { name, exact: true });
    if ((await head.count()) !== 1) continue;
    const clicks: number[] = [];
    for (let round = 0; round < 2 * ROUNDS; round++) {
      clicks.push((await answered(table, "click", () => head.getByRole("button").click())).rows);
    }
    sorts.push(clicks.sort((a, b) => a - b)[ROUNDS - 1]!);
  }
  const longest = await longTasks(page, since);
  const p95 = holds.stroke === undefined ? {} : { hold: { of: "p95" as const, most: holds.stroke } };
  const most = holds.sort === undefined ? {} : { hold: { of: "most" as const, most: holds.sort } };
  report(info, { group: "using", what: "filter keystroke to painted rows", at, unit: "ms", values: strokes.map(({ rows }) => rows), ...p95 });
  report(info, { group: "using", what: "filter keystroke to every row found", at, unit: "ms", values: strokes.map(({ whole }) => whole) });
  report(info, { group: "using", what: "sort click to painted rows", at, unit: "ms", values: sorts, ...most });
  report(info, { group: "using", what: "longest task while filtering and sorting", at, unit: "ms", values: [Math.max(0, ...longest)] });
}
