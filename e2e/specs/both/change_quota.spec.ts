import { Change } from "../../console/change.ts";
import type { Cluster, Json } from "../../console/cluster.ts";
import { open } from "../../console/screen.ts";
import { expect, test } from "../../console/test.ts";

/** Roles that nobody else has. */
const ROLE = "quota-spec";
const OTHER = "quota-spec-other";

/** The quotas of these specs' roles as the master has them, those that say something. */
async function quotas(cluster: Cluster, roles = [ROLE, OTHER]): Promise<Json[]> {
  const configs: Json[] = (await cluster.call("GET_QUOTA")).get_quota.status.configs ?? [];
  const says = ({ role, guarantees, limits }: Json) => roles.includes(role) && (guarantees !== undefined || limits !== undefined);
  return configs.filter(says).sort((a, b) => a.role.localeCompare(b.role));
}

const update = (cluster: Cluster, force: boolean, ...quota_configs: Json[]) =>
  cluster.call("UPDATE_QUOTA", { update_quota: { force, quota_configs } });

const value = (value: number) => ({ value });

test.afterEach(async ({ cluster }) => {
  await update(cluster, true, { role: ROLE }, { role: OTHER });
});

/** A field of a resource of a role. */
const amount = (change: Change, resource: string, which: "Guarantee" | "Limit", role = ROLE) =>
  change.page.getByRole("group", { name: `role ${role}`, exact: true }).getByRole("group", { name: resource, exact: true }).getByLabel(which, { exact: true });

test("a quota is set, changed and removed", async ({ page, cluster, accessible }) => {
  let change = await Change.open(page, "quota");
  await change.field("Role").fill(ROLE);
  await amount(change, "cpus", "Guarantee").fill("0.25");
  await amount(change, "cpus", "Limit").fill("1.5");
  await amount(change, "mem", "Limit").fill("1 GiB");
  await accessible(page);
  expect(await change.compare()).toEqual([
    [`guarantee of cpus for ${ROLE}`, "none", "0.25"],
    [`limit of cpus for ${ROLE}`, "no limit", "1.5"],
    [`limit of mem for ${ROLE}`, "no limit", "1,024 MiB"],
  ]);
  await accessible(page);
  await change.confirm();
  await change.send(`Set the quota of ${ROLE}`);
  await change.ended("applied");
  expect(await quotas(cluster)).toEqual([{ role: ROLE, guarantees: { cpus: value(0.25) }, limits: { cpus: value(1.5), mem: value(1024) } }]);

  // The form begins with what there is; what is left out is taken away.
  await open(page, `/roles/${ROLE}`);
  await page.getByRole("button", { name: "Actions on this role" }).click();
  await page.getByRole("link", { name: "Set quota…" }).click();
  change = await Change.open(page, "quota", { role: ROLE });
  await expect(amount(change, "cpus", "Guarantee")).toHaveValue("0.25");
  await expect(amount(change, "mem", "Limit")).toHaveValue("1024");
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByText("The role has this very quota: nothing would change.")).toBeVisible();
  await amount(change, "mem", "Limit").fill("");
  await amount(change, "cpus", "Limit").fill("2");
  await change.carryOut(`Set the quota of ${ROLE}`);
  expect(await quotas(cluster)).toEqual([{ role: ROLE, guarantees: { cpus: value(0.25) }, limits: { cpus: value(2) } }]);

  change = await Change.open(page, "quota", { role: ROLE });
  await change.field(`Remove the quota of ${ROLE}`).check();
  expect(await change.compare()).toEqual([
    [`guarantee of cpus for ${ROLE}`, "0.25", "none"],
    [`limit of cpus for ${ROLE}`, "2", "no limit"],
  ]);
  await change.confirm();
  await change.send(`Remove the quota of ${ROLE}`);
  await change.ended("applied");
  expect(await quotas(cluster)).toEqual([]);
});

test("the quotas of several roles are one change", async ({ page, cluster }) => {
  const change = await Change.open(page, "quota", { role: ROLE });
  await amount(change, "cpus", "Limit").fill("1");
  await page.getByRole("button", { name: "Add another role" }).click();
  const second = page.getByRole("group", { name: "role 2", exact: true });
  await expect(second.getByLabel("Role", { exact: true })).toBeFocused();
  await second.getByLabel("Role", { exact: true }).fill(ROLE);
  await change.refused(page.getByRole("group", { name: `role ${ROLE}`, exact: true }).nth(1).getByLabel("Role", { exact: true }), /is there twice; only the last would count/i);
  await page.getByRole("group", { name: `role ${ROLE}`, exact: true }).nth(1).getByLabel("Role", { exact: true }).fill(OTHER);
  await amount(change, "disk", "Guarantee", OTHER).fill("64");
  await change.compare();
  await change.confirm();
  await change.send("Set 2 quotas");
  await change.ended("applied");
  await expect(change.steps).toHaveCount(1);
  expect(await quotas(cluster)).toEqual([
    { role: ROLE, limits: { cpus: value(1) } },
    { role: OTHER, guarantees: { disk: value(64) } },
  ]);
});

test("what Mesos would refuse is said in the field before it is sent", async ({ page, cluster }) => {
  const change = await Change.open(page, "quota");
  const role = change.field("Role");
  await change.refused(role, /role/i);
  await role.fill(`${ROLE}/below`);
  await change.refused(role, /only a role at the top can have a quota/i);
  await role.fill("a b");
  await change.refused(role, /./);
  await role.fill(ROLE);
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByText("Fill in a guarantee or a limit.")).toBeVisible();
  const guarantee = amount(change, "cpus", "Guarantee");
  await guarantee.fill("four");
  await change.refused(guarantee, /is no number/);
  await guarantee.fill("0.0001");
  await change.refused(guarantee, /thousandths/);
  await guarantee.fill("-1");
  await change.refused(guarantee, /cannot be less than 0/i);
  await guarantee.fill("1");
  await amount(change, "cpus", "Limit").fill("0.5");
  await change.refused(guarantee, /the guarantee of 1 cpus is above the limit of 0.5/i);
  await amount(change, "cpus", "Limit").fill("");
  await amount(change, "mem", "Limit").fill("2000000000000");
  await change.refused(amount(change, "mem", "Limit"), /mem can be 1099511627776 at most/i);
  expect(await quotas(cluster)).toEqual([]);
});

test("more than there is can be guaranteed by force, and only then", async ({ page, cluster }) => {
  const change = await Change.open(page, "quota", { role: ROLE });
  const guarantee = amount(change, "cpus", "Guarantee");
  const force = page.getByRole("checkbox", { name: /^Force it/ });
  await guarantee.fill("0.5");
  await expect(force).toBeHidden();
  await guarantee.fill("1000000");
  await change.refused(guarantee, /all guarantees together would be .* more than the cluster's/i);
  await expect(force).toHaveAccessibleDescription(/all guarantees together/i);
  await force.check();
  await change.carryOut(`Set the quota of ${ROLE}`);
  expect(await quotas(cluster)).toEqual([{ role: ROLE, guarantees: { cpus: value(1_000_000) } }]);
});

test("a limit below what a role has is set by force, and says whom it keeps waiting", async ({ page, cluster }) => {
  // A role at the top whose frameworks, or those of the roles below it, have CPUs.
  const roles: Json[] = (await cluster.call("GET_ROLES")).get_roles.roles;
  const cpus = ({ resources }: Json) => (resources ?? []).find((resource: Json) => resource.name === "cpus")?.scalar.value ?? 0;
  const { name } = roles.filter(({ name }) => !name.includes("/") && name !== "*").sort((a, b) => cpus(b) - cpus(a))[0]!;
  const before = (await quotas(cluster, [name]))[0] ?? { role: name };
  try {
    const change = await Change.open(page, "quota", { role: name });
    const limit = amount(change, "cpus", "Limit", name);
    await amount(change, "cpus", "Guarantee", name).fill("");
    await limit.fill("0.01");
    await change.refused(limit, new RegExp(`${name} consumes .* cpus now, more than the limit of 0.01`, "i"));
    await page.getByRole("checkbox", { name: /^Force it/ }).check();
    await expect(page.getByRole("list", { name: "What would happen" })).toContainText(`${name} has more cpus than the limit`);
    await change.carryOut(`Set the quota of ${name}`);
    expect((await quotas(cluster, [name]))[0]!.limits.cpus).toEqual(value(0.01));
  } finally {
    await update(cluster, true, before);
  }
});

test("what only Mesos knows, it says in its own words", async ({ page, cluster }) => {
  const change = await Change.open(page, "quota", { role: ROLE });
  await change.field("Another resource").fill("licenses");
  await page.getByRole("button", { name: "Add the resource" }).click();
  await expect(amount(change, "licenses", "Guarantee")).toBeFocused();
  await amount(change, "licenses", "Guarantee").fill("5");
  await change.compare();
  await change.confirm();
  await change.send(`Set the quota of ${ROLE}`);
  await change.ended("refused");
  await expect(change.steps.first()).toContainText(/Mesos says: .*guarantee/);
  expect(await quotas(cluster)).toEqual([]);

  // Back in the form the words stand with the role, and force is there to be chosen.
  await page.getByRole("button", { name: "Back to the plan" }).click();
  await expect(page.getByRole("group", { name: `role ${ROLE}`, exact: true })).toContainText(/Mesos says: /);
  await page.getByRole("checkbox", { name: /^Force it/ }).check();
  await change.carryOut(`Set the quota of ${ROLE}`);
  expect(await quotas(cluster)).toEqual([{ role: ROLE, guarantees: { licenses: value(5) } }]);
});

test("of two operators the second sees what the first has set", async ({ page, cluster }) => {
  const change = await Change.open(page, "quota", { role: ROLE });
  await amount(change, "cpus", "Limit").fill("1");
  await change.compare();
  await change.confirm();
  await update(cluster, false, { role: ROLE, limits: { cpus: value(3) } });
  await expect(page.getByRole("alert").filter({ hasText: "The cluster has changed meanwhile" }).first()).toBeVisible();
  await expect(change.stage("Compare").getByRole("row", { name: /limit of cpus/ })).toContainText("3");

  // One who has not heard of it yet sends nothing.
  await page.route("**/api/master/readings/GET_QUOTA", (route) => route.abort());
  await update(cluster, false, { role: ROLE, limits: { cpus: value(4) } });
  await change.confirm();
  await change.send(`Set the quota of ${ROLE}`);
  await change.ended("overtaken");
  expect(await quotas(cluster)).toEqual([{ role: ROLE, limits: { cpus: value(4) } }]);
});
