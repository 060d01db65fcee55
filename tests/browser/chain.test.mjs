// The whole chain, as people of the demonstration see it: drawn, folded, as a table; in both languages, wide and narrow, with axe.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser } from "./browser.mjs";
import { startDemo } from "./demo.mjs";
import { stage } from "./stage.mjs";

let browser, demo, be, inBoth;

before(async () => {
  browser = await startBrowser();
  demo = await startDemo();
  ({ be, inBoth } = stage("chain", browser, demo));
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

for (const width of [1280, 360]) {
  test(`the chain is drawn and stands in a table at ${width} px`, async () => {
    const maker = await be(7, width);
    await inBoth(maker, "/o/chain", `map-${width}`);
    const text = await maker.textContent("main");
    assert.ok(text.includes("架空 木霊テスト株式会社") || text.includes("Kodama"), text.slice(0, 400));
    assert.ok(!text.includes("渚サポート"), "what is hidden is not there");
    await maker.click('a[href$="rank=1"]');
    assert.ok((await maker.textContent(".map svg")).includes("+"), "what is folded is counted");
    await maker.context().close();
  });
}

test("the tour leads through six pages as five people", async () => {
  const page = await be(0, 360);
  await inBoth(page, "/demo", "tour");
  const steps = page.locator("ol.steps form button");
  assert.equal(await steps.count(), 6);
  for (const [step, path] of ["/o", "/o/engagements", "/o", "/o/conditions", "/o/chain", "/o/ledger"].entries()) {
    await page.goto(`${demo.origin}/demo`);
    await steps.nth(step).click();
    await page.waitForURL(`${demo.origin}${path}`);
    assert.ok((await page.locator("main h1").count()) === 1, path);
  }
});
