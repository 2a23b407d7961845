import type { FullConfig, FullResult, Reporter, Suite, TestCase, TestError, TestResult } from "@playwright/test/reporter";
import { relative } from "node:path";

/** Without terminal colours. */
const plain = (text: string) => text.replace(/\u001b\[[0-9;]*m/g, "");

/** Says little of what passes, and of what fails what is needed to find out why. Its last line is the counts. */
export default class Short implements Reporter {
  private root?: Suite;
  private config?: FullConfig;

  onBegin(config: FullConfig, root: Suite) {
    this.root = root;
    this.config = config;
  }

  onTestEnd(test: TestCase, result: TestResult) {
    const seconds = (result.duration / 1000).toFixed(1);
    if (result.status === "skipped") return;
    if (result.status === test.expectedStatus) {
      console.log(`  ok    ${this.name(test)} (${seconds} s)`);
      return;
    }
    console.log(`  FAIL  ${this.name(test)} (${seconds} s${result.retry > 0 ? `, try ${result.retry + 1}` : ""})`);
    for (const error of result.errors) this.tell(error);
    for (const { name, path } of result.attachments) {
      if (path) console.log(`        ${name}: ${relative(process.cwd(), path)}`);
    }
  }

  /** Errors outside of any test, such as a spec that does not parse. */
  onError(error: TestError) {
    console.log("  FAIL  outside of any test");
    this.tell(error);
  }

  onEnd(result: FullResult) {
    const count = { passed: 0, failed: 0, skipped: 0 };
    for (const test of this.root?.allTests() ?? []) {
      const outcome = test.outcome();
      if (outcome === "skipped") count.skipped++;
      else if (outcome === "unexpected") count.failed++;
      else count.passed++;
      // Once more at the end, where a log that was cut still has it.
      if (outcome === "unexpected") console.log(`  failed: ${this.name(test)}`);
      if (outcome === "flaky") console.log(`  passed only when tried again: ${this.name(test)}`);
    }
    if (result.status !== "passed" && count.failed === 0) count.failed = 1;
    console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  }

  printsToStdio() {
    return true;
  }

  private name(test: TestCase) {
    const [, project, , ...titles] = test.titlePath();
    const file = relative(this.config?.rootDir ?? ".", test.location.file);
    return `[${project}] ${file}:${test.location.line} ${titles.join(" › ")}`;
  }

  private tell(error: TestError) {
    const text = plain(error.message ?? error.value ?? "no message");
    // What Playwright tried in between is in the trace.
    const [said = ""] = text.split("\nCall log:", 1);
    const lines = said.split("\n").filter((line) => line.trim() !== "");
    for (const line of lines.slice(0, 24)) console.log(`        ${line}`);
    const at = error.location;
    if (at) console.log(`        at ${relative(process.cwd(), at.file)}:${at.line}`);
  }
}
