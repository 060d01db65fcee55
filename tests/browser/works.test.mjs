// Works, gates and what may be done on a contract in a real browser: for who settles them, and for the employee who only asks.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startBrowser } from "./browser.mjs";
import { startDemo } from "./demo.mjs";
import { stage } from "./stage.mjs";

let browser, demo, be, fine, inBoth;

before(async () => {
  demo = await startDemo();
  browser = await startBrowser();
  ({ be, fine, inBoth } = stage("works", browser, demo));
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

for (const width of [360, 1280]) {
  test(`works of the demonstration at ${width} px`, async () => {
    const owner = await be(0, width);
    await inBoth(owner, "/o/conditions", `all-${width}`);
    await owner.locator("tbody th a").first().click();
    const conditions = new URL(owner.url()).pathname;
    const page = conditions.replace("/conditions", "");
    await inBoth(owner, conditions, `conditions-${width}`);
    await inBoth(owner, `${page}/works`, `works-${width}`);
    await inBoth(owner, `${page}/works/set`, `set-${width}`);

    const employee = await be(2, width);
    await employee.locator("nav a[href='/o/conditions']").click();
    await employee.locator("tbody th a").first().click();
    await fine(employee, `employee-${width}`);
    for (const path of [page, `${page}/works`, `${page}/terms`]) {
      const hidden = await employee.goto(`${demo.origin}${path}`);
      assert.equal(hidden.status(), 404, path);
    }
  });

  test(`a work is said, and what is wrong is told, at ${width} px`, async () => {
    const owner = await be(0, width);
    await owner.goto(`${demo.origin}/o/conditions`);
    await owner.locator("tbody th a").first().click();
    const page = new URL(owner.url()).pathname.replace("/conditions", "");
    await owner.goto(`${demo.origin}${page}/works/set`);
    await owner.fill("#name", `架空 設計 ${width}`);
    await owner.check("input[name=telework][value=conditions]");
    await owner.click("main form[action$='/works/set'] button");
    await owner.waitForSelector("[role=alert]");
    await fine(owner, `wrong-${width}`);
    await owner.fill("#words", "画面が見えない場所で");
    await owner.click("main form[action$='/works/set'] button");
    await owner.waitForURL(/\/works\?done=work-set#w\./);
    assert.equal(await owner.getByText(`架空 設計 ${width}`).count() > 0, true);
  });
}
