// A screening, as people of the demonstration and whoever holds its link see it; in both languages, wide and narrow, with axe.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser } from "./browser.mjs";
import { startDemo } from "./demo.mjs";
import { stage } from "./stage.mjs";

let browser, demo, be, inBoth;

before(async () => {
  browser = await startBrowser();
  demo = await startDemo();
  ({ be, inBoth } = stage("screening", browser, demo));
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

for (const width of [1280, 360]) {
  test(`a screening is opened, answered by link and decided at ${width} px`, async () => {
    const owner = await be(0, width);
    await inBoth(owner, "/o/screenings", `list-${width}`);
    assert.ok((await owner.textContent("main table")).includes("霧島ネットワーク"));
    await inBoth(owner, "/o/screenings/new", `new-${width}`);
    await owner.fill("#name", `架空 朝凪クラウド ${width}`);
    await owner.fill("#work", "予約システムの保守");
    for (const [question, answer] of [["secrets", "yes"], ["delay", "no"], ["access", "not-known"]]) {
      await owner.check(`input[name=${question}][value=${answer}]`);
    }
    await owner.click("main form button");
    const link = await owner.inputValue("#link");
    assert.match(link, /\/screening#[0-9a-f]{64}$/);
    await owner.click("main a.button");
    const page = new URL(owner.url()).pathname;

    const holder = await browser.newPage({ viewport: { width, height: 900 } });
    await holder.goto(link.replace(/^https?:\/\/[^/]+/, demo.origin));
    await holder.click("main form button");
    await holder.waitForURL(`${demo.origin}/screening/answer`);
    await inBoth(holder, "/screening/answer", `asked-${width}`);
    await holder.check("input[name='a.devices'][value=not-yet]");
    await holder.fill("[id='n.devices']", "来年度に決めます");
    await holder.reload();
    assert.equal(await holder.inputValue("[id='n.devices']"), "来年度に決めます", "a draft is kept");
    await holder.click("main form button");
    assert.ok(await holder.locator("[data-done]").count());
    await holder.goto(`${demo.origin}/screening/answer`);
    assert.equal(await holder.inputValue("[id='n.devices']"), "", "what was sent is a draft no more, nor shown");

    await inBoth(owner, page, `one-${width}`);
    assert.ok((await owner.textContent("main tbody tr")).includes("来年度に決めます"), "gaps stand first");
    await owner.check("input[name=outcome][value=on-conditions]");
    await owner.fill("#reason", "端末のルールを契約に入れる");
    await owner.click("form[action$=decide] button");
    await inBoth(owner, page, `decided-${width}`);
    await holder.reload();
    assert.ok(holder.url().includes("/screening?dead=1"), "a decision ends the link");
    await owner.click("a[href*='engagements/new?screening=']");
    assert.equal(await owner.inputValue("#title"), "予約システムの保守");
    await holder.close();
    await owner.context().close();
  });
}

test("the demonstration's screening says what there is to talk about", async () => {
  const owner = await be(0, 1280);
  await owner.goto(`${demo.origin}/o/screenings`);
  await owner.click("main table a");
  const text = await owner.textContent("main");
  assert.ok(text.includes("夜間の窓口はまだありません") && text.includes("★4"), text.slice(0, 600));
  await owner.context().close();
});
