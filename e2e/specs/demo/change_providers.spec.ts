import { Agent } from "../../console/agent.ts";
import { Change } from "../../console/change.ts";
import type { Cluster, Json } from "../../console/cluster.ts";
import { open } from "../../console/screen.ts";
import { expect, test } from "../../console/test.ts";

const STORAGE = "org.apache.mesos.rp.local.storage";

/** An agent that takes configurations. */
async function able(cluster: Cluster): Promise<Agent> {
  for (const json of (await cluster.agents()).filter(({ active }) => active)) {
    const agent = new Agent(json);
    const flags: Json[] = (await agent.call("GET_FLAGS")).get_flags.flags;
    if (flags.some(({ name, value }) => name === "resource_provider_config_dir" && value)) return agent;
  }
  throw new Error("no agent takes providers");
}

/** A provider of an agent, as the agent tells of it. */
async function provider(agent: Agent, name: string): Promise<Json | undefined> {
  const all: Json[] = (await agent.call("GET_RESOURCE_PROVIDERS")).get_resource_providers.resource_providers ?? [];
  return all.find(({ resource_provider_info }) => resource_provider_info.name === name);
}

test("a provider is added, updated, removed and marked gone", async ({ page, cluster, accessible }) => {
  test.slow();
  const agent = await able(cluster);
  const name = "spec";
  let change = await Change.open(page, "provider", { agent: agent.id });
  const container = page.getByRole("group", { name: "container 1", exact: true });
  await change.refused(change.field("Name"), /letters, digits and underscores/);
  await change.field("Name").fill("lvm");
  await change.field("Plugin's type").fill("org.example.lvm");
  await change.field("Plugin's name").fill("spare");
  await change.refused(change.field("Name"), /the agent has a provider of this type and name/i);
  await change.field("Name").fill(name);
  await change.field("Plugin's type").fill("org..lvm");
  await change.refused(change.field("Plugin's type"), /a type is made of names and dots/i);
  await change.field("Plugin's type").fill("org.example.lvm");
  await container.getByLabel(/NODE_SERVICE/).uncheck();
  await change.refused(container.getByLabel(/NODE_SERVICE/), /must offer NODE_SERVICE/);
  await container.getByLabel(/NODE_SERVICE/).check();
  await container.getByLabel("Command", { exact: true }).fill("/opt/csi/lvm-plugin --available_capacity=2GB");
  await container.getByLabel("Resources", { exact: true }).fill("cpus");
  await change.refused(container.getByLabel("Resources", { exact: true }), /./);
  await container.getByLabel("Resources", { exact: true }).fill("cpus:0.1;mem:64");
  await page.getByRole("button", { name: "Add a reservation" }).click();
  const level = page.getByRole("group", { name: "reservation 1", exact: true });
  await level.getByLabel("Role", { exact: true }).fill("*");
  await change.refused(level.getByLabel("Role", { exact: true }), /nothing can be reserved for the role \*/i);
  await level.getByLabel("Role", { exact: true }).fill("storage");
  await change.field("Anything else, as JSON").fill("{");
  await change.refused(change.field("Anything else, as JSON"), /this is not JSON/i);
  await change.field("Anything else, as JSON").fill('{ "attributes": [{ "name": "rack", "type": "TEXT", "text": { "value": "r1" } }] }');
  await accessible(page);
  await change.carryOut(`Add provider ${name} on ${agent.host}`);
  await accessible(page);
  const added = (await provider(agent, name))!.resource_provider_info;
  expect(added).toMatchObject({
    type: STORAGE,
    default_reservations: [{ type: "DYNAMIC", role: "storage" }],
    attributes: [{ name: "rack" }],
    storage: { plugin: { type: "org.example.lvm", name: "spare", containers: [{ services: ["CONTROLLER_SERVICE", "NODE_SERVICE"] }] } },
  });

  // From the agent's page, with what there is.
  await open(page, `/agents/${agent.id}`);
  const row = page.getByRole("group", { name: "Resource providers" }).getByRole("row").filter({ hasText: name });
  await row.getByRole("link", { name: "Update…" }).click();
  await expect(change.field("Plugin's name")).toHaveValue("spare");
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByText(/is configured like this already: nothing would change/)).toBeVisible();
  await change.field("Reconciles every").fill("60");
  expect(await change.compare()).toEqual([[`provider ${name} · storage · reconciliation_interval_seconds`, "–", "60.0"]]);
  await change.confirm();
  await change.send(`Update provider ${name} on ${agent.host}`);
  await change.ended("applied");
  expect((await provider(agent, name))!.resource_provider_info.storage.reconciliation_interval_seconds).toBe(60);

  // One with resources is not gone; the plugin has been started anew, and has to answer first.
  change = await Change.open(page, "provider-gone", { agent: agent.id, provider: added.id.value });
  await expect(change.field("Provider").locator("option:checked")).toHaveText(`${name}, disk 2 GiB (${added.id.value})`);
  await change.refused(change.field("Provider"), /the provider still has resources/i);

  change = await Change.open(page, "remove-provider", { agent: agent.id, type: STORAGE, name });
  await expect(page.getByRole("list", { name: "What would happen" })).toContainText(/The agent loses disk/);
  await accessible(page);
  await change.carryOut(`Remove provider ${name} from ${agent.host}`);

  change = await Change.open(page, "provider-gone", { agent: agent.id, provider: added.id.value });
  await expect(change.field("Provider").locator("option:checked")).toHaveText(`${name}, without resources (${added.id.value})`);
  await accessible(page);
  await change.carryOut(`Mark provider ${name} of ${agent.host} gone`, name);
  expect(await provider(agent, name)).toBeUndefined();
});
