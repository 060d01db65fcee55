// In the demonstration: somebody is chosen, states a list and an item, looks at a past day, takes the ledger away, and another side sees none of it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startBrowser } from "./browser.mjs";
import { startDemo } from "./demo.mjs";
import { stage } from "./stage.mjs";

let browser, demo, be, fine, inBoth;

before(async () => {
  demo = await startDemo();
  browser = await startBrowser();
  ({ be, fine, inBoth } = stage("standing", browser, demo));
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

for (const width of [360, 1280]) {
  test(`an organisation states how it stands at ${width} px`, async () => {
    const owner = await be(0, width);
    await inBoth(owner, "/o/standing", `list-${width}`);
    await inBoth(owner, "/o/standing?list=rules", `rules-${width}`);
    await inBoth(owner, "/o/standing/answer?list=self-check", `answer-${width}`);
    const question = owner.locator("fieldset.question").first();
    await question.locator("input[value=not-known]").check();
    await owner.click("main form[action^='/o/standing/answer'] button");
    await owner.waitForSelector("[role=status]");
    await fine(owner, `done-${width}`);
    await owner.goto(`${demo.origin}/o/standing?list=rules`);
    await owner.locator("tbody th a").first().click();
    await owner.locator("input[value=in-force]").check();
    await owner.fill("#from", "きのう");
    await owner.click("main form[action^='/o/standing/items'] button");
    assert.match(await owner.textContent(".error-summary"), /日付を読み取れません/);
    await fine(owner, `wrong-${width}`);
    await owner.fill("#from", "２０２６年４月１日");
    await owner.fill("#note", `規程第${width}条`);
    await owner.click("main form[action^='/o/standing/items'] button");
    await owner.waitForSelector(`text=規程第${width}条`);
    await fine(owner, `item-${width}`);
    await inBoth(owner, "/o/ledger", `ledger-${width}`);
    await inBoth(owner, "/recover", `recover-${width}`);
    await owner.context().close();
  });
}

test("the other organisation sees none of it", async () => {
  const owner = await be(0, 1280);
  const named = await owner.textContent(".who strong");
  const last = await be(6, 1280);
  assert.notEqual(await last.textContent(".who strong"), named);
  // The two have an engagement, which names them to each other on the first page; what each records of itself names nobody else.
  assert.ok(!(await last.textContent("body")).includes("規程第360条"), "/o");
  for (const path of ["/o/standing", "/o/standing?list=rules", "/o/people", "/o/ledger", "/o/settings"]) {
    const answer = await last.goto(`${demo.origin}${path}`);
    const text = await last.textContent("body");
    assert.ok(answer.status() === 404 || !text.includes(named), path);
    assert.ok(!text.includes("規程第360条"), path);
  }
});
