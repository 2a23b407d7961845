import type { Page } from "@playwright/test";
import { Change } from "../../console/change.ts";
import { free, Holdings, idOf, resources, scalar } from "../../console/holdings.ts";
import { grid, open } from "../../console/screen.ts";
import { expect, test } from "../../console/test.ts";

/** Roles that nobody else uses. */
const ROLES = ["spec/web", "spec/other", "spec"];

const compare = (page: Page) => page.getByRole("button", { name: "Compare", exact: true }).click();

test.afterEach(({ cluster, console }) => new Holdings(cluster).giveBack(console, ...ROLES));

test("resources of one agent are reserved with principal, labels and ports", async ({ page, cluster, accessible }) => {
  test.slow();
  const holdings = new Holdings(cluster);
  const agent = (await holdings.agents())[0]!;
  const ports = agent.total_resources.find(({ name }: { name: string }) => name === "ports").ranges.range[0];
  const last = `${ports.end - 1}-${ports.end}`;
  let change = await Change.open(page, "reserve", { agent: idOf(agent) });
  await expect(page.getByText(/^of [\d.,]+ free$/).first()).toBeVisible();
  await accessible(page);
  const [role, cpus, memory] = [change.field("Role"), change.field("CPUs"), change.field("Memory")];

  await change.refused(role, /name the role/i);
  await change.refused(cpus, /say how much of at least one resource/i);
  for (const [typed, words] of [["*", /nothing can be reserved for the role \*/i], ["spec//web", /./], ["-spec", /./]] as const) {
    await role.fill(typed);
    await cpus.fill("0.5");
    await change.refused(role, words);
  }
  await role.fill("spec/web");
  for (const [typed, words] of [["1,5", /is no number/], ["0.0005", /thousandths/], ["0", /at least 0\.001/], ["-1", /more than 0/], ["100000", /only .* is free/i]] as const) {
    await cpus.fill(typed);
    await change.refused(cpus, words);
  }
  await accessible(page);
  await cpus.fill("0.5");
  await memory.fill("9 TiB");
  await change.refused(memory, /only [\d,]+ MiB is free/i);
  await memory.fill("64");
  await change.field("Ports").fill(`${ports.end}-${ports.begin}`);
  await change.refused(change.field("Ports"), /ends before it begins/);
  await change.field("Ports").fill("1-2");
  await change.refused(change.field("Ports"), /only .* are free/i);
  await change.field("Ports").fill(last);
  await page.getByRole("button", { name: "Add a label" }).click();
  await change.refused(change.field("Key"), /a label needs a key/i);
  await change.field("Key").fill("for");
  await change.field("Value").fill("specs");
  await change.field("Principal").fill("spec-operator");

  const rows = await change.compare();
  expect(rows.map(([what]) => what)).toContain("cpus, reserved for spec/web (dynamic, by spec-operator, for:specs)");
  expect(rows.find(([what]) => what === "mem, reserved for spec/web (dynamic, by spec-operator, for:specs)")!.slice(1)).toEqual(["–", "64 MiB"]);
  await expect(page.getByRole("list", { name: "What would happen" })).toContainText("No task stops.");
  await accessible(page);
  await change.confirm();
  await accessible(page);
  await change.send(/^Reserve for spec\/web on /);
  await change.ended("applied");
  await accessible(page);
  const held = resources(await holdings.agent(idOf(agent)), "spec/web");
  expect(await holdings.of(idOf(agent), "spec/web")).toEqual(["cpus 0.5", "mem 64", `ports ${last}`]);
  expect(held[0]!.reservations).toEqual([
    { type: "DYNAMIC", role: "spec/web", principal: "spec-operator", labels: { labels: [{ key: "for", value: "specs" }] } },
  ]);

  // The reservation leads from its row to the form that gives it back.
  await open(page, "/reservations?filter=role%3Dspec%2Fweb");
  await grid(page, "Reservations").getByRole("link", { name: "Unreserve", exact: true }).click();
  change = await Change.here(page);
  await expect(change.field("CPUs")).toHaveValue("all");
  await change.field("CPUs").fill("0.6");
  await change.refused(change.field("CPUs"), /only 0\.5 is free/i);
  await change.field("CPUs").fill("0.2");
  for (const name of ["Memory", "Ports"]) await change.field(name).fill("");
  await change.carryOut(/^Unreserve on /);
  expect(await holdings.of(idOf(agent), "spec/web")).toEqual(["cpus 0.3", "mem 64", `ports ${last}`]);
});

test("the same is reserved on many agents, and those that have too little are named", async ({ page, cluster }) => {
  test.slow();
  const holdings = new Holdings(cluster);
  const [most, ...others] = await holdings.agents();
  const least = others.at(-1)!;
  const filter = `id=${idOf(most!)},${idOf(least)}`;
  const change = await Change.open(page, "reserve", { filter });
  await change.field("Role").fill("spec");
  const between = (free(most!, "cpus") + free(least, "cpus")) / 2;
  if (free(most!, "cpus") > free(least, "cpus")) {
    await change.field("CPUs").fill(between.toFixed(3));
    await change.refused(change.field("CPUs"), new RegExp(`${least.agent_info.hostname}.*: only .* is free`, "i"));
  }
  await change.field("CPUs").fill("0.1");
  await change.carryOut("Reserve for spec on 2 agents");
  await expect(change.steps).toHaveCount(2);
  for (const agent of [most!, least]) expect(await holdings.of(idOf(agent), "spec")).toEqual(["cpus 0.1"]);

  // All of a role's reservations are given back at once.
  const back = await Change.open(page, "unreserve", { which: "role=spec state=idle" });
  await compare(page);
  await expect(page.getByText("Choose at least one reservation.")).toBeVisible();
  await page.getByRole("button", { name: "Choose all that the filter passes" }).click();
  await back.carryOut("Unreserve 2 reservations");
  for (const agent of [most!, least]) expect(await holdings.of(idOf(agent), "spec")).toEqual([]);
});

test("a reservation is refined for a role below, and moved to another", async ({ page, cluster }) => {
  test.slow();
  const holdings = new Holdings(cluster);
  const agent = idOf((await holdings.agents())[0]!);
  await holdings.reserve(agent, "spec", [scalar("cpus", 0.4)]);
  await open(page, "/reservations?filter=role%3Dspec&columns=role,refine");
  await grid(page, "Reservations").getByRole("link", { name: "Reserve anew" }).click();
  let change = await Change.here(page);
  await expect(change.field("From").getByRole("option", { selected: true })).toHaveText(/^the reservation for spec \(dynamic\)/);
  await change.field("CPUs").fill("0.1");
  await change.field("Role").fill("other");
  await change.refused(change.field("Role"), /only be refined to a role below that, such as spec\/web/);
  await change.field("Role").fill("spec/web");
  await change.carryOut(/^Reserve for spec\/web on /);
  expect(await holdings.of(agent, "spec")).toEqual(["cpus 0.3"]);
  const refined = resources(await holdings.agent(agent), "spec/web");
  expect(refined[0]!.reservations.map(({ role }: { role: string }) => role)).toEqual(["spec", "spec/web"]);

  change = await Change.open(page, "reserve", { agent });
  await change.field("From").selectOption({ label: "the reservation for spec (dynamic)" });
  await change.field("How").selectOption({ label: "move it to another role" });
  await change.field("Role").fill("spec/other");
  await change.field("CPUs").fill("all");
  await change.carryOut(/^Move to spec\/other on /);
  expect(await holdings.of(agent, "spec")).toEqual([]);
  const moved = resources(await holdings.agent(agent), "spec/other");
  expect(moved.map(({ reservations }) => reservations.map(({ role }: { role: string }) => role))).toEqual([["spec/other"]]);
});

test("what Mesos says when it refuses stands at the field", async ({ page, cluster }) => {
  const holdings = new Holdings(cluster);
  const agent = idOf((await holdings.agents())[0]!);
  const change = await Change.open(page, "reserve", { agent });
  await change.field("Role").fill("spec");
  await change.field("CPUs").fill("0.1");
  await change.compare();
  await change.confirm();
  // Between the form and Mesos it becomes more than the agent has.
  await page.route("**/api/changes", async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    const body = route.request().postDataJSON();
    body.steps[0].call.reserve_resources.resources[0].scalar.value = 100_000;
    await route.continue({ postData: JSON.stringify(body) });
  });
  await change.send(/^Reserve for spec on /);
  await change.ended("refused");
  await page.getByRole("button", { name: "Back to the plan" }).click();
  await expect(change.field("CPUs")).toHaveAccessibleDescription(/^Mesos says: .*cpus/);
  await expect(change.field("CPUs")).toHaveAttribute("aria-invalid", "true");
  expect(await holdings.of(agent, "spec")).toEqual([]);
});

test("what an agent's flags reserve cannot be given back", async ({ page, cluster }) => {
  const agents = await cluster.agents();
  const isStatic = ({ reservations = [] }: { reservations?: { type: string }[] }) => reservations.at(-1)?.type === "STATIC";
  const agent = agents.find(({ total_resources = [] }) => total_resources.some(isStatic));
  test.skip(!agent, "no agent's flags reserve anything");
  await Change.open(page, "unreserve", { agent: idOf(agent!) });
  const list = page.getByRole("list", { name: "Reservations to choose from" });
  await expect(list.getByRole("checkbox", { name: /made by the agent's flags, which no call can change/ }).first()).toBeDisabled();
});

test("a reservation is made by the keyboard alone", async ({ page, cluster }) => {
  const holdings = new Holdings(cluster);
  const agent = idOf((await holdings.agents())[0]!);
  const change = await Change.open(page, "reserve", { agent });
  const focus = async (role: "textbox" | "combobox" | "button", name: string | RegExp) => {
    const control = page.getByRole(role, { name, exact: typeof name === "string" });
    for (let steps = 0; steps < 60 && !(await control.evaluate((element) => element === document.activeElement)); steps++) {
      await page.keyboard.press("Tab");
    }
    await expect(control).toBeFocused();
  };
  await focus("combobox", "Role");
  await page.keyboard.type("spec");
  await focus("textbox", "CPUs");
  await page.keyboard.type("0.2");
  await page.keyboard.press("Enter");
  await expect(change.stage("Compare")).toBeFocused();
  for (const name of ["Confirm", /^Reserve for spec on /]) {
    await focus("button", name);
    await page.keyboard.press("Enter");
  }
  await change.ended("applied");
  expect(await holdings.of(agent, "spec")).toEqual(["cpus 0.2"]);
});
