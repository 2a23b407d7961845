import { expect, test } from "@playwright/test";
import { BINARY, Console } from "../../console/console.ts";
import { Cluster } from "../../console/cluster.ts";
import { Program } from "../../console/program.ts";
import { report } from "../figure.ts";
import { MasterDoor } from "../master_door.ts";
import { residentMemory } from "../memory.ts";
import { QUICK, sleep, WATCHED } from "../pace.ts";
import { processorTime } from "../processor.ts";
import { at, LARGE, SIZES } from "../size.ts";
import { Viewers } from "../viewers.ts";
import { scrape } from "../wire.ts";

const SUBSCRIBERS = "master/operator_event_stream_subscribers";
const SIZE = QUICK ? SIZES[1]! : LARGE;
const VIEWERS = [1, 20, 200];

/** What a console asks of the master by its own schedule. */
const SCHEDULED = ["mesoscope_polls_total", "mesoscope_upstream_subscriptions_total"];

/** A cluster without a console, with so many updates a second. */
async function cluster(updates: number) {
  const args = ["cluster", "--listen", "127.0.0.1:0", "--seed", "1", "--updates-per-second", `${updates}`];
  const program = Program.start("cluster", BINARY, [...args, "--scenario", SIZE.scenario, ...SIZE.args]);
  const [, master = ""] = await program.line(/^master\s+(http\S+)\/api\/v1/, 120);
  return { program, master, cluster: new Cluster(master) };
}

for (const updates of [1_000, 0]) {
  test(`serving ${VIEWERS.join(", ")} viewers at ${updates} updates/s`, async ({}, info) => {
    test.setTimeout(600_000);
    const master = await cluster(updates);
    const console = await Console.serve(master.master);
    const viewers = new Viewers(console.url);
    try {
      await console.ready(240);
      const [own, its] = [console.program.pid!, master.program.pid!];
      for (const number of VIEWERS) {
        const here = at(SIZE, { updates, viewers: number, seconds: WATCHED });
        const joining = await processorTime(own);
        const more = number - viewers.served;
        await viewers.grow(number);
        await sleep(3);
        const joined = ((await processorTime(own)) - joining) / more;
        report(info, { group: "server", what: "processor's time for a viewer to join", at: here, unit: "ms", values: [joined * 1000] });

        const before = [performance.now(), await processorTime(own), await processorTime(its), viewers.received] as const;
        await sleep(WATCHED);
        const seconds = (performance.now() - before[0]) / 1000;
        const a = { own: await processorTime(own), its: await processorTime(its), bytes: viewers.received };
        expect(viewers.served, "viewers that are still served").toBe(number);
        report(info, { group: "server", what: "the console's processor time a second", at: here, unit: "ms", values: [((a.own - before[1]) / seconds) * 1000] });
        report(info, { group: "server", what: "the master's processor time a second", at: here, unit: "ms", values: [((a.its - before[2]) / seconds) * 1000] });
        report(info, { group: "wire", what: "the stream a second, for each viewer", at: here, unit: "kB", values: [(a.bytes - before[3]) / 1000 / seconds / number] });
        const { rss, pss } = await residentMemory(own);
        const hold = number === 200 ? { of: "most" as const, most: 600 } : undefined;
        report(info, { group: "server", what: "the console's resident memory", at: here, unit: "MB", values: [rss], ...(hold && { hold }) });
        report(info, { group: "server", what: "the console's own part of it", at: here, unit: "MB", values: [pss] });
      }
    } finally {
      viewers.close();
      await console.stop();
      await master.program.stop();
    }
  });
}

test("what further viewers ask of the master", async ({}, info) => {
  test.setTimeout(600_000);
  const master = await cluster(100);
  const door = await MasterDoor.before(master.master);
  const console = await Console.serve(door.url);
  const viewers = new Viewers(console.url);
  try {
    await console.ready(240);
    await viewers.grow(1);
    await sleep(5);
    const look = async () => {
      await door.quiet();
      const [calls, scheduled] = [door.calls, await scrape(console, ...SCHEDULED)];
      return { beyond: calls - scheduled, subscribers: (await master.cluster.metric(SUBSCRIBERS)) ?? NaN };
    };
    const one = await look();
    await viewers.grow(200);
    await sleep(WATCHED);
    const many = await look();
    const here = at(SIZE, { updates: 100, viewers: 200, seconds: WATCHED });
    const hold = { of: "most", most: 0 } as const;
    report(info, { group: "server", what: "subscriptions at the master for viewers 2 to 200", at: here, unit: "", values: [many.subscribers - one.subscribers], hold });
    report(info, { group: "server", what: "calls at the master for viewers 2 to 200", at: here, unit: "", values: [many.beyond - one.beyond], hold });
  } finally {
    viewers.close();
    await console.stop();
    door.close();
    await master.program.stop();
  }
});
