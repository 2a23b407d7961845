import type { Page } from "@playwright/test";

/** Logs in with credentials of Mesos. */
export async function logIn(page: Page, principal: string, secret: string) {
  await page.getByLabel("Principal", { exact: true }).fill(principal);
  await page.getByLabel("Secret", { exact: true }).fill(secret);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
}
