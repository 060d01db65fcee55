# 図表と報告書の言葉。

# 図
figure-base = n={ $n }
figure-base-weighted = n={ $n }（加重後 { $weighted }）
figure-uncertain = 値のありうる範囲
figure-margin = 点は割合の差（ポイント）、線は95%信頼区間、灰色の帯は意味のある差とみなさない範囲（±{ $margin }ポイント）
figure-intervals = 割合の差と95%信頼区間
figure-one-wave = 比較できない

# 報告書
report-subtitle = 調査報告書
report-contents = 目次
report-figures = 図表
report-figure = 図{ $id }
report-in-text = 本文{ $id }
report-in-press = 発表資料{ $id }
report-base = 母数：{ $base }
report-source = 出典：{ $source }
report-numbers = { $figure }（数値）
report-synthetic = 架空の回答による試算です。実際の調査結果ではありません。
table-block = 区分
table-group = 群
report-note-numbered = 注{ $number }　{ $note }
report-note-at = 注{ $number }（{ $figure }）
report-notes-again = この図表には、{ $notes }も当てはまります。
table-option = 選択肢
table-interval = 95%区間
# codes: index-
index-sheet = 目次
index-file = ファイル
index-number = 番号
index-title = 題名
# codes: comparison-
comparison-title = 比較の結果
comparison-id = 番号
comparison-claim = 比べた内容
comparison-sides = 人数（該当／母数）
comparison-difference = 差［95%信頼区間］（ポイント）
comparison-p = p値
comparison-verdict = 判定
comparison-p-both = { $adjusted }（調整前 { $raw }）
comparison-difference-alone = 差（ポイント）
comparison-low = 95%信頼区間の下限
comparison-high = 95%信頼区間の上限
comparison-p-raw = p値（調整前）
comparison-p-range = p値の範囲（あてはまる人数すべて）
comparison-p-adjusted = p値（調整後）

# 調査の報告書
report-date = { $year }年{ $month }月{ $day }日
report-comma = 、
fact-sample = 標本
fact-reference-date = 基準日
fact-fieldwork = 調査期間
fact-period = { $start }～{ $end }
fact-method = 調査方法
fact-respondents = 回答者
fact-answers = 有効回答数
fact-citation = 引用のしかた
# codes: sample-
sample-quota = 割当法（区分ごとに数をそろえた標本。検定は目安です）
sample-probability = 無作為抽出
sample-census = 全数調査
chapter-design = 調査の概要
chapter-claims = 報告書の主張と、数値から言えること
chapter-contradictions = つじつまの合わない数値と誤植
chapter-findings = 課題
chapter-remedies = 対応
chapter-sources = 出典
chapter-appendix = その他の集計
design-about = 目的と対象
design-strata = 標本の構成
design-stratum = 区分
design-valid = 有効回答
design-invited = 依頼
design-population = 母集団
design-interviews = インタビュー
design-interview-date = 実施日
design-interview-kind = 対象
design-interview-purpose = 目的
design-reading = 判定の読み方
design-verdict = 判定
design-meaning = 意味
# codes: meaning-
meaning-holds = 主張の向きに差がある（同じ仮説の中で調整したp値が5%以下）、または差が意味のある大きさでないことが示された
meaning-contradicted = 主張と逆の向きに差がある
meaning-no-meaningful-difference = 差の95%信頼区間が±10ポイントに収まり、意味のある差とは言えない
meaning-too-small-to-say = 回答数が少なく、差があるともないとも言えない
meaning-too-rounded-to-say = 公表値の丸めにより、当てはまる人数のとり方で判定が変わる
meaning-not-testable = 比べるための数値が残っていない
results-comparisons = 比較と判定
results-hypotheses = 仮説の判定
results-hypothesis = 仮説{ $id }　{ $text }
results-concluded = 報告書の結論：{ $text }
results-sentences = この章について言えること
results-sentence = 文
results-holds = 数値と合うか
results-summary = まとめ
claims-intro = 報告書が述べた比較を、残っている数値だけで検定し直した結果です。判定の理由も示します。
claims-title = 主張と判定
claims-why = 理由
claims-place = 所在
contradictions-title = 両立しない、または両立しにくい記述
contradictions-what = 内容
contradictions-figure = 図
contradictions-said = 記述
errata-title = 誤植と思われる箇所
errata-text = 内容
finding-remedies = 対応：{ $remedies }
sources-title = 数値の出典
sources-name = 資料
sources-publisher = 発行
sources-date = 発行日
sources-terms = 利用条件
report-locator = { $source }、{ $place }
report-locator-line = { $source }、{ $place }（本文テキスト{ $line }行目）
report-place-line = { $place }（本文テキスト{ $line }行目）

outcome = 検定：{ $method }　{ $p }（{ $facts }）
outcome-none = 検定できません。{ $reason }
outcome-option = {"  "}{ $option }：{ $p }
outcome-refused = 使わなかった検定：{ $method }。{ $reason }
# codes: adjusted-
adjusted-title = 層をそろえた比較（層の違いが差に見えていないか）
adjusted-option = 選択肢
adjusted-crude = そのままの差
adjusted-standardised = 層の構成をそろえた差
adjusted-test = 層の中での差（コクラン・マンテル・ヘンツェル）
adjusted-homogeneity = 層による違い（ブレスロー・デイ）
