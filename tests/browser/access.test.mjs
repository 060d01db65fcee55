// A server from nothing: set-up link, founding, passkey, out and in again, an invitation, a second person, and what they are refused.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { barriers, overflow, startBrowser } from "./browser.mjs";
import { somebody, startServer } from "./serve.mjs";

const SHOTS = process.env.SCREENSHOTS;

let browser, server, origin, setUp;

before(async () => {
  server = await startServer();
  ({ origin, setUp } = server);
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

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
  const owner = await somebody(browser);
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

  const second = await somebody(browser, 1280);
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
