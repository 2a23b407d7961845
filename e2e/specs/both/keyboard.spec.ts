import { expect, test } from "../../console/test.ts";
import { filter, grid, open } from "../../console/screen.ts";

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

test("/ goes to the filter, Esc leaves it and then clears it", async ({ page }) => {
  await open(page, "/tasks");
  await page.keyboard.press("/");
  await expect(filter(page, "Tasks")).toBeFocused();
  await page.keyboard.type("state=TASK_RUNNING");
  await expect(filter(page, "Tasks")).toHaveValue("state=TASK_RUNNING");
  await page.keyboard.press("Escape");
  await expect(filter(page, "Tasks")).not.toBeFocused();
  await expect(filter(page, "Tasks")).toHaveValue("state=TASK_RUNNING");
  await page.keyboard.press("Escape");
  await expect(filter(page, "Tasks")).toHaveValue("");
});

test("j and k walk the rows, Enter opens one, and the way back leads to the list", async ({ page }) => {
  await open(page, "/agents");
  const table = grid(page, "Agents");
  const current = table.locator("[role=row][aria-selected=true]");
  for (const [key, place] of [["j", "1"], ["j", "2"], ["k", "1"]] as const) {
    await page.keyboard.press(key);
    await expect(current).toHaveAttribute("aria-rowindex", place);
    await expect(table).toHaveAttribute("aria-activedescendant", (await current.getAttribute("id")) ?? "");
  }
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL((url) => url.pathname.startsWith("/agents/"));
  await page.goBack();
  await expect(table).toBeVisible();
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
