// Starts the built binary's server on a free port, with a data folder of its own, and stops it; and people with passkeys who come to it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const ROOT = resolve(import.meta.dirname, "../..");
export const BINARY = process.env.TORIKIME ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "debug/torikime");

/** A server nobody has set up, with settings in its environment; resolves to its origin, the set-up link, its folder and a way to stop it. */
export async function startServer(settings = {}) {
  const folder = await mkdtemp(join(tmpdir(), "torikime-serve-"));
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address();
  await new Promise((closed) => listener.close(closed));
  const arguments_ = ["serve", "--data", join(folder, "data"), "--listen", `127.0.0.1:${port}`];
  const server = spawn(BINARY, arguments_, { env: { ...process.env, ...settings }, stdio: ["ignore", "pipe", "inherit"] });
  const setUp = await new Promise((found, failed) => {
    setTimeout(() => failed(new Error("no set-up link in 30 s")), 30_000).unref();
    createInterface({ input: server.stdout }).on("line", (line) => {
      const link = line.match(/http\S+#[0-9a-f]{64}/);
      if (link) found(link[0]);
    });
  });
  const stop = async () => {
    if (server.exitCode === null && server.kill("SIGTERM")) await once(server, "exit");
    await rm(folder, { recursive: true, force: true });
  };
  return { origin: `http://localhost:${port}`, setUp, folder, stop };
}

/** Somebody with an authenticator and a browser of their own. */
export async function somebody(browser, width = 360) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, locale: "ja-JP" });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true };
  await cdp.send("WebAuthn.addVirtualAuthenticator", { options });
  return page;
}
