// In the demonstration: settings with a correction, keys of all kinds, a sheet that prints on one page; without scripts too.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { startBrowser } from "./browser.mjs";
import { startDemo } from "./demo.mjs";
import { stage } from "./stage.mjs";

const SHOTS = process.env.SCREENSHOTS;
let browser, demo, be, fine, inBoth;

before(async () => {
  demo = await startDemo();
  browser = await startBrowser();
  ({ be, fine, inBoth } = stage("organisation", browser, demo));
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

for (const width of [360, 1280]) {
  test(`settings and keys at ${width} px`, async () => {
    const owner = await be(0, width);
    await inBoth(owner, "/o", `home-${width}`);
    await owner.goto(`${demo.origin}/o/settings`);
    await owner.fill("#name-0", `見本商会 ${width}`);
    await owner.click("form[action='/o/settings/names'] button");
    await owner.waitForSelector("[role=status]");
    await owner.fill("#name-0", `見本商店 ${width}`);
    await owner.check("form[action='/o/settings/names'] input[name=corrects]");
    await owner.click("form[action='/o/settings/names'] button");
    await owner.waitForSelector("text=番で訂正済み");
    await inBoth(owner, "/o/settings", `settings-${width}`);
    await owner.fill("#number", "1234567890123");
    await owner.click("form[action='/o/settings/number'] button");
    assert.match(await owner.textContent(".error-summary"), /番号が正しくありません/);
    await fine(owner, `settings-wrong-${width}`);
    await owner.goto(`${demo.origin}/o/security`);
    await owner.click("form[action='/o/security/tokens'] button");
    assert.match(await owner.inputValue("#link"), /^[0-9a-f]{64}$/);
    await fine(owner, `token-${width}`);
    await owner.goto(`${demo.origin}/o/people`);
    await owner.click(".side > div summary");
    await fine(owner, `people-${width}`);
    await owner.click("form[action='/o/security/recover'] button");
    await owner.waitForSelector("text=責任者による申込み");
    await inBoth(owner, "/o/security", `keys-${width}`);
    await owner.click("form[action='/o/security/stop'] button");
    await owner.waitForSelector("text=責任者による申込み", { state: "detached" });
    await owner.click("form[action='/o/security/sheet'] button");
    await owner.waitForSelector("#sheet");
    await fine(owner, `sheet-${width}`);
    const printed = await owner.pdf({ format: "A4", path: SHOTS && join(SHOTS, `sheet-${width}.pdf`) });
    assert.equal(printed.toString("latin1").match(/\/Type\s*\/Page\b/g).length, 1, "the sheet is one page of A4");
    await owner.context().close();
  });
}

test("the same without scripts, and what a reader is not offered", async () => {
  const owner = await be(0, 360, false);
  await owner.goto(`${demo.origin}/o/security`);
  await owner.click("form[action='/o/security/tokens'] button");
  assert.match(await owner.inputValue("#link"), /^[0-9a-f]{64}$/);
  assert.equal(await owner.locator("[data-copy]").isVisible(), false);
  const people = await owner.goto(`${demo.origin}/demo`).then(() => owner.locator("main .cards form button").count());
  let readers = 0;
  for (let place = 1; place < people; place += 1) {
    const other = await be(place, 360, false);
    if (!(await other.locator("main li > strong").allTextContents()).includes("閲覧者")) continue;
    readers += 1;
    await other.goto(`${demo.origin}/o/settings`);
    assert.equal(await other.locator("main form").count(), 0);
    await other.goto(`${demo.origin}/o/security`);
    assert.equal(await other.locator("form[action='/o/security/sheet']").count(), 0);
  }
  assert.ok(readers > 0, "a reader was among them");
});
