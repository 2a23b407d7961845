import { expect, type Locator, type Page } from "@playwright/test";

/** The tables of the app, by what they list. */
export type List =
  | "Tasks"
  | "Agents"
  | "Frameworks"
  | "Roles"
  | "Reservations"
  | "Volumes"
  | "Offers"
  | "Operations"
  | "Executors";

/** The chip in the header that says how fresh the picture is. */
export const chip = (page: Page) => page.getByRole("status", { name: /^Connection/ });

/** The main navigation. */
export const nav = (page: Page) => page.getByRole("navigation", { name: "Main" });

/** The table of a list. */
export const grid = (page: Page, list: List) => page.getByRole("grid", { name: list, exact: true });

/** The filter above a list. */
export const filter = (page: Page, list: List) => page.getByRole("searchbox", { name: `Filter ${list.toLowerCase()}` });

/** The rows of a table that are in the page, without the one of the headers, in no order. */
export const rows = (table: Locator) => table.getByRole("row").filter({ has: table.page().getByRole("gridcell") });

/** The row at a place in the table, from 1 on. */
export const row = (table: Locator, place: number) => table.locator(`[role=row][aria-rowindex="${place}"]`);

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

/** Presses a link to a page of the console at this address, without loading the app again. */
export async function follow(page: Page, url: string, path: string) {
  const href = new URL(path.replace(/^\//, ""), url).href;
  await page.evaluate((href) => {
    const link = document.createElement("a");
    link.href = href;
    document.body.append(link);
    link.click();
    link.remove();
  }, href);
  await expect(page).toHaveURL((url) => url.pathname + url.search === path);
}

/** The address of a list whose filter says this. */
export const filtered = (list: List, text: string) => `/${list.toLowerCase()}?filter=${encodeURIComponent(text)}`;

/** What the filter in a page's address says. */
export const filterOf = (url: URL) => url.searchParams.get("filter");

/** The texts of a column's cells from the top, as far as they are in the page. */
export async function column(table: Locator, name: string): Promise<string[]> {
  return table.evaluate((element, name) => {
    const heads = [...element.querySelectorAll("[role=columnheader] button > :first-child")];
    const at = heads.findIndex((head) => head.textContent === name);
    const rows = [...element.querySelectorAll<HTMLElement>("[role=row][aria-rowindex]:not([hidden])")];
    const place = (row: HTMLElement) => Number(row.getAttribute("aria-rowindex"));
    rows.sort((a, b) => place(a) - place(b));
    return rows.map((row) => row.querySelectorAll<HTMLElement>("[role=gridcell]")[at]?.innerText.trim() ?? "");
  }, name);
}

/** Where each row leads, as far as they are in the page: the rows' names that nothing shortens. */
export async function targets(table: Locator): Promise<string[]> {
  return rows(table).evaluateAll((rows) => rows.map((row) => row.querySelector("a")?.getAttribute("href") ?? ""));
}
