import { Console } from "../../console/console.ts";
import { stops } from "../../console/routes.ts";
import { expect, test } from "../../console/test.ts";
import { Visit } from "../../console/visit.ts";

// Each has a cluster of its own, and takes minutes.
test.describe.configure({ mode: "parallel" });

// `small` is what the specs for both clusters run on.
for (const scenario of ["huge", "large", "unhealthy", "empty", "rolling-drain", "quota-fight"]) {
  test(`every route of the scenario ${scenario} is whole and accessible`, async ({ page }) => {
    // A busy machine takes a tenth of that for most of them.
    test.setTimeout(1_200_000);
    const console = await Console.demo(scenario);
    try {
      await console.ready();
      // These two have what no other has: things that are ill, agents that go.
      const coloured = ["unhealthy", "rolling-drain"].includes(scenario);
      const visit = new Visit(page, console.url, coloured ? undefined : "but for its colours");
      await visit.begin();
      const forms = ["huge", "empty", "unhealthy"].includes(scenario);
      for (const stop of [...(await stops(console.cluster, forms)), { path: "/faults", title: "Break it" }]) await visit.at(stop);
      expect(visit.wrong).toEqual([]);
    } finally {
      await console.stop();
    }
  });
}
