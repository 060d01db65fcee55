// A small identity provider on this machine: whoever comes is signed in there as `sub` at once.

import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Starts it; `client` and `secret` are how it knows the server. */
export async function startIdentity(client, secret) {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const codes = new Map();
  let address;

  const token = (nonce) => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: address, sub: "sub-of-hanako", aud: client, nonce, iat: now, exp: now + 300 };
    const message = `${part({ alg: "ES256", kid: "one", typ: "JWT" })}.${part(claims)}`;
    const signature = sign("sha256", Buffer.from(message), { key: privateKey, dsaEncoding: "ieee-p1363" });
    return `${message}.${signature.toString("base64url")}`;
  };

  const redeem = (request, form) => {
    const given = codes.get(form.get("code"));
    codes.delete(form.get("code"));
    const challenge = createHash("sha256").update(form.get("code_verifier") ?? "").digest("base64url");
    const known = request.headers.authorization === `Basic ${Buffer.from(`${client}:${secret}`).toString("base64")}`;
    if (!known) return [401, { error: "invalid_client" }];
    if (given?.challenge !== challenge || given.back !== form.get("redirect_uri")) return [400, { error: "invalid_grant" }];
    return [200, { access_token: "unused", token_type: "Bearer", id_token: token(given.nonce) }];
  };

  const pages = {
    "/.well-known/openid-configuration": () => [
      200,
      {
        issuer: address,
        authorization_endpoint: `${address}/authorize`,
        token_endpoint: `${address}/token`,
        jwks_uri: `${address}/keys`,
        response_types_supported: ["code"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["ES256"],
      },
    ],
    "/keys": () => [200, { keys: [{ ...publicKey.export({ format: "jwk" }), use: "sig", kid: "one" }] }],
    "/token": redeem,
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url, address);
    if (url.pathname === "/authorize") {
      const asked = url.searchParams;
      const [code, back] = [randomUUID(), asked.get("redirect_uri")];
      codes.set(code, { back, nonce: asked.get("nonce"), challenge: asked.get("code_challenge") });
      const to = `${back}?${new URLSearchParams({ code, state: asked.get("state"), iss: address })}`;
      response.writeHead(302, { location: to }).end();
      return;
    }
    let body = "";
    for await (const chunk of request) body += chunk;
    const [status, said] = pages[url.pathname]?.(request, new URLSearchParams(body)) ?? [404, {}];
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(said));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  address = `http://127.0.0.1:${server.address().port}`;
  const stop = () => new Promise((closed) => {
    server.closeAllConnections();
    server.close(closed);
  });
  return { address, stop };
}
