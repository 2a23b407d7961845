import { expect, type Locator, type Page } from "@playwright/test";
import { open } from "./screen.ts";

/** A form that changes something, driven as an operator does: plan, compare, confirm, look at what became of it. */
export class Change {
  private constructor(readonly page: Page) {}

  /** Opens a form (`drain`) about something (`{ agent: id }`) and waits until it can be filled in. */
  static async open(page: Page, form: string, about: Record<string, string> = {}): Promise<Change> {
    const query = new URLSearchParams(about).toString();
    await open(page, `/change/${form}${query === "" ? "" : `?${query}`}`);
    const change = new Change(page);
    await expect(change.stage("Plan")).toBeVisible();
    return change;
  }

  /** The form that a link has led to. */
  static async here(page: Page): Promise<Change> {
    const change = new Change(page);
    await expect(change.stage("Plan")).toBeVisible();
    return change;
  }

  /** A field by its label. */
  field(label: string | RegExp): Locator {
    return this.page.getByRole("main").getByLabel(label, { exact: typeof label === "string" });
  }

  /** Expects that this is said of a field, and that nothing can be sent. */
  async refused(field: Locator, words: RegExp) {
    await this.page.getByRole("button", { name: "Compare", exact: true }).click();
    await expect(field).toHaveAccessibleDescription(words);
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(this.stage("Plan")).toBeVisible();
  }

  /** What the form shows at a stage. */
  stage(name: "Plan" | "Compare" | "Confirm" | "Tracked until seen"): Locator {
    return this.page.getByRole("group", { name, exact: true });
  }

  /** Before and after, row by row: what, now, then. */
  async compare(): Promise<string[][]> {
    await this.page.getByRole("button", { name: "Compare", exact: true }).click();
    await expect(this.stage("Compare")).toBeVisible();
    const rows = this.stage("Compare").getByRole("group", { name: "Now and then" }).getByRole("row");
    const all = await rows.evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText.trim())));
    return all.slice(1);
  }

  /** Goes on to the last look, and types what has to be typed. */
  async confirm(typed?: string) {
    await this.page.getByRole("button", { name: "Confirm", exact: true }).click();
    await expect(this.stage("Confirm")).toBeVisible();
    if (typed !== undefined) await this.page.getByLabel(/^Type the /).fill(typed);
  }

  /** Sends it, by the button of this name. */
  async send(action: string | RegExp) {
    await this.page.getByRole("button", { name: action }).click();
    await expect(this.stage("Tracked until seen")).toBeVisible();
  }

  /** Plans that are ready are carried out to the end that is expected. */
  async carryOut(action: string | RegExp, typed?: string, ends: Ended = "applied") {
    await this.compare();
    await this.confirm(typed);
    await this.send(action);
    await this.ended(ends);
  }

  /** Waits until it has come to this, for so many seconds at most. */
  async ended(state: Ended, seconds = 90) {
    // What is said of the whole change, not of one of its calls.
    await expect(this.tracked.getByRole("status").first()).toHaveText(new RegExp(`^${state}`), { timeout: seconds * 1000 });
  }

  /** What is said of the change once it is sent. */
  get tracked(): Locator {
    return this.page.getByRole("region", { name: "Tracked until seen" });
  }

  /** The calls of the change, once it is sent. */
  get steps(): Locator {
    return this.page.getByRole("list", { name: "Calls of the change" }).getByRole("listitem");
  }
}

/** How a change ends. */
export type Ended = "applied" | "refused" | "overtaken" | "blocked" | "accepted, never seen" | "no answer" | "undone" | "failed" | "stopped";
