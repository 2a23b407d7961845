import { BINARY } from "./console.ts";
import type { Folder } from "./folder.ts";
import { command } from "./program.ts";

/** Somebody in a users file. */
export interface Person {
  name: string;
  role: "viewer" | "operator" | "admin";
  /** The Mesos roles that bind. */
  bind?: string[];
}

/** One of each role, and one who is bound to a team's roles. */
export const VERA: Person = { name: "vera", role: "viewer" };
export const OTTO: Person = { name: "otto", role: "operator" };
export const ADA: Person = { name: "ada", role: "admin" };
export const BEA: Person = { name: "bea", role: "operator", bind: ["eng"] };

/** The password of somebody, unless another was given. */
export const passwordOf = (name: string) => `the password of ${name}`;

/** Adds somebody to the folder's users file, or changes who is there, as an administrator does. */
export async function add(folder: Folder, { name, role, bind = [] }: Person, password = passwordOf(name)) {
  const bound = bind.length > 0 ? [`--bind=${bind.join(",")}`] : [];
  const args = ["user", "add", name, "--role", role, ...bound, "--users-file", folder.path("users.toml")];
  await command(BINARY, args, {}, `${password}\n`);
}

/** Takes somebody out of the folder's users file. */
export async function remove(folder: Folder, name: string) {
  await command(BINARY, ["user", "remove", name, "--users-file", folder.path("users.toml")]);
}
