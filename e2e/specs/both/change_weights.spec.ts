import { Change } from "../../console/change.ts";
import type { Cluster, Json } from "../../console/cluster.ts";
import { open } from "../../console/screen.ts";
import { expect, test } from "../../console/test.ts";

/** Roles that nobody else has. */
const [ROLE, OTHER] = ["weights-spec", "weights-spec-other"];

/** The weights of these specs' roles as the master has them. */
async function weights(cluster: Cluster): Promise<Record<string, number>> {
  const infos: Json[] = (await cluster.call("GET_WEIGHTS")).get_weights?.weight_infos ?? [];
  return Object.fromEntries(infos.filter(({ role }) => [ROLE, OTHER].includes(role)).map(({ role, weight }) => [role, weight]));
}

const update = (cluster: Cluster, role: string, weight: number) =>
  cluster.call("UPDATE_WEIGHTS", { update_weights: { weight_infos: [{ role, weight }] } });

// A weight cannot be taken away again; 1 is as good as none.
test.afterEach(async ({ cluster }) => {
  for (const role of Object.keys(await weights(cluster))) await update(cluster, role, 1);
});

/** A field of a role. */
const field = (change: Change, role: string, label: "Role" | "Weight") =>
  change.page.getByRole("group", { name: `role ${role}`, exact: true }).getByLabel(label, { exact: true });

test("several weights are set at once, and each role's share is told", async ({ page, cluster, accessible }) => {
  await open(page, "/roles");
  await page.getByRole("button", { name: "Actions on roles" }).click();
  await page.getByRole("link", { name: "Set weights…" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Set weights" })).toBeVisible();
  const change = await Change.open(page, "weights");
  await field(change, "1", "Role").fill(`${ROLE}/a`);
  await field(change, `${ROLE}/a`, "Weight").fill("3");
  await page.getByRole("button", { name: "Add another role" }).click();
  await field(change, "2", "Role").fill(`${ROLE}/b`);
  await field(change, `${ROLE}/b`, "Weight").fill("1");
  await change.refused(field(change, `${ROLE}/b`, "Weight"), /has this weight already/);
  await field(change, `${ROLE}/b`, "Weight").fill("2");
  await expect(field(change, `${ROLE}/b`, "Weight")).toHaveAccessibleDescription(`Its share among the roles below ${ROLE}: 50 % → 40 %`);
  await accessible(page);
  // Each weight with the shares of the roles beside it.
  expect(await change.compare()).toEqual([
    [`weight of ${ROLE}/a`, "1", "3"],
    [`weight of ${ROLE}/b`, "1", "2"],
    [`share of ${ROLE}/a among the roles below ${ROLE}`, "50 %", "60 %"],
    [`share of ${ROLE}/b among the roles below ${ROLE}`, "50 %", "40 %"],
  ]);
  await accessible(page);
  await change.confirm();
  await change.send("Set 2 weights");
  await change.ended("applied");
  const all: Json[] = (await cluster.call("GET_WEIGHTS")).get_weights.weight_infos;
  const weightOf = (role: string) => all.find((info) => info.role === role)?.weight;
  expect([weightOf(`${ROLE}/a`), weightOf(`${ROLE}/b`)]).toEqual([3, 2]);
  for (const role of [`${ROLE}/a`, `${ROLE}/b`]) await update(cluster, role, 1);
});

test("the weight of a role that frameworks have says that all offers are taken back", async ({ page, cluster }) => {
  const roles: Json[] = (await cluster.call("GET_ROLES")).get_roles.roles;
  const { name, weight } = roles.find(({ frameworks, name }) => (frameworks ?? []).length > 0 && name !== "*")!;
  try {
    await open(page, `/roles/${encodeURIComponent(name)}`);
    await page.getByRole("button", { name: "Actions on this role" }).click();
    await page.getByRole("link", { name: "Set its weight…" }).click();
    const change = await Change.open(page, "weights", { role: name });
    await field(change, name, "Weight").fill("7.5");
    const impact = page.getByRole("list", { name: "What would happen" });
    await expect(impact).toContainText("Mesos takes back all outstanding offers of the cluster");
    await change.carryOut(`Set the weight of ${name}`);
    const infos: Json[] = (await cluster.call("GET_WEIGHTS")).get_weights.weight_infos;
    expect(infos.find(({ role }) => role === name)?.weight).toBe(7.5);
  } finally {
    await update(cluster, name, weight ?? 1);
  }
});

test("what Mesos would refuse is said in the field before it is sent", async ({ page, cluster }) => {
  const change = await Change.open(page, "weights", { role: ROLE! });
  const weight = field(change, ROLE!, "Weight");
  for (const wrong of ["", "0", "-2", "much", "Infinity"]) {
    await weight.fill(wrong);
    await change.refused(weight, /a number above 0/i);
  }
  await weight.fill("2");
  await field(change, ROLE!, "Role").fill("a//b");
  await change.refused(field(change, "a//b", "Role"), /./);
  await field(change, "a//b", "Role").fill(ROLE!);
  await page.getByRole("button", { name: "Add another role" }).click();
  await field(change, "2", "Role").fill(ROLE!);
  const again = page.getByRole("group", { name: `role ${ROLE}`, exact: true }).nth(1);
  await again.getByLabel("Weight", { exact: true }).fill("3");
  await change.refused(again.getByLabel("Role", { exact: true }), /there twice; only the last weight would count/);
  expect(await weights(cluster)).not.toMatchObject({ [ROLE!]: 2 });
});

test("of two operators the second sees what the first has set", async ({ page, cluster }) => {
  await update(cluster, ROLE!, 1);
  const change = await Change.open(page, "weights", { role: ROLE! });
  await field(change, ROLE!, "Weight").fill("2");
  await change.compare();
  await page.route("**/api/master/readings/GET_WEIGHTS", (route) => route.abort());
  await update(cluster, ROLE!, 5);
  await change.confirm();
  await change.send(`Set the weight of ${ROLE}`);
  await change.ended("overtaken");
  expect(await weights(cluster)).toMatchObject({ [ROLE!]: 5 });
  await page.unroute("**/api/master/readings/GET_WEIGHTS");

  // The weights of other roles are nobody's business here.
  const next = await Change.open(page, "weights", { role: ROLE! });
  await field(next, ROLE!, "Weight").fill("2");
  await next.compare();
  // A reading is shared for a moment: the form has to have seen what was set behind its back.
  await expect(next.stage("Compare").getByRole("cell", { name: "5", exact: true })).toBeVisible();
  await page.route("**/api/master/readings/GET_WEIGHTS", (route) => route.abort());
  await update(cluster, OTHER!, 4);
  await next.confirm();
  await next.send(`Set the weight of ${ROLE}`);
  await next.ended("applied");
  expect(await weights(cluster)).toEqual({ [ROLE!]: 2, [OTHER!]: 4 });
});

test("weights are planned, compared and sent by the keyboard alone", async ({ page, cluster }) => {
  const change = await Change.open(page, "weights");
  const { keyboard } = page;
  /** Goes on to the field or button of this name, from where the focus is. */
  const to = async (role: "textbox" | "combobox" | "button", name: string, nth = 0) => {
    const target = page.getByRole("main").getByRole(role, { name, exact: true }).nth(nth);
    const isThere = () => target.evaluate((element) => element === document.activeElement);
    for (let steps = 0; steps < 60 && !(await isThere()); steps++) await keyboard.press("Tab");
    await expect(target).toBeFocused();
  };
  await to("combobox", "Role");
  await keyboard.type(ROLE!);
  await to("textbox", "Weight");
  await keyboard.type("2");
  await to("button", "Add another role");
  await keyboard.press("Enter");
  // The new role's field has the focus.
  await keyboard.type(OTHER!);
  await keyboard.press("Tab");
  await keyboard.type("x");
  // What is wrong gets the focus.
  await keyboard.press("Enter");
  await expect(field(change, OTHER!, "Weight")).toBeFocused();
  await expect(field(change, OTHER!, "Weight")).toHaveAccessibleDescription(/a number above 0/i);
  await keyboard.press("Backspace");
  await keyboard.type("3");
  await keyboard.press("Enter");
  await expect(change.stage("Compare")).toBeFocused();
  await to("button", "Confirm");
  await keyboard.press("Enter");
  await to("button", "Set 2 weights");
  await keyboard.press("Enter");
  await change.ended("applied");
  expect(await weights(cluster)).toEqual({ [ROLE!]: 2, [OTHER!]: 3 });
});
