import { Caller } from "../../console/caller.ts";
import { Cluster, type Json } from "../../console/cluster.ts";
import { Console } from "../../console/console.ts";
import { expect, test as base } from "../../console/guarded.ts";
import { logIn } from "../../console/principal.ts";
import { grid, targets } from "../../console/screen.ts";

/** A console in front of a cluster that knows two principals, each of whom shows his own credentials. */
const test = base.extend({
  people: [],
  settings: async ({ folder }, use) => use({ access: { ways: ["mesos"] }, audit: { file: folder.path("audit.jsonl") } }),
  own: async ({ folder, settings }, use) => {
    const own = await Console.configured("small", await folder.configuration(settings), ["--two-principals"]);
    await use(own);
    await own.stop();
  },
});

test.describe.configure({ timeout: 90_000 });

const SECRETS: Record<string, string> = { operator: "operator-secret", analyst: "analyst-secret" };
const as = (own: Console, principal: string) => new Cluster(own.cluster.master, { principal, secret: SECRETS[principal]! });
const caller = (own: Console, principal: string) => Caller.logIn(own.url, principal, SECRETS[principal], "mesos");

/** Where the rows of the frameworks' list would lead, by what Mesos answers to this principal. */
async function frameworks(cluster: Cluster) {
  return (await cluster.frameworks()).map(({ framework_info }: Json) => `/frameworks/${encodeURIComponent(framework_info.id.value)}`).sort();
}

test("nobody asks Mesos before somebody has logged in", async ({ own }) => {
  expect(await as(own, "operator").metric("master/operator_event_stream_subscribers")).toBe(0);
  for (const door of ["api/events", "api/live/snapshot", "api/master/readings/GET_STATE"]) expect((await Caller.nobody(own.url).get(door)).status).toBe(401);
  expect((await Caller.nobody(own.url).post("api/master", { type: "GET_STATE" })).status).toBe(401);
});

test("a secret that Mesos does not take is said at the form, and counts as a failed login", async ({ page, own, accessible }) => {
  await page.goto("frameworks");
  await expect(page.getByLabel("Secret", { exact: true })).toBeVisible();
  await accessible(page);
  await logIn(page, "operator", "wrong-secret");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("the name or the password is wrong");
  for (let wrong = 0; wrong < 4; wrong++) {
    expect((await Caller.nobody(own.url).post("api/login", { way: "mesos", name: "operator", password: `guess ${wrong}` })).status).toBe(401);
  }
  expect((await Caller.nobody(own.url).post("api/login", { way: "mesos", name: "operator", password: SECRETS.operator })).status).toBe(429);
});

test("two principals side by side see what Mesos shows each of them, and nothing of the other", async ({ browser, own }) => {
  const pages = await Promise.all(
    Object.keys(SECRETS).map(async (principal) => {
      const context = await browser.newContext({ baseURL: own.url, viewport: { width: 1440, height: 2400 } });
      const page = await context.newPage();
      await page.goto("frameworks");
      await logIn(page, principal, SECRETS[principal]!);
      return { principal, page };
    }),
  );
  const shown: Record<string, string[]> = {};
  for (const { principal, page } of [...pages, ...pages]) {
    await page.reload();
    const rows = async () => (await targets(grid(page, "Frameworks"))).sort();
    await expect.poll(rows).toEqual(await frameworks(as(own, principal)));
    shown[principal] = await rows();
  }
  expect(shown.analyst!.length).toBeLessThan(shown.operator!.length);
  for (const { page } of pages) await page.context().close();
});

test("interleaved requests never get the other's answer", async ({ own }) => {
  const both = { operator: await caller(own, "operator"), analyst: await caller(own, "analyst") };
  const truth = { operator: await frameworks(as(own, "operator")), analyst: await frameworks(as(own, "analyst")) };
  const ask = async (principal: "operator" | "analyst") => {
    const answer = await both[principal].json("api/master/readings/GET_FRAMEWORKS");
    const text = JSON.stringify(answer);
    const mine = truth[principal].map((href) => decodeURIComponent(href.split("/").at(-1)!));
    const others = truth[principal === "operator" ? "analyst" : "operator"].map((href) => decodeURIComponent(href.split("/").at(-1)!));
    return mine.every((id) => text.includes(id)) && others.filter((id) => !mine.includes(id)).every((id) => !text.includes(id));
  };
  const order = Array.from({ length: 60 }, (_, at) => (at % 3 === 1 ? "analyst" : "operator") as "operator" | "analyst");
  const right = await Promise.all(order.map(ask));
  expect(right.filter((is) => is)).toHaveLength(order.length);
});

test("what Mesos does not allow is refused in its words, and what it does is told as done by the principal", async ({ own, folder }) => {
  const analyst = await caller(own, "analyst");
  const weights = (role: string): Json => ({ type: "UPDATE_WEIGHTS", update_weights: { weight_infos: [{ role, weight: 3 }] } });
  // Nothing is sent before there is a picture of the cluster.
  await expect.poll(async () => (await analyst.post("api/master", weights("eng"))).status).toBe(403);
  expect(JSON.stringify((await as(own, "operator").call("GET_WEIGHTS")).get_weights ?? {})).not.toContain('"weight":3');
  const operator = await caller(own, "operator");
  await expect.poll(async () => (await operator.post("api/master", weights("spec-pass"))).status).toBe(200);
  expect(JSON.stringify((await as(own, "operator").call("GET_WEIGHTS")).get_weights)).toContain("spec-pass");
  const lines = async () => (await folder.audit()).filter(({ call }) => call === "UPDATE_WEIGHTS").map(({ user, way }) => [user, way]);
  await expect.poll(lines).toEqual(expect.arrayContaining([["analyst", "mesos"], ["operator", "mesos"]]));
  // Secrets are in the server's memory only.
  const kept = `${await folder.read("audit.jsonl")}${own.program.output}${operator.cookie}`;
  for (const secret of Object.values(SECRETS)) expect(kept).not.toContain(secret);
});

test("a logout forgets the credentials: what the browser had opens nothing any more", async ({ own }) => {
  const analyst = await caller(own, "analyst");
  expect((await analyst.session())).toMatchObject({ user: "analyst", way: "mesos", principal: "analyst" });
  const cookie = analyst.cookie;
  expect((await analyst.post("api/logout", {})).status).toBe(200);
  const [name, value] = cookie.split("=") as [string, string];
  expect((await Caller.with(own.url, [{ name, value }]).get("api/events")).status).toBe(401);
});
