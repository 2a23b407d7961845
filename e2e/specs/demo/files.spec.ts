import { LogView } from "../../console/log.ts";
import { Sandbox } from "../../console/sandbox.ts";
import { open } from "../../console/screen.ts";
import { expect, test } from "../../console/test.ts";

test("bytes that are no text are offered as hex", async ({ page, cluster, accessible }) => {
  const sandbox = await Sandbox.find(cluster);
  const binary = (await sandbox.list()).find((entry) => entry.name.endsWith(".bin"))!;
  await open(page, sandbox.log(binary.name));
  const log = await new LogView(page, binary.name).ready();
  await log.button("Show them as hex").click();
  await log.button("Head").click();
  const file = await sandbox.read(binary.name);
  const row = (at: number) => [...file.subarray(at, at + 16)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  await expect.poll(async () => (await log.lines())[0]?.at).toBe(0);
  for (const { at, text } of (await log.lines()).slice(0, 8)) {
    expect(text.slice(0, 10)).toBe(at.toString(16).padStart(10, "0"));
    expect(text.slice(12, 60).replace(/ +/g, " ").trim()).toBe(row(at));
  }
  await accessible(page);
});

test("a page of somebody else is text and nothing that runs", async ({ page, cluster }) => {
  const sandbox = await Sandbox.find(cluster);
  const html = (await sandbox.list()).find((entry) => entry.name.endsWith(".html"))!;
  await open(page, sandbox.log(html.name));
  const log = await new LogView(page, html.name).ready();
  const file = (await sandbox.read(html.name)).toString("utf8");
  expect((await log.lines()).map((line) => line.text).join("\n")).toBe(file.trimEnd());
});

test("a folder that has nothing says so, and the master's log is read from its end", async ({ page }) => {
  await open(page, "/log/master?path=%2Fmaster%2Flog");
  const log = await new LogView(page, "log").ready();
  await expect(log.root).toContainText("at its end");
  await open(page, "/files/master");
  await expect(page.getByRole("link", { name: "Go to the log" })).toBeVisible();
});
