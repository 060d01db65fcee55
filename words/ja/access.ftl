# 組織のページの言葉：サインイン、組織、人、見本の選択、受け付けない理由。

# codes: name-

access-nav-organisation = 自分の組織
access-nav-house = 組織のページ
access-section-overview = 組織の概要
access-no-organisation = 組織に所属していません
access-nowhere-text = いま操作できる組織がありません。役割が終わったか、まだ招待を受けていません。
access-nowhere-invited = 招待のリンクを受け取っている場合は、そのリンクを開いてください。
access-nowhere-switch = ほかの組織に所属している場合は、上の「操作する組織」から切り替えてください。
access-switch-to = 操作する組織
access-switch = 切り替える
access-sign-out = サインアウト
access-as-of = { $day }の終わりの時点を表示しています。
access-as-of-rights = その日までに記録され、その日に効力のある内容です。見られる範囲は今の権限によります。
access-as-of-now = 今の状態に戻る

access-not-done = 受け付けられませんでした
access-too-often = 短い間に何度も操作されました。
    .remedy = { $minutes }分ほど待ってから、もう一度操作してください。
access-busy = ただいま混み合っています。何も記録していません。
    .remedy = 少し待ってから、もう一度操作してください。
access-full = サーバーのディスクがいっぱいです。何も記録していません。
    .remedy = 運用者に、番号 { $number } を伝えてください。
access-failed = サーバーで問題が起きました。何も記録していません。
    .remedy = もう一度操作しても続くときは、運用者に番号 { $number } を伝えてください。
access-refusal-other-session = この画面は古くなっています
    .cause = 画面を開いた後に、サインインし直したか、操作する組織を切り替えました。何も記録していません。
    .remedy = 前のページに戻って開き直し、もう一度操作してください。
access-refusal-bad-day = 日付を読み取れません
    .cause = 「いつの時点か」に指定された文字は、日付として読めません。
    .remedy = 2026-04-01、2026年4月1日、令和8年4月1日 のように書いてください。
access-refusal-not-begun = この日には、まだ記録がありません
    .cause = 指定された日の終わりには、この組織はまだ登録されていませんでした。
    .remedy = もっと後の日付を指定するか、今の状態に戻ってください。

access-demo-short = これは見本です。
access-demo-long = 組織も人もすべて架空です。この機械の中だけで動き、入力した内容はどこにも送られません。
access-demo-choose = 別の人になる
access-demo-title = どの人になって試しますか
access-demo-lead = 架空の二つの組織の人から選ぶと、その人としてサインインします。役割によって、見えるものとできることが違います。
access-demo-be = { $name } として試す

access-sign-in = サインイン
access-address = メールアドレス
access-address-help = 登録してあるアドレスに、サインイン用のリンクを送ります。
access-send-link = リンクを送る
access-no-address = メールアドレスの形になっていません。
    .remedy = 「@」を含むアドレスを入力してください。
access-link-asked = 入力されたアドレスが登録されていれば、メールを送りました。15分以内にメールのリンクを開いてください。
access-no-mail = このサーバーはメールを送りません。パスキーがない方は、組織の責任者にリンクを依頼してください。

access-corporate-number = 法人番号
access-lei = LEI（取引主体識別子）
access-size = 規模
access-side = 主な立場
access-unsaid = 登録されていません
access-your-roles = あなたの役割
access-ended = この組織の台帳は{ $day }に閉じています。過去の記録は読むことができます。
access-at-title = 過去の日の状態を見る
access-at = いつの時点か
access-at-help = 例：2026-04-01、令和8年4月1日。空欄なら今の状態です。
access-at-do = 表示する
name-official = 正式名称
name-reading = 読み
name-latin = 英語表記
name-short = 通称
