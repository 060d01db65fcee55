// An owner sets an identity provider and links an account; the same person comes in by it from another browser, and shows no passkey there.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { barriers, overflow, startBrowser } from "./browser.mjs";
import { startIdentity } from "./identity.mjs";
import { somebody, startServer } from "./serve.mjs";

const SHOTS = process.env.SCREENSHOTS;
const SECRET = "a secret of both";
let browser, server, identity;

before(async () => {
  identity = await startIdentity("torikime", encodeURIComponent(SECRET).replaceAll("%20", "+"));
  server = await startServer({ TORIKIME_PROVIDER_HOSTS: "127.0.0.1" });
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  await identity?.stop();
});

async function fine(page, name) {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    assert.deepEqual(await barriers(page), [], name);
    assert.equal(await overflow(page), "", name);
    if (SHOTS) await page.screenshot({ path: join(SHOTS, `provider-${name}-${width}.png`), fullPage: true });
  }
}

async function inBoth(page, path, name) {
  for (const language of ["en", "ja"]) {
    await page.goto(`${server.origin}${path}${path.includes("?") ? "&" : "?"}lang=${language}`);
    await fine(page, `${name}-${language}`);
  }
}

async function founded() {
  const owner = await somebody(browser, 1280);
  await owner.goto(server.setUp);
  await owner.click("main button");
  await owner.fill("#official", "株式会社 見本商会");
  await owner.fill("#owner", "見本 花子");
  await owner.click("main button");
  await owner.waitForSelector("#sheet");
  await owner.click("main a.button");
  await owner.click("form[data-passkey] button");
  await owner.waitForSelector("text=本人確認済み");
  return owner;
}

test("a provider is set, an account linked, and somebody comes in by it", async () => {
  const owner = await founded();
  await owner.goto(`${server.origin}/o/settings`);
  await owner.click("a[href='/o/settings/provider']");
  await inBoth(owner, "/o/settings/provider", "settings");
  await owner.fill("#issuer", "https://192.168.0.1");
  await owner.fill("#client", "torikime");
  await owner.fill("#secret", SECRET);
  await owner.click("button[value=check]");
  assert.match(await owner.textContent(".error-summary"), /問い合わせてはいけないネットワーク/);
  await fine(owner, "settings-wrong");
  await owner.fill("#issuer", identity.address);
  await owner.fill("#secret", SECRET);
  await owner.click("button[value=set]");
  await owner.waitForSelector("[role=status]");
  assert.equal(await owner.inputValue("#secret"), "");
  await inBoth(owner, "/o/settings/provider", "settings-set");
  const door = await owner.locator("dl.facts a").getAttribute("href");

  await inBoth(owner, "/o/security", "account");
  await owner.click("form[action='/o/security/provider'] button");
  await owner.waitForURL(/\/o\/security$/);
  await owner.waitForSelector("text=連携済み");

  const again = await (await browser.newContext({ locale: "ja-JP" })).newPage();
  await inBoth(again, "/sign-in", "sign-in");
  await inBoth(again, new URL(door).pathname + new URL(door).search, "organisation");
  await again.route(`${identity.address}/authorize*`, (route) => route.fulfill({ status: 204 }));
  await again.click("main button");
  await again.waitForSelector("main a.button");
  await fine(again, "away");
  await again.unroute(`${identity.address}/authorize*`);
  await again.click("main a.button");
  await again.waitForURL(/\/o$/);
  assert.match(await again.textContent("h1"), /見本商会/);
  await again.goto(`${server.origin}/o/settings/provider`);
  assert.match(again.url(), /\/sign-in\?.*again=1/, "it does not count as a passkey shown");
  const spent = await again.goto(`${server.origin}/sign-in/organisation/${new URL(door).searchParams.get("of")}/back?code=x&state=y`);
  assert.equal(spent.status(), 404);
  await fine(again, "late");

  await owner.goto(`${server.origin}/o/settings/provider`);
  await owner.click("button.danger");
  await owner.waitForSelector("[role=status]");
  await again.goto(`${server.origin}/o`);
  assert.match(again.url(), /\/sign-in\?next/, "the session ended with the provider");
});
