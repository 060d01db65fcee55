# コマンドラインで使う項目表の言葉。項目の表示と、ファイルの誤り。

# codes: catalogue-kind- catalogue-effort- catalogue-fault-
catalogue-kind = 種類
catalogue-kind-self-check = 自己診断
catalogue-kind-rule = 社内ルール
catalogue-kind-requirement = 当事者間の要求事項
catalogue-topic = 主題
catalogue-effort = 手間（当方の見積もり）
catalogue-effort-hours = 1～2時間
catalogue-effort-days = 1～2日
catalogue-effort-weeks = 数週間、またはいくらかの費用
catalogue-effort-months = 数か月、または外部の支援
catalogue-retired = この日から廃止
catalogue-why = なぜ大切か
catalogue-plain = すること
catalogue-evidence = 示せるものの例
catalogue-term = 条文のたたき台
catalogue-settle = 当事者間で決めること
catalogue-values = 申告できる状態
catalogue-maps = 同じ主題を扱う箇所（満たしていることを示すものではありません）
catalogue-version = { $items }項目、{ $day }版、SHA-256 { $hash }
catalogue-checked = { $errors ->
        [0] 誤りはありません
       *[other] 誤り { $errors }件
    }
catalogue-no-topic = 主題「{ $name }」はありません。
    .remedy = 主題：{ $known }
catalogue-no-item = 項目表に「{ $name }」はありません。
    .remedy = torikime catalogue list ですべてのidを確かめられます。

catalogue-fault-missing-file = ファイルがありません。
    .remedy = 版・主題・制度を書いたファイルを置いてください。書き方は torikime schema catalogue で確かめられます。
catalogue-fault-not-utf8 = UTF-8として読めない文字があります。
    .remedy = UTF-8で保存し直してください。
catalogue-fault-toml-syntax = TOMLとして読めません（{ $detail }）。
    .remedy = この行の引用符、括弧、「=」を確かめてください。
catalogue-fault-duplicate-field = 同じ欄が二度書かれています。
    .remedy = 一つを残し、ほかを消してください。
catalogue-fault-unknown-field = 欄「{ $name }」はありません。
    .remedy = 綴りを確かめるか、消してください。欄の一覧は torikime schema catalogue-items で確かめられます。
catalogue-fault-missing-field = 欄「{ $name }」がありません。
    .remedy = 「{ $name }」を書いてください。
catalogue-fault-missing-language = 片方の言語（「{ $name }」）の文がありません。
    .remedy = 文を書いてください。どの文も日本語と英語の両方で書きます。
catalogue-fault-empty-text = 文が空です。
    .remedy = 文を書いてください。
catalogue-fault-empty-list = 一覧が空です。
    .remedy = 一つ以上書いてください。
catalogue-fault-wrong-type = 値の種類が違います（TOMLの種類：{ $expected }）。
    .remedy = ほかの項目と同じ形で書いてください。書き方は torikime schema catalogue-items で確かめられます。
catalogue-fault-unknown-value = 「{ $value }」は、ここには書けません。
    .remedy = 次のどれかを書いてください：{ $allowed }
catalogue-fault-bad-date = 「{ $value }」は日付ではありません。
    .remedy = 実在する日を 2026-10-31 のように書いてください。
catalogue-fault-bad-id = id「{ $id }」の形が正しくありません。
    .remedy = 英小文字、数字、ハイフンを使い、区切りはピリオドにしてください（例：rule.telework.place）。制度の項目のidには、空白とコロンを使えません。
catalogue-fault-duplicate-id = id「{ $id }」が重なっています。
    .remedy = どちらかのidを変えてください。一度出したidの意味は変えられません。
catalogue-fault-wrong-prefix = id「{ $id }」の先頭が、種類と合いません。
    .remedy = 「{ $prefix }.」で始めてください。
catalogue-fault-unknown-topic = 主題「{ $topic }」はありません。
    .remedy = catalogue.toml にある主題を使うか、そこに加えてください。
catalogue-fault-bad-mapping = 「{ $mapping }」は対応付けとして読めません。
    .remedy = 制度と番号をコロンでつないでください（例：scs:2-1-2）。
catalogue-fault-duplicate-mapping = 対応付け「{ $mapping }」が二度書かれています。
    .remedy = 一つを消してください。
catalogue-fault-unknown-scheme = 対応付け「{ $mapping }」の制度がありません。
    .remedy = 書き直すか、catalogue.toml に制度を加えてください。
catalogue-fault-unknown-entry = 対応付け「{ $mapping }」の番号が、制度の中にありません。
    .remedy = 書き直すか、catalogue.toml の制度に加えてください。
catalogue-fault-bad-study-link = 「{ $link }」は、調査の設問を指していません。
    .remedy = 調査と設問、必要なら行や選択肢まで書いてください（例：ipa-2020-individual:Q28.password）。
catalogue-fault-retired-after-version = 廃止の日（{ $day }）が、この版の日より後です。
    .remedy = 日付か、catalogue.toml の version を直してください。

# codes: cli-torikime, cli-arg-
cli-torikime-catalogue = 項目表：申告し、合意できる項目を、サーバーなしで見る
    .examples =
        {"  "}torikime catalogue list --kind rule
        {"  "}torikime catalogue show rule.takeout.encryption
cli-torikime-catalogue-list = 項目を、種類や主題ごとに一覧で示す
    .examples =
        {"  "}torikime catalogue list
        {"  "}torikime catalogue list --kind self-check --topic device
        {"  "}torikime catalogue list --json
cli-torikime-catalogue-show = 項目を一つ示す：理由、すること、示せるもの、申告できる状態、ほかの制度との対応
    .examples =
        {"  "}torikime catalogue show selfcheck.updates
        {"  "}torikime catalogue show rule.takeout.encryption --json
cli-torikime-catalogue-check = 項目表のファイルを調べ、誤りをすべて一度に示す。フォルダーを指定しなければ、組み込みの項目表を調べる
    .examples =
        {"  "}torikime catalogue check
        {"  "}torikime catalogue check catalogue --json
cli-arg-kind = この種類の項目だけ
cli-arg-topic = このidの主題の項目だけ
cli-arg-item = 項目のid
cli-arg-catalogue = 項目表のファイル（TOML）があるフォルダー
