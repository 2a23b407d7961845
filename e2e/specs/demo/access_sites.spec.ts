import { Console } from "../../console/console.ts";
import { byUsers, expect, Login, test as base } from "../../console/guarded.ts";
import { add, OTTO } from "../../console/people.ts";
import { freePort } from "../../console/ports.ts";
import { chip } from "../../console/screen.ts";
import { has, type Kind, KINDS, Site } from "../../console/site.ts";
import { running, Terminal } from "../../console/terminal.ts";

/** A console behind a reverse proxy with the site that `deploy/` has for it. */
const test = base.extend<{ proxied_by: Kind; ports: [site: number, console: number]; site: Site }>({
  people: async ({}, use) => use([OTTO]),
  ignoreHTTPSErrors: true,
  proxied_by: ["nginx", { option: true }],
  ports: async ({}, use) => use([await freePort(), await freePort()]),
  settings: async ({ folder, ports }, use) => {
    const access = { "public-url": `https://127.0.0.1:${ports[0]}/`, "trusted-proxies": ["127.0.0.1/32"] };
    await use({ ...byUsers(folder, access), listen: `127.0.0.1:${ports[1]}`, "allowed-host": ["127.0.0.1"] });
  },
  own: async ({ folder, people, settings }, use) => {
    for (const person of people) await add(folder, person);
    const own = await Console.configured("small", await folder.configuration(settings), ["--terminals"]);
    await own.ready();
    await use(own);
    await own.stop();
  },
  site: async ({ proxied_by, folder, ports, own }, use) => {
    void own;
    const site = await Site.start(proxied_by, folder, ...ports);
    await use(site);
    await site.stop();
  },
  baseURL: async ({ site }, use) => use(site.url),
});

test.describe.configure({ timeout: 90_000 });

for (const kind of KINDS) {
  test.describe(kind, () => {
    test.use({ proxied_by: kind });

    test.beforeEach(async () => test.skip(!(await has(kind)), `${kind} is not on this machine`));

    test("the site of deploy/ carries logins, the live picture, terminals and files", async ({ page, cluster, folder }) => {
      const place = await running(cluster);
      await page.goto("agents");
      await new Login(page).as(OTTO.name);
      await expect(chip(page)).toContainText("live");
      const [cookie] = await page.context().cookies();
      expect(cookie).toMatchObject({ name: "__Host-mesoscope", secure: true });
      const terminal = await Terminal.open(page, place);
      await terminal.ready();
      await terminal.line("echo through-the-proxy");
      await expect(terminal.screen.getByText("through-the-proxy", { exact: true })).toBeVisible();
      await terminal.line("exit 0");
      await expect(terminal.state).toHaveText("exit code 0");
      const sizes = await page.evaluate(async (agent) => {
        const answer = await fetch(`api/agents/${agent}/files?path=${encodeURIComponent("/slave/log")}`);
        return [Number(answer.headers.get("Content-Length")), (await answer.arrayBuffer()).byteLength];
      }, place.agent.id);
      expect(sizes[1]).toBe(sizes[0]);
      // The browser's address, not the proxy's headers as a browser could write them.
      const lines = await folder.audit();
      expect(lines.find(({ call }) => call === "login")).toMatchObject({ user: OTTO.name, decision: "accepted", peer: "127.0.0.1" });
    });

    test("what a browser says of itself does not come through", async ({ page }) => {
      const headers = { "X-Forwarded-User": "ada", "X-Forwarded-Groups": "sre", "X-Forwarded-For": "203.0.113.9", "X-Real-Ip": "203.0.113.9" };
      expect((await page.request.get("api/events", { headers })).status()).toBe(401);
      expect((await (await page.request.get("api/session", { headers })).json()).known).toBe(false);
    });
  });
}
