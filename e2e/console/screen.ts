import { expect, type Locator, type Page } from "@playwright/test";

/** The tables of the app, by what they list. */
export type List = "Tasks" | "Agents" | "Frameworks";

/** The chip in the header that says how fresh the picture is. */
export const chip = (page: Page) => page.getByRole("status", { name: /^Connection/ });

/** The main navigation. */
export const nav = (page: Page) => page.getByRole("navigation", { name: "Main" });

/** The table of a list. */
export const grid = (page: Page, list: List) => page.getByRole("grid", { name: list, exact: true });

/** The filter above a list. */
export const filter = (page: Page, list: List) => page.getByRole("searchbox", { name: `Filter ${list.toLowerCase()}` });

/** The rows of a table that are in the page, without the one of the headers. */
export const rows = (table: Locator) => table.getByRole("row").filter({ has: table.page().getByRole("gridcell") });

/** A column's header. */
export const header = (table: Locator, name: string) => table.getByRole("columnheader", { name, exact: true });

/** How many rows pass the filter. */
export async function rowCount(table: Locator): Promise<number> {
  return Number(await table.getAttribute("aria-rowcount"));
}

/** Opens a page of the app, given relative to the base path, and waits until the picture is live. */
export async function open(page: Page, path: string) {
  await page.goto(path.replace(/^\//, ""));
  await expect(chip(page)).toContainText("live");
}

/** The texts of a column's cells, as far as they are in the page. */
export async function column(table: Locator, name: string): Promise<string[]> {
  const index = await header(table, name).getAttribute("aria-colindex");
  return table.locator(`[role=gridcell][aria-colindex="${index}"]`).allInnerTexts();
}
