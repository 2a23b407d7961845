import type { Page } from "@playwright/test";
import { BAD, BadMaster } from "../../console/bad_master.ts";
import { Console } from "../../console/console.ts";
import { chip, nav } from "../../console/screen.ts";
import { expect, test } from "../../console/test.ts";

/** What a page must say when there is no cluster to show: a sentence with these words, in place of a blank page. */
const SENTENCES: Record<keyof typeof BAD, RegExp> = {
  garbage: /not.*(record|understood|Mesos)/i,
  "a page of something else": /does not speak the Operator API.*text\/html/i,
  "a record of 4 GB announced": /(4294967296|4\.3 GB|4 GiB|too (large|long|big)|limit)/i,
  "401, credentials wanted": /(401|credentials)/i,
  "503, still recovering": /(503|recover)/i,
};

async function says(page: Page, url: string, sentence: RegExp) {
  await page.goto(url);
  await expect(chip(page)).toContainText("disconnected");
  await expect(page.getByRole("main")).toContainText(sentence);
  await nav(page).getByRole("link", { name: /^Tasks/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tasks");
  await expect(page.getByRole("main")).toContainText(sentence);
}

for (const [what, sentence] of Object.entries(SENTENCES)) {
  test(`a master that answers with ${what}`, async ({ page, accessible }) => {
    const bad = await BadMaster.start(BAD[what as keyof typeof BAD]);
    const console = await Console.serve(bad.url);
    try {
      await says(page, console.url, sentence);
      await accessible(page);
      expect((await page.request.get(`${console.url}readyz`)).status()).toBe(503);
      expect((await page.request.get(`${console.url}healthz`)).status()).toBe(200);
      expect(console.program.output).toMatch(sentence);
      expect(console.program.output).not.toMatch(/panicked/);
    } finally {
      await console.stop();
      await bad.stop();
    }
  });
}

test("a master's address at which nothing listens", async ({ page }) => {
  const bad = await BadMaster.start(() => {});
  const { url } = bad;
  await bad.stop();
  const console = await Console.serve(url);
  try {
    await says(page, console.url, /refused|cannot (connect|reach)|no connection|not reach/i);
    await expect(page.getByRole("main")).toContainText(new URL(url).host);
    expect(console.program.output).not.toMatch(/panicked/);
  } finally {
    await console.stop();
  }
});

test("a master that begins to answer is shown without a reload", async ({ page, console }) => {
  const late = await BadMaster.start(BAD["503, still recovering"]);
  const own = await Console.serve(`${late.url},${console.cluster.master}`);
  try {
    await page.goto(own.url);
    await expect(chip(page)).toContainText("live");
  } finally {
    await own.stop();
    await late.stop();
  }
});
