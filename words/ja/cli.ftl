# コマンドラインの言葉
cli-examples = 例:
cli-error = エラー
cli-warning = 注意
cli-cannot-read = { $path } を読めません（{ $cause }）。
    .remedy = パスと読み取り権限を確かめてください。
cli-cannot-write = { $path } に書けません（{ $cause }）。
    .remedy = 書き込み権限と空き容量を確かめてください。元のファイルはそのまま残っています。
cli-cannot-serve = サーバーを起動できません（{ $cause }）。
    .remedy = ポートが使用中なら --port で別の番号を指定してください。
cli-cannot-render = 報告書を組み立てられません（{ $cause }）。
    .remedy = プログラムの不具合です。この文と使ったファイルを添えて開発者に知らせてください。
cli-unknown-figure = 「{ $name }」という図はありません。
    .remedy = 図: { $known }
cli-unknown-comparison = 「{ $name }」という比較はありません。
    .remedy = 比較: { $known }
cli-folder-exists = { $name } はすでにあり、空ではありません。
    .remedy = 別のフォルダ名を指定してください。上書きはしません。
cli-need-answers = この調査には公表値がないため、回答ファイルが必要です（{ $name }）。
    .remedy = --answers で回答の CSV または XLSX を指定するか、torikime study import で取り込んでください。

cli-only-with-answers = { $name } は、回答から集計するときだけ使えます。
    .remedy = --answers で回答の CSV または XLSX を指定してください。
cli-no-weights = { $name } に重みの列がありません。
    .remedy = 対応表（--mapping）の weight に列名を書くか、--weights population を使ってください。
cli-test-needs-groups = 「{ $name }」には比べる群がありません。
    .remedy = --by で分ける軸（stratum、集計軸、設問の ID）を指定してください。
cli-adjust-needs-two-groups = 「{ $name }」は二つの区分の表ではないため、層をそろえて比べられません。
    .remedy = 区分が二つの軸を --by で指定してください。行列の設問は行を一つ選びます（例: Q10.access）。
cli-unknown-variable = 「{ $name }」という項目は回答にありません。
    .remedy = 項目: { $known }
cli-onto-itself = { $name } は読み込む元のファイルです。上書きしません。
    .remedy = 元のファイルを別の場所に置くか、--out で別の名前を指定してください。
cli-answers-with-errors = { $file }: 読み取れない欄や行が { $errors } 件あり、無回答として扱うか除いています。一覧は torikime study import DIR { $file } --dry-run で見られます。
cli-head-usage = 使い方:
cli-head-commands = コマンド
cli-head-arguments = 引数
cli-head-options = オプション
cli-usage-unknown = 「{ $name }」という引数やオプションはありません。
cli-usage-command = 「{ $name }」というコマンドはありません。
cli-usage-no-command = コマンドを指定してください。
cli-usage-missing = 必要な引数がありません: { $name }
cli-usage-conflict = { $name } と { $other } は同時に使えません。
cli-usage-value = { $name } に「{ $other }」は使えません。
cli-usage-known = 使える値: { $names }
cli-usage-meant = もしかして: { $names }
cli-usage-help = 使い方は --help で見られます。
cli-unknown-command = 「{ $name }」というコマンドはありません。
    .remedy = コマンド: { $known }

cli-checked = エラー { $errors } 件、注意 { $warnings } 件
cli-created = { $folder } に調査を作りました。questionnaire.toml を書き換え、torikime study check で確かめてください。
cli-demo-ready = { $address } で開いています（この機械の中だけ）。終わるには Ctrl+C を押してください。
cli-serve-ready = { $address } で受け付けています。終わるには Ctrl+C を押してください。
cli-serve-restored = このサーバーは { $moment } にバックアップから復元されました（{ $epoch }回目）。バックアップ時点の記録は{ $size }件で、その後に受け付けたものはここにありません。
cli-serve-set-up = 最初の組織を登録するには、次のリンクを7日以内に開いてください（一度だけ使えます）：
    { $address }
cli-wrote = { $path } を書き出しました（{ $size }）
cli-wrote-many = { $path } に { $n } 個のファイルを書き出しました（{ $size }）
cli-list-id = ID
cli-list-title = 題名
cli-fact = { $name }：{ $value }
cli-tested = { $n } 件の比較: { $verdicts }
cli-test-p = 調整後の p
cli-test-method = 方法
cli-test-family = p 値を調整した組
cli-test-hypothesis = 仮説
cli-test-source = 出どころ
cli-place = { $source } { $place }
cli-place-line = { $source } { $place }（{ $line } 行目）
cli-sources-group = 群・項目
cli-sources-option = 選択肢
cli-sources-printed = 印刷された値
cli-sources-n = 印刷された n
cli-sources-count = 人数／母数
cli-sources-known = 種別
cli-sources-place = 資料・場所
cli-sources-everybody = 全体
cli-sources-document = { $id } = { $title }（{ $publisher }、{ $date }）
cli-import-variable = 項目
cli-import-asked = 対象者
cli-import-answered = 回答者
cli-import-faulty = 読めない欄
cli-import-columns = 列
cli-import-rows = 行：読んだ行 { $read }、回答者 { $kept }、除いた行 { $out }、空の行 { $blank }
cli-import-open-columns = 使わなかった列（{ $n }）：{ $names }
cli-import-open-variables = 列がなく無回答とする項目（{ $n }）：{ $names }
cli-import-count = 問題 { $code }：{ $count } 件
cli-import-count-part = 問題 { $code }：{ $count } 件（うち { $listed } 件を表示）
cli-import-refused = 取り込みませんでした（エラー { $errors } 件）。上の問題を直してください。
cli-import-dry = 確認だけで、何も取り込んでいません（エラー { $errors } 件）。
cli-report-computing = 集計と検定
cli-known-counted = 集計
cli-known-printed = 印刷
cli-known-derived = 導出
cli-known-lost = 消失

# codes: cli-torikime, cli-arg-
cli-torikime = 組織・委託先・再委託先のセキュリティを測り、取り決め、保つ
    .examples =
        {"  "}torikime demo
        {"  "}torikime study check studies/ipa-2020-organisation
cli-torikime-demo = 例題の調査を開いた画面を、この機械の中だけで起動する
    .examples =
        {"  "}torikime demo
        {"  "}torikime demo --port 9000 --no-open
        {"  "}torikime demo --token-file demo.token
cli-torikime-serve = 組織の台帳とサインインを備えたサーバーを起動する
    .examples =
        {"  "}torikime serve --data data
        {"  "}torikime serve --data data --origin https://torikime.example.jp
cli-torikime-study = 調査：設問票から印刷された報告書まで
    .examples =
        {"  "}torikime study new my-study
        {"  "}torikime study import my-study answers.xlsx
        {"  "}torikime study report my-study --out report
cli-torikime-study-new = 新しい調査のフォルダを作る（すぐに動く見本つき）
    .examples =
        {"  "}torikime study new my-study --title-ja 取引先調査 --title-en "Vendor study"
cli-torikime-study-check = 調査のファイルを調べ、問題をすべて一度に示す
    .examples =
        {"  "}torikime study check my-study
        {"  "}torikime study check my-study --json
cli-torikime-study-import = 回答の表（CSV・XLSX）を読み、問題を行と列で示し、調査の回答として保存する
    .examples =
        {"  "}torikime study import my-study answers.xlsx --dry-run
        {"  "}torikime study import my-study answers.csv --write-mapping mapping.toml
        {"  "}torikime study import my-study answers.csv --mapping mapping.toml --strict
cli-torikime-study-simulate = 設問票・分岐・公表値と矛盾しない架空の回答を作る（「架空」と明記される）
    .examples =
        {"  "}torikime study simulate studies/ipa-2020-organisation --seed 7 --out answers.csv
cli-torikime-study-table = 単純集計・クロス集計を表示する
    .examples =
        {"  "}torikime study table studies/ipa-2020-organisation 2-1
        {"  "}torikime study table my-study Q2 --by stratum --answers answers.csv --test
        {"  "}torikime study table my-study Q2 --by size --marks --intervals
        {"  "}torikime study table my-study Q2 --by role --adjust-by size
cli-torikime-study-test = 主張を検定し直す（公表値だけでも、回答からでも）
    .examples =
        {"  "}torikime study test studies/ipa-2020-organisation
        {"  "}torikime study test studies/ipa-2020-organisation C04 --json
cli-torikime-study-figure = 図を SVG で書き出す
    .examples =
        {"  "}torikime study figure studies/ipa-2020-organisation 2-1 --out figure.svg
cli-torikime-study-report = 報告書を HTML・PDF・XLSX・CSV で書き出す
    .examples =
        {"  "}torikime study report studies/ipa-2020-organisation --out report
        {"  "}torikime study report my-study --answers answers.csv --out report --form pdf --in ja
cli-torikime-study-sources = 公表値の出どころ（資料・図・行）を示す
    .examples =
        {"  "}torikime study sources studies/ipa-2020-organisation 2-1
cli-torikime-study-template = 回答を入力する表の見出し（CSV）を作る
    .examples =
        {"  "}torikime study template my-study --out entry.csv
cli-torikime-study-codebook = コード表（変数・選択肢・母数）を CSV で書き出す
    .examples =
        {"  "}torikime study codebook my-study --out codebook.csv
cli-torikime-study-anonymise = 共有用に匿名化した回答の写しを作る
    .examples =
        {"  "}torikime study anonymise my-study --answers answers.csv --out shared.csv
        {"  "}torikime study anonymise my-study --recognisable Q1,Q5 --remove-rare --out shared.csv
cli-torikime-help = コマンドの説明を表示する
    .examples =
        {"  "}torikime help study table
cli-torikime-completions = シェルの補完を出力する
    .examples =
        {"  "}torikime completions bash > /etc/bash_completion.d/torikime
cli-torikime-manual = マニュアルページを書き出す
    .examples =
        {"  "}torikime manual --out man
cli-torikime-policy = 誰が何をしてよいかの表を表示する
    .examples =
        {"  "}torikime policy > policy.md
cli-torikime-schema = 調査・項目表のファイルの JSON スキーマ（エディター用）、またはプログラム用の窓口の OpenAPI 文書を表示する
    .examples =
        {"  "}torikime schema questionnaire > questionnaire.schema.json
        {"  "}torikime schema api > openapi.json

cli-arg-schema = 何のスキーマか
cli-arg-values = ［{ $values }］
cli-arg-default = ［既定: { $values }］
cli-arg-command = コマンド名
cli-arg-help = この説明を表示する
cli-arg-version = 版を表示する
cli-arg-lang = 表示の言語（指定がなければロケールに従う）
cli-arg-serve-data = データのフォルダー（指定がなければ torikime-server）。署名鍵も最初の起動でここに作ります
cli-arg-listen = 待ち受けるアドレスとポート（指定がなければ 127.0.0.1:8471）
cli-arg-origin = 利用者が開く URL（https://…）。逆プロキシの後ろでは必ず指定します
cli-arg-smtp-url = メールサーバー。smtps://HOST[:465]、STARTTLS を使う smtp://HOST[:587]、同じ機械の smtp://HOST[:25]?tls=none のどれか。利用者名とパスワードは TORIKIME_SMTP_USER と TORIKIME_SMTP_PASSWORD か設定ファイルで渡します。指定がなければメールを送らず、リンクを画面に表示します
cli-arg-mail-from = メールの差出人。ADDRESS または "NAME <ADDRESS>"
cli-arg-trusted-proxy = X-Forwarded-For を信じる逆プロキシのアドレス、または 10.0.0.0/8 のような範囲（繰り返せます）
cli-arg-config = 設定ファイル（TOML）。環境変数 TORIKIME_DATA などでも指定できます
cli-arg-port = 待ち受けるポート（0 = 空いている番号）
cli-arg-no-open = ブラウザを開かない
cli-arg-data = 自分の調査を保存するフォルダ
cli-arg-token-file = 架空の人の一人目として働くトークンを書き出すファイル（この機械のプログラム用。本人だけが読めます）
cli-arg-studies = 例題の代わりに開く調査フォルダの親フォルダ
cli-arg-dir = 調査のフォルダ
cli-arg-title-ja = 日本語の題名
cli-arg-title-en = 英語の題名
cli-arg-json = JSON で出力する
cli-arg-file = 回答の表（CSV または XLSX）
cli-arg-mapping = 列と設問の対応表（TOML）
cli-arg-write-mapping = 自動で対応づけた結果をこのファイルに書き出す（編集して --mapping で使う）
cli-arg-sheet = XLSX のシート名（指定がなければ先頭）
cli-arg-dry-run = 取り込まずに問題だけを報告する
cli-arg-strict = エラーが一つでもあれば取り込まない
cli-arg-out = 書き出す先
cli-arg-seed = 乱数の種（同じ種なら同じ結果）
cli-arg-n = 作る回答者の数（指定がなければ調査の回答者数）
cli-arg-question = 設問・図の ID（なければ一覧）
cli-arg-answers = 回答の表（なければ公表値、公表値のない調査では取り込み済みの回答）
cli-arg-weights = ウエイト: none なし・population 層の母集団の数から・raked 母集団の構成比にも合わせて・given 回答ファイルの列から
cli-arg-shared = 外部に出す表にする（公開でない調査では、人数の少ない欄を伏せる）
cli-arg-recognisable = 回答者が特定されうる項目の ID（コンマ区切り）
cli-arg-smallest-group = 層と項目の組み合わせがこの人数に満たなければ、まれとみなす
cli-arg-remove-rare = まれな回答者を写しから除く
cli-arg-secret-seed = 並べ替えの種（秘密にする。指定がなければ毎回異なる）
cli-arg-by = 分ける軸（設問・区分・層の ID）
cli-arg-where = 絞り込みの式（例: Q2 in [now, past]）
cli-arg-row = マトリクス設問の行
cli-arg-columns = 縦の割合（列の合計を 100 とする）
cli-arg-base = 母数: asked 質問した人・answered 回答した人
cli-arg-test = 表に合った検定も示す
cli-arg-intervals = 割合に 95 % 区間を添える
cli-arg-nets = 設問のネット（選択肢をまとめたもの）も列に加える
cli-arg-marks = 全体より高い（↑）・低い（↓）区分に印を付ける。値は水準（%）で、何も書かなければ 5
cli-arg-adjust-by = 二つの区分を、この軸（例: 規模）をそろえて比べる
cli-arg-csv = CSV で出力する
cli-arg-id = 比較の ID（なければすべて）
cli-arg-figure = 図の ID（なければ一覧）
cli-arg-narrow = 幅の狭い画面用に描く
cli-arg-form = 形式（指定がなければすべて）
cli-arg-in = 報告書の言語
cli-arg-shell = シェルの名前

cli-kept-unreadable = 保存してある調査「{ $id }」を読めません。ファイルはそのまま残してあります。torikime study check で調べてください。

cli-torikime-study-plan = 層ごとに何人に尋ねればよいか、今の回答数でどれだけの差が見つかるかを計算する
    .examples =
        {"  "}torikime study plan my-study --margin 5 --response 40
        {"  "}torikime study plan studies/ipa-2020-organisation
cli-arg-margin = 割合の誤差（± ポイント、95 %）
cli-arg-response = 回収率の見込み（%）
# codes: cli-plan-
cli-plan-stratum = 層
cli-plan-population = 母集団
cli-plan-needed = 必要な回答
cli-plan-invited = 依頼する数
cli-plan-answered = 今の回答
cli-plan-detectable = 見つかる差
cli-plan-note = 必要な回答は、割合の 95 % 区間が ± { $margin } ポイントに収まる数です（割合 50 %、回収率 { $response } %、母集団の数が分かる層は有限母集団修正つき）。見つかる差は、同じ大きさの層どうしで 80 % の確率で見つけられる最小の差（ポイント、5 % 水準）です。
