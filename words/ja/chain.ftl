# 再委託のページ：委託元の方針、申請と承諾、下の業務委託、取り決めの展開。

# codes: passing- openness-

chain-section = 再委託
chain-lead-client = 「{ $title }」の業務が、委託先から先へどう渡されているかです。見える範囲は、契約と委託先が決めます。
chain-lead-vendor = 「{ $title }」の業務を、自組織から先へどう渡しているかです。委託元に見せる範囲を、再委託ごとに選べます。
chain-rule = 再委託の方針
chain-rule-none = 委託元はまだ方針を示していません。
chain-rule-do = 方針を示す
chain-asked = 再委託の申請・報告
chain-asked-none = 申請も報告もありません。
chain-lacks = 承諾のない再委託
chain-consented = 承諾
chain-refused = 不承諾
chain-undecided = 承諾待ち
chain-unasked = 申請なし
chain-unnamed = （名称は非開示）
chain-not-told = （非開示）
chain-reason = 条件・理由
chain-decide = 承諾するか決める
chain-decide-yes = 承諾する
chain-decide-no = 承諾しない・承諾を取り消す
chain-end = 再委託の終了を記録する
chain-end-do = 終了を記録する
chain-ask = 再委託を申請・報告する
chain-ask-will-see = 送るとすぐに委託元に見えます。名称を書かなければ、業務の内容だけが伝わります。後から消せません。
chain-name = 再委託先の名称
chain-purpose = 再委託する業務と目的
chain-no-purpose = 業務と目的がありません。
    .remedy = 何をなぜ再委託するかを短く書いてください。
chain-ask-do = 申請・報告する
chain-below = この業務を受けている先
chain-below-none = 記録された再委託はありません。
chain-asked-as = 申請時の名称：{ $name }
chain-more = この下には、1ページに示しきれない委託がさらにあります。
chain-rank = 階層
chain-rank-of = { $rank }次
chain-partner = 再委託先
chain-consent = 承諾
chain-coverage = 取り決めの展開
chain-covered = { $terms }件中{ $agreed }件合意
chain-shown = 委託元への開示
chain-missing = まだ取り決めていない：
chain-holes = 再委託先へ展開する取り決めのうち、{ $count }件が、下のどこかでまだ合意されていません。
chain-link = 自組織の業務委託とつなぐ
chain-link-text = この業務を再委託している、自組織が委託元の業務委託を選びます。自組織の台帳に記録され、委託元には選んだ範囲だけが見えます。範囲は後から変えられます。
chain-link-which = 業務委託
chain-link-subcontract = どの申請にあたるか
chain-link-none = （どれでもない）
chain-link-openness = 委託元に見せる範囲
chain-link-do = つなぐ
chain-unlink = つながりを外す
chain-nothing-to-link = つなげる業務委託がありません。先に、自組織を委託元として登録してください。

passing-forbidden = 禁止
passing-prior-consent = 事前の承諾が必要
passing-named = 名称を知らせた先に限る
passing-report-later = 事後の報告でよい
passing-free = 自由

openness-hidden = 見せない
openness-counted = 数だけ
openness-named = 名称・目的・承諾まで
openness-open = 取り決めの状況まで

# codes: map-
map-title = 再委託の全体図
map-lead = 委託先と、その下で業務を担う組織です。見える範囲は、契約と委託先の開示によります。
map-own = 自組織
map-described = 左から右へ、自組織、委託先、再委託先の順に並ぶ図です。下の表に同じ内容があります。
map-ranks = 表示する階層
map-to-rank = { $rank }階層まで
map-signs = ✓ 示された範囲で問題なし・！ 待ちや不足あり・× 問題あり・－ 示されていない。青い「+数」は、折りたたんだ先の数です。
map-cue = 図は横に動かせます。同じ内容の表が下にあります。
map-differs = 認識の相違：{ $count }件
map-missing = 再委託先とまだ合意していない事項：{ $count }件
map-shared = 複数の委託先の下にある再委託先
map-shared-text = 複数の委託先の下に、同じ名称で現れる再委託先です。開示されていないものは数えません。名称が同じでも別の会社のことがあります。
map-shared-none = 開示された範囲では、複数の委託先の下にある再委託先はありません。
map-shared-more = 委託先が多いため、すべては調べていません。委託先2,000社、その下の再委託先20,000件までです。
map-under = 委託先の数
map-under-which = 委託先
map-table = 表で見る
map-name = 組織
map-above = 一つ上の組織（委託元）
map-none = 自組織が委託元で、続いている業務委託はありません。
map-same = 認識の相違なし
