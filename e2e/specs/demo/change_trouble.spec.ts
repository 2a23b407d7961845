import { Change } from "../../console/change.ts";
import type { Json } from "../../console/cluster.ts";
import { Console } from "../../console/console.ts";
import { expect, test as base } from "../../console/test.ts";

// Each spec breaks a cluster of its own: what is broken here must not trouble others.
const test = base.extend<{ own: Console; flags: string[] }>({
  flags: [[], { option: true }],
  own: async ({ flags }, use) => {
    const own = await Console.demo("small", ["--updates-per-second", "5", ...flags]);
    await own.ready();
    await use(own);
    await own.stop();
  },
  baseURL: async ({ own }, use) => use(own.url),
});

test.describe.configure({ timeout: 120_000 });

async function bring(own: Console, fault: Json) {
  const response = await fetch(`${own.url}api/demo/faults`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(fault),
  });
  expect(response.status).toBeLessThan(300);
}

async function agent(own: Console): Promise<Json> {
  return (await own.cluster.agents()).find((agent) => agent.active && !agent.deactivated && !agent.drain_info)!;
}

const id = (agent: Json): string => agent.agent_info.id.value;

test("what Mesos accepts and then loses is never seen, and said so", async ({ page, own }) => {
  // The deadline is five looks at the agents, and a busy machine makes the looks seldom.
  test.setTimeout(300_000);
  const { agent_info } = await agent(own);
  await bring(own, { fault: "lose-accepted", on: true });
  const change = await Change.open(page, "reserve", { agent: agent_info.id.value });
  await change.field("Role").fill("spec-lost");
  await change.field("CPUs").fill("0.5");
  await change.compare();
  await change.confirm();
  await change.send(/^Reserve for spec-lost/);
  await change.ended("accepted, never seen", 240);
  await expect(change.steps.first()).toContainText("status 202");
  // The console is right: the master has no such reservation.
  const now = (await own.cluster.agents()).find((other) => id(other) === agent_info.id.value)!;
  expect(JSON.stringify(now.total_resources)).not.toContain("spec-lost");
});

test("nothing can be sent while the picture is not live", async ({ page, own }) => {
  const about = await agent(own);
  const change = await Change.open(page, "deactivate", { agent: id(about) });
  await change.compare();
  await bring(own, { fault: "stop-answering", on: true });
  await bring(own, { fault: "drop-streams" });
  await expect(page.getByText("Nothing can be sent until it is live again.", { exact: false })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("button", { name: "Confirm", exact: true })).toHaveAttribute("aria-disabled", "true");
  await bring(own, { fault: "stop-answering", on: false });
  // What was compared is still there.
  await expect(page.getByRole("button", { name: "Confirm", exact: true })).not.toHaveAttribute("aria-disabled", "true", { timeout: 60_000 });
  await change.confirm();
  await change.send(/^Deactivate /);
  await change.ended("applied");
});

test.describe("read-only", () => {
  test.use({ flags: ["--read-only"] });

  test("a form of a read-only console says so, and the server refuses whoever asks", async ({ page, own }) => {
    const about = await agent(own);
    const change = await Change.open(page, "deactivate", { agent: id(about) });
    await expect(page.getByText("This console is read-only: it sends no changes.")).toBeVisible();
    await change.compare();
    await expect(page.getByRole("button", { name: "Confirm", exact: true })).toHaveAttribute("aria-disabled", "true");
    const call = { type: "DEACTIVATE_AGENT", deactivate_agent: { agent_id: { value: id(about) } } };
    const post = (door: string, body: Json) =>
      fetch(`${own.url}${door}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    expect((await post("api/changes", { steps: [{ agent_id: null, call }] })).status).toBe(403);
    expect((await post("api/master", call)).status).toBe(403);
    expect((await own.cluster.agents()).find((other) => id(other) === id(about))!.deactivated ?? false).toBe(false);
  });
});
