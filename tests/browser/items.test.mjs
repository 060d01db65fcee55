// An organisation's own list of items in a real browser: empty, read from a table, looked at, kept, and proposed from.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startBrowser } from "./browser.mjs";
import { startDemo } from "./demo.mjs";
import { stage } from "./stage.mjs";

const TABLE =
  '番号,分類,項目名,求める理由,取り決めの文案,再委託先への展開\n１－１,端末,端末の暗号化,紛失に備える,"貸与端末は暗号化する。\n鍵は別に保つ。",はい\n1-2,端末,画面ロック,,離席時はロックする。,\n';

let browser, demo, be, fine, inBoth;

before(async () => {
  demo = await startDemo();
  browser = await startBrowser();
  ({ be, fine, inBoth } = stage("items", browser, demo));
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function choose(page, text) {
  await page.goto(`${demo.origin}/o/items/import`);
  await page.locator("#table").setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.locator("main form button").click();
}

test("a list is read from a table, kept, changed and proposed from", async () => {
  const owner = await be(0, 360);
  await inBoth(owner, "/o/items", "empty-360");
  await inBoth(owner, "/o/items/import", "import-360");
  await choose(owner, TABLE.replace("画面ロック", ""));
  await fine(owner, "wrong-360");
  assert.equal(await owner.locator("main form[action$=do] button").count(), 0);
  await choose(owner, TABLE);
  await fine(owner, "looked-360");
  await owner.locator("main form button").click();
  await owner.locator("h3").first().waitFor();
  await owner.locator(".side > div summary").first().click();
  await fine(owner, "list-360");
  await owner.setViewportSize({ width: 1280, height: 900 });
  await inBoth(owner, "/o/items", "list-1280");
  await inBoth(owner, "/o/items/set?number=1-1", "set-1280");
  await owner.locator("#name").fill("端末の暗号化と鍵");
  await owner.locator("main form button").last().click();
  assert.match(await owner.locator("h3").first().textContent(), /暗号化と鍵/);
  await choose(owner, TABLE);
  await fine(owner, "changed-1280");

  await owner.goto(`${demo.origin}/o/engagements`);
  await owner.locator("tbody th a").first().click();
  await owner.goto(`${owner.url().split("?")[0]}/terms/own.new/propose`);
  await owner.locator("#of").selectOption("1-1");
  await owner.locator("main form[method=get] button").click();
  assert.equal(await owner.locator("#heading").inputValue(), "端末の暗号化と鍵");
  await fine(owner, "propose-1280");
});
