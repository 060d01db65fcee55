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
report-base = 母数：{ $base }
report-source = 出典：{ $source }
report-numbers = { $figure }（数値）
report-synthetic = 架空の回答による試算です。実際の調査結果ではありません。
table-block = 区分
table-group = 群
table-option = 選択肢
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
