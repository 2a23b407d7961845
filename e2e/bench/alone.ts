import type { Page, TestInfo } from "@playwright/test";
import { filter, grid } from "../console/screen.ts";
import { type At, report } from "./figure.ts";
import { ROUNDS } from "./pace.ts";
import { answered } from "./painted.ts";

/** How many keys are typed a round. */
const KEYS = 16;

/**
 * Reports what a key in the filter costs the browser alone: the page is replaced by a copy of itself, to which the console's code does not belong,
 * and each key has every row say what the one below it said.
 */
export async function drawAlone(page: Page, info: TestInfo, at: At) {
  await page.evaluate(copyPage);
  const strokes: number[] = [];
  await filter(page, "Tasks").focus();
  for (let n = 0; n < ROUNDS * KEYS; n++) {
    strokes.push((await answered(grid(page, "Tasks"), "keydown", () => page.keyboard.press(n % 2 ? "Backspace" : "1"))).rows);
  }
  report(info, { group: "using", what: "the same rows written without the console", at, unit: "ms", values: strokes });
}

/** Runs in the page. */
function copyPage() {
  document.body.replaceWith(document.body.cloneNode(true));
  const table = document.querySelector("[role=grid][aria-label=Tasks]")!;
  const rows = [...table.querySelectorAll<HTMLElement>("[role=row][aria-rowindex]:not([hidden])")].map((row) => {
    const texts: Text[] = [];
    for (let walk = document.createTreeWalker(row, NodeFilter.SHOW_TEXT), node = walk.nextNode(); node; node = walk.nextNode()) texts.push(node as Text);
    return { row, texts, parts: [...row.querySelectorAll("*")] };
  });
  let said = rows.map(({ row, texts, parts }) => ({
    id: row.id,
    texts: texts.map(({ data }) => data),
    classes: parts.map((part) => part.getAttribute("class")),
    paths: parts.map((part) => part.getAttribute("href")),
  }));
  document.body.addEventListener("input", () => {
    said = [...said.slice(1), said[0]!];
    for (const [place, { row, texts, parts }] of rows.entries()) {
      const now = said[place]!;
      row.id = now.id;
      for (const [n, text] of texts.entries()) if (text.data !== now.texts[n]) text.data = now.texts[n] ?? "";
      for (const [n, part] of parts.entries()) {
        if (now.classes[n] && part.getAttribute("class") !== now.classes[n]) part.setAttribute("class", now.classes[n]);
        if (now.paths[n]) part.setAttribute("href", now.paths[n]);
      }
    }
  });
}
