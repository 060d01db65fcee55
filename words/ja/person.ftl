# サーバーに対して人として行うコマンド（org、user、statement）の言葉。

# codes: client- person- statement-
client-no-server = サーバーが指定されていません。
    .remedy = --server か、環境変数 TORIKIME_SERVER で指定してください（例：https://torikime.example.jp）。
client-bad-server = サーバーのアドレスが使えません。パスワードが含まれているおそれがあるため、ここには表示しません。
    .remedy = https:// と名前、必要ならポートだけを書いてください（例：https://torikime.example.jp）。
client-plain-server = サーバーまでの通信が暗号化されていないため、トークンを送りません。
    .remedy = https:// を使ってください。http:// はこのコンピューターの中でだけ使えます（例：http://127.0.0.1:8470）。
client-no-token = トークンがありません。
    .remedy = 「サインインと鍵」のページで作り、そのファイルを --token-file で指定するか、環境変数 TORIKIME_TOKEN に入れてください。
client-bad-token = トークンとして読めません。
    .remedy = ファイルには、トークンだけを1行で書いてください。
client-silent = サーバーに接続できません（{ $cause }）。
    .remedy = アドレスとネットワークを確かめてください。記録しようとしていたときは、記録されたかどうかを torikime statement list で確かめてください。
client-strange = その場所にあるのは Torikime のサーバーではありません（応答 { $status }）。
    .remedy = アドレスを確かめてください。
person-number = 番号
person-identifier = 法人番号など
person-size = 規模
person-side = 主な立場
person-merged = 合併先
person-withdrew = 退会日
person-name = 氏名
person-roles = 役割
person-erased = （消去されました）
person-role-until = { $role }（{ $day }まで）
person-role-over = { $role }（{ $day }に終了）
person-link = リンク（表示は今回だけです）：{ $link }
statement-recorded = 台帳 { $ledger } の{ $seq }番として記録しました
statement-line = { $item }：{ $value }（{ $day }から）
statement-all-recorded = 記録 { $changed }件、変更なし { $same }件、未回答 { $unanswered }件
statement-not-recorded = 何も記録していません。記録の対象 { $changed }件、変更なし { $same }件、未回答 { $unanswered }件
problem-statement-no-column = 列「{ $name }」がありません。
    .remedy = 列の見出しを次のどれかにしてください：{ $headings }
problem-statement-twice = 項目「{ $value }」は{ $first }行目にもあります。
    .remedy = どちらかの行を消してください。
problem-statement-no-item = 「{ $value }」は、組織が申告できる項目として項目表にありません。
    .remedy = torikime catalogue list ですべてのidを確かめられます。
problem-statement-no-value = この項目に「{ $value }」とは申告できません。
    .remedy = 次のどれか、またはその言葉を書いてください：{ $allowed }。申告しないときは空欄にしてください。
problem-statement-no-day = 「{ $value }」は日付ではありません。
    .remedy = いつからそうなのかを 2026-04-01 のように書いてください。

# codes: cli-torikime, cli-arg-
cli-torikime-org = 自組織：サーバー上の組織を、トークンで見る
    .examples =
        {"  "}torikime org show --server https://torikime.example.jp --token-file token
cli-torikime-org-show = 組織の名称などを、今または指定した日について示す
    .examples =
        {"  "}torikime org show --server https://torikime.example.jp --token-file token
        {"  "}torikime org show --at 2026-04-01 --json
cli-torikime-org-rename = 組織の名称を、ある日から変える（指定しない種類の名称はそのまま）
    .examples =
        {"  "}torikime org rename 架空商事株式会社 --from 2027-04-01 --token-file token
        {"  "}torikime org rename 架空商事株式会社 --reading カクウショウジ --latin "Kakuu Trading Co., Ltd."
cli-torikime-org-profile = 組織の規模と、主な立場を申告する
    .examples =
        {"  "}torikime org profile --size small --side vendor --token-file token
        {"  "}torikime org profile --side unsaid
cli-torikime-user = 自組織の人：サーバー上の人と役割を、トークンで見る
    .examples =
        {"  "}torikime user list --server https://torikime.example.jp --token-file token
cli-torikime-user-list = 人と役割を、今または指定した日について一覧で示す
    .examples =
        {"  "}torikime user list --server https://torikime.example.jp --token-file token
        {"  "}torikime user list --at 2026-04-01
cli-torikime-user-invite = 組織に人を招待する、または別の組織の登録に招待する（リンクの表示は一度だけ）
    .examples =
        {"  "}torikime user invite editor --token-file token
        {"  "}torikime user invite reader --days 3 --send-to sato@example.jp
        {"  "}torikime user invite found
cli-torikime-user-role = 人に役割を与える（責任者・担当者・監査人は、「人と役割」のページでパスキーを示して行います）
    .examples =
        {"  "}torikime user role 0123456789abcdefghjkmnpqrs editor --token-file token
        {"  "}torikime user role 0123456789abcdefghjkmnpqrs reader --until 2027-03-31
cli-torikime-user-remove = 人の役割を一つ、またはすべて終える
    .examples =
        {"  "}torikime user remove 0123456789abcdefghjkmnpqrs --token-file token
        {"  "}torikime user remove 0123456789abcdefghjkmnpqrs editor
cli-torikime-statement = 自組織の申告：サーバー上の申告を、トークンで見て記録する
    .examples =
        {"  "}torikime statement list --server https://torikime.example.jp --token-file token
        {"  "}torikime statement set selfcheck.updates in-force --from 2026-04-01
cli-torikime-statement-list = 項目ごとの状態を、今または指定した日について一覧で示す
    .examples =
        {"  "}torikime statement list --server https://torikime.example.jp --token-file token
        {"  "}torikime statement list --at 2026-04-01 --json
cli-torikime-statement-set = 項目を一つ申告する。途中で接続が切れても、記録は一度だけ
    .examples =
        {"  "}torikime statement set selfcheck.updates in-force --from 2026-04-01
        {"  "}torikime statement set rule.byod.lock not-applicable --note 個人所有端末は使っていない
cli-torikime-statement-import = 申告の表（ページで保存したCSV、またはXLSX）のうち、変わったところを記録する。誤りがあれば何も記録しない
    .examples =
        {"  "}torikime statement import standing.csv --check
        {"  "}torikime statement import standing.xlsx --server https://torikime.example.jp --token-file token
cli-arg-at = この日の終わりの状態（例：2026-04-01）
cli-arg-server = サーバーのアドレス。なければ TORIKIME_SERVER
cli-arg-token = トークンを入れたファイル。なければ TORIKIME_TOKEN
cli-arg-organisation = 組織の番号。なければトークンの組織
cli-arg-value = 申告する状態
cli-arg-from = この日から。なければ今日
cli-arg-note = メモ。「対象外」のときはその理由
cli-arg-statements = 申告の表（CSVまたはXLSX）
cli-arg-check = 読み込んで比べるだけで、記録しない
cli-arg-name = 通常使う名称
cli-arg-reading = 読み方
cli-arg-latin = ラテン文字の名称
cli-arg-short = 略称
cli-arg-size = 規模
cli-arg-side = 主な立場
cli-arg-role = 役割（found は別の組織の登録への招待）
cli-arg-role-until = 役割の最終日（例：2027-03-31）
cli-arg-days = リンクが使える日数
cli-arg-send-to = リンクを送るメールアドレス（サーバーがメールを送る場合）
cli-arg-person = 人の番号（user list に表示されます）
