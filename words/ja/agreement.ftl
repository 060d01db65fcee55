# 合意書：印刷する文書の言葉。

agreement-subtitle = 合意書（取り決め事項）
agreement-made-up = 見本のデータです。実在の組織の合意ではありません。
agreement-texts = 合意した事項
agreement-proof = この文書の確かめ方
agreement-how = 下の番号と要約値（SHA-256）は、両者の台帳の記録を指します。台帳の書き出し（JSON）とサーバーの公開鍵があれば、サーバーなしで確かめられます。二次元コードの文字を receipt.txt に保存し、「torikime ledger verify 書き出し.json --key 公開鍵 --receipt receipt.txt」を実行すると、署名と合意した文言の一覧が示されます。
agreement-line = 記録{ $seq }
agreement-key = サーバーの名前と公開鍵
agreement-receipt = 最後の受諾の受領証（二次元コードと同じ内容）
agreement-section = 合意書
agreement-none = 合意した事項はまだありません。
agreement-day = 基準日
agreement-save = PDFで保存する
agreement-save-both = 日英併記のPDFで保存する
agreement-language = 日本語
