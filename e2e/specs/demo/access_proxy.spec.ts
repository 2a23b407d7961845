import { Caller } from "../../console/caller.ts";
import { Console } from "../../console/console.ts";
import { expect, test as base } from "../../console/guarded.ts";
import { ReverseProxy } from "../../console/reverse_proxy.ts";
import { chip, open } from "../../console/screen.ts";

interface Proxied {
  /** From where proxies are trusted. */
  trusted: string[];
  front: ReverseProxy;
}

const test = base.extend<Proxied>({
  people: [],
  trusted: [["127.0.0.1/32"], { option: true }],
  settings: async ({ folder, trusted }, use) =>
    use({
      access: {
        ways: ["proxy"],
        "trusted-proxies": trusted,
        map: [{ group: "sre", role: "admin" }, { group: "eng", role: "viewer", bind: ["eng"] }],
      },
      audit: { file: folder.path("audit.jsonl") },
    }),
  own: async ({ folder, settings }, use) => {
    const own = await Console.configured("small", await folder.configuration(settings), ["--terminals"]);
    await own.ready();
    await use(own);
    await own.stop();
  },
  front: async ({ own }, use) => {
    const front = await ReverseProxy.start(own.url);
    front.says = { "x-forwarded-user": "ada", "x-forwarded-groups": "staff, sre" };
    await use(front);
    await front.stop();
  },
  baseURL: async ({ front }, use) => use(front.url),
});

test("who the proxy names is known without a login, with what the groups mean, on the live socket too", async ({ page, front, folder }) => {
  await open(page, "/agents");
  await expect(page.getByRole("banner")).toContainText("ada");
  expect(await Caller.nobody(front.url).session()).toMatchObject({ user: "ada", role: "admin", way: "proxy", groups: ["staff", "sre"] });
  expect((await Caller.nobody(front.url).post("api/master", { type: "UPDATE_WEIGHTS", update_weights: { weight_infos: [{ role: "spec-proxy", weight: 2 }] } })).status).toBeLessThan(300);
  await expect.poll(async () => (await folder.audit()).find(({ call }) => call === "UPDATE_WEIGHTS")).toMatchObject({ user: "ada", way: "proxy", role: "admin" });
});

test("another request, another person: nothing is kept of who asked before", async ({ front }) => {
  const caller = Caller.nobody(front.url);
  for (const [user, groups, role] of [["ada", "sre", "admin"], ["bea", "eng", "viewer"], ["ada", "sre", "admin"]] as const) {
    front.says = { "x-forwarded-user": user, "x-forwarded-groups": groups };
    expect(await caller.session()).toMatchObject({ user, role });
  }
  front.says = { "x-forwarded-user": "eve", "x-forwarded-groups": "sales" };
  expect((await caller.session()).known).toBe(false);
  expect((await caller.get("api/events")).status).toBe(403);
  front.says = {};
  expect((await caller.get("api/events")).status).toBe(401);
});

test("what a browser says of itself is nothing: the proxy takes it away, and says so if it cannot", async ({ front }) => {
  front.says = {};
  const forged = { "X-Forwarded-User": "ada", "X-Forwarded-Groups": "sre" };
  expect((await Caller.nobody(front.url).get("api/events", forged)).status).toBe(401);
});

test("a page of somebody without a group says what is missing", async ({ page, front, accessible }) => {
  front.says = { "x-forwarded-user": "eve", "x-forwarded-groups": "sales" };
  await page.goto("agents");
  await expect(page.getByRole("main")).toContainText("eve is in no group that may use this console");
  await accessible(page);
});

test.describe("from an address that is not listed", () => {
  test.use({ trusted: ["10.99.0.0/16"] });

  test("the headers are an attempt to be somebody", async ({ own, page }) => {
    const forged = { "X-Forwarded-User": "ada", "X-Forwarded-Groups": "sre", "X-Forwarded-For": "10.99.0.1" };
    const caller = Caller.nobody(own.url);
    for (const door of ["api/events", "api/live/snapshot", "api/changes", "metrics"]) expect((await caller.get(door, forged)).status, door).toBe(403);
    await page.goto(own.url);
    await expect(page.getByRole("main")).toContainText("is not a proxy that this console trusts");
    await expect(chip(page)).toHaveCount(0);
  });
});
