import { expect, type Page, type Response } from "@playwright/test";
import { violations } from "./axe.ts";
import type { Stop } from "./routes.ts";
import { chip, follow } from "./screen.ts";

/** How a page is looked at. Contrast takes two thirds of axe's time: colours, and a phone, are for clusters whose things are in every state. */
export type Look = "in light, in dark and on a phone" | "but for its colours";

/** Elements of a page, at most, whatever the cluster's size: a browser lays out so many within one frame of its screen. */
const MOST_ELEMENTS = 2_000;

/** The window of a person at a desk, and that of a phone. */
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** What is found wrong on the way through pages, each with the path at which it was. */
export class Visit {
  readonly wrong: string[] = [];
  private stop: Stop = { path: "" };
  private crashed = false;

  constructor(
    private readonly page: Page,
    private readonly url: string,
    private readonly look: Look = "in light, in dark and on a phone",
  ) {
    page.on("response", (response) => this.answered(response));
    page.on("pageerror", (error) => this.note(`exception: ${error.message}`));
    page.on("console", (message) => {
      // What the network refuses is told with its address by the response.
      if (message.type() !== "error" || message.text().startsWith("Failed to load resource")) return;
      // An app that panicked does nothing any more.
      this.crashed ||= message.text().startsWith("panicked");
      this.note(message.text());
    });
  }

  /** Loads the app once; from then on pages are opened as links open them. */
  async begin() {
    this.crashed = false;
    await this.page.emulateMedia({ colorScheme: "light" });
    await this.page.goto(this.url);
    await expect(chip(this.page)).toContainText("live", { timeout: 60_000 });
  }

  /** Opens a page, waits until all of it has come, and looks at it. */
  async at(stop: Stop) {
    if (this.crashed) await this.begin();
    this.stop = stop;
    await follow(this.page, this.url, stop.path);
    const main = this.page.getByRole("main");
    try {
      await expect(this.page.getByRole("heading", { level: 1 })).toHaveText(stop.title ?? /./, { timeout: 5_000 });
      // The details of forty thousand agents take a busy machine a while.
      await expect(main.getByRole("status").filter({ hasText: /^Loading / })).toHaveCount(0, { timeout: 20_000 });
    } catch (error) {
      this.note(error instanceof Error ? error.message.split("\n").slice(0, 6).join(" ") : String(error));
    }
    const elements = await this.page.evaluate(() => document.querySelectorAll("*").length);
    if (elements > MOST_ELEMENTS) this.note(`${elements} elements, and the line is at ${MOST_ELEMENTS}: show a window of what there is`);
    const headings = await this.page.getByRole("heading", { level: 1 }).count();
    if (headings !== 1) this.note(`${headings} titles`);
    if (this.look === "but for its colours") {
      for (const found of await violations(this.page, "all but colours")) this.note(found);
      return;
    }
    for (const found of await violations(this.page)) this.note(found);
    await this.theme("dark");
    for (const found of await violations(this.page, "colours")) this.note(`dark: ${found}`);
    await this.page.setViewportSize(PHONE);
    const width = await this.page.evaluate(() => document.documentElement.scrollWidth);
    if (width > PHONE.width) this.note(`${width} px wide on a phone of ${PHONE.width}`);
    for (const found of await violations(this.page)) this.note(`on a phone: ${found}`);
    await this.page.setViewportSize(DESK);
    await this.theme("light");
  }

  /** Takes the other colours, and waits until the screen has them. */
  private async theme(colorScheme: "light" | "dark") {
    await this.page.emulateMedia({ colorScheme });
    await this.page.evaluate(async () => {
      const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
      const moves = () => document.getAnimations().some((animation) => animation instanceof CSSTransition);
      for (let frames = 0, still = 0; still < 2 && frames < 30; frames++) {
        await frame();
        still = moves() ? 0 : still + 1;
      }
    });
  }

  private answered(response: Response) {
    const status = response.status();
    if (status >= 400 && !this.stop.fails?.includes(status)) this.note(`${status} ${response.url()}`);
  }

  private note(what: string) {
    this.wrong.push(`${this.stop.path}: ${what.replace(/\s+/g, " ").slice(0, 300)}`);
  }
}
