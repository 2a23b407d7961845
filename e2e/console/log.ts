import { expect, type Locator, type Page } from "@playwright/test";

/** A line of a file as the page shows it. */
export interface Line {
  /** Where it begins in the file, as its link says. */
  at: number;
  text: string;
}

/** The view of a file on its page. */
export class LogView {
  readonly root: Locator;
  readonly scroller: Locator;
  readonly marked: Locator;

  constructor(page: Page, readonly name: string) {
    this.root = page.getByRole("region", { name, exact: true });
    this.scroller = this.root.getByRole("group", { name, exact: true });
    this.marked = this.root.locator(".log-line.marked");
  }

  button(name: string) {
    return this.root.getByRole("button", { name, exact: true });
  }

  /** The lines that are in the page. */
  async lines(): Promise<Line[]> {
    return this.root.locator(".log-line").evaluateAll((rows) =>
      rows.map((row) => ({
        at: Number(new URL(row.querySelector("a")!.href).searchParams.get("at")),
        text: row.querySelector(".log-text")!.textContent ?? "",
      })),
    );
  }

  /** The lines that are in sight. */
  async inSight(): Promise<string[]> {
    return this.scroller.evaluate((scroller) => {
      const frame = scroller.getBoundingClientRect();
      const rows = [...scroller.querySelectorAll<HTMLElement>(".log-line")];
      const seen = rows.filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return bottom > frame.top + 1 && top < frame.bottom - 1;
      });
      return seen.map((row) => row.querySelector(".log-text")!.textContent ?? "");
    });
  }

  async ready() {
    await expect(this.root.locator(".log-line").first()).toBeVisible();
    return this;
  }
}
