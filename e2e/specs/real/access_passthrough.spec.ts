import { Caller } from "../../console/caller.ts";
import type { Cluster } from "../../console/cluster.ts";
import { Console } from "../../console/console.ts";
import { Folder } from "../../console/folder.ts";
import { GuardedCluster, SECRETS } from "../../console/guarded_cluster.ts";
import { logIn } from "../../console/principal.ts";
import { chip, grid, targets } from "../../console/screen.ts";
import { expect, test as base } from "../../console/test.ts";

/** A console that passes credentials on, in front of a real Mesos that asks who calls. */
const test = base.extend<{ own: Console; folder: Folder }, { guarded: GuardedCluster }>({
  guarded: [
    async ({}, use) => {
      const guarded = await GuardedCluster.start();
      await use(guarded);
      await guarded.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  folder: async ({}, use) => {
    const folder = await Folder.make();
    await use(folder);
    await folder.remove();
  },
  own: async ({ guarded, folder }, use) => {
    const config = await folder.configuration({ access: { ways: ["mesos"] }, audit: { file: folder.path("audit.jsonl") } });
    const own = await Console.serve(guarded.master, ["--config", config]);
    await use(own);
    await own.stop();
  },
  baseURL: async ({ own }, use) => use(own.url),
});

test.describe.configure({ timeout: 120_000 });

const frameworks = async (cluster: Cluster) => (await cluster.frameworks()).map(({ framework_info }) => `/frameworks/${encodeURIComponent(framework_info.id.value)}`).sort();

test("Mesos says who may come in, and what each principal sees", async ({ browser, own, guarded }) => {
  expect((await Caller.nobody(own.url).post("api/login", { way: "mesos", name: "operator", password: "wrong" })).status).toBe(401);
  const shown: Record<string, number> = {};
  for (const principal of ["operator", "analyst", "operator"]) {
    const context = await browser.newContext({ baseURL: own.url, viewport: { width: 1440, height: 1600 } });
    const page = await context.newPage();
    await page.goto("frameworks");
    await logIn(page, principal, SECRETS[principal]!);
    // Coming in is a load of its own.
    await expect(chip(page)).toContainText("live");
    const truth = await frameworks(guarded.as(principal));
    await expect.poll(async () => (await targets(grid(page, "Frameworks"))).sort()).toEqual(truth);
    shown[principal] = truth.length;
    await context.close();
  }
  expect(shown.analyst).toBeLessThan(shown.operator!);
});

test("Mesos' own ACLs decide what is changed", async ({ own, guarded, folder }) => {
  const weights = (weight: number) => ({ type: "UPDATE_WEIGHTS", update_weights: { weight_infos: [{ role: "eng/web", weight }] } });
  const [analyst, operator] = await Promise.all(["analyst", "operator"].map((principal) => Caller.logIn(own.url, principal, SECRETS[principal], "mesos")));
  // Nothing is sent before there is a picture of the cluster.
  await expect.poll(async () => (await analyst!.post("api/master", weights(5))).status).toBe(403);
  await expect.poll(async () => (await operator!.post("api/master", weights(4))).status).toBe(200);
  const told = JSON.stringify((await guarded.as("operator").call("GET_WEIGHTS")).get_weights);
  expect(told).toContain('"weight":4');
  const lines = async () => (await folder.audit()).filter(({ call }) => call === "UPDATE_WEIGHTS").map(({ user }) => user);
  await expect.poll(lines).toEqual(expect.arrayContaining(["analyst", "operator"]));
  expect(`${await folder.read("audit.jsonl")}${own.program.output}`).not.toMatch(/-secret/);
});
