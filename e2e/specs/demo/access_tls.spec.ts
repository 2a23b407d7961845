import { request } from "node:https";
import type { Page } from "@playwright/test";
import { address, badge } from "../../console/boards.ts";
import { certify, served } from "../../console/certificate.ts";
import { Console } from "../../console/console.ts";
import { byUsers, expect, openAs, test as base } from "../../console/guarded.ts";
import { add, OTTO, VERA } from "../../console/people.ts";
import { chip } from "../../console/screen.ts";
import { Wall } from "../../console/wall.ts";

/** A console that serves TLS itself, and a page of another site. */
const test = base.extend<{ wall: Wall; embed: boolean }>({
  people: async ({}, use) => use([OTTO, VERA]),
  embed: [false, { option: true }],
  ignoreHTTPSErrors: true,
  wall: async ({}, use) => {
    const wall = await Wall.start();
    await use(wall);
    await wall.stop();
  },
  settings: async ({ folder, wall, embed }, use) => {
    const { certificate, key } = await certify(folder);
    const dashboards = { "without-login": true, embed: embed ? [wall.origin] : [] };
    await use({ ...byUsers(folder, { dashboards }), tls: { "certificate-file": certificate, "key-file": key } });
  },
  own: async ({ folder, people, settings }, use) => {
    for (const person of people) await add(folder, person);
    const own = await Console.configured("small", await folder.configuration(settings));
    await use(own);
    await own.stop();
  },
});

test.describe.configure({ timeout: 90_000 });

/** The headers of an answer. */
function headers(url: string): Promise<Record<string, string | string[] | undefined>> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { rejectUnauthorized: false }, (answer) => {
      answer.resume();
      resolve(answer.headers);
    });
    asked.on("error", reject).end();
  });
}

/** Makes a dashboard from the page of somebody who is logged in. */
const make = (page: Page) =>
  page.evaluate(async () => {
    const wanted = { name: "Wall", pages: ["/agents"], every_seconds: 60, bound: null, lasts_seconds: 3600 };
    const answer = await fetch("api/dashboards", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(wanted) });
    return ((await answer.json()) as { link: string }).link;
  });

test("everything is encrypted, the cookie is for this host and for that only", async ({ page, own }) => {
  expect(own.url).toMatch(/^https:/);
  await openAs(page, VERA.name, "/agents");
  await expect(chip(page)).toContainText("live");
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ name: "__Host-mesoscope", secure: true, httpOnly: true, sameSite: "Strict", path: "/" });
  expect((await headers(own.url))["strict-transport-security"]).toMatch(/max-age=\d{7,}/);
  expect((await served(own.url)).version).toBe("TLSv1.3");
  // What is not encrypted gets no answer.
  await expect(fetch(own.url.replace("https:", "http:"))).rejects.toThrow();
});

test("a new certificate is taken without a restart, and nobody is thrown out", async ({ page, own, folder }) => {
  await openAs(page, VERA.name, "/agents");
  await expect(chip(page)).toContainText("live");
  const before = (await served(own.url)).fingerprint;
  await certify(folder);
  await expect.poll(async () => (await served(own.url)).fingerprint, { timeout: 20_000 }).not.toBe(before);
  await page.reload();
  await expect(chip(page)).toContainText("live");
});

test.describe("where a site may show dashboards", () => {
  // A browser lets nothing within a frame of another site take the focus, and says so.
  test.use({ embed: true, expectedErrors: [/Blocked autofocusing/] });

  test("its page shows one in a frame, live", async ({ page, own, wall }) => {
    await openAs(page, OTTO.name);
    wall.shows = address(own.url, await make(page));
    await page.context().clearCookies();
    await page.goto(wall.origin);
    const frame = page.frameLocator("iframe[title=Cluster]");
    await expect(frame.getByRole("heading", { level: 1 })).toContainText("Agents", { timeout: 20_000 });
    await expect(frame.getByRole("status", { name: /^Connection/ })).toContainText(/live/i);
  });

  test("no other page of the console can be framed there", async ({ own, wall }) => {
    const policy = async (path: string) => `${(await headers(own.url + path))["content-security-policy"]}`;
    expect(await policy("board")).toContain(`frame-ancestors ${wall.origin}`);
    for (const path of ["", "agents", "login", "change/drain", "dashboards"]) expect(await policy(path), path).toContain("frame-ancestors 'none'");
  });
});

test.describe("where none may", () => {
  // The browser says so itself.
  test.use({ expectedErrors: [/frame-ancestors|Refused to frame|Framing/] });

  test("its frame stays empty", async ({ page, own, wall }) => {
    await openAs(page, OTTO.name);
    wall.shows = address(own.url, await make(page));
    const refused = page.waitForEvent("console", { predicate: (message) => /frame/i.test(message.text()) });
    await page.goto(wall.origin);
    await refused;
    await expect(badge(page)).toHaveCount(0);
    expect(`${(await headers(`${own.url}board`))["content-security-policy"]}`).toContain("frame-ancestors 'none'");
  });
});
