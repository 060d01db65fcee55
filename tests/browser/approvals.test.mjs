// Approval inside an organisation in a real browser: a route, a request returned and asked anew, an acting approver, and what was approved
// sent to the other side, which sees nothing of all that.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startBrowser } from "./browser.mjs";
import { startDemo } from "./demo.mjs";
import { stage } from "./stage.mjs";

const ITEMS = { 360: "require.takeout.paper", 1280: "require.incident.drill" };

let browser, demo, be, fine, inBoth;

before(async () => {
  demo = await startDemo();
  browser = await startBrowser();
  ({ be, fine, inBoth } = stage("approvals", browser, demo));
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** The vendor's engagement with its client in the demonstration. */
async function engagement(page) {
  await page.goto(`${demo.origin}/o/engagements`);
  await page.locator("tbody th a", { hasText: "受発注システムの保守" }).first().click();
  return new URL(page.url()).pathname;
}

/** Writes a text and asks that it may be proposed; the request's page. */
async function ask(page, item, text) {
  await page.goto(`${demo.origin}${item}/propose`);
  await page.fill("#text", text);
  await page.fill("#approval", "問合せが続いたため（見本）");
  await page.click("main form[data-draft] button");
  await page.waitForURL(/\/o\/approvals\/\d+\?done=/);
  return new URL(page.url()).pathname;
}

for (const width of [360, 1280]) {
  test(`a request goes its way at ${width} px`, async () => {
    const owner = await be(3, width);
    const officer = await be(4, width);
    const reader = await be(5, width);
    const auditor = await be(6, width);
    await inBoth(owner, "/o/approvals", `before-${width}`);
    await inBoth(owner, "/o/approvals/route", `route-${width}`);
    const step = (place, name) => owner.locator("main form fieldset").nth(place).getByLabel(name).check();
    await step(1, "夕凪 しおり");
    await step(2, "磯辺 いさお");
    await owner.uncheck("input[name=before][value=accept]");
    await owner.click("main form[action='/o/approvals/route'] button");
    await owner.waitForURL(/\/o\/approvals\?done=/);

    const item = `${await engagement(owner)}/terms/${ITEMS[width]}`;
    const request = await ask(owner, item, "しない。");
    await fine(owner, `asked-${width}`);
    const home = await officer.goto(`${demo.origin}/o`);
    assert.equal(home.status(), 200);
    await officer.click(".side > div a[href='/o/approvals'] >> nth=0");
    await officer.click(`main a[href='${request}']`);
    await inBoth(officer, request, `turn-${width}`);
    await officer.click("button[value=return]");
    await officer.waitForSelector("[role=alert]");
    await fine(officer, `no-remark-${width}`);
    await officer.fill("#remark", "してよい場合も書いてください。");
    await officer.click("button[value=return]");
    await officer.waitForURL(new RegExp(`${request}\\?done=returned$`));

    await owner.goto(`${demo.origin}${item}/propose`);
    await fine(owner, `came-back-${width}`);
    const again = await ask(owner, item, `全員が承知したときだけ行う（${width}）。`);
    await officer.goto(`${demo.origin}${again}`);
    await officer.click("button[value=approve]");

    // The reader is away: the officer decides in their place, and the record says so.
    await reader.goto(`${demo.origin}/o/approvals`);
    await reader.selectOption("#person", { label: "夕凪 しおり" });
    await reader.fill("#from", "2020-01-01");
    await reader.fill("#until", "2020-01-02");
    await reader.click("form[action='/o/approvals/acting'] button");
    await reader.waitForSelector("[role=alert]");
    await fine(reader, `over-${width}`);
    const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
    await reader.fill("#from", day(-2));
    await reader.fill("#until", day(9));
    await reader.click("form[action='/o/approvals/acting'] button");
    await reader.waitForURL(/\/o\/approvals\?done=/);
    await officer.goto(`${demo.origin}${again}`);
    await fine(officer, `acting-${width}`);
    await officer.click("button[value=approve]");
    await officer.waitForSelector(`form[action='${again}/send']`);
    await inBoth(owner, again, `approved-${width}`);
    await inBoth(auditor, "/o/approvals", `list-${width}`);

    const client = await be(0, width);
    await client.goto(`${demo.origin}${item}`);
    assert.equal(await client.getByText("全員が承知したときだけ").count(), 0);
    await owner.goto(`${demo.origin}${again}`);
    await owner.click(`form[action='${again}/send'] button`);
    await owner.waitForURL(new RegExp(`${ITEMS[width]}\\?done=proposed$`));
    await client.goto(`${demo.origin}${item}`);
    assert.equal(await client.getByText(`行う（${width}）`).count() > 0, true);
    const theirs = await client.goto(`${demo.origin}${again}`);
    assert.equal(theirs.status(), 404);
    await inBoth(owner, again, `used-${width}`);

    await owner.goto(`${demo.origin}/o/approvals`);
    await owner.click("form[action='/o/approvals/route/end'] button");
    await owner.waitForSelector("form[action='/o/approvals/route/end']", { state: "detached" });
    await reader.goto(`${demo.origin}/o/approvals`);
    await reader.click("form[action='/o/approvals/acting/end'] button");
    await reader.waitForURL(/\/o\/approvals\?done=/);
  });
}
