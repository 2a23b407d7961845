import { type Page } from "@playwright/test";
import { Console } from "./console.ts";
import { Folder, type Settings } from "./folder.ts";
import { add, ADA, BEA, OTTO, passwordOf, type Person, VERA } from "./people.ts";
import { chip } from "./screen.ts";
import { expect, test as base } from "./test.ts";

interface Guarded {
  /** The files of the console. */
  folder: Folder;
  /** Who is in the users file. */
  people: Person[];
  /** What the configuration file says. */
  settings: Settings;
  /** The console's flags. */
  flags: string[];
  /** A console that asks who comes, with a cluster of its own. */
  own: Console;
}

/** The settings of a console with a users file, an audit log and, as given, more in the table of access. */
export const byUsers = (folder: Folder, access: Settings = {}): Settings => ({
  access: { ways: ["users"], "users-file": folder.path("users.toml"), ...access },
  audit: { file: folder.path("audit.jsonl") },
});

/** Specs of consoles that ask who comes. */
export const test = base.extend<Guarded>({
  folder: async ({}, use) => {
    const folder = await Folder.make();
    await use(folder);
    await folder.remove();
  },

  people: [[VERA, OTTO, ADA, BEA], { option: true }],

  settings: async ({ folder }, use) => use(byUsers(folder)),

  flags: [["--terminals"], { option: true }],

  own: async ({ folder, people, settings, flags }, use) => {
    for (const person of people) await add(folder, person);
    const config = await folder.configuration(settings);
    const own = await Console.configured("small", config, flags);
    await own.ready();
    await use(own);
    await own.stop();
  },

  cluster: async ({ own }, use) => use(own.cluster),

  baseURL: async ({ own }, use) => use(own.url),
});

export { expect };

/** The page that asks who comes. */
export class Login {
  constructor(readonly page: Page) {}

  get heading() {
    return this.page.getByRole("heading", { level: 1, name: "Log in" });
  }

  get name() {
    return this.page.getByLabel("Name", { exact: true });
  }

  get password() {
    return this.page.getByLabel("Password", { exact: true });
  }

  get button() {
    return this.page.getByRole("button", { name: "Log in", exact: true });
  }

  /** What is said at the form. */
  get trouble() {
    return this.page.getByRole("main").getByRole("alert");
  }

  /** Fills the form in and sends it. */
  async as(name: string, password = passwordOf(name)) {
    await this.name.fill(name);
    await this.password.fill(password);
    await this.button.click();
  }
}

/** Opens a page that asks who comes first, and logs in. */
export async function openAs(page: Page, name: string, path = "/") {
  await page.goto(path.replace(/^\//, ""));
  await new Login(page).as(name);
  await expect(chip(page)).toContainText("live");
}

/** The button in the header that has one's name, and what it opens. */
const SESSION = /^Account/;

/** What the header tells of whoever is logged in. */
export async function account(page: Page) {
  await page.getByRole("banner").getByRole("button", { name: SESSION }).click();
  return page.getByRole("region", { name: SESSION });
}

/** Logs out by the header. */
export async function logOut(page: Page) {
  await (await account(page)).getByRole("button", { name: "Log out" }).click();
}
