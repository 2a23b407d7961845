import { stops } from "../../console/routes.ts";
import { expect, test } from "../../console/test.ts";
import { Visit } from "../../console/visit.ts";

test("every route is whole, says nothing in the browser's console and is accessible, in light, in dark and on a phone", async ({ page, console, cluster }) => {
  test.setTimeout(600_000);
  const visit = new Visit(page, console.url);
  await visit.begin();
  for (const stop of await stops(cluster)) await visit.at(stop);
  expect(visit.wrong).toEqual([]);
});
