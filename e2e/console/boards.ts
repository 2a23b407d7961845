import type { Browser, Page } from "@playwright/test";
import type { Caller } from "./caller.ts";
import type { Json } from "./cluster.ts";

/** What a dashboard shows where nothing else is said. */
const WANTED = { name: "Wall", pages: ["/tasks?filter=state%3Arunning&columns=name,state", "/agents"], every_seconds: 5, bound: null, lasts_seconds: 3600 };

/** The link of a new dashboard, by the door that the page uses; and its id. */
export async function make(caller: Caller, wanted: Json = {}): Promise<{ id: string; link: string }> {
  const answer = await caller.post("api/dashboards", { ...WANTED, ...wanted });
  if (answer.status !== 201) throw new Error(`no dashboard: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { id: string; link: string };
}

/** Where a link is opened. */
export const address = (url: string, link: string) => `${url}board#${link}`;

/** Opens a link in a browser where nobody is logged in. */
export async function openLink(browser: Browser, url: string, link: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", ignoreHTTPSErrors: true });
  const page = await context.newPage();
  await page.goto(address(url, link));
  return page;
}

/** What is said of how fresh the picture is, to be read across a room. */
export const badge = (page: Page) => page.getByRole("status", { name: /^Connection/ });
