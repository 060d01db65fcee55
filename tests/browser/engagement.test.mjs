// The story of an engagement in a real browser: a client registers it and gives a link, the vendor answers by it without an account,
// founds an organisation on the spot, both see where they differ; and whoever is of neither side finds nothing.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startBrowser } from "./browser.mjs";
import { startDemo } from "./demo.mjs";
import { stage } from "./stage.mjs";

let browser, demo, be, fine, inBoth, fresh;

before(async () => {
  demo = await startDemo();
  browser = await startBrowser();
  ({ be, fine, inBoth, fresh } = stage("engagement", browser, demo));
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

for (const width of [360, 1280]) {
  test(`the demonstration's engagement at ${width} px`, async () => {
    const owner = await be(0, width);
    await inBoth(owner, "/o/engagements", `list-${width}`);
    await owner.locator("tbody th a").first().click();
    const page = new URL(owner.url()).pathname;
    await inBoth(owner, page, `page-${width}`);
    await inBoth(owner, `${page}/answer`, `answer-${width}`);
    await inBoth(owner, `${page}/below`, `below-${width}`);
    const today = new Date().toISOString().slice(0, 10);
    await owner.goto(`${demo.origin}${page}?at=${today}`);
    await fine(owner, `past-${width}`);
    assert.equal(await owner.locator(`a[href="${page}/answer"]`).count(), 0, "no form at a past day");
    const employee = await be(2, width);
    for (const path of [page, `${page}/below`]) {
      const hidden = await employee.goto(`${demo.origin}${path}`);
      assert.equal(hidden.status(), 404);
    }
  });

  test(`a partner comes by link at ${width} px`, async () => {
    const client = await be(0, width);
    await inBoth(client, "/o/engagements/new", `new-${width}`);
    await client.fill("#title", "架空 倉庫の保守");
    await client.fill("#partner", "架空 山上設備");
    await client.fill("#from", "きのう");
    await client.click("main form[action='/o/engagements/new'] button");
    await client.waitForSelector("[role=alert]");
    await fine(client, `wrong-${width}`);
    await client.fill("#from", "2026-04-01");
    await client.click("main form[action='/o/engagements/new'] button");
    await client.waitForURL(/\/o\/engagements\/[0-9a-z]{26}\?done=opened$/);
    const page = new URL(client.url()).pathname;
    await fine(client, `alone-${width}`);
    await inBoth(client, `${page}/heard`, `heard-${width}`);
    await client.goto(`${demo.origin}${page}/answer`);
    const item = client.locator("fieldset.question").first();
    await item.locator("input[value=held-agreed]").check();
    await client.click("main form[action$='/answer'] button");
    await client.waitForURL(`**${page}?done=*`);
    await client.click("form[action$='/invite'] button");
    const link = await client.locator("#link").inputValue();
    await fine(client, `link-${width}`);

    const partner = await fresh(width);
    await partner.goto(link);
    assert.equal(await partner.locator("[data-fragment]").inputValue(), link.split("#")[1]);
    assert.ok(!partner.url().includes(link.split("#")[1]), "the secret left the address");
    await fine(partner, `code-${width}`);
    await partner.click("main form button");
    await partner.waitForURL(/\/side\/work$/);
    await inBoth(partner, "/side/work", `side-${width}`);
    await partner.locator("fieldset.question").first().locator("input[value=no-plan]").check();
    await partner.click("main form[action='/side/work'] button");
    await partner.waitForSelector("[role=status]");
    await fine(partner, `answered-${width}`);
    assert.equal((await partner.goto(`${demo.origin}${page}`)).url().includes("/sign-in"), true);

    await partner.goto(`${demo.origin}/side/work`);
    await partner.click("form[action='/found'] button");
    await partner.fill("#official", `架空 山上設備 ${width}`);
    await partner.fill("#owner", "架空 山上 のぼる");
    await partner.click("main form[action='/found/accept'] button");
    await partner.waitForSelector("h1");
    await partner.goto(`${demo.origin}/o/engagements`);
    await partner.locator("tbody th a").first().click();
    await partner.waitForURL(`**${page}`);
    await fine(partner, `vendor-${width}`);
    for (const side of [client, partner]) {
      await side.goto(`${demo.origin}${page}`);
      assert.equal(await side.locator(".bound .tag.bad").count(), 1, "held agreed by one side only");
    }
    const dead = await fresh(width);
    await dead.goto(link);
    await dead.click("main form button");
    await dead.waitForSelector("[role=alert]");
  });
}
