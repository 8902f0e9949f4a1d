// panva's certified oidc-provider, as a municipality's login: for tests/test_openid_certified.py.
//
// Says its issuer on the first line of what it writes, and ends when nothing more can be written to it.
// Besides OpenID Connect it answers the tests: PUT /_people/<subject> tells a person's claims, POST /_rotate has
// another key sign from now on.
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer } from "node:http";

// The clock of the tests does not stand as the machine's does (tests/clock.py).
const ahead = Number(process.env.CLOCK_AHEAD ?? 0) * 1000;
const Machine = Date;
globalThis.Date = class extends Machine {
  constructor(...given) {
    super(...(given.length ? given : [Machine.now() + ahead]));
  }
  static now() {
    return Machine.now() + ahead;
  }
};

const { Provider } = await import("oidc-provider");

const { OURS, BACK_CHANNEL, HOST } = process.env;
const people = new Map();
const years = 20 * 365 * 24 * 60 * 60;
let answers;

const key = (kind, options) => ({
  ...generateKeyPairSync(kind, options).privateKey.export({ format: "jwk" }),
  use: "sig",
  kid: randomUUID(),
});

const client = (algorithm) => ({
  client_id: `ledestjernen-${algorithm}`,
  client_secret: "a-secret-that-only-the-two-know-0123456789",
  redirect_uris: [`${OURS}/konto/kommune/kommune/svar/`],
  post_logout_redirect_uris: [`${OURS}/konto/log-ind/`],
  backchannel_logout_uri: BACK_CHANNEL,
  backchannel_logout_session_required: true,
  id_token_signed_response_alg: algorithm,
});

const begin = (issuer) => {
  const provider = new Provider(issuer, {
    clients: ["RS256", "PS256", "ES256"].map(client),
    claims: {
      openid: ["sub"],
      email: ["email", "email_verified"],
      profile: ["name", "groups"],
    },
    cookies: { keys: ["of the tests"] },
    features: { backchannelLogout: { enabled: true } },
    // it refuses to send to addresses of its own machine
    fetch: (url, { dispatcher: _none, ...options }) => fetch(url, options),
    findAccount: (_context, subject) =>
      people.has(subject)
        ? { accountId: subject, claims: () => ({ ...people.get(subject), sub: subject }) }
        : undefined,
    jwks: { keys: [key("rsa", { modulusLength: 2048 }), key("ec", { namedCurve: "P-256" })] },
    pkce: { required: () => true },
    // a browser has the clock of the machine, by which cookies of this one could have ended long ago
    ttl: { Grant: years, Interaction: years, Session: years },
  });
  answers = provider.callback();
};

const server = createServer(async (request, response) => {
  const { method, url } = request;
  if (!url.startsWith("/_")) return answers(request, response);
  const parts = [];
  for await (const part of request) parts.push(part);
  if (method === "PUT") people.set(url.split("/").pop(), JSON.parse(Buffer.concat(parts)));
  else begin(address());
  return response.end();
});
const address = () => `http://${HOST}:${server.address().port}`;
server.listen(0, HOST, () => {
  begin(address());
  console.log(address());
});
process.stdin.on("end", () => process.exit()).resume();
