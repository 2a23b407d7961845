import type { Browser, Page } from "@playwright/test";
import { grid, row } from "../console/screen.ts";
import { opened, type Opened, watch } from "./painted.ts";
import { meter } from "./wire.ts";

/** A tab with the tasks in it, in a browser that had nothing of the console in its cache. */
export interface Tab {
  page: Page;
  opened: Opened;
  wire: { app: number; data: number };
}

/** How a tab is opened. */
export interface Wanted {
  /** How many rows the whole table has at least. */
  tasks: number;
  /** How many rows are the first ones: as many as a screen shows. */
  rows?: number;
  height?: number;
  /** What the address says of the view. */
  query?: string;
}

/** Opens the list of tasks and waits until it can be used. */
export async function openTab(browser: Browser, console: { url: string }, { tasks, rows = 20, height = 900, query = "" }: Wanted): Promise<Tab> {
  const context = await browser.newContext({ viewport: { width: 1440, height }, reducedMotion: "reduce" });
  await watch(context, { tasks, rows: Math.min(rows, tasks) });
  const page = await context.newPage();
  const wire = await meter(page);
  await page.goto(`${console.url}tasks${query}`, { waitUntil: "commit" });
  const times = await opened(page);
  await row(grid(page, "Tasks"), 1).waitFor();
  return { page, opened: times, wire };
}

/** The number of tasks that have to be there at least: some may have ended since the cluster began. */
export const least = (tasks: number) => Math.floor(tasks * 0.9);
