# 組織の中の承認（稟議・差し戻し・代理承認）。相手には何も見えない。

# codes: approval-stage- approval-before- approval-what- approval-next- approval-told-

approvals-section = 承認
approvals-lead = 提案を相手に送る前、相手の提案を受諾する前に、組織の中で承認を得ます。申請も承認も自組織の台帳にだけ記録し、承認を使っていることも含めて、相手には見えません。
approvals-turn = あなたの承認を待っている申請
approvals-mine = あなたの申請
approvals-others = ほかに進んでいる申請
approvals-over = 終わった申請
approvals-none = 進んでいる申請はありません。
approvals-more = ほかに{ $count }件の終わった申請が台帳にあります。
approvals-on = 「{ $title }」（{ $organisation }）
approvals-asked-by = { $person }が{ $day }に申請
approvals-waits = { $steps }段階のうち{ $step }段階目、{ $people }の承認待ちです。
approvals-or = または

approval-what-propose = 提案の承認：{ $item }
approval-what-accept = 受諾の承認：{ $item }
approval-before-propose = 提案を相手に送る前
approval-before-accept = 相手の提案を受諾する前
approval-stage-waiting = 承認待ち
approval-stage-approved = 承認済み
approval-stage-returned = 差戻し
approval-stage-withdrawn = 取下げ
approval-stage-used = 実行済み
approval-stage-lapsed = 失効
approval-next-propose = すべての段階で承認されました。下のボタンで、この内容のまま相手に送れます。
approval-next-accept = すべての段階で承認されました。項目のページで受諾できます。
approval-told-returned = 一言を添えて差し戻されました。書き直して、もう一度申請できます。
approval-told-withdrawn = 申請は取り下げられました。
approval-told-used = 承認した内容のとおりに実行しました。この承認はもう使えません。
approval-told-lapsed = 申請の後に、承認経路が変わったかなくなったか、同じ項目の別の文言について申請が出されました。この申請の承認は使えません。

approvals-reason = 申請の理由
approvals-reason-help = 承認する人に向けて書きます。相手には見えません。
approvals-text = 承認する内容
approvals-way = 承認の経路
approvals-step = { $step }段階目
approvals-step-approved = 承認
approvals-step-returned = 差戻し
approvals-step-turn = 承認待ち
approvals-step-later = まだ
approvals-instead = { $person }（{ $approver }の代理）
approvals-decided-by = { $person }、{ $day }
approvals-decide = 承認するか、差し戻す
approvals-decide-text = 承認するのは、上に示した内容そのものです。一字でも変われば、承認し直しになります。
approvals-acting-now = { $person }の代理として承認します。記録には「代理」と残ります。
approvals-remark = 一言
approvals-remark-help = 差し戻すときは必ず書きます。
approvals-approve = 承認する
approvals-return = 差し戻す
approvals-send = この内容で相手に提案する
approvals-go-accept = 項目のページで受諾する
approvals-again = 書き直して、もう一度申請する
approvals-item = 項目を見る
approvals-line = 項目を見る（業務委託の台帳の{ $line }行目）
approvals-back = 承認の一覧に戻る
approvals-withdraw = 申請を取り下げる

approvals-first = 自組織の承認
approvals-first-accept = 自組織では、受諾する前に承認が要ります。この提案について、承認を申請してください。
approvals-first-propose = 自組織では、提案を送る前に承認が要ります。ここで書いた内容は、承認を得てから相手に送ります。
approvals-came-back = 前の申請は差し戻されました
approvals-ask = 承認を申請する

approvals-routes = 承認経路
approvals-no-route = 承認経路はありません。提案も受諾も、承認なしでできます。
approvals-before = 承認が要る場面
approvals-own-may = 経路に名前のある人は、自分の申請も承認できます。
approvals-set-by = { $person }が{ $day }に設定
approvals-route-new = 承認経路を決める
approvals-route-change = 変える
approvals-route-end = やめる
approvals-route-title = 承認経路を決める
approvals-route-lead = すべての業務委託に効きます。同じ場面の経路がすでにあれば置き換わり、進んでいる申請は失効します。変えるのもやめるのも責任者だけです。
approvals-route-name = 名前
approvals-route-begun = 稟議
approvals-steps-help = 上の段階から順に回ります。一つの段階では、選んだ人のうち誰か一人が承認します。全員の承認が要るときは、段階を分けてください。誰も選ばない段階は飛ばします。
approvals-own-ask = 経路に名前のある人が、自分の申請も承認できるようにする
approvals-route-do = この経路にする

approvals-acting = 代理承認
approvals-acting-text = 承認する人が不在のとき、期間を決めて、代わりに承認する人を本人が指名します。
approvals-acts-for = { $person }が{ $approver }の代理（{ $from }から{ $until }まで）
approvals-acting-who = 代理にする人
approvals-acting-from = 始まりの日
approvals-acting-until = 終わりの日
approvals-acting-do = 代理を指名する
approvals-acting-end = 代理をやめる
approvals-acting-nobody = 代理にできる人がほかにいません。

home-approvals-turn = あなたの承認を待っている申請が{ $count }件あります。
home-approvals-approved = 承認された申請が{ $count }件あります。相手に送るか、責任者か担当者が受諾してください。
home-approvals-returned = 差し戻された申請が{ $count }件あります。
