import { expect, test } from "../../console/test.ts";
import { filter, grid, open, rows } from "../../console/screen.ts";

test("pairs of keys lead to the lists", async ({ page }) => {
  await open(page, "/");
  for (const [keys, title] of [["g a", "Agents"], ["g f", "Frameworks"], ["g t", "Tasks"], ["g o", "Overview"]] as const) {
    for (const key of keys.split(" ")) await page.keyboard.press(key);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  }
});

test("? lists the keys and Esc puts the list away", async ({ page, accessible }) => {
  await open(page, "/tasks");
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: /keyboard/i });
  await expect(dialog).toBeVisible();
  await accessible(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("/ goes to the filter and Esc leaves it", async ({ page }) => {
  await open(page, "/tasks");
  await page.keyboard.press("/");
  await expect(filter(page, "Tasks")).toBeFocused();
  await page.keyboard.type("state=TASK_RUNNING");
  await expect(filter(page, "Tasks")).toHaveValue("state=TASK_RUNNING");
  await page.keyboard.press("Escape");
  await expect(filter(page, "Tasks")).not.toBeFocused();
});

test("j and k walk the rows, Enter opens one, and the way back finds it again", async ({ page }) => {
  await open(page, "/agents");
  const table = grid(page, "Agents");
  const current = table.locator("[role=row][aria-selected=true], [role=row]:focus, [role=row]:focus-within");
  await page.keyboard.press("j");
  await expect(current).toHaveAttribute("aria-rowindex", await index(0));
  await page.keyboard.press("j");
  await expect(current).toHaveAttribute("aria-rowindex", await index(1));
  await page.keyboard.press("k");
  await expect(current).toHaveAttribute("aria-rowindex", await index(0));

  await page.keyboard.press("Enter");
  await expect(page).toHaveURL((url) => url.pathname.startsWith("/agents/"));
  await page.goBack();
  await expect(table).toBeVisible();

  async function index(n: number) {
    return (await rows(table).nth(n).getAttribute("aria-rowindex")) ?? "";
  }
});

test("everything is reached by Tab", async ({ page }) => {
  await open(page, "/agents");
  const reached = new Set<string>();
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate(() => {
      const element = document.activeElement;
      return element?.closest("[role=grid]") ? "grid" : (element?.getAttribute("type") ?? element?.tagName.toLowerCase() ?? "");
    }));
  }
  expect([...reached]).toEqual(expect.arrayContaining(["a", "button", "search", "grid"]));
});
