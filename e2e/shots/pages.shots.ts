import { mkdirSync } from "node:fs";
import { grid, open, row } from "../console/screen.ts";
import { expect, test } from "../console/test.ts";

const OUT = process.env.MESOSCOPE_SHOTS ?? new URL("../../target/shots", import.meta.url).pathname;
const SIZES = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];

/** Each page by the name of its picture; a list's name leads to the page of its first row. */
const PAGES = [
  { name: "overview", path: "/" },
  { name: "agents", path: "/agents" },
  { name: "agent", path: "/agents", first: "Agents" },
  { name: "frameworks", path: "/frameworks" },
  { name: "framework", path: "/frameworks", first: "Frameworks" },
  { name: "tasks", path: "/tasks" },
  { name: "tasks-filtered", path: "/tasks?filter=state%3Afailed&sort=-updated" },
  { name: "task", path: "/tasks?filter=state%3Arunning", first: "Tasks" },
  { name: "nothing", path: "/tasks?filter=no-such-task" },
  { name: "not-found", path: "/no/such/page" },
] as const;

for (const page_ of PAGES) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const viewport of SIZES) {
      const name = `${page_.name}.${colorScheme}-${viewport.width}`;
      test(name, async ({ page }) => {
        mkdirSync(OUT, { recursive: true });
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize(viewport);
        await open(page, page_.path);
        if ("first" in page_) {
          await row(grid(page, page_.first), 1).getByRole("link").first().click();
          await expect(page).toHaveURL((url) => url.pathname.split("/").length > 2);
        }
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await page.screenshot({ path: `${OUT}/${name}.png`, animations: "disabled" });
      });
    }
  }
}
