import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { text } from "node:stream/consumers";
import type { Page } from "@playwright/test";
import Provider, { type Context } from "oidc-provider";
import { freePort } from "./ports.ts";

/** The console as the provider knows it. */
const CLIENT = { id: "mesoscope", secret: "the client's secret" };

/** Who can log in there, and in which groups. */
export type Accounts = Record<string, string[]>;

/** An OpenID Connect provider on this machine. Whoever is asked for by name is let in: that is not what is tested here. */
export class LoginProvider {
  private constructor(
    readonly issuer: string,
    private readonly server: Server,
  ) {}

  /** One that knows the console at this address. */
  static async start(console: string, accounts: Accounts) {
    const port = await freePort();
    const issuer = `http://127.0.0.1:${port}`;
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const provider: Provider = new Provider(issuer, {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [`${console}api/login/oidc/callback`],
          post_logout_redirect_uris: [console],
        },
      ],
      jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", kid: randomUUID() }] },
      cookies: { keys: [randomUUID()] },
      claims: { openid: ["sub"], profile: ["preferred_username", "groups"] },
      pkce: { required: () => true },
      ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 3600 },
      findAccount: (_: Context, id: string) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id, groups: accounts[id] ?? [] }) }),
      // Nobody is asked whether the console may know his name.
      loadExistingGrant: async ({ oidc }: Context) => {
        const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
        grant.addOIDCScope("openid profile");
        await grant.save();
        return grant;
      },
      interactions: { url: (_: Context, { uid }: { uid: string }) => `/log-in/${uid}` },
      features: {
        devInteractions: { enabled: false },
        rpInitiatedLogout: {
          logoutSource: async (context: Context, form: string) => {
            context.body = page("Log out", `${form}<button form="op.logoutForm" name="logout" value="yes">Log out of the provider</button>`);
          },
        },
      },
    });
    provider.use((context, next) => (context.path.startsWith("/log-in/") ? ask(provider, context) : next()));
    const server = createServer(provider.callback());
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    return new LoginProvider(issuer, server);
  }

  /** The console's settings for it; the secret is in a file. */
  settings(secretFile: string) {
    return { issuer: this.issuer, "client-id": CLIENT.id, "client-secret-file": secretFile };
  }

  get secret() {
    return CLIENT.secret;
  }

  /** Says on the provider's page who one is. */
  async logIn(browser: Page, name: string) {
    await browser.getByLabel("Who are you?").fill(name);
    await browser.getByRole("button", { name: "Log in" }).click();
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** The provider's own page, and what is pressed there. */
async function ask(provider: Provider, context: Context) {
  if (context.method !== "POST") {
    const form = `<form method="post"><label>Who are you? <input name="name"></label><button>Log in</button><button name="no" value="no">Cancel</button></form>`;
    context.type = "text/html";
    context.body = page("The provider", form);
    return;
  }
  const answers = await fields(context.req);
  const refused = { error: "access_denied", error_description: "the login was cancelled" };
  context.respond = false;
  await provider.interactionFinished(context.req, context.res, answers.has("no") ? refused : { login: { accountId: answers.get("name") } });
}

const fields = async (request: IncomingMessage) => new URLSearchParams(await text(request));

const page = (title: string, body: string) => `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>${title}</title><main><h1>${title}</h1>${body}</main></html>`;
