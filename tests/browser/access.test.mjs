// A server from nothing: set-up link, founding, passkey, out and in again, an invitation, a second person, and what they are refused.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";

import { barriers, overflow, startBrowser } from "./browser.mjs";

const ROOT = resolve(import.meta.dirname, "../..");
const BINARY = process.env.TORIKIME ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "debug/torikime");
const SHOTS = process.env.SCREENSHOTS;

let browser, server, folder, origin, setUp;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "torikime-serve-"));
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address();
  await new Promise((closed) => listener.close(closed));
  origin = `http://localhost:${port}`;
  const arguments_ = ["serve", "--data", join(folder, "data"), "--listen", `127.0.0.1:${port}`];
  server = spawn(BINARY, arguments_, { stdio: ["ignore", "pipe", "inherit"] });
  setUp = await new Promise((found, failed) => {
    setTimeout(() => failed(new Error("no set-up link in 30 s")), 30_000).unref();
    createInterface({ input: server.stdout }).on("line", (line) => {
      const link = line.match(/http\S+#[0-9a-f]{64}/);
      if (link) found(link[0]);
    });
  });
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  if (server?.exitCode === null && server.kill("SIGTERM")) await once(server, "exit");
  await rm(folder, { recursive: true, force: true });
});

async function somebody(width = 360) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, locale: "ja-JP" });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true };
  await cdp.send("WebAuthn.addVirtualAuthenticator", { options });
  return page;
}

/** Nothing in the way of anybody, in both languages where the page can be asked for again. */
async function fine(page, name) {
  assert.deepEqual(await barriers(page), [], name);
  assert.equal(await overflow(page), "", name);
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `access-${name}.png`), fullPage: true });
}

async function inBoth(page, path, name) {
  for (const language of ["en", "ja"]) {
    await page.goto(`${origin}${path}?lang=${language}`);
    await fine(page, `${name}-${language}`);
  }
}

test("from the set-up link to a second person who is refused", async () => {
  const owner = await somebody();
  await owner.goto(setUp);
  assert.equal(new URL(owner.url()).hash, "", "the secret leaves the address");
  await fine(owner, "set-up");
  await owner.click("main button");
  await owner.fill("#official", "株式会社 見本商会");
  await owner.fill("#number", "7000012050003");
  await owner.fill("#owner", "見本 花子");
  await fine(owner, "found");
  await owner.click("main button");
  assert.match(await owner.textContent(".error-summary"), /番号が正しくありません/);
  await fine(owner, "found-wrong");
  await owner.fill("#number", "７０００－０１２０－５０００２");
  await owner.click("main button");
  await owner.waitForSelector("#sheet");
  await fine(owner, "sheet");
  await owner.click("main a.button");
  await owner.fill("#label", "会社のPC");
  await owner.click("form[data-passkey] button");
  await owner.waitForSelector("text=本人確認済み");
  await inBoth(owner, "/o/security", "security");
  await inBoth(owner, "/o", "overview");
  await inBoth(owner, "/o/mail", "mail");
  await inBoth(owner, "/o/people", "people");

  await owner.click(".who button");
  await owner.waitForURL(/sign-in/);
  await inBoth(owner, "/sign-in", "sign-in");
  await owner.click("form[data-passkey] button");
  await owner.waitForSelector("text=株式会社 見本商会");

  await owner.goto(`${origin}/o/people`);
  await owner.selectOption("#role", "editor");
  await owner.click("form[action='/o/people/invite'] button");
  const link = await owner.inputValue("#link");
  await fine(owner, "invited");

  const second = await somebody(1280);
  await second.goto(link);
  await second.click("main button");
  await second.fill("#name", "見本 次郎");
  await fine(second, "join");
  await second.click("form[action='/join/accept'] button");
  await second.click("form[data-passkey] button");
  await second.waitForSelector("text=本人確認待ち");
  await second.goto(`${origin}/o/people`);
  assert.equal(await second.locator("form[action='/o/people/invite']").count(), 0);
  await fine(second, "people-of-an-editor");
  assert.equal((await second.goto(`${origin}/o?at=2020-10-31`)).status(), 404);
  await fine(second, "not-begun");

  await owner.goto(`${origin}/o/security`);
  await owner.click("form[action='/o/security/confirm'] button");
  await owner.waitForSelector("text=本人確認済み");
  assert.equal(await owner.locator("text=本人確認待ち").count(), 0);
});
