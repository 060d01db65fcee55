# 紙の確認票：印刷して手で書いてもらう票の言葉。

sheet-subtitle = 取り決め事項の確認票
sheet-made-up = 見本のデータです。実在の組織の票ではありません。
sheet-how-title = 記入のしかた
sheet-how = 各事項について、貴社の認識に最も近いものを一つ選び、□に印を付けてください。「該当しない」のときは理由をメモに書いてください。「分からない」も答えです。正解を求める票ではなく、{ $organisation }と貴社の認識を比べるための票です。
sheet-return-to = 記入後は、{ $organisation }の{ $person }へお返しください。
sheet-return = 記入後は、{ $organisation }へお返しください。
sheet-kept = 答えは、{ $organisation }が「相手から聞いた内容」として記録します。貴社の署名や約束にはなりません。貴社が自分で申告すると、その申告が優先されます。
sheet-items = 確認する事項
sheet-item = 事項
sheet-ours = 当方の認識
sheet-answer = 貴社の認識（一つに印）
sheet-note = メモ・理由
sheet-by = 記入された方
sheet-by-organisation = 組織名
sheet-by-person = 部署・氏名
sheet-by-day = 記入日
sheet-save = 紙の確認票を保存する（PDF）
sheet-save-help = リンクで答えられない相手には、この票を印刷して渡し、返ってきた答えを「相手から聞いた内容を記録する」で書き写します。
