import { Agent } from "../../console/agent.ts";
import { Change } from "../../console/change.ts";
import { expect, test } from "../../console/test.ts";

test("images of one agent are pruned, but for those that are kept", async ({ page, cluster, accessible }) => {
  const agent = await Agent.busy(cluster);
  const change = await Change.open(page, "prune-images", { agent: agent.id });
  await change.field("Images to keep").fill("library/alpine:3.20\nal pine");
  await change.refused(change.field("Images to keep"), /"al pine": an image is named as library\/alpine:3\.20/);
  await change.field("Images to keep").fill("library/alpine:3.20\n\nlibrary/redis:7");
  await accessible(page);
  expect(await change.compare()).toEqual([
    [`images of ${agent.host}`, "all that were fetched", "those that containers use, and library/alpine:3.20, library/redis:7"],
  ]);
  await change.confirm();
  await change.send(`Prune images of ${agent.host}`);
  await change.ended("applied");
  const call = await change.steps.first().locator("pre").textContent();
  expect(JSON.parse(call!).prune_images.excluded_images).toEqual([
    { type: "DOCKER", docker: { name: "library/alpine:3.20" } },
    { type: "DOCKER", docker: { name: "library/redis:7" } },
  ]);
});

test("images of many agents are pruned by a filter", async ({ page, cluster }) => {
  const agents = (await cluster.agents()).filter(({ active }) => active).slice(0, 2);
  const ids = agents.map(({ agent_info }) => agent_info.id.value);
  const change = await Change.open(page, "prune-images", { filter: `id=${ids.join(",")}` });
  await change.field("At once").fill("none");
  await change.refused(change.field("At once"), /whole number above 0/);
  await change.field("At once").fill("2");
  await change.carryOut(`Prune images of ${agents.length} agents`);
  await expect(change.steps).toHaveCount(agents.length);
});
