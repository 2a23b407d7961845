import type { Page } from "@playwright/test";
import { Caller } from "../../console/caller.ts";
import { Change } from "../../console/change.ts";
import type { Cluster, Json } from "../../console/cluster.ts";
import { expect, openAs, test } from "../../console/guarded.ts";
import { ADA, OTTO, VERA } from "../../console/people.ts";
import { chip, nav } from "../../console/screen.ts";
import { running } from "../../console/terminal.ts";

test.describe.configure({ timeout: 90_000 });

const idle = async (cluster: Cluster): Promise<string> => {
  const agent = (await cluster.agents()).find(({ active, deactivated, drain_info }) => active && !deactivated && !drain_info);
  return agent!.agent_info.id.value;
};

/** What is in the menu of actions on a page: each name with the reason why not, if there is one. */
async function menu(page: Page): Promise<Map<string, string>> {
  await page.getByRole("button", { name: /^Actions on/ }).click();
  const links = page.getByRole("region", { name: /^Actions on/ }).getByRole("link");
  const all = await links.evaluateAll((links) =>
    links.map((link) => {
      const why = link.querySelector(".action-why")?.textContent ?? "";
      return [(link.textContent ?? "").replace(why, "").trim(), link.getAttribute("aria-disabled") === "true" ? why : ""] as const;
    }),
  );
  return new Map(all);
}

/** A change of each kind as a browser could send it, whatever the page shows. */
const CHANGES: Json[] = [
  { type: "DEACTIVATE_AGENT", deactivate_agent: { agent_id: { value: "?" } } },
  { type: "DRAIN_AGENT", drain_agent: { agent_id: { value: "?" } } },
  { type: "MARK_AGENT_GONE", mark_agent_gone: { agent_id: { value: "?" } } },
  { type: "UPDATE_WEIGHTS", update_weights: { weight_infos: [{ role: "eng", weight: 9 }] } },
  { type: "UPDATE_QUOTA", update_quota: { quota_configs: [{ role: "eng", limits: { cpus: { value: 1 } } }] } },
  { type: "TEARDOWN", teardown: { framework_id: { value: "?" } } },
  { type: "SET_LOGGING_LEVEL", set_logging_level: { level: 2, duration: { nanoseconds: 1 } } },
];

/** Everything of the cluster that those would change. */
async function whole(cluster: Cluster) {
  const agents = (await cluster.agents()).map(({ agent_info, deactivated, drain_info }) => [agent_info.id.value, deactivated ?? false, drain_info?.state]);
  const frameworks = (await cluster.call("GET_FRAMEWORKS")).get_frameworks.frameworks.map(({ framework_info }: Json) => framework_info.id.value);
  const weights = (await cluster.call("GET_WEIGHTS")).get_weights;
  const quota = (await cluster.call("GET_QUOTA")).get_quota;
  return JSON.stringify([agents.sort(), frameworks.sort(), weights, quota]);
}

const filled = (call: Json, agent: string, framework: string): Json =>
  JSON.parse(JSON.stringify(call).replaceAll('"?"', JSON.stringify(call.type === "TEARDOWN" ? framework : agent)));

test("a viewer sees all, may nothing, is told why, and the server says the same", async ({ page, own, cluster, folder }) => {
  const agent = await idle(cluster);
  await openAs(page, VERA.name, `/agents/${agent}`);
  const shown = await menu(page);
  expect(shown.size).toBeGreaterThan(4);
  for (const [name, why] of shown) expect(why, name).toMatch(/needs the role (operator|admin); vera has the role viewer/);

  const change = await Change.open(page, "deactivate", { agent });
  await expect(page.getByRole("main")).toContainText("needs the role operator; vera has the role viewer");
  await change.compare();
  await expect(page.getByRole("button", { name: "Confirm", exact: true })).toHaveAttribute("aria-disabled", "true");

  const before = await whole(cluster);
  const framework = (await cluster.frameworks())[0]!.framework_info.id.value;
  const caller = Caller.with(own.url, await page.context().cookies());
  for (const call of CHANGES.map((call) => filled(call, agent, framework))) {
    for (const [door, body] of [["api/master", call], ["api/changes", { steps: [{ agent_id: null, call }] }]] as const) {
      const answer = await caller.post(door, body);
      expect(answer.status, `${call.type} at ${door}`).toBe(403);
      expect((await answer.json()).error).toMatch(/vera has the role viewer/);
    }
  }
  expect(await whole(cluster)).toBe(before);
  const refused = (await folder.audit()).filter((line) => line.decision === "refused" && line.user === VERA.name);
  for (const { type } of CHANGES) expect(refused.map((line) => line.call), `${type} is in the audit log`).toContain(type);
});

test("a viewer opens no terminal, whatever the browser does", async ({ page, own, cluster }) => {
  const { agent, container } = await running(cluster);
  await openAs(page, VERA.name, `/terminal/${agent.id}?container=${container}`);
  await expect(page.getByRole("main")).toContainText("needs the role operator; vera has the role viewer");
  await expect(page.getByRole("button", { name: "Open the terminal" })).toBeDisabled();
  const ended = await page.evaluate(
    ([url]) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(url!);
        socket.onopen = () => resolve("open");
        socket.onerror = () => resolve("refused");
      }),
    [`${own.url.replace("http", "ws")}api/agents/${agent.id}/terminal`],
  );
  expect(ended).toBe("refused");
});

test("an operator drains, and does nothing that is final", async ({ page, own, cluster, folder }) => {
  const agent = await idle(cluster);
  await openAs(page, OTTO.name, `/agents/${agent}`);
  const shown = await menu(page);
  const why = (name: RegExp) => [...shown].find(([shown]) => name.test(shown))?.[1];
  expect(why(/gone/i)).toMatch(/MARK_AGENT_GONE needs the role admin; otto has the role operator/);
  expect(why(/^Deactivate/)).toBe("");

  const change = await Change.open(page, "deactivate", { agent });
  await change.carryOut(/^Deactivate /);
  expect((await cluster.agents()).find(({ agent_info }) => agent_info.id.value === agent)!.deactivated).toBe(true);
  const lines = (await folder.audit()).filter((line) => line.call === "DEACTIVATE_AGENT");
  expect(lines.map((line) => line.user)).toContain(OTTO.name);
  expect(lines.map((line) => line.decision)).toEqual(expect.arrayContaining(["sent", "applied"]));

  const caller = Caller.with(own.url, await page.context().cookies());
  const gone = { type: "MARK_AGENT_GONE", mark_agent_gone: { agent_id: { value: agent } } };
  expect((await caller.post("api/changes", { steps: [{ agent_id: null, call: gone }] })).status).toBe(403);
  expect((await caller.get("api/audit")).status).toBe(403);
  expect((await cluster.agents()).map(({ agent_info }) => agent_info.id.value)).toContain(agent);
});

test("what is for admins only stays in the navigation, with the reason", async ({ page }) => {
  await openAs(page, OTTO.name);
  const link = nav(page).getByRole("link", { name: /^Audit/ });
  await expect(link).toHaveAttribute("aria-disabled", "true");
  await expect(link).toHaveAccessibleDescription(/needs the role admin; otto has the role operator/);
  await page.goto("audit");
  await expect(page.getByRole("main")).toContainText("needs the role admin; otto has the role operator");
});

test.describe("where the configuration says who may what", () => {
  test.use({
    settings: async ({ folder }, use) =>
      use({
        access: {
          ways: ["users"],
          "users-file": folder.path("users.toml"),
          actions: { drain: "admin", DEACTIVATE_AGENT: "operator", terminal: "nobody", files: "operator" },
        },
        audit: { file: folder.path("audit.jsonl") },
      }),
  });

  test("its lines hold for the page and for the doors", async ({ page, own, cluster }) => {
    const agent = await idle(cluster);
    await openAs(page, OTTO.name, `/agents/${agent}`);
    const shown = await menu(page);
    const why = (name: RegExp) => [...shown].find(([shown]) => name.test(shown))?.[1];
    expect(why(/^Drain/)).toMatch(/DRAIN_AGENT needs the role admin/);
    expect(why(/^Deactivate/)).toBe("");
    const place = await running(cluster);
    await page.goto(`terminal/${place.agent.id}?container=${place.container}`);
    await expect(page.getByRole("main")).toContainText("terminal is switched off in this console's configuration");
    const vera = await Caller.logIn(own.url, VERA.name);
    expect((await vera.get(`api/agents/${agent}/files/list?path=/`)).status).toBe(403);
    expect((await vera.session()).may.files).toMatch(/needs the role operator/);
  });
});

test.describe("where nobody logs in", () => {
  test.use({ settings: async ({ folder }, use) => use({ access: { "open-role": "viewer" }, audit: { file: folder.path("audit.jsonl") } }), people: [] });

  test("everybody is what the configuration says, and no login is shown", async ({ page, own, cluster }) => {
    const agent = await idle(cluster);
    await page.goto(`agents/${agent}`);
    await expect(chip(page)).toContainText("live");
    await expect(page.getByRole("banner").getByRole("button", { name: "Log out" })).toHaveCount(0);
    for (const [name, why] of await menu(page)) expect(why, name).toMatch(/needs the role/);
    const call = filled(CHANGES[0]!, agent, "");
    expect((await Caller.nobody(own.url).post("api/master", call)).status).toBe(403);
  });
});

test.describe("read-only", () => {
  test.use({ flags: ["--read-only"] });

  test("no role changes anything, at no door, and every try is in the audit log", async ({ own, cluster, folder, page }) => {
    const agent = await idle(cluster);
    const framework = (await cluster.frameworks())[0]!.framework_info.id.value;
    const before = await whole(cluster);
    const ada = await Caller.logIn(own.url, ADA.name);
    for (const call of CHANGES.map((call) => filled(call, agent, framework))) {
      for (const [door, body] of [["api/master", call], ["api/changes", { steps: [{ agent_id: null, call }] }]] as const) {
        expect((await ada.post(door, body)).status, `${call.type} at ${door}`).toBe(403);
      }
    }
    expect((await ada.post("api/demo/faults", { fault: "drop-streams" })).status).toBe(403);
    expect(await whole(cluster)).toBe(before);
    const refused = (await folder.audit()).filter((line) => line.decision === "refused").map((line) => line.call);
    for (const { type } of CHANGES) expect(refused).toContain(type);
    await openAs(page, ADA.name, `/agents/${agent}`);
    for (const [name, why] of await menu(page)) expect(why, name).toMatch(/read-only/);
  });
});
