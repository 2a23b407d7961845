import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { LogView } from "../../console/log.ts";
import { isFifo, isFile, Sandbox } from "../../console/sandbox.ts";
import { open } from "../../console/screen.ts";
import { expect, test as base } from "../../console/test.ts";

const test = base.extend<{ sandbox: Sandbox }>({
  sandbox: async ({ cluster }, use) => {
    // A real task needs a moment until it has printed something.
    let found: Sandbox | undefined;
    await expect.poll(async () => (found = await Sandbox.find(cluster).catch(() => undefined)), { timeout: 20_000 }).toBeTruthy();
    await use(found!);
  },
});

/** Opens a file of the sandbox. */
async function openLog(page: Page, sandbox: Sandbox, name: string, more = "") {
  await open(page, sandbox.log(name) + more);
  return new LogView(page, name).ready();
}

const lineTexts = (bytes: Buffer) => bytes.toString("utf8").split("\n");

test("a task leads to its sandbox, which lists what the agent lists", async ({ page, sandbox, accessible }) => {
  const { framework_id, task_id } = sandbox.task;
  await open(page, `/tasks/${encodeURIComponent(framework_id.value)}/${encodeURIComponent(task_id.value)}`);
  await page.getByRole("main").getByRole("link", { name: "Sandbox", exact: true }).click();
  const folder = page.getByRole("group", { name: "Folder" });
  const names = (await sandbox.list()).map((entry) => entry.name).sort();
  await expect.poll(async () => (await folder.locator("tbody th .file-name").allInnerTexts()).map((name) => name.trim()).sort()).toEqual(names);
  await accessible(page);

  for (const entry of (await sandbox.list()).filter((entry) => !isFile(entry))) {
    const row = folder.getByRole("row").filter({ has: page.getByText(entry.name, { exact: true }) });
    await expect(row.locator("code")).toHaveText(isFifo(entry) ? /^p/ : /^d/);
    if (isFifo(entry)) {
      await expect(row).toContainText("hangs the agent");
      await expect(row.getByRole("link")).toHaveCount(0);
    }
  }
  await folder.getByRole("link", { name: "stdout", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("stdout");
  await accessible(page);
});

test("a folder is sorted by its heads and walked by keys", async ({ page, sandbox }) => {
  await open(page, `/files/agents/${sandbox.agentId}?path=${encodeURIComponent(sandbox.path)}`);
  const folder = page.getByRole("group", { name: "Folder" });
  const files = async () => (await folder.locator("tbody tr:has(a[href*='/log/']) th").allInnerTexts()).map((name) => name.trim());
  await expect.poll(files).toContain("stdout");
  const byName = await files();
  expect(byName).toEqual([...byName].sort());
  await folder.getByRole("button", { name: "Name" }).click();
  await expect(folder.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "descending");
  expect(await files()).toEqual(byName.reverse());

  await folder.focus();
  await page.keyboard.press("j");
  await expect(folder.locator("tr.current")).toHaveCount(1);
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(new RegExp(`${encodeURIComponent(sandbox.path)}$`));
});

test("every line stands at its place in the file, as the agent reads it", async ({ page, sandbox }) => {
  const log = await openLog(page, sandbox, "stdout");
  await page.keyboard.press("g");
  await expect.poll(async () => (await log.lines())[0]?.at).toBe(0);
  const file = await sandbox.read("stdout");
  const shown = await log.lines();
  expect(shown.map((line) => line.text).slice(0, 20)).toEqual(lineTexts(file).slice(0, Math.min(20, shown.length)));
  for (const { at, text } of shown) {
    expect(file.subarray(at, at + Buffer.byteLength(text)).toString("utf8"), `at byte ${at}`).toBe(text);
  }
  expect(shown.length).toBeLessThanOrEqual(300);
});

test("the end is followed, paused away from it, and found again", async ({ page, sandbox }) => {
  // A task that has just started prints a line a second.
  test.slow();
  await page.setViewportSize({ width: 1440, height: 500 });
  const log = await openLog(page, sandbox, "stdout");
  await expect(log.button("Following")).toHaveAttribute("aria-pressed", "true");
  const last = async () => (await log.inSight()).at(-1);
  const before = await last();
  await expect.poll(last, { timeout: 15_000 }).not.toBe(before);
  expect(lineTexts(await sandbox.read("stdout"))).toContain(await last());

  // Something to scroll has to be there first.
  const room = () => log.scroller.evaluate((element) => element.scrollHeight - element.clientHeight);
  await expect.poll(room, { timeout: 60_000 }).toBeGreaterThan(60);
  await log.scroller.hover();
  await page.mouse.wheel(0, -400);
  await expect(log.button("Paused")).toBeVisible();
  const held = await log.inSight();
  const more = log.root.getByRole("button", { name: / more$/ });
  await expect(more).toBeVisible({ timeout: 15_000 });
  expect(await log.inSight()).toEqual(held);
  await more.click();
  await expect(log.button("Following")).toBeVisible();
  await expect(more).toHaveCount(0);
  await page.keyboard.press("f");
  await expect(log.button("Follow")).toHaveAttribute("aria-pressed", "false");
});

test("a search counts what is in the file, and steps through it", async ({ page, sandbox }) => {
  const log = await openLog(page, sandbox, "stdout");
  const text = lineTexts(await sandbox.read("stdout")).at(3)!.split(" ").find((word) => word.length > 3) ?? "line";
  await page.keyboard.press("/");
  const field = log.root.getByRole("searchbox");
  await expect(field).toBeFocused();
  let told = "";
  await page.route("**/files/search?**", async (route) => {
    const response = await route.fetch();
    told = await response.text();
    await route.fulfill({ response, body: told });
  });
  await field.fill(text);
  await field.press("Enter");
  await expect.poll(() => told).toContain('"done":true');
  const { size, count } = JSON.parse(told.trim().split("\n").at(-1)!);
  // It reads to the end that the file had when it began.
  const bytes = (await sandbox.read("stdout")).subarray(0, size).toString("latin1").toLowerCase();
  expect(count).toBe(bytes.split(Buffer.from(text).toString("latin1").toLowerCase()).length - 1);
  await expect(log.root.locator(".log-found")).toContainText(count.toLocaleString("en-US"));

  const current = log.root.locator("mark.current");
  await expect(current).toHaveText(text, { ignoreCase: true });
  await expect(current).toBeInViewport();
  await field.press("Escape");
  const place = async () => /^([\d,]+) of/.exec(await log.root.locator(".log-found").innerText())?.[1];
  const before = await place();
  if (count > 1) {
    await page.keyboard.press("n");
    await expect.poll(place).not.toBe(before);
    await expect(current).toBeInViewport();
    await page.keyboard.press("Shift+N");
    await expect.poll(place).toBe(before);
  }

  await field.fill("no such text in any file");
  await field.press("Enter");
  await expect(log.root.locator(".log-found")).toHaveText("not found");
});

test("a place is jumped to, a line is linked to, and the link leads back", async ({ page, sandbox }) => {
  const log = await openLog(page, sandbox, "stdout");
  const file = await sandbox.read("stdout");
  const field = log.root.getByLabel("Go to a place in stdout");
  await field.fill("half");
  await field.press("Enter");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await field.fill(`${Math.floor(file.length / 2)}`);
  await field.press("Enter");
  const middle = file.lastIndexOf("\n", Math.floor(file.length / 2) - 1) + 1;
  const text = lineTexts(file.subarray(middle))[0]!;
  await expect.poll(async () => await log.inSight()).toContain(text);

  await log.root.locator(`.log-link[href$="at=${middle}"]`).click();
  await expect(page).toHaveURL((url) => url.searchParams.get("at") === `${middle}`);
  await expect(log.marked.locator(".log-text")).toHaveText(text, { useInnerText: false });
  await page.reload();
  await log.ready();
  await expect(log.marked).toBeInViewport();
  expect(await log.marked.locator(".log-text").textContent()).toBe(text);
});

test("stdout and stderr stand side by side, or one alone", async ({ page, sandbox }) => {
  const [out, err] = [await openLog(page, sandbox, "stdout"), new LogView(page, "stderr")];
  await err.ready();
  const boxes = await Promise.all([out.root.boundingBox(), err.root.boundingBox()]);
  expect(boxes[1]!.x).toBeGreaterThan(boxes[0]!.x + boxes[0]!.width - 1);
  const [shown, file] = [await err.lines(), await sandbox.read("stderr")];
  expect(lineTexts(file)).toEqual(expect.arrayContaining(shown.map((line) => line.text)));

  const choice = page.getByRole("button", { name: "Side by side" });
  await choice.click();
  await expect(err.root).toHaveCount(0);
  await page.reload();
  await out.ready();
  await expect(choice).toHaveAttribute("aria-pressed", "false");
  await choice.click();
  await expect(err.root).toBeVisible();
});

test("long lines are wrapped or not", async ({ page, sandbox }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const log = await openLog(page, sandbox, "stdout");
  const wrap = log.button("Wrap");
  await wrap.click();
  await expect(wrap).toHaveAttribute("aria-pressed", "true");
  const widths = () => log.scroller.evaluate((element) => [element.scrollWidth, element.parentElement!.clientWidth] as const);
  await expect.poll(async () => { const [lines, frame] = await widths(); return lines <= frame; }).toBe(true);
  expect(await page.evaluate(() => document.documentElement.scrollWidth), "the page must not scroll sideways").toBeLessThanOrEqual(390);
});

test("a file is downloaded byte for byte, a folder as a tar", async ({ page, sandbox }) => {
  const log = await openLog(page, sandbox, "stdout");
  const coming = page.waitForEvent("download");
  await log.root.getByRole("link", { name: "Download" }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe("stdout");
  const kept = await readFile(await download.path());
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.equals((await sandbox.read("stdout")).subarray(0, kept.length))).toBe(true);

  await page.getByRole("navigation", { name: "Way to the file" }).getByRole("link", { name: /^sandbox of/ }).click();
  const tar = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as tar" }).click();
  const listed = execFileSync("tar", ["-tf", await (await tar).path()], { encoding: "utf8" }).trim().split("\n");
  const names = listed.map((name) => name.split("/").pop());
  for (const entry of (await sandbox.list()).filter(isFile)) expect(names).toContain(entry.name);
  for (const entry of (await sandbox.list()).filter(isFifo)) expect(names).not.toContain(entry.name);
});

test("what is gone says so", async ({ page, sandbox, accessible }) => {
  await open(page, sandbox.log("never-written"));
  await expect(page.getByRole("main")).toContainText("The file is gone (garbage collected)");
  await open(page, `/files/agents/${sandbox.agentId}?path=${encodeURIComponent("/frameworks/none/executors/none/runs/latest")}`);
  await expect(page.getByRole("main")).toContainText("No such folder");
  await accessible(page);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`files fit a phone and are accessible, ${colorScheme}`, async ({ page, sandbox, accessible }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of [`/files/agents/${sandbox.agentId}?path=${encodeURIComponent(sandbox.path)}`, sandbox.log("stdout")]) {
      await open(page, path);
      await expect(page.locator(".files-table, .log-line").first()).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), "the page must not scroll sideways").toBeLessThanOrEqual(390);
      await accessible(page);
      expect(await page.locator("*").count()).toBeLessThanOrEqual(2000);
    }
  });
}
