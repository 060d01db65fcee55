# 図表と報告書の言葉。

# 図
figure-base = n={ $n }
figure-base-weighted = n={ $n }（加重後 { $weighted }）
figure-uncertain = 値のありうる範囲
figure-margin = 点は割合の差（ポイント）、線は95%信頼区間、灰色の帯は意味のある差とみなさない範囲（±{ $margin }ポイント）
figure-intervals = 割合の差と95%信頼区間
figure-one-wave = 比較できない
